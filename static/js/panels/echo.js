/**
 * A line in the other panel's words, under the open one: beneath the derivation what is pointed at in NumPy, beneath the code its
 * line of the derivation. So each lights the other although only one of them is open.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Target} Target
 * @typedef {{code: string, lines: import("../links.js").CodeLine[]}} CodeAnswer
 */

import { createAsker } from "../api.js";
import { element } from "../dom.js";
import { codeAbout, stepsAbout } from "../links.js";
import { typeset } from "../math.js";

/** There is room for so many lines: the last ones, which say most. */
const MOST = 2;

/**
 * @param {HTMLElement} place
 * @param {{t: import("../texts.js").Texts, ask: (path: string, fields: object, signal: AbortSignal) => Promise<any>}} options
 */
export function createEcho(place, { t, ask }) {
  const label = element("span", { class: "echo-label" });
  const list = element("div", { class: "echo-lines" });
  place.replaceChildren(label, list);
  let panel = "";
  /** @type {Payload | null} */
  let payload = null;
  /** @type {CodeAnswer | null} */
  let answer = null;
  /** @type {readonly Target[]} */
  let targets = [];
  let stale = true;

  const asker = createAsker({
    /** @param {string} target @param {AbortSignal} signal @returns {Promise<CodeAnswer>} */
    ask: (target, signal) => ask("code", { target }, signal),
    onAnswer(found) {
      answer = found;
      write();
    },
    onProblem() {
      answer = null;
      stale = true;
    },
  });

  /** @param {Payload} of @returns {Node[]} */
  function program(of) {
    if (!answer) return [];
    const text = answer.code.split("\n");
    return codeAbout(of, answer.lines, targets).map((line) => element("code", {}, (text[line - 1] ?? "").trim()));
  }

  /** @param {Payload} of @returns {Node[]} */
  function derivation(of) {
    return stepsAbout(of, targets).map((i) => {
      const line = element("span");
      typeset(line, of.steps[i].bar ?? of.steps[i].latex, { text: of.steps[i].text });
      return line;
    });
  }

  function write() {
    if (!payload || !targets.length) return;
    const lines = panel === "code" ? derivation(payload) : program(payload);
    list.replaceChildren(...lines.slice(-MOST));
    label.textContent = panel === "code" ? t("derivation.title") : "NumPy";
  }

  const idsOf = (/** @type {Payload | null} */ of) => of?.nodes.map(({ id }) => id).join();

  return {
    /** The panel above. @param {string} next */
    choose(next) {
      panel = next;
      place.hidden = panel !== "code" && panel !== "derivation";
      label.textContent = "";
      list.replaceChildren(place.hidden ? "" : element("span", { class: "quiet" }, t(panel === "code" ? "echo.code" : "echo.derivation")));
    },
    /** @param {Payload} next */
    update(next) {
      const other = payload && idsOf(next) !== idsOf(payload);
      payload = next;
      stale = true;
      if (!other) return;
      // What was pointed at is no part of this graph.
      targets = [];
      this.choose(panel);
    },
    /** What the reader points at; the program is asked for with the first of it, and what was said last stays. @param {readonly Target[]} next */
    light(next) {
      // Of an episode that no formula says it is not shown, and nothing is asked.
      if (!next.length || !place.offsetParent) return;
      targets = next;
      if (stale && panel !== "code") asker.slide("numpy");
      stale = false;
      write();
    },
  };
}
