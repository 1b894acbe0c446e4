/** One number: the short figure in the drawing, every digit in its title. */

import { fullFigure, shortFigure } from "../figures.js";

const LARGEST = 17; // what the layout measures with
const SMALLEST = 7;
const WIDTH_OF_A_DIGIT = 0.59; // of the font's size, for semibold tabular Inter

/**
 * The size at which a text fits into a width.
 * @param {string} text
 * @param {number} width
 * @param {number} [largest]
 */
export function fittingSize(text, width, largest = LARGEST) {
  // Superscripts and points are narrower than digits.
  const narrow = text.match(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻.·]/g)?.length ?? 0;
  const digits = text.length - 0.45 * narrow;
  return Math.max(Math.min(largest, width / (digits * WIDTH_OF_A_DIGIT)), SMALLEST);
}

/**
 * @param {SVGTextElement} element
 * @param {import("../types.js").Figure} figure
 * @param {number} width
 * @param {number} [largest]
 */
export function drawNumber(element, figure, width, largest) {
  const short = shortFigure(figure);
  const full = fullFigure(figure);
  // What a slider changes sixty times a second is written into what is there.
  const text = /** @type {Text} */ (element.firstChild ?? element.appendChild(document.createTextNode("")));
  if (text.data !== short) text.data = short;
  const size = `${fittingSize(short, width, largest).toFixed(1)}px`;
  if (element.style.fontSize !== size) element.style.fontSize = size;
  const title = element.firstElementChild;
  if (full === short) title?.remove();
  else (title ?? element.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "title"))).textContent = full;
}
