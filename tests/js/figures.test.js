import assert from "node:assert/strict";
import { test } from "node:test";

import { fullFigure, isFigure, latexFigure, sayFigures, shapeText, shortFigure } from "../../static/js/figures.js";

/** The right column is what app/numbers.py writes: cards are measured with it. @type {[import("../../static/js/types.js").Figure, string, string][]} */
const FIGURES = [
  [0, "0", "0"],
  [-0, "0", "0"],
  [33, "33", "33"],
  [-1.5, "−1.5", "-1.5"],
  [1 / 3, "0.3333", "0.3333"],
  [0.99999, "1", "1"],
  [1.0005, "1.001", "1.001"],
  [123456, "123456", "123456"],
  [12345.678, "12346", "12346"],
  [99999.96, "100000", "100000"],
  [999999.9, "10⁶", "10^{6}"],
  [1234567, "1.235·10⁶", "1.235 \\cdot 10^{6}"],
  [0.0001, "0.0001", "0.0001"],
  [0.00001234, "1.234·10⁻⁵", "1.234 \\cdot 10^{-5}"],
  [-1e-7, "−10⁻⁷", "-10^{-7}"],
  [1e21, "10²¹", "10^{21}"],
  [5e-324, "5·10⁻³²⁴", "5 \\cdot 10^{-324}"],
  ["NaN", "NaN", "\\mathrm{NaN}"],
  ["Infinity", "∞", "\\infty"],
  ["-Infinity", "−∞", "-\\infty"],
];

for (const [figure, short, latex] of FIGURES) {
  test(`${figure} is short as ${short}`, () => {
    assert.equal(shortFigure(figure), short);
    assert.equal(latexFigure(figure), latex);
  });
}

test("a title has every digit, with a true minus sign", () => {
  assert.equal(fullFigure(-1 / 3), "−0.3333333333333333");
  assert.equal(fullFigure(1e-7), "1e−7");
  assert.equal(fullFigure(1e21), "1e21");
  assert.equal(fullFigure("-Infinity"), "−∞");
});

test("a scalar is told from a tensor, and nothing from both", () => {
  assert.deepEqual([1, "NaN", [1], null, undefined].map((value) => isFigure(/** @type {any} */ (value))), [true, true, false, false, false]);
});

test("a small tensor is said row by row and a large one by its shape", () => {
  assert.equal(sayFigures([[1, -2], [0.5, "NaN"]], [2, 2]), "[[1, −2], [0.5, NaN]]");
  assert.equal(sayFigures(Array.from({ length: 20 }, () => 1), [20]), "(20)");
  assert.equal(shapeText([8, 12]), "8×12");
});
