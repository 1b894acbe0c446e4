import assert from "node:assert/strict";
import { test } from "node:test";

import { rowsOf, thinned } from "../../../static/js/train/table.js";

test("a table has the rows in which every line has a number, or all where there are none", () => {
  const [each, mean] = [new Map([[1, 5], [2, 4], [3, 3], [4, 2]]), new Map([[2, 4.5], [4, 2.5]])]; // prettier-ignore
  assert.deepEqual(rowsOf([each, mean]), [2, 4]);
  assert.deepEqual(rowsOf([each]), [1, 2, 3, 4]);
  assert.deepEqual(rowsOf([each, new Map([[9, 1]])]), [1, 2, 3, 4, 9]);
  assert.deepEqual(rowsOf([]), []);
});

test("a long list is thinned evenly, its ends kept", () => {
  const all = Array.from({ length: 100 }, (_, i) => i);
  const few = thinned(all, 5);
  assert.deepEqual([few.length, few[0], few.at(-1)], [5, 0, 99]);
  assert.deepEqual(thinned([1, 2], 5), [1, 2]);
});
