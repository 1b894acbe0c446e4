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
 * The nodes with the smallest place in the source around an offset. Several have one where a sum or a function is written once
 * and stands for many.
 * @template {{span: [number, number] | null, spans?: [number, number][]}} Spanned
 * @param {readonly Spanned[]} nodes
 * @param {number} offset in code points: the character that begins there
 * @returns {Spanned[]}
 */
export function innermost(nodes, offset) {
  /** @type {Spanned[]} */
  let found = [];
  let least = Infinity;
  for (const node of nodes) {
    const around = (node.spans ?? (node.span ? [node.span] : [])).filter(([start, end]) => offset >= start && offset < end);
    const length = Math.min(...around.map(([start, end]) => end - start));
    if (length > least || length === Infinity) continue;
    if (length < least) found = [];
    least = length;
    found.push(node);
  }
  return found;
}
