import assert from "node:assert/strict";
import { test } from "node:test";

import { unitOffset, unitRange } from "../../static/js/spans.js";

test("a letter outside the basic plane is one code point and two units", () => {
  assert.deepEqual(unitRange("𝛼+b", [1, 3]), { from: 2, to: 4 });
});

test("a place past the end is the end", () => {
  assert.equal(unitOffset("ab", 9), 2);
});
