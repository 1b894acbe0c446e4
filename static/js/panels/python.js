/** Python, in the parts that are worth a colour of their own. Pure: no parser, a reader's eye. */

const KEYWORDS =
  "False None True and as assert break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield";

/** In order: the first that fits counts. Strings may be longer than a line where they have three marks. */
const PARTS = new RegExp(
  [
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<string>[rbfRBF]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))`,
    String.raw`(?<![\w.])(?<number>(?:0[xX][\da-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?j?))`,
    String.raw`(?<![\w.])(?<keyword>${KEYWORDS.split(" ").join("|")})(?!\w)`,
    String.raw`(?<=\bdef\s+)(?<defined>\w+)`,
  ].join("|"),
  "gu",
);

/**
 * @param {string} code
 * @returns {{from: number, to: number, kind: "comment" | "string" | "number" | "keyword" | "defined"}[]} in order, in UTF-16 units
 */
export function pythonParts(code) {
  return [...code.matchAll(PARTS)].map((match) => {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    return { from: match.index, to: match.index + match[0].length, kind: /** @type {any} */ (kind) };
  });
}
