/** What the present update does to the parameters: each with its gradient and what the optimiser remembers, and the rule with numbers. */

import { createAsker } from "../../api.js";
import { element } from "../../dom.js";
import { fullFigure, latexFigure, shortFigure } from "../../figures.js";
import { typeset } from "../../math.js";
import { entriesOf, knows, numberAt, rowAt } from "../run.js";
import { hueOf } from "./numbers.js";

const ROWS = 12;

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @returns {import("../main.js").Panel} */
export function createRule(place, { t, get }) {
  const table = element("table", { class: "update-table" });
  const frame = element("div", { class: "update-frame", tabindex: "0", role: "region", "aria-label": t("train.rule.table") }, table);
  const title = element("p", { class: "label" });
  const rule = element("div", { class: "rule-lines", "aria-live": "off" });
  place.append(frame, title, rule);
  /** The number that the rule is told for. */
  let chosen = "";
  /** What was asked for last. */
  let asked = "";
  /** @type {import("../main.js").Session | null} */
  let last = null;

  const asker = createAsker({
    ask: (/** @type {{run: string, update: number, parameter: string}} */ question, signal) => get("rule", question, signal),
    onAnswer(/** @type {any} */ { training }) {
      title.textContent = t("train.rule.of", { name: training.parameter, k: training.update });
      rule.replaceChildren(
        ...training.lines.map((/** @type {{latex: string, numbers: string | null, value: import("../../types.js").Figure}} */ { latex, numbers, value }) => {
          const line = element("div", { class: "rule-line" });
          typeset(line, [latex, numbers, latexFigure(value)].filter(Boolean).join(" = "), { text: latex });
          return line;
        }),
      );
    },
    onProblem() {}, // the last rule stays
  });

  function show() {
    const session = last;
    const start = session?.run.start;
    if (!session || !start) return;
    const { run, time } = session;
    const k = Math.max(time.k, 1);
    const row = rowAt(run, k);
    const entries = entriesOf(start.parameters);
    if (!row || !entries.length) return;
    if (!entries.some(({ name }) => name === chosen)) chosen = entries[0].name;
    const states = Object.keys(row.state);
    const head = [t("train.which.short"), t("train.before"), t("train.gradient"), ...states, t("train.after")];
    const far = entries.findIndex(({ name }) => name === chosen);
    const first = Math.max(0, Math.min(far - ROWS + 1, entries.length - ROWS));
    const cell = (/** @type {number} */ value, /** @type {string} */ kind) => element("td", { class: kind, title: Number.isNaN(value) ? "" : fullFigure(value) }, Number.isNaN(value) ? "" : shortFigure(value));
    const rows = entries.slice(first, first + ROWS).map((entry, i) => {
      const name = element(
        "button",
        { type: "button", "aria-pressed": String(entry.name === chosen), onclick: () => choose(entry.name) },
        entry.name,
      );
      name.style.setProperty("--trace", hueOf(first + i));
      return element(
        "tr",
        {},
        element("th", { scope: "row" }, name),
        cell(numberAt(row.parameters, entry), "forward"),
        cell(numberAt(row.gradients, entry), "backward"),
        ...states.map((state) => cell(numberAt(row.state[state], entry), "state")),
        cell(numberAt(row.next, entry), "forward"),
      );
    });
    const focused = table.contains(document.activeElement);
    table.replaceChildren(
      element("thead", {}, element("tr", {}, ...head.map((word) => element("th", { scope: "col" }, word)))),
      element("tbody", {}, ...rows),
    );
    if (focused) table.querySelector(/** @type {"button"} */ ('button[aria-pressed="true"]'))?.focus({ preventScroll: true });
    table.classList.toggle("near", !knows(run, k));
    const question = { run: start.run, update: k, parameter: chosen };
    if (JSON.stringify(question) === asked) return;
    asked = JSON.stringify(question);
    asker.slide(question);
  }

  /** @param {string} name */
  function choose(name) {
    chosen = name;
    show();
  }

  return {
    update(session) {
      last = session;
      show();
    },
    show(session) {
      last = session;
      show();
    },
  };
}
