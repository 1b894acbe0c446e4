/**
 * What the reader points at is lit wherever it is: its places in the formula, its card or curve, its lines in the panels.
 *
 * @typedef {import("./types.js").Target} Target
 */

import { drawnOf, spansOf, targetsAt } from "./links.js";
import { presentStep, spokenSpan } from "./progress.js";

/**
 * @param {object} page
 * @param {import("./types.js").Shown} page.shown
 * @param {import("./panels/source.js").Source} page.source
 * @param {Pick<import("./draw/stage.js").Stage, "light">} page.stage
 * @param {readonly {light: (targets: readonly Target[]) => void}[]} page.parts  with lines of their own
 * @param {() => readonly Target[]} page.lit  what stays lit where nothing is pointed at
 */
export function createPointing({ shown, source, stage, parts, lit }) {
  /** Marks places in the formula; where there are none, the present step's. @param {[number, number][]} spans */
  function mark(spans = []) {
    const { payload, problem, moment } = shown;
    if (!payload || problem || source.text !== payload.source) return;
    const spoken = spokenSpan(payload, presentStep(payload, moment));
    source.mark({ spoken: spans.length ? { spans, phase: spoken?.phase ?? "forward" } : spoken && { spans: [spoken.span], phase: spoken.phase } });
  }

  /** @param {Target | readonly Target[] | null} pointed */
  function at(pointed) {
    const { payload } = shown;
    const targets = pointed === null ? [] : [pointed].flat();
    mark(payload ? spansOf(payload, targets) : []);
    stage.light(payload && targets.length ? drawnOf(payload, targets) : lit());
    for (const part of parts) part.light(targets);
  }

  return {
    mark,
    at,
    /** @param {number | null} offset a place in the formula */
    atPlace: (offset) => at(offset === null || !shown.payload || source.text !== shown.payload.source ? null : targetsAt(shown.payload, offset)),
  };
}
