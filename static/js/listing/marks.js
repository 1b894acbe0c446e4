/**
 * The marks of a figure: what room each needs, in which colour, and how it is drawn.
 *
 * @typedef {import("./figure.js").Mark} Mark
 *
 * @typedef {object} Ground
 * @property {(x: number) => number} across
 * @property {(y: number) => number} upwards
 * @property {import("./figure.js").Box} box
 * @property {string} hue
 * @property {readonly string[] | null} categories  names that stand on the x-axis
 */

import { colourOf, contourLines } from "./scales.js";

const CYCLE = ["--trace-6", "--trace-3", "--trace-5", "--trace-4", "--trace-2", "--trace-1"];
/** The letters and names of matplotlib, in our hues, which are held to contrast on light and on dark. */
const HUES = {
  b: 6, blue: 6, r: 4, red: 4, g: 5, green: 5, c: 1, cyan: 1, m: 2, magenta: 2, purple: 2, y: 3, yellow: 3, orange: 3,
};
const LEVELS = 8;

/** Numbers of a mark, NaN where there is none. @param {unknown} values @returns {number[]} */
const numbers = (values) => (Array.isArray(values) ? values.flat(Infinity).map((each) => (each === null ? NaN : Number(each))) : []);

/** @param {unknown} z @returns {number[][]} */
const rowsOf = (z) => /** @type {any[]} */ (z).map((row) => /** @type {any[]} */ (row).map(Number));

/** Whether the cells of a picture are colours themselves. @param {any} z */
const coloured = (z) => Array.isArray(z?.[0]?.[0]);

/** The bars of a histogram. @param {Mark} mark @returns {{x: number, width: number, y: number}[]} */
export function bars({ x, bins = 10 }) {
  const values = numbers(x).filter(Number.isFinite);
  if (!values.length) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = (high - low) / bins || 1;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) counts[Math.min(Math.floor((value - low) / width), bins - 1)] += 1;
  return counts.map((y, i) => ({ x: low + i * width, width, y }));
}

/** What of both axes a mark needs. @param {Mark} mark @param {readonly string[] | null} categories @returns {{x: number[], y: number[]}} */
export function reach(mark, categories) {
  const { kind, x, y, y2, z } = mark;
  if (kind === "image" || ((kind === "contour" || kind === "surface") && !x)) {
    const shift = kind === "image" ? 0.5 : 0;
    return { x: [-shift, z[0].length - 1 + shift], y: [-shift, z.length - 1 + shift] };
  }
  if (kind === "hist") return { x: bars(mark).flatMap((bar) => [bar.x, bar.x + bar.width]), y: [0, ...bars(mark).map((bar) => bar.y)] };
  if (kind === "bar") {
    const places = categories ? numbers(y).map((_, i) => i) : numbers(x);
    return { x: places.flatMap((place) => [place - 0.5, place + 0.5]), y: [0, ...numbers(y)] };
  }
  if (kind === "hline") return { x: [], y: numbers(y) };
  if (kind === "vline") return { x: numbers(x), y: [] };
  return { x: numbers(x), y: [...numbers(y), ...numbers(y2)] };
}

/** Places between two numbers of a line where it is looked for. */
const BETWEEN = 6;

/** Places that lines and dots go through. @param {Mark} mark @param {(x: number) => number} across @param {(y: number) => number} upwards @returns {[number, number][]} */
export function traced({ kind, x, y }, across, upwards) {
  if (kind !== "line" && kind !== "scatter") return [];
  const [xs, ys] = [numbers(x).map(across), numbers(y).map(upwards)];
  /** @type {[number, number][]} */
  const found = xs.map((at, i) => [at, ys[i]]);
  if (kind === "scatter" || found.length > 500) return found;
  for (let i = 1; i < xs.length; i++) {
    for (let part = 1; part < BETWEEN; part++) found.push([xs[i - 1] + ((xs[i] - xs[i - 1]) * part) / BETWEEN, ys[i - 1] + ((ys[i] - ys[i - 1]) * part) / BETWEEN]);
  }
  return found;
}

