/**
 * What is wrong with the formula, in the server's words, with the change that its hint proposes as one button.
 *
 * @typedef {import("../api.js").Problem} Problem
 * @typedef {import("../edits.js").Edit} Edit
 */

import { element, withCode } from "../dom.js";
import { hintedEdit } from "../edits.js";

/**
 * @param {HTMLElement} place
 * @param {{t: import("../texts.js").Texts, onFix: (edit: Edit) => void}} options
 */
export function createProblem(place, { t, onFix }) {
  return {
    /** @param {Problem | null} problem @param {string} source that it is about */
    show(problem, source) {
      place.replaceChildren();
      if (!problem) return;
      place.append(element("p", {}, ...withCode(problem.detail)));
      if (problem.hint) place.append(element("p", { class: "hint" }, ...withCode(problem.hint)));
      const edit = hintedEdit(source, problem);
      if (!edit) return;
      const key = edit.from === edit.to ? "formula.fix.insert" : "formula.fix";
      place.append(element("button", { type: "button", onclick: () => onFix(edit) }, t(key, { text: edit.insert })));
    },
  };
}
