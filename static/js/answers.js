/**
 * What a student types -> a number, and which number it is. Pure.
 *
 * @typedef {import("./types.js").Figure} Figure
 */

import { toNumber } from "./figures.js";

/** Numbers are copied from cards with four digits, and computed on with them. */
const TOLERANCE = 0.005;
/** What is that near to nothing is 0, however it was computed. */
const NOTHING = 1e-9;

const SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * `6`, `−1.5`, `1/4`, `2e-5`, `2·10⁻⁵`, `10^-5`, `∞`, `NaN`.
 * @param {string} written
 * @returns {number | null} null where it is no number
 */
export function readNumber(written) {
  const plain = written
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (power) => `^${[...power].map((sign) => (sign === "⁻" ? "-" : SMALL.indexOf(sign))).join("")}`)
    .replace(/^=\s*/, "")
    .replace(/^\+/, "")
    .replace(/^(-?)\s*10\^/, "$11e")
    .replace(/\s*[·×*]\s*10\^/, "e");
  if (/^-?(∞|inf(inity)?)$/i.test(plain)) return plain.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(plain)) return NaN;
  const [above, below, ...more] = plain.split("/").map((part) => part.trim());
  const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
  if (more.length || !number.test(above) || (below !== undefined && !number.test(below))) return null;
  return below === undefined ? Number(above) : Number(above) / Number(below);
}

/** Whether a number is meant to be this one. @param {number} typed @param {Figure} wanted */
export function isNear(typed, wanted) {
  const x = toNumber(wanted);
  if (Number.isNaN(x) || Number.isNaN(typed)) return Number.isNaN(x) && Number.isNaN(typed);
  if (!Number.isFinite(x)) return typed === x;
  return Math.abs(typed - x) <= Math.max(TOLERANCE * Math.abs(x), NOTHING);
}

/**
 * The right answer and the wrong ones that can be explained: which is it?
 * @template {{number: Figure}} M
 * @param {number} typed
 * @param {Figure} right
 * @param {readonly M[]} mistakes the likeliest first
 * @returns {{right: boolean, mistake: M | null}} the nearest: a mistake may lie close to the truth
 */
export function judge(typed, right, mistakes) {
  const away = (/** @type {Figure} */ figure) => (Number.isFinite(typed) && Number.isFinite(toNumber(figure)) ? Math.abs(typed - toNumber(figure)) : 0);
  const near = mistakes.filter(({ number }) => isNear(typed, number));
  const best = near.reduce((/** @type {M | null} */ found, each) => (found && away(found.number) <= away(each.number) ? found : each), null);
  if (isNear(typed, right) && (best === null || away(right) <= away(best.number))) return { right: true, mistake: null };
  return { right: false, mistake: best };
}
