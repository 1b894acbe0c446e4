/** LaTeX -> KaTeX's elements, made once a formula and copied after that. The only place that calls KaTeX for the stage. */

import katex from "../../vendor/katex.js";
import { dyed, settleDye } from "../dye.js";

/** Bounded: the LaTeX comes from our own tables, but the names in it are a user's. */
const OPTIONS = /** @type {const} */ ({ output: "html", trust: false, strict: "ignore", maxExpand: 200, maxSize: 12, throwOnError: true });
const KEPT = 2000;
/** @type {Map<string, DocumentFragment>} */
const made = new Map();
/** @type {WeakMap<Element, string>} */
const written = new WeakMap();

/**
 * Formulas on the stage stand beside an `aria-label`, so only the visible half of KaTeX's output is made.
 * @param {string} latex
 * @returns {DocumentFragment}
 */
function make(latex) {
  const place = document.createElement("span");
  try {
    katex.render(latex, place, OPTIONS);
    settleDye(place);
  } catch {
    // ParseError, or RangeError where the nesting is too deep: the source is better than nothing.
    place.textContent = latex;
    place.className = "stage-raw";
    const raw = document.createDocumentFragment();
    raw.append(place);
    return raw;
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...place.childNodes);
  return fragment;
}

/**
 * Fills an element with a formula; the same formula again costs nothing.
 * @param {HTMLElement} element
 * @param {string} latex
 * @returns {boolean} whether anything changed
 */
export function typeset(element, latex) {
  latex = dyed(latex);
  if (written.get(element) === latex) return false;
  written.set(element, latex);
  let fragment = made.get(latex);
  if (!fragment) {
    fragment = make(latex);
    if (made.size >= KEPT) made.clear();
    made.set(latex, fragment);
  }
  element.replaceChildren(fragment.cloneNode(true));
  return true;
}
