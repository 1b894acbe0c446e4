/** Whether two values of plain data are equal: numbers, words, lists and records of them. */

/**
 * @param {any} a
 * @param {any} b
 * @param {ReadonlySet<string>} [except] fields of the records themselves (not of what is in them) that may differ
 * @returns {boolean}
 */
export function equal(a, b, except) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => name in b && (except?.has(name) || equal(a[name], b[name])));
}
