import assert from "node:assert/strict";
import { test } from "node:test";

import { isPartial, latexOf, norm, symbolOf, written } from "../../../static/js/panels/gradients.js";
import { intro } from "../fixture.js";
import { introForward } from "../fixture_forward.js";

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

test("a derivative is written by what it is: a gradient, a tangent, or in a backward graph a value with a bar", () => {
  const payload = intro();
  const named = (/** @type {string} */ id) => payload.nodes.find((node) => node.id === id) ?? payload.nodes[0];
  assert.equal(written(payload, named("b"), "J").fraction, "\\frac{\\partial J}{\\partial b}");
  assert.equal(written({ ...payload, graph: "backward" }, { ...named("b"), latex: "\\bar{b} = \\bar{v} \\, c" }, "J").fraction, "\\bar{b}");
  const forward = introForward();
  assert.equal(written(forward, named("J"), "J").fraction, "\\dot{J}");
});

test("where one number changes by 1 the tangent of the output is a partial derivative", () => {
  const forward = introForward();
  const nodes = forward.nodes.map((node) => (node.id === "a" ? { ...node, tangent: null } : node));
  const output = forward.nodes.find((node) => node.id === "J") ?? forward.nodes[0];
  assert.equal(written({ ...forward, nodes }, output, "J").fraction, "\\dot{J} = \\frac{\\partial J}{\\partial b}");
});

test("where something else than 1 arrives at the output, gradients are no partial derivatives of it", () => {
  const payload = intro();
  const nodes = payload.nodes.map((node) => (node.id === "J" ? { ...node, gradient: 2 } : node));
  const b = payload.nodes.find((node) => node.id === "b") ?? payload.nodes[0];
  assert.equal(isPartial(payload), true);
  assert.equal(isPartial({ ...payload, nodes }), false);
  assert.equal(isPartial({ ...payload, value: [1, 2] }), false);
  assert.equal(written({ ...payload, nodes }, b, "J").fraction, "\\bar{b}");
});

test("the norm of a value is the root of the sum of its squares", () => {
  assert.equal(norm(-2), 2);
  assert.equal(norm([[3, 0], [0, -4]]), 5);
  assert.ok(Number.isFinite(norm([1e200, 1e200])));
});
