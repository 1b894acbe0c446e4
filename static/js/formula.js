/**
 * LaTeX that differs in its numbers alone has one pattern: what KaTeX makes of it differs in its text alone. Pure, but for the
 * elements that `learn` is given.
 *
 * @typedef {{parts: string[], numbers: string[]}} Split  parts stand around the numbers, one more than there are numbers
 * @typedef {{at: number, words: (string | number)[], heard: boolean}} Slot  a text among all texts; a number in `words` is an index
 *   of `numbers`; heard: it stands in the MathML, which is not seen
 * @typedef {{made: DocumentFragment, slots: Slot[]}} Pattern
 */

/** A colour, a script of one digit, which has no braces for a longer one; else a number, without the digit that has an exponent. */
const NUMBERS = /#[0-9a-f]{6}|[\^_]\d|\d+(?:\.\d*)?(?=\d\^)|\d(?=\^)|\d+(?:\.\d+)?/gi;

/**
 * KaTeX sets an exponent on the last digit alone: that is a number of its own.
 * @param {string} latex
 * @returns {Split}
 */
export function split(latex) {
  const parts = [];
  const numbers = [];
  let from = 0;
  for (const { 0: found, index } of latex.matchAll(NUMBERS)) {
    if (!/^\d/.test(found)) continue;
    parts.push(latex.slice(from, index));
    numbers.push(found);
    from = index + found.length;
  }
  return { parts: [...parts, latex.slice(from)], numbers };
}

/** @param {readonly string[]} parts @param {readonly string[]} numbers */
export const join = (parts, numbers) => parts.map((part, i) => part + (numbers[i] ?? "")).join("");

/** @param {Node} root @returns {Text[]} all texts in it, in their order */
export function textsOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
  return found;
}

/** Writes numbers into a copy of a pattern. @param {readonly Text[]} texts @param {readonly Slot[]} slots @param {readonly string[]} numbers */
export function write(texts, slots, numbers) {
  for (const { at, words } of slots) {
    const text = words.map((word) => (typeof word === "number" ? numbers[word] : word)).join("");
    if (texts[at].data !== text) texts[at].data = text;
  }
}

/** @param {DocumentFragment} made @param {readonly string[]} numbers @returns {Slot[]} */
function slotsOf(made, numbers) {
  /** What a text's digits stand for: a number, or two of which the second has the exponent. @param {string} word @returns {(string | number)[]} */
  const places = (word) => {
    const one = numbers.indexOf(word);
    if (one >= 0) return [one];
    const first = numbers.findIndex((number, i) => number + numbers[i + 1] === word);
    return first >= 0 ? [first, first + 1] : [word];
  };
  return textsOf(made).flatMap(({ data, parentElement }, at) => {
    const words = data.split(/(\d+)/).filter(Boolean).flatMap((word) => places(word));
    return words.some((word) => typeof word === "number") ? [{ at, words, heard: Boolean(parentElement?.closest(".katex-mathml")) }] : [];
  });
}

/**
 * Where the numbers come to stand, found by typesetting others in their place; null where more than texts depends on them.
 * @param {Split} formula
 * @param {(latex: string) => DocumentFragment} make
 * @returns {Pattern | null}
 */
export function learn({ parts, numbers }, make) {
  const marks = (/** @type {number} */ first) => numbers.map((_, i) => String(parts[i + 1].startsWith("^") ? (first + i) % 10 : first + i));
  const made = make(join(parts, marks(1001)));
  const slots = slotsOf(made, marks(1001));
  for (const other of [marks(5005), numbers]) {
    const copy = made.cloneNode(true);
    write(textsOf(copy), slots, other);
    if (!copy.isEqualNode(make(join(parts, other)))) return null;
  }
  return { made, slots };
}
