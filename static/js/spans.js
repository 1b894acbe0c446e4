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

/** How many code points stand before a UTF-16 offset. @param {string} text @param {number} units */
export function pointOffset(text, units) {
  return [...text.slice(0, units)].length;
}

/**
 * The node whose place in the source is the smallest around an offset, null where there is none.
 * @template {{span: [number, number] | null}} Spanned
 * @param {readonly Spanned[]} nodes
 * @param {number} offset in code points: the character that begins there
 * @returns {Spanned | null}
 */
export function innermost(nodes, offset) {
  let found = null;
  let least = Infinity;
  for (const node of nodes) {
    if (!node.span || offset < node.span[0] || offset >= node.span[1]) continue;
    const length = node.span[1] - node.span[0];
    if (length < least) [found, least] = [node, length];
  }
  return found;
}
