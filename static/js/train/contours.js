/** A grid of losses -> contour lines and shaded bands, as paths. Pure. */

import { levelLine } from "./fitting.js";

/**
 * @typedef {object} Ground  where the numbers of a grid lie: row by row, from the least y up
 * @property {number} columns
 * @property {number} rows
 * @property {(column: number) => number} x  pixels
 * @property {(row: number) => number} y
 */

/** Losses between which lines run: as many points of the grid lie between each two. @param {readonly number[]} values @param {number} count @returns {number[]} */
export function levelsOf(values, count) {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  const levels = Array.from({ length: count }, (_, i) => finite[Math.floor(((i + 0.5) / count) * finite.length)]);
  return [...new Set(levels)].filter((level) => level > finite[0] && level < finite[finite.length - 1]);
}

/** The line of one level. @param {readonly number[]} values @param {number} level @param {Ground} ground */
export function contourOf(values, level, { columns, rows, x, y }) {
  return levelLine(values, columns, rows, level)
    .map(([a, b, c, d]) => `M${x(a).toFixed(1)} ${y(b).toFixed(1)}L${x(c).toFixed(1)} ${y(d).toFixed(1)}`)
    .join("");
}

/** One path a band, made of runs of cells; the last band also has what is not finite. @param {readonly number[]} values @param {readonly number[]} levels @param {Ground} ground @returns {{band: number, path: string}[]} */
export function bandsOf(values, levels, { columns, rows, x, y }) {
  const paths = new Array(levels.length + 1).fill("");
  const bandOf = (/** @type {number} */ value) => {
    const band = levels.findIndex((level) => value < level);
    return band < 0 ? levels.length : band;
  };
  for (let row = 0; row < rows; row++) {
    const [low, high] = [y(Math.max(row - 0.5, 0)), y(Math.min(row + 0.5, rows - 1))];
    for (let column = 0; column < columns; ) {
      const band = bandOf(values[row * columns + column]);
      let end = column + 1;
      while (end < columns && bandOf(values[row * columns + end]) === band) end += 1;
      const [left, right] = [x(Math.max(column - 0.5, 0)), x(Math.min(end - 0.5, columns - 1))];
      paths[band] += `M${left.toFixed(1)} ${low.toFixed(1)}H${right.toFixed(1)}V${high.toFixed(1)}H${left.toFixed(1)}Z`;
      column = end;
    }
  }
  return paths.map((path, band) => ({ band, path }));
}
