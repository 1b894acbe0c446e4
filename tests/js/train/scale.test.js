import assert from "node:assert/strict";
import { test } from "node:test";

import { extent, linear, logarithmic, ticksOf } from "../../../static/js/train/scale.js";

test("ticks are round, within, and as written", () => {
  assert.deepEqual(ticksOf(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticksOf(-2.3, 2.3, 5), [-2, -1, 0, 1, 2]);
  assert.deepEqual(ticksOf(0, 60, 6), [0, 10, 20, 30, 40, 50, 60]);
  assert.deepEqual(ticksOf(3, 3, 5), [3]);
});

test("a scale goes there and back, and one number still has room", () => {
  const scale = linear([0, 10], [100, 0]);
  assert.equal(scale.to(2.5), 75);
  assert.equal(scale.from(75), 2.5);
  const flat = linear([4, 4], [0, 100]);
  assert.equal(flat.to(4), 50);
  assert.equal(linear([0, 0], [0, 100]).to(0), 50);
});

test("powers have even steps; what is not above 0 has no place", () => {
  const scale = logarithmic([0.01, 100], [0, 400], 5);
  assert.deepEqual(scale.ticks, [0.01, 0.1, 1, 10, 100]);
  assert.ok(Math.abs(scale.to(1) - 200) < 1e-9 && Math.abs(scale.from(200) - 1) < 1e-9);
  assert.ok(Number.isNaN(scale.to(0)) && Number.isNaN(scale.to(-1)));
  assert.ok(logarithmic([2, 7], [0, 100], 4).ticks.length >= 2, "within one power there are still ticks");
});

test("an extent is that of the finite numbers, with room", () => {
  assert.deepEqual(extent([0, 10, NaN, Infinity], 0.1), [-1, 11]);
  assert.deepEqual(extent([2], 0.1), [1, 3]);
  assert.deepEqual(extent([0, 1], 0), [0, 1]);
  assert.equal(extent([NaN]), null);
});
