/**
 * What a table of second derivatives tells of the function near this point. Pure.
 *
 * @typedef {"flat" | "bowl" | "dome" | "valley" | "ridge" | "saddle" | "unknown"} Shape
 */

import { toNumber } from "../figures.js";

/** Eigenvalues this much smaller than the largest are taken for 0: rounding leaves as much. */
const NOTHING = 1e-10;
const SWEEPS = 60;

/**
 * @param {readonly string[]} names
 * @param {Record<string, Record<string, import("../types.js").Figures>>} blocks
 * @returns {number[][]} a row for each name
 */
export function matrixOf(names, blocks) {
  return names.map((row) => names.map((column) => toNumber(/** @type {import("../types.js").Figure} */ (blocks[row][column]))));
}

/**
 * The eigenvalues of a symmetric matrix, the smallest first, by Jacobi's rotations (Golub and Van Loan, Matrix Computations, 8.5).
 * @param {readonly (readonly number[])[]} matrix
 * @returns {number[]}
 */
export function eigenvalues(matrix) {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        rest = Math.max(rest, Math.abs(a[p][q]));
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let i = 0; i < n; i++) [a[i][p], a[i][q]] = [c * a[i][p] - s * a[i][q], s * a[i][p] + c * a[i][q]];
        for (let i = 0; i < n; i++) [a[p][i], a[q][i]] = [c * a[p][i] - s * a[q][i], s * a[p][i] + c * a[q][i]];
      }
    }
    if (rest === 0) break;
  }
  return a.map((row, i) => row[i]).sort((x, y) => x - y);
}

/**
 * How the function curves.
 * @param {readonly (readonly number[])[]} matrix
 * @returns {{shape: Shape, low: number, high: number}} `low`, `high`: the curvatures of the two extreme directions
 */
export function curvature(matrix) {
  if (!matrix.flat().every(Number.isFinite)) return { shape: "unknown", low: NaN, high: NaN };
  const values = eigenvalues(matrix);
  const most = Math.max(...values.map(Math.abs), 0);
  const [least, greatest] = [values[0] ?? 0, values.at(-1) ?? 0];
  const sign = (/** @type {number} */ value) => (Math.abs(value) <= most * NOTHING ? 0 : Math.sign(value));
  const [low, high] = [sign(least), sign(greatest)];
  const shape = most === 0 ? "flat" : low > 0 ? "bowl" : high < 0 ? "dome" : low === 0 ? "valley" : high === 0 ? "ridge" : "saddle";
  return { shape, low: low === 0 ? 0 : least, high: high === 0 ? 0 : greatest };
}

/**
 * The two inputs that bend each other most: where the largest entry beside the diagonal stands, null where all are 0.
 * @param {readonly (readonly number[])[]} matrix
 * @returns {[number, number] | null}
 */
export function strongestPair(matrix) {
  let found = null;
  let most = 0;
  for (let i = 0; i < matrix.length; i++) {
    for (let j = i + 1; j < matrix.length; j++) {
      if (Math.abs(matrix[i][j]) > most) [found, most] = [/** @type {[number, number]} */ ([i, j]), Math.abs(matrix[i][j])];
    }
  }
  return found;
}
