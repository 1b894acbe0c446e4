/** The whole run in words, a sentence a step: what is heard step by step can be read at once, and each sentence goes to its step. */

import { element } from "../dom.js";
import { stepsAbout } from "../links.js";
import { presentStep } from "../progress.js";
import { lowered } from "./narration.js";

/** More sentences than this are not shown at once: those around the present one are. */
const MOST = 300;

/** @type {import("./desk.js").PanelMaker} */
export function createPanel(place, { t, onPoint, onSeek }) {
  place.classList.add("transcript");
  /** @type {import("../types.js").Payload | null} */
  let payload = null;
  /** @type {Map<number, HTMLElement>} */
  let lines = new Map();
  let first = 0;

  /** @param {number} from */
  function build(from) {
    if (!payload) return;
    const { steps } = payload;
    first = Math.max(0, Math.min(from, steps.length - MOST));
    lines = new Map();
    /** @type {HTMLElement[]} */
    const parts = [];
    if (steps.length > MOST) parts.push(element("p", { class: "quiet" }, t("transcript.long", { count: steps.length, most: MOST })));
    /** @type {HTMLElement | null} */
    let list = null;
    steps.slice(first, first + MOST).forEach((step, i) => {
      const index = first + i;
      if (!list || step.phase !== steps[index - 1]?.phase) {
        list = element("ol", { start: index + 1 });
        parts.push(element("h3", {}, t(`phase.${step.phase}`)), list);
      }
      /** @type {import("../types.js").Target} */
      const target = step.edge ? { kind: "edge", id: step.edge } : { kind: "node", id: step.node };
      const line = element("button", {
        type: "button",
        onclick: () => onSeek(index + 1),
        onmouseenter: () => onPoint(target),
        onmouseleave: () => onPoint(null),
        onfocus: () => onPoint(target),
        onblur: () => onPoint(null),
      }, ...lowered(step.text));
      lines.set(index, line);
      list.append(element("li", {}, line));
    });
    place.replaceChildren(...(steps.length ? parts : [element("p", { class: "quiet" }, t("narration.constant"))]));
  }

  return {
    update(next) {
      payload = next;
      build(first);
    },
    show(moment) {
      if (!payload) return;
      const present = presentStep(payload, moment);
      if (present !== null && !lines.has(present)) build(present - MOST / 2);
      for (const [index, line] of lines) {
        const now = index === present;
        if (now === line.hasAttribute("aria-current")) continue;
        line.toggleAttribute("aria-current", now);
        if (now) line.setAttribute("aria-current", "step");
        if (now) line.scrollIntoView({ block: "nearest" });
      }
    },
    light(targets) {
      const about = new Set(payload ? stepsAbout(payload, targets) : []);
      for (const [index, line] of lines) line.classList.toggle("lit", about.has(index));
    },
  };
}
