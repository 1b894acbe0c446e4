/**
 * One card, large: its numbers in full, and for a gradient with rows and columns what makes each entry. Pointing at an entry
 * lights the row and the column it is made of; a broadcast that is undone is the sum that it is.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadEdge} PayloadEdge
 * @typedef {import("../types.js").Figure} Figure
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {NonNullable<PayloadEdge["made"]>[number]} Part
 */

import { element } from "../dom.js";
import { barsOf, factsOf } from "../draw/summary.js";
import { firstMatrix } from "../draw/tensor.js";
import { fullFigure, isFigure, isSummary, shapeText, shortFigure, toNumber } from "../figures.js";
import { typeset } from "../math.js";
import { entriesMaking, writtenSum } from "../making.js";
import { symbolOf } from "./gradients.js";

const MOST = { rows: 24, columns: 16 };

/**
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {Payload} options.payload
 * @param {Scene} options.scene what is known at this moment
 * @param {string} options.id
 */
export function openDetail({ t, payload, scene, id }) {
  const node = payload.nodes.find((each) => each.id === id);
  const known = scene.nodes.get(id);
  // A second click of a double one is no second question.
  if (!node || !known || document.querySelector("dialog.detail")) return;
  const title = element("h2", { id: "detail-title", "aria-label": node.text ?? node.label });
  typeset(title, node.latex, { text: node.text ?? node.label });
  const close = element("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("detail.close"));
  const body = element("div", { class: "detail-body" });
  const dialog = element("dialog", { class: "detail", "aria-labelledby": "detail-title" }, element("header", {}, title, close), body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  const value = shown(t, t("detail.value"), known.value, node.shape, "forward");
  const arrives = node.kind !== "constant" && node.requires_grad && node.gradient !== null;
  const gradient = arrives ? shown(t, t("detail.gradient"), known.gradient, node.shape, "backward") : element("p", { class: "quiet" }, t("detail.none"));
  body.append(element("div", { class: "detail-pair" }, value, gradient));
  for (const note of node.notes ?? []) body.append(element("p", { class: "quiet" }, note.text));
  const ways = payload.edges.filter((edge) => edge.source === id && edge.made?.length && known.gradient !== null);
  if (ways.length) {
    body.append(element("p", { class: "quiet" }, t("detail.point")));
    const lights = ways.map((edge) => way(t, payload, scene, edge, symbolOf(node), ways.length > 1));
    body.append(...lights.map((light) => light.element));
    watch(gradient, (place) => lights.forEach((light) => light.show(place)));
  }
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * A tensor as a table with heat; a scalar in full.
 * @param {import("../texts.js").Texts} t @param {string} name @param {Figures | null} value @param {readonly number[]} shape
 * @param {"forward" | "backward"} phase
 */
function shown(t, name, value, shape, phase) {
  const facts = shape.length ? ` · ${t("detail.shape", { shape: shapeText(shape) })}` : "";
  const figure = element("figure", { class: `tensor-table ${phase}` }, element("figcaption", { class: "label" }, name + facts));
  if (value === null) figure.append(element("p", { class: "quiet" }, t("detail.absent")));
  else if (isFigure(value)) figure.append(element("p", { class: "detail-number" }, fullFigure(value)));
  else if (isSummary(value)) figure.append(...told(t, value));
  else figure.append(...table(t, value, shape));
  return figure;
}

/** What is told of a tensor that is too large. @param {import("../texts.js").Texts} t @param {import("../types.js").Summary} summary */
function told(t, summary) {
  const found = factsOf(summary, t);
  if (!found.length) return [element("p", { class: "quiet" }, t("detail.sum"))];
  const counts = summary.histogram ?? [];
  const bars = barsOf(counts, 240, 72).map(([x, y, wide, tall]) => `M${x.toFixed(2)} ${y.toFixed(2)}h${wide.toFixed(2)}v${tall.toFixed(2)}h${(-wide).toFixed(2)}z`);
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, text] of Object.entries({ class: "histogram", viewBox: "0 0 240 73", role: "img", "aria-label": t("detail.histogram", { low: shortFigure(summary.min ?? "NaN"), high: shortFigure(summary.max ?? "NaN") }) })) picture.setAttribute(name, text);
  for (const [name, d] of [["bars", bars.join("")], ["floor", "M0 72h240v1h-240z"]]) {
    const path = picture.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    path.setAttribute("class", name);
    path.setAttribute("d", d);
  }
  const list = element("dl", {}, ...found.flatMap(([name, figure]) => [element("dt", {}, name), element("dd", {}, figure)]));
  const first = (summary.first ?? []).map((figure) => shortFigure(figure)).join(", ");
  return [...(counts.length > 1 ? [picture] : []), list, element("p", { class: "quiet" }, t("detail.large", { first }))];
}

/** @param {import("../texts.js").Texts} t @param {Figures} value @param {readonly number[]} shape */
function table(t, value, shape) {
  const matrix = firstMatrix(value);
  const vector = shape.length === 1;
  const [rows, columns] = [Math.min(matrix.length, MOST.rows), Math.min(matrix[0]?.length ?? 0, MOST.columns)];
  const largest = matrix.flat().map((figure) => Math.abs(toNumber(figure))).filter(Number.isFinite).reduce((a, b) => Math.max(a, b), 0) || 1;
  const lines = matrix.slice(0, rows).map((row, i) =>
    element(
      "tr",
      {},
      ...row.slice(0, columns).map((figure, j) => {
        const place = vector ? `[${i}]` : `[${i}, ${j}]`;
        const heat = Math.min(Math.abs(toNumber(figure)) / largest, 1) || 0;
        const cell = element("td", { "data-row": i, "data-column": vector ? 0 : j, title: `${place} = ${fullFigure(figure)}` }, shortFigure(figure));
        cell.style.setProperty("--heat", `${Math.round(4 + 40 * heat)}%`);
        return cell;
      }),
    ),
  );
  const said = [];
  if (shape.length > 2) said.push(t("detail.first"));
  if (rows < matrix.length || columns < (matrix[0]?.length ?? 0)) said.push(t("detail.part", { rows, columns }));
  return [element("div", { class: "table-frame", tabindex: 0, role: "group" }, element("table", {}, element("tbody", {}, ...lines))), ...said.map((words) => element("p", { class: "quiet" }, words))];
}

/**
 * What one edge adds to a gradient: its rule, and the tensors in it.
 * @param {import("../texts.js").Texts} t @param {Payload} payload @param {Scene} scene @param {PayloadEdge} edge @param {string} symbol
 * @param {boolean} several
 */
function way(t, payload, scene, edge, symbol, several) {
  const rule = element("div", { class: "detail-rule" });
  typeset(rule, `\\bar{${symbol}} ${several ? "\\mathrel{+}=" : "="} ${edge.local?.latex ?? ""}`, { text: edge.local?.text ?? "" });
  const parts = (edge.made ?? []).map((part) => {
    const node = payload.nodes.find((each) => each.id === part.node);
    const known = scene.nodes.get(part.node);
    const value = part.gradient ? (known?.gradient ?? null) : (known?.value ?? null);
    const figure = shown(t, "", value, node?.shape ?? [], part.gradient ? "backward" : "forward");
    const name = /** @type {HTMLElement} */ (figure.firstElementChild);
    const latex = node ? symbolOf(node) : part.node;
    typeset(name, part.gradient ? `\\bar{${latex}}` : latex, { text: part.node });
    return { part, figure, value };
  });
  const sum = element("p", { class: "detail-sum", "aria-live": "polite" });
  const heading = several ? [element("h3", {}, t("detail.by", { node: edge.target }))] : [];
  return {
    element: element("section", { class: "detail-way" }, ...heading, rule, element("div", { class: "detail-pair" }, ...parts.map(({ figure }) => figure)), sum),
    /** @param {[number, number] | null} place */
    show(place) {
      for (const { part, figure } of parts) {
        for (const cell of /** @type {NodeListOf<HTMLElement>} */ (figure.querySelectorAll("td"))) {
          const at = [Number(cell.dataset.row), Number(cell.dataset.column)];
          cell.classList.toggle("lit", place !== null && entriesMaking(part, place, at));
        }
      }
      sum.textContent = place === null ? "" : (writtenSum(edge.contribution, parts, place) ?? "");
    },
  };
}

/**
 * Tells which entry of a table is pointed at; the keyboard walks over entries by arrows.
 * @param {HTMLElement} figure @param {(place: [number, number] | null) => void} onPoint
 */
function watch(figure, onPoint) {
  const cells = /** @type {HTMLElement[]} */ ([...figure.querySelectorAll("td")]);
  const placeOf = (/** @type {HTMLElement} */ cell) => /** @type {[number, number]} */ ([Number(cell.dataset.row), Number(cell.dataset.column)]);
  const mark = (/** @type {HTMLElement | null} */ cell) => {
    for (const each of cells) each.classList.toggle("lit", each === cell);
    onPoint(cell && placeOf(cell));
  };
  cells.forEach((cell, i) => {
    cell.tabIndex = i === 0 ? 0 : -1;
    cell.onpointerenter = cell.onfocus = () => mark(cell);
    cell.onclick = () => mark(cell);
    cell.onkeydown = (event) => {
      const move = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] })[event.key];
      if (!move) return;
      event.preventDefault();
      const [row, column] = placeOf(cell);
      cells.find((other) => placeOf(other)[0] === row + move[0] && placeOf(other)[1] === column + move[1])?.focus();
    };
  });
}
