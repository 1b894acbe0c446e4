/**
 * A figure of matplotlib, or a curve of a run, from its specification.
 *
 * @typedef {(number | string | null)[]} Column
 *
 * @typedef {object} Mark
 * @property {"line" | "scatter" | "bar" | "hist" | "image" | "hline" | "vline" | "fill" | "text" | "contour" | "surface"} kind
 * @property {number | null} line  of the listing
 * @property {any} [x]
 * @property {any} [y]
 * @property {Column} [y2]
 * @property {any} [z]
 * @property {Column | null} [colors]
 * @property {string} [label]
 * @property {string | null} [color]
 * @property {string} [style]
 * @property {string} [map]
 * @property {string} [text]
 * @property {number} [bins]
 * @property {number | null} [width]
 * @property {number | null} [alpha]
 *
 * @typedef {object} Axes
 * @property {number} rows
 * @property {number} columns
 * @property {number} place
 * @property {string} title
 * @property {string} xlabel
 * @property {string} ylabel
 * @property {[number | null, number | null] | null} xlim
 * @property {[number | null, number | null] | null} ylim
 * @property {string} xscale
 * @property {string} yscale
 * @property {boolean} legend
 * @property {boolean} grid
 * @property {Mark[]} marks
 *
 * @typedef {{figure: number, width: number, height: number, title: string, axes: Axes[]}} Plot
 *
 * @typedef {ReturnType<typeof select>} Selection
 */

import { pointer, select } from "../../vendor/d3.js";
import { drawMark, hueOfMark, reach, traced } from "./marks.js";
import { domain, finite, freeCorner, scale, ticks, tickText } from "./scales.js";

/** Units of the drawing for an inch of matplotlib's: words are as large as elsewhere on the page. */
const INCH = 58;
const ROOM = { left: 44, right: 10, top: 10, bottom: 22 };
const WORD = 15;
/** Each frame that cuts its marks off has a name of its own. */
let clips = 0;

/**
 * @param {Plot} plot
 * @param {object} [options]
 * @param {string} [options.label] what it shows, in words
 * @param {(x: number) => void} [options.onPick] a place on the x-axis is pressed
 * @returns {{element: SVGSVGElement, point: (x: number | null) => void}} `point`: marks a place on the x-axis
 */
export function drawFigure(plot, { label = "", onPick } = {}) {
  const [width, height] = [plot.width * INCH, plot.height * INCH];
  const svg = select(document.createElementNS("http://www.w3.org/2000/svg", "svg"))
    .attr("class", "figure")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("role", "img")
    .attr("aria-label", label);
  const head = plot.title ? WORD + 10 : 0;
  if (plot.title) word(svg, width / 2, WORD, plot.title, "figure-title");
  /** @type {((x: number | null) => void)[]} */
  const pointers = [];
  for (const axes of plot.axes) {
    const [row, column] = [Math.floor((axes.place - 1) / axes.columns), (axes.place - 1) % axes.columns];
    const [w, h] = [width / axes.columns, (height - head) / axes.rows];
    const part = svg.append("g").attr("transform", `translate(${column * w},${head + row * h})`);
    pointers.push(drawAxes(part, axes, w, h, onPick));
  }
  return { element: /** @type {SVGSVGElement} */ (svg.node()), point: (x) => pointers.forEach((tell) => tell(x)) };
}

/** @param {any} part @param {number} x @param {number} y @param {string} text @param {string} kind */
const word = (part, x, y, text, kind) => part.append("text").attr("class", kind).attr("x", x).attr("y", y).text(text);

/**
 * @param {any} part
 * @param {Axes} axes
 * @param {number} width
 * @param {number} height
 * @param {((x: number) => void) | undefined} onPick
 */
