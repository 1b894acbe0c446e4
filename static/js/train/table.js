/** The table beside a plot, for those who do not see it: a few rows, spread evenly. Filled when it is opened. */

import { element } from "../dom.js";
import { fullFigure, shortFigure } from "../figures.js";

const ROWS = 24;
const COLUMNS = 12;

/** As many of a list as a table takes, the first and the last among them. @template T @param {readonly T[]} all @param {number} [most] @returns {T[]} */
export function thinned(all, most = ROWS) {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]);
}

/** Where most of the lines have a number: a mean of epochs has one only at their ends. @param {readonly Map<number, number>[]} maps @returns {number[]} */
export function rowsOf(maps) {
  const all = [...new Set(maps.flatMap((map) => [...map.keys()]))].sort((a, b) => a - b);
  const full = all.filter((x) => maps.every((map) => map.has(x)));
  return full.length > 1 ? full : all;
}

/** @param {HTMLElement} place the figure, whose caption names the table @param {{t: import("../texts.js").Texts}} options */
export function tableOf(place, { t }) {
  const holder = element("div", { class: "plot-table", tabindex: "0", role: "region", "aria-label": `${place.querySelector("figcaption")?.textContent?.trim() ?? ""}: ${t("train.table")}` });
  const node = element("details", { class: "plot-numbers" }, element("summary", {}, t("train.table")), holder);
  /** @type {{xName: string, lines: readonly import("./plot.js").Line[]}} */
  let shown = { xName: "", lines: [] };

  function fill() {
    if (!node.open) return;
    const lines = shown.lines.slice(0, COLUMNS);
    const maps = lines.map(({ points }) => new Map(points));
    const at = thinned(rowsOf(maps));
    const head = element("tr", {}, ...[shown.xName, ...lines.map(({ name }) => name)].map((name) => element("th", { scope: "col" }, name)));
    const rows = at.map((x) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, shortFigure(x)),
        ...maps.map((map) => {
          const value = map.get(x);
          return value === undefined || Number.isNaN(value) ? element("td", {}, "") : element("td", { title: fullFigure(value) }, shortFigure(value));
        }),
      ),
    );
    holder.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
  }
  node.addEventListener("toggle", fill);

  return {
    node,
    /** @param {string} xName @param {readonly import("./plot.js").Line[]} lines */
    update(xName, lines) {
      shown = { xName, lines };
      fill();
    },
  };
}
