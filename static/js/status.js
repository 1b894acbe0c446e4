/**
 * Whether the graph that is shown is that of the formula: waited for, out of date behind a problem, or not there at all.
 *
 * @typedef {import("./api.js").Problem} Problem
 */

import { createProblem } from "./panels/problem.js";

/** Answers that take longer than this are waited for visibly. */
const PATIENCE = 300;

/**
 * @param {object} page
 * @param {import("./texts.js").Texts} page.t
 * @param {import("./panels/source.js").Source} page.source
 * @param {import("./types.js").Shown} page.shown
 * @param {HTMLElement} page.middle
 * @param {HTMLElement} page.notice  takes one sentence above the graph
 * @param {HTMLElement} page.message  takes the problem's own words
 */
export function createStatus({ t, source, shown, middle, notice, message }) {
  let about = "";
  // In another text than it was said of, its place is another one.
  const problems = createProblem(message, { t, onFix: (edit) => about === source.text && source.change(edit, true) });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  return {
    /** An answer that comes soon changes nothing on the way; a class for it would style and paint the stage twice more. @param {boolean} now */
    working(now) {
      clearTimeout(timer);
      if (now) timer = setTimeout(() => middle.classList.add("working"), PATIENCE);
      else middle.classList.remove("working");
    },
    /** The message at its place, one sentence above the graph, and the last true graph behind them. @param {Problem | null} found @param {string} [text] that it is about */
    refuse(found, failed = found !== null, text = source.text) {
      shown.problem = found;
      about = text;
      problems.show(found, text);
      const { offset, length } = found ?? { offset: null, length: null };
      source.mark({ wrong: offset === null || text !== source.text ? null : [offset, offset + (length ?? 0)], ...(found ? { spoken: null } : {}) });
      notice.textContent = !failed ? "" : t(!found ? "stage.unreachable" : shown.payload ? "stage.stale" : "stage.empty");
      middle.classList.toggle("stale", failed);
    },
  };
}
