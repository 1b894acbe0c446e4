/**
 * The theme that a reader chooses: worn by the page, and taken along by links to the next one.
 *
 * @typedef {import("./state.js").State["theme"]} Theme
 */

/** The address with the theme in its query, and nothing else of it changed: it may hold a formula. @param {string} address @param {Theme} theme */
export function themed(address, theme) {
  const [, path, query, hash] = /** @type {RegExpExecArray} */ (/^([^?#]*)\??([^#]*)(.*)$/s.exec(address));
  const parts = query.split("&").filter((part) => part && !part.startsWith("theme="));
  if (theme) parts.push(`theme=${theme}`);
  return path + (parts.length ? `?${parts.join("&")}` : "") + hash;
}

/** @param {Theme} theme */
export function wear(theme) {
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  // A room that was made dark stays dark on the way to the next page. The page in the other language is the page's own affair.
  for (const link of document.querySelectorAll("a[href*='lang=']:not([hreflang])")) link.setAttribute("href", themed(link.getAttribute("href") ?? "", theme));
}
