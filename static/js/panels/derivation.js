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
  /** @type {Map<number, HTMLButtonElement>} */
  let lines = new Map();
  let window = [0, 0];
  let shown = "";

  /** @param {number} centre @param {Payload} next */
  function build(centre, { steps }) {
    const all = steps.length <= MOST;
    window = all ? [0, steps.length] : [Math.max(0, centre - AROUND), Math.min(steps.length, centre + AROUND)];
    lines = new Map();
    place.replaceChildren();
    if (!all) place.append(element("p", { class: "quiet" }, t("derivation.long", { count: steps.length })));
    let phase = "";
    for (let i = window[0]; i < window[1]; i++) {
      if (steps[i].phase !== phase) {
        phase = steps[i].phase;
        place.append(element("h3", { class: "derivation-phase" }, t(`derivation.${phase}`)));
      }
      const line = element("button", { type: "button", onclick: () => onSeek(i + 1), title: t("derivation.seek", { index: i + 1 }) });
      lines.set(i, line);
      place.append(line);
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
      lines = new Map();
      shown = "";
    },
    /** @param {{k: number, t: number}} moment */
    show(moment) {
      if (!payload) return;
      const present = presentStep(payload, moment);
      const key = `${moment.k} ${present}`;
      if (key === shown) return;
      const fresh = shown === "";
      shown = key;
      if (fresh || (present !== null && !lines.has(present))) build(present ?? 0, payload);
      for (const [i, line] of lines) {
        const step = payload.steps[i];
        const state = i === present ? "present" : i < moment.k ? "done" : "coming";
        const name = `line ${state} ${step.phase}`;
        if (line.className === name) continue;
        const bar = step.bar ?? step.latex;
        line.className = name;
        line.toggleAttribute("aria-current", state === "present");
        typeset(line, state === "coming" ? withoutNumbers(bar) : bar, { text: step.text });
      }
      reveal();
    },
  };
}
