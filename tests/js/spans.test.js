import assert from "node:assert/strict";
import { test } from "node:test";

import { innermost, pointOffset, unitOffset, unitRange } from "../../static/js/spans.js";

test("a letter outside the basic plane is one code point and two units", () => {
  assert.deepEqual(unitRange("𝛼+b", [1, 3]), { from: 2, to: 4 });
});

test("a place past the end is the end", () => {
  assert.equal(unitOffset("ab", 9), 2);
});

test("units are counted back to code points", () => {
  assert.equal(pointOffset("𝛼+b", 3), 2);
  assert.equal(pointOffset("ab", 0), 0);
});

test("the innermost term around a character is the one that is meant", () => {
  const nodes = /** @type {{id: string, span: [number, number] | null}[]} */ ([
    { id: "J", span: [4, 11] },
    { id: "v", span: [8, 10] },
    { id: "b", span: [8, 9] },
    { id: "hidden", span: null },
  ]);
  const ids = (/** @type {number} */ offset) => innermost(nodes, offset).map(({ id }) => id);
  assert.deepEqual([8, 9, 4, 11].map(ids), [["b"], ["v"], ["J"], []]);
});

test("a term that is written once for many is all of them, and a name is found at each of its places", () => {
  const nodes = /** @type {{id: string, span: [number, number] | null, spans: [number, number][]}[]} */ ([
    { id: "w_1", span: [4, 7], spans: [[4, 7], [12, 15]] },
    { id: "w_2", span: [4, 7], spans: [[4, 7]] },
    { id: "y", span: [4, 15], spans: [[0, 1], [4, 15]] },
  ]);
  const ids = (/** @type {number} */ offset) => innermost(nodes, offset).map(({ id }) => id);
  assert.deepEqual([5, 12, 0, 9].map(ids), [["w_1", "w_2"], ["w_1"], ["y"], ["y"]]);
});
