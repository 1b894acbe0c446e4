import assert from "node:assert/strict";
import { test } from "node:test";

import { entriesMaking, writtenSum } from "../../static/js/making.js";

const X = { part: { node: "X", gradient: false, axes: [null, 0] }, value: [[1, 2], [-1, 1], [2, -1]] };
const V = { part: { node: "v", gradient: true, axes: [null, 1] }, value: [[0.5, 0], [0, 2], [1, 0]] };

test("an entry of a matrix product is made of a column of one factor and a column of the other", () => {
  assert.ok(entriesMaking(X.part, [1, 0], [2, 1]));
  assert.ok(!entriesMaking(X.part, [1, 0], [2, 0]));
  assert.ok(entriesMaking(V.part, [1, 0], [0, 0]));
  assert.equal(writtenSum([[2.5, -2], [0, 2]], [X, V], [0, 0]), "1 × 0.5 + (−1) × 0 + 2 × 1 = 2.5");
});

test("a broadcast that is undone is the sum of a column", () => {
  const Z = { part: { node: "Z", gradient: true, axes: [null, 0] }, value: [[1, 2], [3, -4]] };
  assert.equal(writtenSum([4, -2], [Z], [1, 0]), "2 + (−4) = −2");
});

test("what is no such sum is not written as one", () => {
  const p = { part: { node: "p", gradient: false, axes: [null] }, value: [0.2, 0.8] };
  assert.equal(writtenSum([0.3, 0.1], [p], [0, 0]), null);
  assert.equal(writtenSum([0.3, 0.1], [{ ...p, value: null }], [0, 0]), null);
});
