import assert from "node:assert/strict";
import test from "node:test";

import { join, split } from "../../static/js/formula.js";

/** @type {[string, string[]][]} */
const CASES = [
  ["\\bar{b} = \\bar{v}\\,c = 3 \\cdot 2.5 = 7.5", ["3", "2.5", "7.5"]],
  ["-0.25 \\cdot 10^{-5}", ["0.25", "1", "0", "5"]],
  ["4.4^{2} = 12^{3} + 7^{2}", ["4.", "4", "2", "1", "2", "3", "7", "2"]],
  ["w_1 x^2", []],
  ["h_{12}", ["12"]],
  ["{\\textcolor{#001003}{a}} = 4", ["4"]],
  ["a + b", []],
];

test("numbers are taken out of LaTeX, but not colours, nor what stands for one digit without braces", () => {
  for (const [latex, numbers] of CASES) assert.deepEqual(split(latex).numbers, numbers, latex);
});

test("put back, they give the same LaTeX", () => {
  for (const [latex] of CASES) {
    const { parts, numbers } = split(latex);
    assert.equal(join(parts, numbers), latex);
  }
});

test("formulas that differ in their numbers alone have the same parts, and others have not", () => {
  assert.deepEqual(split("y = 3 \\cdot 2").parts, split("y = 12.5 \\cdot 0.1").parts);
  assert.notDeepEqual(split("y = 3").parts, split("y = -3").parts);
});
