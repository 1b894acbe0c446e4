/** A grid of what a formula gives over two numbers of a sample -> shaded cells and borders, as paths. Pure. */

import { alone, classOf, levelLine, unitsOf } from "./fitting.js";
import { extent } from "./scale.js";

const SHADES = 5;

/**
 * @typedef {object} Grid  where the points of a grid lie
 * @property {number} size  points along each side
 * @property {import("./scale.js").Scale} x
 * @property {import("./scale.js").Scale} y
 *
 * @typedef {{least: number, most: number}} Bounds  of one number: those of the two classes
 */

/** @param {Grid} grid */
function cellsOf({ size, x, y }) {
  const [left, right] = x.domain.map(x.to);
  const [floor, top] = y.domain.map(y.to);
  return { left, right, floor, top, wide: (right - left) / (size - 1), high: (top - floor) / (size - 1) };
}

/**
 * One path a class and shade, made of runs of cells: the shade says how sure the class is.
 * @param {readonly any[]} values row by row @param {Grid} grid @param {Bounds} bounds
 * @returns {{kind: string, path: string}[]}
 */
export function shadesOf(values, grid, bounds) {
  const { left, right, floor, top, wide, high } = cellsOf(grid);
  const { size } = grid;
  /** @type {Map<string, string>} */
  const paths = new Map();
  const shade = (/** @type {any} */ value) => {
    const { place, share } = classOf(value, bounds);
    return Number.isFinite(share) ? `region class-${place % 6} shade-${Math.min(Math.floor(share * SHADES), SHADES - 1)}` : "region unknown";
  };
  for (let row = 0; row < size && values.length; row++) {
    for (let column = 0; column < size; ) {
      const kind = shade(values[row * size + column]);
      let end = column + 1;
      while (end < size && shade(values[row * size + end]) === kind) end += 1;
      const [from, to] = [Math.max(left + (column - 0.5) * wide, left), Math.min(left + (end - 0.5) * wide, right)];
      const [low, above] = [Math.min(floor + (row - 0.5) * high, floor), Math.max(floor + (row + 0.5) * high, top)];
      paths.set(kind, `${paths.get(kind) ?? ""}M${from.toFixed(1)} ${low.toFixed(1)}H${to.toFixed(1)}V${above.toFixed(1)}H${from.toFixed(1)}Z`);
      column = end;
    }
  }
  return [...paths].map(([kind, path]) => ({ kind, path }));
}

/** Pieces of a line as a path. @param {readonly [number, number, number, number][]} pieces in cells @param {Grid} grid */
function drawn(pieces, grid) {
  const { left, floor, wide, high } = cellsOf(grid);
  return pieces.map(([a, b, c, d]) => `M${(left + a * wide).toFixed(1)} ${(floor + b * high).toFixed(1)}L${(left + c * wide).toFixed(1)} ${(floor + d * high).toFixed(1)}`).join("");
}

/** Where one class ends and another begins: one number at its middle, or the largest of several scores. @param {readonly any[]} values @param {Grid} grid @param {Bounds} bounds @returns {string} */
export function borderOf(values, grid, { least, most }) {
  const first = values[0];
  if (!Array.isArray(first) || first.length < 2) return drawn(levelLine(alone([...values]), grid.size, grid.size, (least + most) / 2), grid);
  const scores = values.map((each) => each.map(Number));
  const ahead = (/** @type {number[]} */ each, /** @type {number} */ i) => each[i] - Math.max(...each.filter((_, j) => j !== i));
  return first.map((_, i) => drawn(levelLine(scores.map((each) => ahead(each, i)), grid.size, grid.size, 0), grid)).join("");
}

/** Where each unit of a layer switches: at the middle of what is between 0 and 1, else just above 0. @param {readonly any[]} values @param {Grid} grid @returns {string[]} a path a unit */
export function switchesOf(values, grid) {
  return unitsOf([...values]).map((unit) => {
    const [low, high] = extent(unit, 0) ?? [0, 0];
    return drawn(levelLine(unit, grid.size, grid.size, low > 0 && high <= 1 ? 0.5 : 1e-6), grid);
  });
}
