import assert from "node:assert/strict";
import { test } from "node:test";

import { dyed, dyedPlaces, dyeWith, hueOfIdentifier } from "../../static/js/dye.js";

const node = (/** @type {string} */ id, /** @type {string} */ latex, /** @type {string} */ identifier, /** @type {number[][]} */ spans = []) => ({
  id, latex, identifier, spans, kind: id === "ŷ" ? "operation" : "input", named: true, span: [9, 20],
});
const PAYLOAD = /** @type {any} */ ({
  nodes: [
    node("b", "b", "b", [[4, 5]]),
    node("w₁", "w_1", "w1", [[0, 2], [7, 9]]),
    node("λ", "\\lambda", "lambda_"),
    node("ŷ", "\\hat{y} = w_1 b", "y_hat", [[9, 20]]),
  ],
});
const one = (/** @type {string} */ symbol, /** @type {number} */ hue) => `{\\textcolor{#00100${hue}}{${symbol}}}`;

test("every symbol of a quantity has its colour, under bars and in fractions too", () => {
  dyeWith(PAYLOAD);
  assert.equal(dyed("\\bar{b} = \\bar b + b^2"), `\\bar{${one("b", 1)}} = \\bar ${one("b", 1)} + ${one("b", 1)}^2`);
  assert.equal(dyed("w_1 \\, \\lambda"), `${one("w_1", 2)} \\, ${one("\\lambda", 3)}`);
  assert.equal(dyed("\\frac{\\partial \\hat{y}}{\\partial b}"), `\\frac{\\partial ${one("\\hat{y}", 4)}}{\\partial ${one("b", 1)}}`);
});

test("words, environments and other symbols stay as they are", () => {
  dyeWith(PAYLOAD);
  for (const latex of ["\\begin{bmatrix} 1 \\end{bmatrix}", "\\operatorname{b}", "b_2", "w_2", "\\lambdax", "\\beta", "x_b"]) {
    assert.equal(dyed(latex), latex);
  }
});

test("source and code have the same colours, and none where nobody asks for them", () => {
  dyeWith(PAYLOAD);
  assert.deepEqual(dyedPlaces().map(({ hue }) => hue), [1, 2, 2]);
  assert.equal(hueOfIdentifier("w1"), 2);
  dyeWith(null);
  assert.equal(dyed("b"), "b");
  assert.deepEqual(dyedPlaces(), []);
  assert.equal(hueOfIdentifier("w1"), undefined);
});
