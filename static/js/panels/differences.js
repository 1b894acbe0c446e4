/**
 * Why a numeric gradient breaks down: the error of a central difference for every step h, from one question to the server.
 * Pure.
 *
 * @typedef {import("../types.js").Figure} Figure
 *
 * @typedef {object} Difference
 * @property {number} h
 * @property {number} estimate  (f(x + h) − f(x − h)) / 2h
 * @property {number} error  relative to the gradient; where that is 0, as it stands. NaN where the function has no value
 */

import { toNumber } from "../figures.js";

const LARGEST = -1; // powers of ten
const SMALLEST = -15;
const PER_DECADE = 4;
/** No smooth function is so far off at every step. */
const KINK = 0.01;

/** The steps, the largest first: four a decade from 10⁻¹ to 10⁻¹⁵. */
export const STEPS = Array.from({ length: (LARGEST - SMALLEST) * PER_DECADE + 1 }, (_, i) => 10 ** (LARGEST - i / PER_DECADE));

/** Where the input is taken: x itself, then x + h and x − h for each step. @param {number} x */
export function pointsAround(x) {
  return [x, ...STEPS.flatMap((h) => [x + h, x - h])];
}

/**
 * @param {readonly Figure[]} values of the function at `pointsAround(x)`
 * @param {Figure} gradient at x
 * @returns {Difference[]} one a step
 */
export function differences(values, gradient) {
  const exact = toNumber(gradient);
  return STEPS.map((h, i) => {
    const estimate = (toNumber(values[2 * i + 1]) - toNumber(values[2 * i + 2])) / (2 * h);
    const error = Math.abs(estimate - exact) / (exact === 0 ? 1 : Math.abs(exact));
    return { h, estimate, error };
  });
}

/** The step with the smallest error, null where there is none; of several the largest. @param {readonly Difference[]} found */
export function best(found) {
  return found.reduce((/** @type {Difference | null} */ least, each) => (each.error < (least?.error ?? Infinity) ? each : least), null);
}

/**
 * What is wrong at a step: too large, it leaves the tangent; too small, the two values agree in all but their last digits. Where no
 * step comes near the gradient, the slope is not the same on both sides.
 * @param {readonly Difference[]} found
 * @param {number} i
 * @returns {"good" | "large" | "small" | "kink" | "none"}
 */
export function regime(found, i) {
  const least = best(found);
  if (!least || Number.isNaN(found[i].error)) return "none";
  if (least.error > KINK) return "kink";
  if (found[i].error <= Math.max(least.error * 100, 1e-9)) return "good";
  return found[i].h > least.h ? "large" : "small";
}

/**
 * A number's digits in two parts: those in which it agrees with another, and the rest.
 * @param {number} found
 * @param {number} exact
 * @returns {[string, string]}
 */
export function agreeing(found, exact) {
  const [a, b] = [found, exact].map((x) => x.toExponential(15));
  const [digits, power] = a.split("e");
  const text = power.length <= 2 ? found.toPrecision(16) : a;
  if (found === exact) return [text, ""];
  if (power !== b.split("e")[1] || found < 0 !== exact < 0) return ["", text];
  let same = 0;
  while (digits[same] === b[same]) same += 1;
  // As many characters of the text as hold that many digits; zeros before the first digit count for none.
  const wanted = digits.slice(0, same).replace(/\D/g, "").length;
  let end = 0;
  for (let seen = 0; seen < wanted; end++) if (/\d/.test(text[end]) && (seen > 0 || text[end] !== "0")) seen += 1;
  return [text.slice(0, end), text.slice(end)];
}
