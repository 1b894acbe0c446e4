/**
 * The tab of the state: what torch kept at the chosen backward pass (each leaf, what arrived, its `.grad`, the optimiser's
 * numbers), and the names that the listing leaves behind.
 *
 * @typedef {import("../types.js").Figures} Figures
 */

import { element, withCode } from "../dom.js";
import { isFigure, isSummary, shapeText, shortFigure } from "../figures.js";
import { norm } from "../panels/gradients.js";

/** Numbers of a tensor that are written out. */
const SHOWN = 6;

/** In a Chinese face the bars are as wide as words. @param {Figures} value */
const length = (value) => element("span", { class: "state-norm", lang: "en" }, `‖·‖ ${shortFigure(norm(value))}`);

/** @param {Figures | null | undefined} value @returns {Node | string} */
function text(value) {
  if (value === null || value === undefined) return "None";
  if (isFigure(value)) return shortFigure(value);
  if (isSummary(value)) return length(value);
  const flat = /** @type {import("../types.js").Figure[]} */ (/** @type {any[]} */ (value).flat(Infinity));
  if (flat.length === 1) return `[${shortFigure(flat[0])}]`;
  return flat.length <= SHOWN ? `[${flat.map((each) => shortFigure(each)).join(", ")}]` : length(value);
}

/** @param {string} caption @param {readonly string[]} heads @param {readonly (readonly (Node | string)[])[]} rows */
function table(caption, heads, rows) {
  const head = element("tr", {}, ...heads.map((each) => element("th", { scope: "col" }, each)));
  const body = rows.map(([name, ...cells]) => element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((cell) => element("td", {}, cell))));
  return element("div", { class: "state-table" }, element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body)));
}

/** @type {import("../panels/desk.js").PanelMaker} */
export function createPanel(place, { t }) {
  place.classList.add("state");
  place.tabIndex = 0;
  return {
    update({ listing, nodes, optimizers = [] }) {
      if (!listing) return;
      const parts = [];
      const leaves = nodes.filter(({ leaf }) => leaf?.requires_grad);
      if (leaves.length) {
        const rows = leaves.map(({ name, shape, value, gradient, leaf }) => [
          shape.length ? `${name} ${shapeText(shape)}` : name, text(value), text(gradient), text(leaf?.accumulated),
        ]);
        const heads = [t("state.name"), t("state.value"), t("state.arrived"), ".grad"];
        parts.push(table(t("state.leaves", { number: listing.episode + 1 }), heads, rows), element("p", { class: "quiet" }, ...withCode(t("state.leaves.text"))));
      }
      for (const { type, rates, parameters } of optimizers) {
        const keys = [...new Set(parameters.flatMap(({ state }) => Object.keys(state)))];
        const caption = t("state.optimizer", { type, rates: rates.map((rate) => shortFigure(rate)).join(", ") });
        if (!keys.length) {
          parts.push(element("p", { class: "state-empty" }, element("b", {}, caption)), element("p", { class: "quiet" }, t("state.optimizer.empty")));
          continue;
        }
        const spoken = keys.map((key) => ({ exp_avg: "m (exp_avg)", exp_avg_sq: "v (exp_avg_sq)", momentum_buffer: t("state.momentum") })[key] ?? key);
        parts.push(table(caption, [t("state.name"), ...spoken], parameters.map(({ name, state }) => [name, ...keys.map((key) => text(state[key]))])));
      }
      if (listing.variables.length) {
        const rows = listing.variables.map(({ name, type, text: words, shape }) => [name, shape?.length ? `${type} ${shapeText(shape)}` : type, element("code", words.includes("\n") ? { class: "rows" } : {}, words)]);
        parts.push(table(t("state.variables"), [t("state.name"), t("state.type"), t("state.value")], rows));
      }
      place.replaceChildren(...(parts.length ? parts : [element("p", { class: "quiet" }, t("state.none"))]));
    },
  };
}