function drawAxes(part, axes, width, height, onPick) {
  const [xlog, ylog] = [axes.xscale === "log", axes.yscale === "log"];
  const categories = axes.marks.find(({ kind, x }) => kind === "bar" && Array.isArray(x) && x.some((each) => typeof each === "string"))?.x ?? null;
  const reached = axes.marks.map((mark) => reach(mark, categories));
  const picture = axes.marks.some(({ kind }) => kind === "image");
  const fit = (/** @type {"x" | "y"} */ axis) => finite(reached.flatMap((each) => each[axis]));
  const tight = (/** @type {number[]} */ values) => /** @type {[number, number]} */ ([Math.min(...values), Math.max(...values)]);
  let xs = picture ? tight(fit("x")) : domain(fit("x"), axes.xlim, xlog);
  let ys = picture ? /** @type {[number, number]} */ (tight(fit("y")).reverse()) : domain(fit("y"), axes.ylim, ylog);
  const below = ROOM.bottom + (axes.xlabel ? WORD : 0);
  const left = ROOM.left + (axes.ylabel ? WORD : 0);
  const top = ROOM.top + (axes.title ? WORD + 4 : 0);
  let box = { left, right: width - ROOM.right, top, bottom: height - below };
  if (picture) box = squared(box, Math.abs(xs[1] - xs[0]), Math.abs(ys[1] - ys[0]));
  const across = scale(xs, [box.left, box.right], xlog);
  const upwards = scale(ys, [box.bottom, box.top], ylog);
  const inside = part.append("g");
  const grid = part.append("g").attr("class", axes.grid ? "figure-grid shown" : "figure-grid");
  for (const y of ticks(ys, Math.max(2, Math.round((box.bottom - box.top) / 34)), ylog)) {
    grid.append("path").attr("d", `M${box.left} ${upwards(y)}H${box.right}`);
    word(part, box.left - 5, upwards(y) + 4, tickText(y), "figure-tick left");
  }
  const names = /** @type {string[] | null} */ (categories);
  const whole = !picture && fit("x").every(Number.isInteger);
  for (const x of names ? names.map((_, i) => i) : ticks(xs, Math.max(2, Math.round((box.right - box.left) / 60)), xlog, whole)) {
    if (!names) grid.append("path").attr("d", `M${across(x)} ${box.top}V${box.bottom}`);
    word(part, across(x), box.bottom + 15, names ? String(names[x]) : tickText(x), "figure-tick");
  }
  part.append("path").attr("class", "figure-frame").attr("d", `M${box.left} ${box.top}H${box.right}V${box.bottom}H${box.left}Z`);
  if (axes.title) word(part, (box.left + box.right) / 2, box.top - 8, axes.title, "figure-title");
  if (axes.xlabel) word(part, (box.left + box.right) / 2, height - 4, axes.xlabel, "figure-word");
  if (axes.ylabel) word(part, 0, 0, axes.ylabel, "figure-word").attr("transform", `translate(11,${(box.top + box.bottom) / 2}) rotate(-90)`);
  inside.node().parentNode.append(inside.node());
  const clip = `figure-clip-${++clips}`;
  part.append("clipPath").attr("id", clip).append("rect").attr("x", box.left).attr("y", box.top).attr("width", box.right - box.left).attr("height", box.bottom - box.top);
  inside.attr("class", "figure-marks").attr("clip-path", `url(#${clip})`);
  for (const [i, mark] of axes.marks.entries()) drawMark(inside.append("g").attr("class", `mark ${mark.kind}`), mark, { across, upwards, box, hue: hueOfMark(axes.marks, i), categories: names });
  if (axes.legend) drawLegend(part, axes.marks, box, axes.marks.flatMap((mark) => traced(mark, across, upwards)));
  const cursor = part.append("path").attr("class", "figure-cursor");
  if (onPick) {
    part.style("cursor", "pointer").on("click", (/** @type {MouseEvent} */ event) => {
      const [x] = pointer(event, part.node());
      if (x >= box.left && x <= box.right) onPick(xs[0] + ((x - box.left) / (box.right - box.left)) * (xs[1] - xs[0]));
    });
  }
  return (/** @type {number | null} */ x) => cursor.attr("d", x === null ? null : `M${across(x)} ${box.top}V${box.bottom}`);
}

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/** Cells of a picture are squares. @param {Box} box @param {number} columns @param {number} rows @returns {Box} */
function squared({ left, right, top, bottom }, columns, rows) {
  const cell = Math.min((right - left) / (columns || 1), (bottom - top) / (rows || 1));
  const [x, y] = [(left + right - cell * columns) / 2, (top + bottom - cell * rows) / 2];
  return { left: x, right: x + cell * columns, top: y, bottom: y + cell * rows };
}

/** @param {any} part @param {Mark[]} marks @param {Box} box @param {readonly [number, number][]} points where something is drawn */
function drawLegend(part, marks, box, points) {
  const rows = marks.map((mark, i) => ({ mark, hue: hueOfMark(marks, i) })).filter(({ mark }) => mark.label);
  if (!rows.length) return;
  const width = Math.max(...rows.map(({ mark }) => (mark.label ?? "").length)) * 6.6 + 38;
  const height = rows.length * 17 + 6;
  const legend = part.append("g").attr("class", "figure-legend").attr("transform", `translate(${freeCorner(points, box, width, height)})`);
  legend.append("rect").attr("width", width).attr("height", height).attr("rx", 4);
  for (const [i, { mark, hue }] of rows.entries()) {
    const y = 11 + i * 17;
    if (mark.kind === "scatter") legend.append("circle").attr("cx", 16).attr("cy", y).attr("r", 3.5).style("fill", hue);
    else legend.append("path").attr("d", `M6 ${y}H26`).style("stroke", hue).style("stroke-width", 2.5).style("stroke-dasharray", /--|:/.test(mark.style ?? "") ? "5 3" : null);
    word(legend, 32, y + 4, mark.label ?? "", "figure-tick start");
  }
}
