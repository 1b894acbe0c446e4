/**
 * The inputs: slider and number box for a scalar, a small grid for a small tensor, a summary for a large one.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("../texts.js").Texts} Texts
 *
 * @typedef {object} Row
 * @property {HTMLElement} element
 * @property {(value: Figures) => void} set  does not touch what is being typed in
 *
 * @typedef {(name: string, value: Figures, sliding: boolean) => void} OnChange
 */

import { element } from "../dom.js";
import { isFigure, isSummary, shapeText, shortFigure, toNumber } from "../figures.js";
import { typeset } from "../math.js";
import { rangeFor, within } from "../ranges.js";

const LARGEST_GRID = { rows: 12, columns: 8 };

/**
 * @param {HTMLElement} place
 * @param {{t: Texts, onChange: OnChange}} options
 */
export function createInputs(place, { t, onChange }) {
  let signature = "";
  /** @type {Map<string, Row>} */
  let rows = new Map();
  /** @type {Payload | null} not shown, for the sake of an answer that is on its way */
  let missed = null;

  const panel = {
    /** Leaves the field that is being written in: its value is about to come from elsewhere. */
    release() {
      const field = document.activeElement;
      if (field instanceof HTMLInputElement && place.contains(field)) field.blur();
    },
    /** @param {Payload} payload @param {boolean} [more] another answer is on its way: until then what the reader has set is in the fields alone */
    update(payload, more = false) {
      missed = more ? payload : null;
      if (more) return;
      const inputs = payload.nodes.filter((node) => node.kind === "input");
      const next = JSON.stringify(inputs.map((node) => [node.name, node.latex, node.shape]));
      if (next !== signature || !inputs.length) {
        signature = next;
        rows = new Map(inputs.map((node) => [node.name, rowOf(node, t, onChange)]));
        place.replaceChildren(...[...rows.values()].map((row) => row.element));
        if (!inputs.length) place.append(element("p", { class: "quiet" }, t("inputs.none")));
      }
      for (const node of inputs) {
        const row = rows.get(node.name);
        row?.set(node.value);
        const assumed = payload.assumed.includes(node.name);
        row?.element.classList.toggle("assumed", assumed);
        const name = /** @type {HTMLElement | null} */ (row?.element.querySelector(".name"));
        const title = assumed ? t("inputs.assumed") : node.name;
        if (name && name.title !== title) name.title = title;
      }
    },
    /** The answer that was on its way is none. */
    settle() {
      if (missed) panel.update(missed);
    },
  };
  return panel;
}

/** @param {PayloadNode} node @param {Texts} t @param {OnChange} onChange @returns {Row} */
function rowOf(node, t, onChange) {
  if (isFigure(node.value)) return scalarRow(node, t, onChange);
  if (isSummary(node.value)) return summaryRow(node, t);
  const small = node.shape.length <= 2 && node.shape[0] <= LARGEST_GRID.rows && (node.shape[1] ?? 1) <= LARGEST_GRID.columns;
  return small && node.shape.every((size) => size > 0) ? gridRow(node, t, onChange) : summaryRow(node, t);
}

/** @param {PayloadNode} node */
function nameOf(node) {
  const name = element("span", { class: "name" });
  typeset(name, node.latex, { text: node.name });
  return name;
}

/** Sets a field unless somebody is writing in it. @param {HTMLInputElement} field @param {string} text */
function put(field, text) {
  if (document.activeElement !== field && field.value !== text) field.value = text;
}

/** A number as a field takes it: no idle digits of binary fractions. @param {number} value */
const plain = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(12))) : "");

