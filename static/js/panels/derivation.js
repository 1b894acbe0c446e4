/**
 * The derivation: one line a step in bar notation. The present one is washed, the coming ones are faint and without their
 * numbers; a line is a button that goes to its step.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Step} Step
 */

import { element } from "../dom.js";
import { typeset } from "../math.js";
import { presentStep, withoutNumbers } from "../progress.js";

/** More lines than this are not shown at once: those around the present one are. */
const MOST = 120;
const AROUND = 40;

/**
 * @param {HTMLElement} place
 * @param {{t: import("../texts.js").Texts, onSeek: (k: number) => void}} options
 */
export function createDerivation(place, { t, onSeek }) {
  /** @type {Payload | null} */
  let payload = null;
  /** @type {Map<number, {button: HTMLButtonElement, written: string}>} */
  let lines = new Map();
  let phases = "";
  let shown = "";
  /** @type {number | null} */
  let revealed = null;

  /** @param {number} centre @param {Payload} next */
  function build(centre, { steps }) {
    const all = steps.length <= MOST;
    const [first, end] = all ? [0, steps.length] : [Math.max(0, centre - AROUND), Math.min(steps.length, centre + AROUND)];
    lines = new Map();
    revealed = null;
    place.replaceChildren();
    if (!all) place.append(element("p", { class: "quiet" }, t("derivation.long", { count: steps.length })));
    let phase = "";
    for (let i = first; i < end; i++) {
      if (steps[i].phase !== phase) {
        phase = steps[i].phase;
        place.append(element("h3", { class: "derivation-phase" }, t(`derivation.${phase}`)));
      }
      const title = t("derivation.seek", { index: i + 1 });
      const button = element("button", { type: "button", onclick: () => onSeek(i + 1), title });
      lines.set(i, { button, written: "" });
      place.append(button);
    }
  }

  /** Keeps the present line in view without moving the page. */
  function reveal() {
    const line = place.querySelector(".line.present");
    if (!line) return;
    const frame = place.scrollHeight > place.clientHeight ? place : (place.closest(".sheet.open") ?? place);
    const [outer, inner] = [frame.getBoundingClientRect(), line.getBoundingClientRect()];
    if (!inner.height) return;
    if (inner.bottom > outer.bottom - 12) frame.scrollTop += inner.bottom - outer.bottom + 12;
    else if (inner.top < outer.top + 12) frame.scrollTop -= outer.top + 12 - inner.top;
  }

  return {
    reveal,
    /** @param {Payload} next */
    update(next) {
      payload = next;
      shown = "";
      // The same steps with other numbers, as from a slider, keep their lines.
      const found = next.steps.map((step) => step.phase[0]).join("");
      if (found !== phases) lines = new Map();
      phases = found;
    },
    /** @param {{k: number, t: number}} moment */
    show(moment) {
      if (!payload) return;
      const present = presentStep(payload, moment);
      const key = `${moment.k} ${present}`;
      if (key === shown) return;
      shown = key;
      if (!lines.has(present ?? 0)) build(present ?? 0, payload);
      for (const [i, line] of lines) {
        const step = payload.steps[i];
        const state = i === present ? "present" : i < moment.k ? "done" : "coming";
        const bar = step.bar ?? step.latex;
        const latex = state === "coming" ? withoutNumbers(bar) : bar;
        line.button.className = `line ${state} ${step.phase}`;
        line.button.toggleAttribute("aria-current", state === "present");
        if (line.written === latex) continue;
        line.written = latex;
        typeset(line.button, latex, { text: step.text });
      }
      if (present === revealed) return;
      revealed = present;
      requestAnimationFrame(reveal);
    },
  };
}
