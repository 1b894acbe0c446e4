import assert from "node:assert/strict";
import { test } from "node:test";

import { latexOf, symbolOf } from "../../../static/js/panels/gradients.js";
import { intro } from "../fixture.js";

test("a matrix is written as rows, a vector on one line, a number as itself", () => {
  assert.equal(latexOf(3), "3");
  assert.equal(latexOf([1, 2]), "[1, 2]");
  assert.equal(latexOf([[1, 2], [3, 4]]), "\\begin{bmatrix}1 & 2 \\\\ 3 & 4\\end{bmatrix}");
});

test("what is too large to be read is not written out", () => {
  assert.equal(latexOf(Array.from({ length: 6 }, () => 1)), null);
  assert.equal(latexOf([[[1]]]), null);
});

test("a card's symbol is what stands before its definition", () => {
  const names = Object.fromEntries(intro().nodes.map((node) => [node.id, symbolOf(node)]));
  assert.equal(names.J, "J");
  assert.equal(names.a, "a");
});
