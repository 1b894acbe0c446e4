/** Places in a source: the API counts code points, the page UTF-16 units. */

/**
 * @param {string} text
 * @param {number} points
 * @returns {number} the UTF-16 offset of the code point; the end where there are fewer
 */
export function unitOffset(text, points) {
  let units = 0;
  for (let i = 0; i < points && units < text.length; i++) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/**
 * @param {string} text
 * @param {readonly [number, number]} span in code points
 * @returns {{from: number, to: number}} in UTF-16 units
 */
export function unitRange(text, [start, end]) {
  return { from: unitOffset(text, start), to: unitOffset(text, end) };
}
