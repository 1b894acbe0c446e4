/** Every number of the parameters over the updates, or its gradient. */

import { element } from "../../dom.js";
import { shortFigure } from "../../figures.js";
import { createPlot } from "../plot.js";
import { entriesOf, gradientsOf, numberAt, parametersAt, pathOf, rowAt } from "../run.js";

const HUES = 6;
/** So many lines can be told apart; a tensor with more is chosen by itself, and shows its first ones. */
const MOST = 8;
const MOST_OF_ONE = 24;

/** The hue of the i-th number of the parameters, the same in every panel. @param {number} i */
export const hueOf = (i) => `var(--trace-${(i % HUES) + 1})`;

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @param {"parameters" | "gradients"} kind @returns {import("../main.js").Panel} */
export function createNumbers(place, { t, seek }, kind) {
  const title = t(kind === "parameters" ? "train.parameters" : "train.gradients");
  const choice = element("select", { autocomplete: "off", "aria-label": t("train.which"), onchange: () => last && panel.update(last) });
  const figure = element("figure", { class: `plot-card ${kind}` }, element("figcaption", {}, element("h2", { class: "label" }, title), choice));
  place.append(figure);
  const plot = createPlot(figure, { t, onSeek: seek });
  const over = kind === "parameters" ? pathOf : gradientsOf;
  /** @type {import("../main.js").Session | null} */
  let last = null;

  /** The entries that are drawn, with their places among all. @param {import("../run.js").Run} run */
  function chosen(run) {
    const all = entriesOf(run.start?.parameters ?? null).map((entry, i) => ({ ...entry, i }));
    const names = [...new Set(all.map(({ of }) => of))];
    choice.hidden = all.length <= MOST || names.length < 2;
    if ([...choice.options].map(({ value }) => value).join() !== names.join()) choice.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    return choice.hidden ? all.slice(0, MOST_OF_ONE) : all.filter(({ of }) => of === choice.value).slice(0, MOST_OF_ONE);
  }

  /** @type {import("../main.js").Panel} */
  const panel = {
    update(session) {
      last = session;
      const { run, beside, length, names, time } = session;
      const entries = chosen(run);
      /** @type {import("../plot.js").Line[]} */
      const lines = entries.map((entry) => ({ name: entry.name, label: entries.length <= MOST ? entry.name : "", hue: hueOf(entry.i), points: over(run, entry) }));
      if (beside) {
        for (const entry of entries) lines.push({ name: `${entry.name}, ${names[1]}`, label: "", hue: hueOf(entry.i), dashed: true, points: over(beside, entry) });
      }
      const now = kind === "parameters" ? parametersAt(run, time.k) : rowAt(run, Math.max(time.k, 1))?.gradients;
      const said = entries.slice(0, MOST).map((entry) => `${entry.name} = ${shortFigure(numberAt(now ?? null, entry))}`);
      const summary = entries.length ? t("train.numbers.summary", { title, update: time.k, values: said.join(", ") }) : t("train.nothing");
      plot.update({ lines, across: [0, Math.max(length, 1)], xName: t("train.update.axis"), summary });
    },
    show({ time }) {
      plot.mark(time.k);
    },
  };
  return panel;
}
