import assert from "node:assert/strict";
import { test } from "node:test";

import { agreeing, best, differences, pointsAround, regime, STEPS } from "../../../static/js/panels/differences.js";

/** @param {(x: number) => number} f @param {number} x @param {number} gradient */
const around = (f, x, gradient) => differences(pointsAround(x).map(f), gradient);

test("steps go from a tenth down to the last digits of a float64", () => {
  assert.equal(STEPS[0], 0.1);
  assert.ok(Math.abs((STEPS.at(-1) ?? 0) / 1e-15 - 1) < 1e-9);
  assert.equal(pointsAround(2).length, 2 * STEPS.length + 1);
  assert.equal(pointsAround(2)[0], 2);
});

test("the error falls as the square of the step, until digits are lost", () => {
  const found = around(Math.exp, 1, Math.E);
  const ratio = found[0].error / found[4].error;
  assert.ok(ratio > 95 && ratio < 105, String(ratio));
  const least = best(found);
  assert.ok(least && least.h < 1e-4 && least.h > 1e-7 && least.error < 1e-9);
  assert.ok(found[found.length - 1].error > 1e-3);
});

test("a step is said to be too large, good or too small", () => {
  const found = around(Math.exp, 1, Math.E);
  const at = (/** @type {number} */ power) => STEPS.findIndex((h) => Math.abs(Math.log10(h) - power) < 1e-9);
  assert.equal(regime(found, at(-1)), "large");
  assert.equal(regime(found, at(-5)), "good");
  assert.equal(regime(found, at(-14)), "small");
});

test("where the function has no value there is no error to speak of", () => {
  const found = around((x) => (x > 0 ? Math.log(x) : NaN), 0.05, 20);
  assert.equal(regime(found, 0), "none");
  assert.equal(best(around(() => NaN, 0, NaN)), null);
});

test("where the gradient is 0 the error is taken as it stands", () => {
  const found = around((x) => x ** 3, 0, 0);
  assert.ok(Math.abs(found[0].error - 0.01) < 1e-15);
});

test("where the slope differs on the two sides no step is good", () => {
  assert.equal(regime(around((x) => Math.max(x, 0), 0, 0), 12), "kink");
});

test("digits are parted where they stop agreeing with the gradient", () => {
  assert.deepEqual(agreeing(6, 6), ["6.000000000000000", ""]);
  assert.deepEqual(agreeing(2.5, 2.4), ["2", ".500000000000000"]);
  assert.deepEqual(agreeing(0.0123456, 0.0123), ["0.0123", "4560000000000"]);
  assert.deepEqual(agreeing(-3, 3)[0], "");
  assert.deepEqual(agreeing(9.99, 10)[0], "");
  assert.equal(agreeing(1.5e-9, 1.5e-9).join(""), "1.500000000000000e-9");
});