/** @param {readonly Mark[]} marks @param {number} index */
export function hueOfMark(marks, index) {
  const { color, style = "", kind } = marks[index];
  const given = color ?? (kind === "line" ? /[bgrcmyk]/.exec(style)?.[0] : null) ?? "";
  const tab = /^(?:tab:)?(\w+)$/.exec(given)?.[1] ?? "";
  if (tab === "k" || tab === "black") return "var(--ink)";
  if (tab in HUES) return `var(--trace-${HUES[/** @type {keyof typeof HUES} */ (tab)]})`;
  if (/^#[\da-f]{3,8}$/i.test(given)) return given;
  const before = marks.slice(0, index).filter((mark) => !["hline", "vline", "text"].includes(mark.kind)).length;
  return `var(${CYCLE[before % CYCLE.length]})`;
}

/** @param {any} part @param {Mark} mark @param {Ground} ground */
export function drawMark(part, mark, ground) {
  const { across, upwards, box, hue, categories } = ground;
  const [x, y] = [numbers(mark.x), numbers(mark.y)];
  part.style("opacity", mark.alpha ?? null);
  const path = (/** @type {string} */ d) => part.append("path").attr("d", d);
  switch (mark.kind) {
    case "line": {
      const style = (mark.style ?? "").replace(/^[bgrcmyk]|[bgrcmyk]$/, "");
      const marker = /[.,ov^<>sp*hx+D]/.exec(style)?.[0];
      const dashed = /--|-\.|:/.test(style) || style.startsWith("dash") || style.startsWith("dot");
      if (!marker || style.includes("-") || style.includes(":")) {
        path(joined(x, y, across, upwards)).attr("class", "stroke").style("stroke", hue).style("stroke-width", mark.width ?? 1.8).style("stroke-dasharray", dashed ? "6 4" : null);
      }
      if (marker) dots(part, x, y, ground, () => hue, marker === "." ? 2 : 3.2);
      break;
    }
    case "scatter": {
      const colors = mark.colors ? numbers(mark.colors) : null;
      const [low, high] = colors ? [Math.min(...colors), Math.max(...colors)] : [0, 1];
      dots(part, x, y, ground, (i) => (colors ? colourOf("viridis", (colors[i] - low) / (high - low || 1)) : hue), 3.4);
      break;
    }
    case "bar":
      for (const [i, top] of y.entries()) block(part, (categories ? i : x[i]) - 0.4, 0.8, top, ground);
      break;
    case "hist":
      for (const bar of bars(mark)) block(part, bar.x, bar.width, bar.y, ground);
      break;
    case "hline":
      for (const at of y) path(`M${box.left} ${upwards(at)}H${box.right}`).attr("class", "stroke").style("stroke", hue).style("stroke-dasharray", /--|:/.test(mark.style ?? "") ? "6 4" : null);
      break;
    case "vline":
      for (const at of x) path(`M${across(at)} ${box.top}V${box.bottom}`).attr("class", "stroke").style("stroke", hue).style("stroke-dasharray", /--|:/.test(mark.style ?? "") ? "6 4" : null);
      break;
    case "fill": {
      const floor = numbers(mark.y2);
      const back = x.map((_, i) => `L${across(x[x.length - 1 - i])} ${upwards(floor[floor.length === 1 ? 0 : x.length - 1 - i])}`);
      path(`${joined(x, y, across, upwards)}${back.join("")}Z`).style("fill", hue).style("opacity", mark.alpha ?? 0.35);
      break;
    }
    case "text":
      part.append("text").attr("class", "figure-tick start").attr("x", across(x[0])).attr("y", upwards(y[0])).text(mark.text ?? "");
      break;
    case "image":
      cells(part, mark, ground, true);
      break;
    case "surface":
      cells(part, mark, ground, false);
      break;
    case "contour":
      contours(part, mark, ground);
  }
}

/** A line through numbers; it breaks where there is none. @param {number[]} x @param {number[]} y @param {(x: number) => number} across @param {(y: number) => number} upwards */
function joined(x, y, across, upwards) {
  let drawing = false;
  return x
    .map((at, i) => {
      const known = Number.isFinite(at) && Number.isFinite(y[i]);
      const step = known ? `${drawing ? "L" : "M"}${across(at).toFixed(2)} ${upwards(y[i]).toFixed(2)}` : "";
      drawing = known;
      return step;
    })
    .join("");
}

/** @param {any} part @param {number[]} x @param {number[]} y @param {Ground} ground @param {(i: number) => string} hue @param {number} radius */
function dots(part, x, y, { across, upwards }, hue, radius) {
  for (const [i, at] of x.entries()) {
    if (!Number.isFinite(at) || !Number.isFinite(y[i])) continue;
    part.append("circle").attr("cx", across(at)).attr("cy", upwards(y[i])).attr("r", radius).style("fill", hue(i));
  }
}

/** @param {any} part @param {number} from @param {number} width @param {number} height @param {Ground} ground */
function block(part, from, width, height, { across, upwards, hue }) {
  const [top, floor] = [upwards(height), upwards(0)];
  part.append("rect").attr("x", across(from)).attr("width", Math.max(across(from + width) - across(from) - 0.5, 0.5)).attr("y", Math.min(top, floor)).attr("height", Math.abs(floor - top)).style("fill", hue);
}

/** @param {any} part @param {Mark} mark @param {Ground} ground @param {boolean} centred cells lie around their places */
function cells(part, { z, map = "viridis", x, y }, { across, upwards }, centred) {
  const own = coloured(z);
  const values = own ? [] : numbers(z).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const grid = /** @type {any[][]} */ (z);
  const [xs, ys] = [edges(x, grid[0].length, false), edges(y, grid.length, true)];
  for (const [row, line] of grid.entries()) {
    for (const [column, value] of line.entries()) {
      const unit = own && Math.max(...numbers(grid)) <= 1 ? 255 : 1;
      const colour = own ? `rgb(${value.slice(0, 3).map((/** @type {number} */ each) => Math.round(each * unit)).join(" ")})` : colourOf(map, (value - low) / (high - low || 1));
      const [a, b] = centred ? [column - 0.5, column + 0.5] : [xs(column), xs(column + 1)];
      const [c, d] = centred ? [row - 0.5, row + 0.5] : [ys(row), ys(row + 1)];
      const [left, right, top, bottom] = [across(a), across(b), upwards(d), upwards(c)];
      part.append("rect").attr("x", Math.min(left, right)).attr("y", Math.min(top, bottom)).attr("width", Math.abs(right - left) + 0.4).attr("height", Math.abs(bottom - top) + 0.4).style("fill", colour);
    }
  }
}

/**
 * A place in a grid -> the number that stands there on its axis.
 * @param {any} given a list, a grid, or nothing: then they are counted
 * @param {number} count
 * @param {boolean} vertical
 * @returns {(place: number) => number}
 */
function edges(given, count, vertical) {
  if (!given) return (place) => place;
  const values = Array.isArray(given[0]) ? (vertical ? given.map((/** @type {number[]} */ row) => row[0]) : given[0]) : given;
  return (place) => {
    const at = Math.max(0, Math.min(Math.floor(place), count - 2));
    const [a, b] = [Number(values[at] ?? at), Number(values[at + 1] ?? at + 1)];
    return a + (b - a) * Math.min(place - at, 1);
  };
}

/** @param {any} part @param {Mark} mark @param {Ground} ground */
function contours(part, { z, map = "viridis", x, y }, { across, upwards }) {
  const grid = rowsOf(z);
  const values = grid.flat().filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [xs, ys] = [edges(x, grid[0].length, false), edges(y, grid.length, true)];
  for (let i = 1; i <= LEVELS; i++) {
    const part_ = i / (LEVELS + 1);
    const d = contourLines(grid, low + (high - low) * part_)
      .map(([a, b]) => `M${across(xs(a[0]))} ${upwards(ys(a[1]))}L${across(xs(b[0]))} ${upwards(ys(b[1]))}`)
      .join("");
    part.append("path").attr("class", "stroke").attr("d", d).style("stroke", colourOf(map, part_)).style("stroke-width", 1.4);
  }
}