/** @param {PayloadNode} node @param {Texts} t @param {OnChange} onChange @returns {Row} */
function scalarRow(node, t, onChange) {
  const slider = element("input", { type: "range", "aria-label": t("inputs.slider", { name: node.name }) });
  const box = element("input", { type: "number", step: "any", "aria-label": t("inputs.number", { name: node.name }) });
  let range = { low: 0, high: 0, step: 1 };

  /** @param {number} value */
  function show(value) {
    if (!range.high || !within(value, range)) {
      range = rangeFor(value);
      Object.assign(slider, { min: String(range.low), max: String(range.high), step: String(range.step) });
    }
    if (document.activeElement !== slider || Number(slider.value) !== value) slider.value = String(value);
    const done = (Number(slider.value) - range.low) / (range.high - range.low);
    slider.style.setProperty("--done", `${(done * 100).toFixed(2)}%`);
  }

  slider.addEventListener("input", () => {
    const value = Number(plain(Number(slider.value)));
    show(value);
    box.value = plain(value);
    onChange(node.name, value, true);
  });
  box.addEventListener("input", () => {
    const value = Number(box.value);
    if (box.value.trim() === "" || !Number.isFinite(value)) return;
    show(value);
    onChange(node.name, value, false);
  });
  return {
    element: element("div", { class: "input scalar", "data-name": node.name }, nameOf(node), slider, box),
    set(figure) {
      const value = toNumber(/** @type {import("../types.js").Figure} */ (figure));
      if (document.activeElement !== slider) show(value);
      if (document.activeElement !== slider) put(box, plain(value));
    },
  };
}

/** @param {PayloadNode} node @param {Texts} t @param {OnChange} onChange @returns {Row} */
function gridRow(node, t, onChange) {
  const { name, shape } = node;
  const columns = shape.length === 1 ? 1 : shape[1];
  const across = shape.length === 1 ? Math.min(shape[0], 4) : columns;
  const cells = Array.from({ length: shape[0] * columns }, (_, i) => {
    const facts = { name, index: i, row: Math.floor(i / columns), column: i % columns };
    const label = t(shape.length === 1 ? "inputs.entry" : "inputs.cell", facts);
    return element("input", { type: "number", step: "any", "aria-label": label });
  });
  /** @type {Figures[]} */
  let value = [];

  /** @param {number} i @param {number} number @returns {Figures} */
  function replaced(i, number) {
    if (shape.length === 1) return value.map((old, j) => (j === i ? number : old));
    const [row, column] = [Math.floor(i / columns), i % columns];
    return value.map((old, j) => (j === row && Array.isArray(old) ? old.map((each, l) => (l === column ? number : each)) : old));
  }

  for (const [i, cell] of cells.entries()) {
    cell.addEventListener("input", () => {
      const number = Number(cell.value);
      if (cell.value.trim() === "" || !Number.isFinite(number)) return;
      value = /** @type {Figures[]} */ (replaced(i, number));
      onChange(name, value, false);
    });
  }
  const grid = element("div", { class: "grid", style: `grid-template-columns: repeat(${across}, minmax(46px, 66px))` }, ...cells);
  const head = element("div", {}, nameOf(node), element("span", { class: "shape" }, shapeText(shape)));
  return {
    element: element("div", { class: "input tensor", "data-name": name }, head, grid),
    set(figures) {
      value = /** @type {Figures[]} */ (figures);
      const flat = /** @type {import("../types.js").Figure[]} */ (value.flat());
      for (const [i, cell] of cells.entries()) put(cell, plain(toNumber(flat[i])));
    },
  };
}

/** @param {PayloadNode} node @param {Texts} t @returns {Row} */
function summaryRow(node, t) {
  const words = element("p", { class: "quiet" });
  return {
    element: element("div", { class: "input tensor", "data-name": node.name }, nameOf(node), words),
    set(figures) {
      let [low, high] = [Infinity, -Infinity];
      /** @param {Figures} part */
      const visit = (part) => {
        if (isSummary(part)) return [part.min ?? "NaN", part.max ?? "NaN"].forEach(visit);
        if (!isFigure(part)) return part.forEach(visit);
        low = Math.min(low, toNumber(part));
        high = Math.max(high, toNumber(part));
      };
      visit(figures);
      const shape = shapeText(node.shape);
      words.textContent = low > high ? shape : t("inputs.large", { shape, low: shortFigure(low), high: shortFigure(high) });
    },
  };
}
