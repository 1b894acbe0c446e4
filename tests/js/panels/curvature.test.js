import assert from "node:assert/strict";
import { test } from "node:test";

import { curvature, eigenvalues, matrixOf, strongestPair } from "../../../static/js/panels/curvature.js";
import { hessianFits } from "../../../static/js/panels/fits.js";
import { intro } from "../fixture.js";

test("a table keeps the order of its names", () => {
  const blocks = { b: { b: 1, a: 2 }, a: { b: 2, a: "NaN" } };
  assert.deepEqual(matrixOf(["b", "a"], /** @type {any} */ (blocks)), [[1, 2], [2, NaN]]);
});

test("eigenvalues are those of the characteristic polynomial", () => {
  const found = eigenvalues([[2, -1, 0], [-1, 2, -1], [0, -1, 2]]);
  for (const [i, exact] of [2 - Math.SQRT2, 2, 2 + Math.SQRT2].entries()) assert.ok(Math.abs(found[i] - exact) < 1e-12);
});

test("a sum of squares is a bowl, its negative a dome, a product a saddle, a square of one input a valley", () => {
  assert.equal(curvature([[2, 0], [0, 2]]).shape, "bowl");
  assert.equal(curvature([[-2, 0], [0, -4]]).shape, "dome");
  assert.deepEqual(curvature([[0, 1], [1, 0]]).shape, "saddle");
  assert.equal(curvature([[2, 0], [0, 0]]).shape, "valley");
  assert.equal(curvature([[-2, 2], [2, -2]]).shape, "ridge");
  assert.equal(curvature([[0, 0], [0, 0]]).shape, "flat");
  assert.equal(curvature([[NaN, 0], [0, 1]]).shape, "unknown");
});

test("rounding does not make a saddle of a valley", () => {
  assert.equal(curvature([[1, 1], [1, 1 - 1e-15]]).shape, "valley");
});

test("the strongest pair stands beside the diagonal", () => {
  assert.deepEqual(strongestPair([[9, 1, -3], [1, 0, 2], [-3, 2, 0]]), [0, 2]);
  assert.equal(strongestPair([[9, 0], [0, 9]]), null);
});

test("a table of second derivatives is offered for a few numbers only", () => {
  const payload = intro();
  assert.ok(hessianFits(payload));
  assert.ok(!hessianFits({ ...payload, value: [1, 2] }));
  const tensor = { ...payload.nodes[0], kind: /** @type {const} */ ("input"), value: [1, 2] };
  assert.ok(!hessianFits({ ...payload, nodes: [...payload.nodes, tensor] }));
});
