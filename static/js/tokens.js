/**
 * What is set apart in a formula as it is written: comments, signs, the names of functions, what a statement defines. By its
 * letters alone; what they mean is the server's to say.
 *
 * @typedef {{from: number, to: number, kind: "comment" | "sign" | "call" | "head"}} Token  in UTF-16 units
 */

const PARTS = /(?<comment>#[^\n]*)|(?<call>[\p{L}][\p{L}\p{N}_]+(?=\())|(?<sign>[-+−*/^=·×÷@|(),;[\]{}]+)/gu;
const HEAD = /(?<=^|[;\n])[^\S\n]*([\p{L}][^\s=;#()[\]]*)(?=\s*=)/gu;

/** @param {string} text @returns {Token[]} in the order of the text */
export function tokensOf(text) {
  /** @type {Token[]} */
  const found = [];
  for (const { index, groups, 0: part } of text.matchAll(PARTS)) {
    const kind = /** @type {Token["kind"]} */ (Object.entries(groups ?? {}).find(([, matched]) => matched !== undefined)?.[0]);
    found.push({ from: index, to: index + part.length, kind });
  }
  const comments = found.filter(({ kind }) => kind === "comment");
  for (const match of text.matchAll(HEAD)) {
    const from = match.index + match[0].length - match[1].length;
    if (!comments.some((comment) => from >= comment.from && from < comment.to)) found.push({ from, to: from + match[1].length, kind: "head" });
  }
  return found.sort((a, b) => a.from - b.from);
}
