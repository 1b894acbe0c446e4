/**
 * Which entries make an entry of a gradient, and the sum that it is. Pure; the server has found out which axis of each tensor
 * runs along with which of the gradient.
 *
 * @typedef {import("./types.js").Figures} Figures
 * @typedef {{node: string, gradient: boolean, axes: readonly (number | null)[]}} Part
 */

import { isFigure, shortFigure, toNumber } from "./figures.js";

/** More terms than this are not written out. */
const MOST_TERMS = 6;

/**
 * Whether the entry of a part takes part in making an entry of the gradient.
 * @param {Part} part @param {readonly [number, number]} place of the gradient: row and column
 * @param {readonly number[]} at  row and column in the part
 */
export function entriesMaking({ axes }, place, at) {
  return axes.every((axis, own) => axis === null || at[own] === place[axis]);
}

/** @param {Figures} value @param {readonly number[]} at @returns {number} */
function entry(value, at) {
  if (isFigure(value)) return toNumber(value);
  if (!Array.isArray(value)) return NaN;
  return entry(value[at[0]], at.slice(1));
}

/**
 * The terms that would make an entry if it were a sum of products over the one axis that is summed.
 * @param {readonly {part: Part, value: Figures | null}[]} parts @param {readonly [number, number]} place
 * @returns {number[][] | null} a factor of each part for each term
 */
function terms(parts, place) {
  const lengths = new Set();
  for (const { part, value } of parts) {
    if (value === null || part.axes.filter((axis) => axis === null).length > 1) return null;
    const summed = part.axes.indexOf(null);
    if (summed >= 0) lengths.add(summed === 0 ? /** @type {Figures[]} */ (value).length : /** @type {Figures[][]} */ (value)[0].length);
  }
  if (lengths.size > 1) return null;
  const [count = 1] = /** @type {Set<number>} */ (lengths);
  return Array.from({ length: count }, (_, k) =>
    parts.map(({ part, value }) => entry(/** @type {Figures} */ (value), part.axes.map((axis) => (axis === null ? k : place[axis])))),
  );
}

/** @param {number} number */
const bracketed = (number) => (number < 0 ? `(${shortFigure(number)})` : shortFigure(number));

/**
 * `1 × 0.5 + 2 × (−1) = −1.5`, where that is what the entry is; null where it is no such sum. Whether it is one is seen by adding.
 * @param {Figures | null} contribution @param {readonly {part: Part, value: Figures | null}[]} parts @param {readonly [number, number]} place
 * @returns {string | null}
 */
export function writtenSum(contribution, parts, place) {
  const found = terms(parts, place);
  if (!found || !Array.isArray(contribution) || found.length > MOST_TERMS) return null;
  const made = isFigure(contribution[place[0]]) ? entry(contribution, [place[0]]) : entry(contribution, place);
  const sum = found.reduce((total, factors) => total + factors.reduce((a, b) => a * b, 1), 0);
  if (!(Math.abs(sum - made) <= 1e-9 * Math.max(1, Math.abs(made)))) return null;
  const written = found.map((factors) => (factors.length > 1 ? factors.map(bracketed).join(" × ") : bracketed(factors[0]))).join(" + ");
  return `${written} = ${shortFigure(made)}`;
}
