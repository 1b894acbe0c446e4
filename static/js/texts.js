/**
 * The page's words. The server has put one language of static/texts.json into the page as a data block.
 *
 * @typedef {(key: string, facts?: Record<string, string | number>) => string} Texts
 */

/**
 * @param {Record<string, string>} table
 * @returns {Texts} an unknown key gives itself; a test finds those
 */
export function createTexts(table) {
  return (key, facts = {}) => (table[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => String(facts[name] ?? hole));
}

/** What a `<script type="application/json">` of the page holds, null where there is none. @param {string} id @returns {any} */
export function embedded(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "null");
}
