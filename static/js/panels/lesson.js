/** A lesson's text: each step that it speaks of is a button that goes there. */

import { element } from "../dom.js";

/**
 * A text in its parts; `step` is the number of the step that a part names, in either language.
 * @param {string} text
 * @returns {{text: string, step: number | null}[]}
 */
export function stepsNamed(text) {
  const parts = text.split(/(\b[Ss]tep \d+|第 ?\d+ ?步)/);
  return parts.map((part, i) => ({ text: part, step: i % 2 ? Number(/\d+/.exec(part)?.[0]) : null })).filter((part) => part.text);
}

/**
 * @param {HTMLElement} place
 * @param {{onSeek: (k: number) => void}} options
 */
export function createLesson(place, { onSeek }) {
  for (const paragraph of place.querySelectorAll("p:not(.all)")) {
    paragraph.replaceChildren(
      ...stepsNamed(paragraph.textContent ?? "").map(({ text, step }) =>
        step === null ? text : element("button", { type: "button", onclick: () => onSeek(step) }, text),
      ),
    );
  }
}
