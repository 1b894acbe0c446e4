/** The loss by update and by epoch, of one run or of two. */

import { element } from "../../dom.js";
import { shortFigure } from "../../figures.js";
import { createPlot } from "../plot.js";
import { epochLossesOf, lossesOf } from "../run.js";

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @returns {import("../main.js").Panel} */
export function createLoss(place, { t, seek, look }) {
  const log = element("input", { type: "checkbox", autocomplete: "off", onchange: () => look({ log: log.checked }) });
  const caption = element("figcaption", {}, element("h2", { class: "label" }, t("train.loss")), element("label", { class: "plot-choice" }, log, t("train.log")));
  const figure = element("figure", { class: "plot-card" }, caption);
  place.append(figure);
  const plot = createPlot(figure, { t, onSeek: seek });

  /** What there is to say of a run's losses. @param {readonly import("../plot.js").Place[]} losses */
  function say(losses) {
    if (!losses.length) return t("train.nothing");
    const least = losses.reduce((best, each) => (each[1] < best[1] ? each : best), losses[0]);
    const [first, last] = [losses[0], losses[losses.length - 1]];
    const facts = { first: shortFigure(first[1]), last: shortFigure(last[1]), n: last[0], least: shortFigure(least[1]), at: least[0] };
    return t("train.loss.summary", facts);
  }

  return {
    update({ run, beside, looks, length, names }) {
      log.checked = looks.log;
      const losses = lossesOf(run);
      const epochs = (run.start?.updates_in_epoch ?? 1) > 1 ? epochLossesOf(run) : [];
      /** @type {import("../plot.js").Line[]} */
      const lines = [{ name: t("train.loss"), label: beside && !epochs.length ? names[0] : "", hue: epochs.length ? "var(--forward-line)" : "var(--forward)", points: losses }];
      if (epochs.length) lines.push({ name: t("train.loss.epoch"), label: beside ? names[0] : t("train.loss.epoch"), hue: "var(--forward)", thick: true, points: epochs });
      if (beside) {
        lines[0].name = `${t("train.loss")}, ${names[0]}`;
        const many = (beside.start?.updates_in_epoch ?? 1) > 1;
        lines.push({ name: `${t("train.loss")}, ${names[1]}`, label: names[1], hue: "var(--second)", dashed: true, points: many ? epochLossesOf(beside) : lossesOf(beside) });
      }
      plot.update({ lines, across: [0, Math.max(length, 1)], flags: [...new Set(run.notes.map(({ update }) => update))], log: looks.log, xName: t("train.update.axis"), summary: beside ? `${t("train.whose", { whose: names[0], text: say(losses) })} ${t("train.whose", { whose: names[1], text: say(lossesOf(beside)) })}` : say(losses) });
    },
    show({ time }) {
      plot.mark(time.k);
    },
  };
}
