import assert from "node:assert/strict";
import { test } from "node:test";

import { isNear, judge, readNumber } from "../../static/js/answers.js";

test("numbers are read as people write them", () => {
  const cases = {
    6: 6, " −1.5 ": -1.5, "1/4": 0.25, "-3/2": -1.5, ".5": 0.5, "2e-5": 2e-5, "= 7": 7, "+3": 3,
    "1.2·10⁻⁵": 1.2e-5, "10^-5": 1e-5, "-10³": -1000, "3*10^4": 3e4, "∞": Infinity, "-inf": -Infinity,
  };
  for (const [written, number] of Object.entries(cases)) assert.equal(readNumber(written), number, written);
  assert.ok(Number.isNaN(readNumber("NaN")));
});

test("what is no number is null", () => {
  for (const written of ["", "b", "1,5", "1/2/3", "3x", "--2", "/4", "1/"]) assert.equal(readNumber(written), null, written);
});

test("four digits copied from a card are near enough, another number is not", () => {
  assert.ok(isNear(0.7311, 0.7310585786));
  assert.ok(isNear(0.333, 1 / 3));
  assert.ok(!isNear(0.73, 0.74));
  assert.ok(!isNear(0.001, 0));
  assert.ok(isNear(0, 1e-17));
  assert.ok(isNear(NaN, "NaN"));
  assert.ok(isNear(Infinity, "Infinity"));
  assert.ok(!isNear(1e300, "Infinity"));
});

test("an answer is right, or the nearest mistake that can be explained, or neither", () => {
  const mistakes = [{ number: 9, why: "own factor" }, { number: 2, why: "local alone" }];
  assert.deepEqual(judge(6, 6, mistakes), { right: true, mistake: null });
  assert.deepEqual(judge(9, 6, mistakes), { right: false, mistake: mistakes[0] });
  assert.deepEqual(judge(5, 6, mistakes), { right: false, mistake: null });
});

test("a mistake that lies close to the truth is told from it", () => {
  const mistakes = [{ number: 1.002 }];
  assert.equal(judge(1.002, 1, mistakes).mistake, mistakes[0]);
  assert.equal(judge(1.0001, 1, mistakes).right, true);
});
