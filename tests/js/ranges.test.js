import assert from "node:assert/strict";
import { test } from "node:test";

import { rangeFor, within } from "../../static/js/ranges.js";

test("small whole numbers share one round range", () => {
  for (const value of [-3, 0, 1, 2, 5]) assert.deepEqual(rangeFor(value), { low: -10, high: 10, step: 0.1 });
});

test("a value lies well inside its own range, however large", () => {
  for (const value of [0.15, -0.9, 7, 12, -950, 3e8]) {
    const range = rangeFor(value);
    assert.ok(within(value, range) && Math.abs(value) <= range.high / 1.4, `${value} in ${JSON.stringify(range)}`);
  }
});

test("fractions get finer steps", () => {
  assert.equal(rangeFor(0.15).step, 0.01);
});

test("infinities and NaN get a range all the same", () => {
  for (const value of [Infinity, -Infinity, NaN, 1e308]) assert.ok(rangeFor(value).high > 0 && rangeFor(value).high < Infinity);
});
