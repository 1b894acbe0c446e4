/**
 * The derivation: one line a step. The present one is washed, the coming ones are faint and without their numbers; a line is a
 * button that goes to its step. Bar notation comes with the graph; the others, and each input's whole chain, are asked for.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Target} Target
 * @typedef {import("../state.js").State["notation"]} Notation
 *
 * @typedef {object} DerivationAnswer  of POST /api/v1/derivation
 * @property {{step: number, latex: string, text: string}[]} lines
 * @property {{input: string, latex: string}[]} chains
 */

import { createAsker } from "../api.js";
import { element } from "../dom.js";
import { stepsAbout, targetOfStep } from "../links.js";
import { typeset } from "../math.js";
import { hueOf, presentStep, withoutNumbers } from "../progress.js";

/** More lines than this are not shown at once: those around the present one are. */
const MOST = 120;
const AROUND = 40;

/**
 * @param {HTMLElement} place with the notation's select and a place for the lines
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {Notation} options.notation null: not chosen
 * @param {(notation: Notation, signal: AbortSignal) => Promise<DerivationAnswer>} options.ask
 * @param {(k: number) => void} options.onSeek
 * @param {(target: Target | null) => void} options.onPoint
 * @param {(notation: Notation) => void} options.onNotation
 */
export function createDerivation(place, { t, notation, ask, onSeek, onPoint, onNotation }) {
  const list = /** @type {HTMLElement} */ (place.querySelector(".lines"));
  const chains = /** @type {HTMLElement} */ (place.querySelector(".chains"));
  const select = /** @type {HTMLSelectElement} */ (place.querySelector("select"));
  /** @type {Payload | null} */
  let payload = null;
  /** @type {Map<number, {button: HTMLButtonElement, written: string}>} */
  let lines = new Map();
  let phases = "";
  /** Whether gradients go back through the formula's own graph: other notations are of those. */
  let own = true;
  let shown = "";
  /** @type {number | null} */
  let revealed = null;
  /** @type {{k: number, t: number}} */
  let now = { k: 0, t: 0 };
  /** @type {Map<number, string>} by step, in the chosen notation; without an answer in the graph's own */
  let written = new Map();

  /** @type {Set<Element>} lines that are scrolled out of sight */
  const away = new Set();
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) away.delete(target);
        else away.add(target);
      }
    },
    { root: place },
  );

  const asker = createAsker({
    ask: (/** @type {{notation: Notation, of: string}} */ question, signal) => ask(question.notation, signal),
    onAnswer(answer, { of }) {
      // Of another graph's steps these lines would be wrong.
      if (!own || of !== phases) return;
      written = new Map(answer.lines.map(({ step, latex }) => [step, latex]));
      chains.replaceChildren(...chainsOf(answer));
      shown = "";
      revealed = null; // lines of another notation have other heights
      show(now);
    },
    // The graph itself has been answered, in its own notation; lines with the numbers of an earlier one would be wrong.
    onProblem() {
      written = new Map();
      chains.replaceChildren();
      shown = "";
      show(now);
    },
  });
  const question = () => asker.slide({ notation, of: phases });

  select.value = notation ?? "bar";
  select.addEventListener("change", () => {
    notation = /** @type {Notation} */ (select.value);
    onNotation(notation);
    question();
  });
  /** @param {DerivationAnswer} answer */
  function chainsOf({ chains: found }) {
    if (!found.length) return [];
    const rows = found.map(({ input, latex }) => {
      const row = element("p", { class: "chain" });
      typeset(row, latex, { text: input });
      row.onmouseenter = () => onPoint({ kind: "node", id: input });
      row.onmouseleave = () => onPoint(null);
      return row;
    });
    return [element("h3", { class: "derivation-phase" }, t("derivation.chains")), ...rows];
  }

  /** What a step's line is about. @param {number} i @returns {Target | null} */
  const targetOf = (i) => payload && targetOfStep(payload, i);

  /** Under which heading a step's line stands. @param {import("../types.js").Phase} phase */
  function headingOf(phase) {
    if (payload?.mode === "forward") return "tangent";
    return payload?.graph === "backward" ? "graph" : phase;
  }

  /** @param {number} centre @param {Payload} next */
  function build(centre, { steps }) {
    const all = steps.length <= MOST;
    const [first, end] = all ? [0, steps.length] : [Math.max(0, centre - AROUND), Math.min(steps.length, centre + AROUND)];
    lines = new Map();
    revealed = null;
    sight.disconnect();
    away.clear();
    list.replaceChildren();
    if (!all) list.append(element("p", { class: "quiet" }, t("derivation.long", { count: steps.length })));
    let phase = "";
    for (let i = first; i < end; i++) {
      const next = headingOf(steps[i].phase);
      if (next !== phase) {
        phase = next;
        list.append(element("h3", { class: "derivation-phase" }, t(`derivation.${phase}`)));
      }
      const title = t("derivation.seek", { index: i + 1 });
      const [point, leave] = [() => onPoint(targetOf(i)), () => onPoint(null)];
      const heard = { onmouseenter: point, onmouseleave: leave, onfocus: point, onblur: leave };
      const button = element("button", { type: "button", onclick: () => onSeek(i + 1), title, ...heard });
      lines.set(i, { button, written: "" });
      list.append(button);
      sight.observe(button);
    }
  }

  /** Keeps the present line in view without moving the page. @param {number} [tries] */
  function reveal(tries = 6) {
    const line = place.querySelector(".line.present");
    if (!line) return;
    const frame = place.scrollHeight > place.clientHeight ? place : (place.closest(".sheet.open") ?? place);
    const [outer, inner] = [frame.getBoundingClientRect(), line.getBoundingClientRect()];
    if (!inner.height) return;
    if (inner.bottom > outer.bottom - 12) frame.scrollTop += inner.bottom - outer.bottom + 12;
    else if (inner.top < outer.top + 12) frame.scrollTop -= outer.top + 12 - inner.top;
    // Lines that come into view take their own heights, and may push it out again.
    if (tries > 0) requestAnimationFrame(() => reveal(tries - 1));
  }

  // What stands above comes late, and leaves the panel less room. (On a phone the sheet scrolls, and the reader moves it.)
  new ResizeObserver(() => place.scrollHeight > place.clientHeight && reveal()).observe(place);

  /** @param {{k: number, t: number}} moment */
  function show(moment) {
    now = moment;
    // Behind another tab nothing is typeset; it is when its own is chosen.
    if (!payload || place.hidden) return;
    const present = presentStep(payload, moment);
    const key = `${moment.k} ${present}`;
    if (key === shown) return;
    shown = key;
    if (!lines.has(present ?? 0)) build(present ?? 0, payload);
    for (const [i, line] of lines) {
      const step = payload.steps[i];
      const state = i === present ? "present" : i < moment.k ? "done" : "coming";
      const whole = written.get(i) ?? step.bar ?? step.latex;
      const latex = state === "coming" ? withoutNumbers(whole) : whole;
      const look = `line ${state} ${hueOf(payload, step.phase)}`;
      if (line.button.className !== look) line.button.className = look;
      line.button.toggleAttribute("aria-current", state === "present");
      if (line.written === latex) continue;
      line.written = latex;
      typeset(line.button, latex, { text: step.text, away: away.has(line.button) });
    }
    if (present === revealed) return;
    revealed = present;
    requestAnimationFrame(() => reveal());
  }

  return {
    reveal() {
      show(now);
      reveal();
    },
    show,
    /** @param {Payload} next */
    update(next) {
      payload = next;
      shown = "";
      // The same steps with other numbers, as from a slider, keep their lines.
      own = next.mode !== "forward" && next.graph !== "backward" && !next.listing;
      const found = `${own} ${next.graph} ${next.steps.map((step) => step.phase[0]).join("")}`;
      if (found !== phases) {
        lines = new Map();
        written = new Map();
        chains.replaceChildren();
      }
      phases = found;
      /** @type {HTMLElement} */ (select.parentElement).hidden = !own;
      if (own && notation !== null) question();
    },
    /** Another notation, as from the address. @param {Notation} next */
    choose(next) {
      if (next === null || next === notation) return;
      notation = next;
      select.value = next;
      if (own) question();
    },
    /** Marks the lines that are about nodes or edges. @param {readonly Target[]} targets */
    light(targets) {
      const about = new Set(payload ? stepsAbout(payload, targets) : []);
      for (const [i, { button }] of lines) button.classList.toggle("lit", about.has(i));
    },
  };
}
