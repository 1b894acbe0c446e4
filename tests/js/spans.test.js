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
  assert.equal(innermost(nodes, 8)?.id, "b");
  assert.equal(innermost(nodes, 9)?.id, "v");
  assert.equal(innermost(nodes, 4)?.id, "J");
  assert.equal(innermost(nodes, 11), null);
});
