/** LaTeX -> typeset mathematics in an element, by KaTeX; what it cannot typeset appears as plain text. */

import katex from "../vendor/katex.js";
import { learn, split, textsOf, write } from "./formula.js";

/**
 * @typedef {object} Known  a formula that was typeset before: sliders and steps ask for the same lines again
 * @property {string} latex
 * @property {DocumentFragment} made
 * @property {import("./formula.js").Pattern | null | undefined} pattern  undefined: no other numbers were asked for yet; null: it has none
 *
 * @typedef {object} Written  what an element holds
 * @property {string} latex
 * @property {Known} known
 * @property {ChildNode | null} first
 * @property {number} count  of its children
 * @property {Text[] | null} texts  of a pattern, once they were looked for
 */

/** Bounded: the LaTeX comes from our own tables, but the names in it are a user's. */
const OPTIONS = { trust: false, strict: /** @type {const} */ ("ignore"), maxExpand: 200, maxSize: 12, throwOnError: true };
const MOST_KNOWN = 2000;
/** Milliseconds: of numbers that change at every frame of a slider, those that are not seen change that often. */
const HEARD = 250;

/** @type {Map<string, Known>} */
const all = new Map();
/** Colours come where they are asked for, and their code with them. @type {Pick<typeof import("./dye.js"), "dyed" | "settleDye">} */
let dye = { dyed: (latex) => latex, settleDye() {} };
/** @param {typeof dye} next */
export const dyeBy = (next) => void (dye = next);
/** @type {WeakMap<Element, Written>} */
const written = new WeakMap();
/** What is seen already, and not yet heard. @type {Map<Element, Parameters<typeof write>>} */
const unheard = new Map();
/** @type {ReturnType<typeof setTimeout> | null} */
let hearing = null;

function hear() {
  hearing = null;
  for (const formula of unheard.values()) write(...formula);
  unheard.clear();
}

/**
 * @param {HTMLElement} target its content is replaced; where only numbers differ from what it holds, those alone are written
 * @param {string} latex
 * @param {{display?: boolean, seen?: boolean, text?: string, away?: boolean}} [options] `seen`: only what is seen is made, for
 *   what has an aria-label; `text` stands in where KaTeX refuses; `away`: out of sight, other numbers may come a little later
 * @returns {boolean} whether anything changed
 */
export function typeset(target, latex, { display = false, seen = false, text = latex, away = false } = {}) {
  latex = dye.dyed(latex);
  const before = written.get(target);
  const intact = before && target.firstChild === before.first && target.childNodes.length === before.count;
  const mode = `${display ? "D" : "T"}${seen ? "S" : "A"}`;
  if (intact && before.latex === mode + latex) return false;

  const options = { display, seen, text };
  const formula = split(latex);
  let known = remembered(mode + formula.parts.join("\0"), latex, options);
  if (known.latex !== latex && known.pattern === undefined) known.pattern = learn(formula, (asked) => render(asked, options).made);
  if (known.latex !== latex && !known.pattern) known = remembered(mode + latex, latex, options);

  const { pattern } = known;
  let texts = pattern && intact && before.known === known ? before.texts : null;
  if (pattern && texts) {
    if (!away) write(texts, pattern.slots.filter(({ heard }) => !heard), formula.numbers);
    if (!seen || away) unheard.set(target, [texts, pattern.slots, formula.numbers]);
    hearing ??= setTimeout(hear, HEARD);
  } else {
    unheard.delete(target);
    target.replaceChildren((pattern?.made ?? known.made).cloneNode(true));
    if (pattern) write((texts = textsOf(target)), pattern.slots, formula.numbers);
  }
  written.set(target, { latex: mode + latex, known, first: target.firstChild, count: target.childNodes.length, texts });
  return true;
}

/** @typedef {{display: boolean, seen: boolean, text: string}} Options */

/** @param {string} key @param {string} latex @param {Options} options @returns {Known} */
function remembered(key, latex, options) {
  let known = all.get(key);
  if (!known) {
    if (all.size >= MOST_KNOWN) all.clear();
    known = { latex, ...render(latex, options) };
    all.set(key, known);
  }
  return known;
}

/** @param {string} latex @param {Options} options @returns {Pick<Known, "made" | "pattern">} */
function render(latex, { display, seen, text }) {
  const holder = document.createElement("span");
  const made = document.createDocumentFragment();
  try {
    katex.render(latex, holder, { ...OPTIONS, displayMode: display, output: seen ? "html" : "htmlAndMathml" });
    dye.settleDye(holder);
    made.append(...holder.childNodes);
  } catch (error) {
    // A ParseError, or a RangeError where the formula is too deep for the stack: the words still say it.
    if (!(error instanceof Error)) throw error;
    if (seen) holder.className = "stage-raw";
    holder.textContent = text;
    made.append(holder);
    return { made, pattern: null };
  }
  return { made, pattern: undefined };
}
