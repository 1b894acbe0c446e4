/**
 * One colour a quantity, where the reader asks for it: the same in the source, on the cards, in every formula and in the code.
 * LaTeX enters, the same with its symbols coloured leaves; the colours are the theme's.
 *
 * @typedef {import("./types.js").Payload} Payload
 */

import { dyeBy } from "./math.js";
import { symbolOf } from "./symbols.js";

export const HUES = 6;
/** Commands whose argument is words, not mathematics. */
const WORDS = String.raw`\\(?:begin|end|mathrm|operatorname\*?|text|mathbf|textcolor|htmlClass)\s*\{[^{}]*\}`;

/** @type {Map<string, number>} a symbol in LaTeX -> its hue */
let symbols = new Map();
/** @type {RegExp | null} */
let pattern = null;
/** @type {Map<string, number>} a name in a program -> its hue */
let identifiers = new Map();
/** @type {{span: readonly [number, number], hue: number}[]} */
let places = [];

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * What finds symbols in LaTeX and passes over all else that is made of letters.
 * @param {Iterable<string>} found
 */
function finding(found) {
  const all = [...found].sort((a, b) => b.length - a.length).map((symbol) => {
    const end = /\\[A-Za-z]+$/.test(symbol) ? "(?![A-Za-z])" : "";
    return escaped(symbol) + end + (symbol.includes("_") ? "" : "(?!_)");
  });
  return new RegExp(`${WORDS}|(?<symbol>${all.join("|")})|\\\\[A-Za-z]+|[_^][A-Za-z]`, "g");
}

/** Takes the quantities of a graph; null: no colours. @param {Payload | null} payload */
export function dyeWith(payload) {
  const named = payload?.nodes.filter(({ kind, named, collapses }) => kind === "input" || (named && !collapses)) ?? [];
  symbols = new Map();
  identifiers = new Map();
  places = [];
  named.forEach((node, i) => {
    const hue = (i % HUES) + 1;
    symbols.set(symbolOf(node), hue);
    if (node.identifier) identifiers.set(node.identifier, hue);
    // What computes it is not its name.
    const computes = (/** @type {readonly [number, number]} */ span) => node.kind === "operation" && String(span) === String(node.span);
    for (const span of node.spans ?? []) if (!computes(span)) places.push({ span, hue });
  });
  pattern = symbols.size ? finding(symbols.keys()) : null;
}

/** The same LaTeX with its symbols in their colours. @param {string} latex */
export function dyed(latex) {
  if (!pattern) return latex;
  return latex.replace(pattern, (whole, symbol) => (symbol === undefined ? whole : `{\\textcolor{#0010${String(symbols.get(symbol)).padStart(2, "0")}}{${symbol}}}`));
}

/** Gives what was typeset from dyed LaTeX the colours of the theme. @param {ParentNode} made */
export function settleDye(made) {
  if (!pattern) return;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (made.querySelectorAll("[style*='color']"))) {
    const hue = /^rgb\(0, 16, (\d)\)$/.exec(part.style.color)?.[1];
    if (hue) part.style.color = `var(--trace-${hue})`;
  }
}

/** Where quantities stand in the source, in code points. */
export const dyedPlaces = () => places;

/** The hue of a name in a program, undefined for others. @param {string} identifier */
export const hueOfIdentifier = (identifier) => identifiers.get(identifier);

dyeBy({ dyed, settleDye });
