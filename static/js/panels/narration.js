/** The present step: one sentence with its numbers in the colour of the phase, and one line of mathematics. */

import { element } from "../dom.js";
import { typeset } from "../math.js";
import { hueOf, presentStep, sentenceParts } from "../progress.js";

/** As small as a long formula needs to be whole, within what can be read. @param {HTMLElement} formula */
function fit(formula) {
  const before = Number(formula.style.getPropertyValue("--fit")) || 1;
  const boxes = [...formula.querySelectorAll(".katex-base")].map((base) => base.getBoundingClientRect());
  if (!boxes.length) return;
  const wanted = (Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left))) / before;
  if (!formula.clientWidth) return; // in a closed sheet
  const room = formula.clientWidth - 2 * parseFloat(getComputedStyle(formula).paddingLeft);
  const next = Math.max(Math.min(room / wanted, 1), 0.6).toFixed(3);
  if (Number(next) !== before) formula.style.setProperty("--fit", next);
}

/** `u_1` as it stands on its card. @param {string} words @returns {(Node | string)[]} */
export const lowered = (words) => words.split(/(?<=(?<![\p{L}_.]\d*)\p{L}\p{M}?)_(\d+)(?![\p{L}\d_])/u).map((part, i) => (i % 2 ? element("sub", {}, part) : part));

/** What is said before the first step. @param {import("../types.js").Payload} payload */
function startOf({ steps, mode, graph }) {
  if (!steps.length) return "narration.constant";
  if (mode === "forward") return "narration.start.tangent";
  return graph === "backward" ? "narration.start.graph" : "narration.start";
}

/**
 * @param {HTMLElement} sentence
 * @param {HTMLElement | null} formula none in the embed
 * @param {{t: import("../texts.js").Texts}} options
 */
export function createNarration(sentence, formula, { t }) {
  /** @type {import("../types.js").Payload | null} */
  let payload = null;
  /** @type {number | null | undefined} */
  let shown;
  /** What was fitted last, with all digits the same: they have one width. */
  let fitted = "";

  // Before the mathematical fonts are there a formula has another width; in a closed sheet its place has none.
  if (formula) {
    document.fonts.addEventListener("loadingdone", () => fit(formula));
    new ResizeObserver(() => fit(formula)).observe(formula);
  }

  return {
    /** @param {import("../types.js").Payload} next */
    update(next) {
      payload = next;
      shown = undefined;
    },
    /** @param {{k: number, t: number}} moment */
    show(moment) {
      if (!payload) return;
      const index = presentStep(payload, moment);
      if (index === shown) return;
      shown = index;
      const step = index === null ? null : payload.steps[index];
      const hue = step && hueOf(payload, step.phase);
      for (const phase of ["forward", "backward", "tangent"]) sentence.classList.toggle(phase, hue === phase);
      if (formula) formula.hidden = !step?.latex;
      if (!step) {
        sentence.textContent = t(startOf(payload));
        return;
      }
      sentence.replaceChildren(
        ...sentenceParts(step.text).flatMap(({ text, number }) => (number ? [element("b", {}, ...lowered(text))] : lowered(text))),
      );
      if (!formula || !step.latex) return;
      typeset(formula, step.latex, { display: true, text: step.text });
      const wide = step.latex.replace(/\d/g, "0");
      if (wide === fitted) return;
      fitted = wide;
      requestAnimationFrame(() => fit(formula));
    },
  };
}
