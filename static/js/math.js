/** LaTeX -> typeset mathematics in an element, by KaTeX; what it cannot typeset appears as plain text. */

import katex from "../vendor/katex.js";
import { dyed, settleDye } from "./dye.js";

/** Bounded: the LaTeX comes from our own tables, but the names in it are a user's. */
const OPTIONS = { trust: false, strict: /** @type {const} */ ("ignore"), maxExpand: 200, maxSize: 12, throwOnError: true };

/** @type {Map<string, DocumentFragment>} what was typeset before: sliders and steps ask for the same lines again */
const known = new Map();
const MOST_KNOWN = 400;

/**
 * @param {HTMLElement} target its content is replaced
 * @param {string} latex
 * @param {{display?: boolean, text?: string}} [options] `text` stands in where KaTeX refuses
 */
export function typeset(target, latex, { display = false, text = latex } = {}) {
  latex = dyed(latex);
  const key = `${display ? "D" : "T"}${latex}`;
  let made = known.get(key);
  if (!made) {
    const holder = document.createElement("span");
    try {
      katex.render(latex, holder, { ...OPTIONS, displayMode: display });
      settleDye(holder);
    } catch (error) {
      // A ParseError, or a RangeError where the formula is too deep for the stack: the words still say it.
      if (!(error instanceof Error)) throw error;
      holder.textContent = text;
    }
    made = document.createDocumentFragment();
    made.append(...holder.childNodes);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, made);
  }
  target.replaceChildren(made.cloneNode(true));
}
