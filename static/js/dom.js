/** Elements from names, attributes and children. Text is always text: nothing here or anywhere parses HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | ((event: any) => void)>} [attributes] a function listens; false and null leave out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/** Words with `code` in backticks -> nodes. @param {string} words @returns {(Node | string)[]} */
export function withCode(words) {
  return words.split(/`([^`]*)`/).map((part, i) => (i % 2 ? element("code", {}, part) : part));
}

/** The element of the page with this id; our own templates have it. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Whether keys belong to what is focused, and not to the player. @param {EventTarget | null} target @param {string} key */
export function takesKeys(target, key) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("input, textarea, select, [role=slider]")) return true;
  if (target.matches("[role=tab]")) return key !== " ";
  return key === " " && target.matches("button, summary, a");
}
