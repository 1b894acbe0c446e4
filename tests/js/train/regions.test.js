import assert from "node:assert/strict";
import { test } from "node:test";

import { borderOf, shadesOf, switchesOf } from "../../../static/js/train/regions.js";
import { linear } from "../../../static/js/train/scale.js";

/** Three by three points, twenty pixels apart, y upwards. */
const GRID = { size: 3, x: linear([0, 2], [0, 40]), y: linear([0, 2], [40, 0]) };
const BOUNDS = { least: 0, most: 1 };
/** The same in every row. @param {readonly any[]} row */
const rows = (row) => [...row, ...row, ...row];

test("cells of one class and shade are one path, cut at the frame", () => {
  const found = shadesOf(rows([0, 0, 1]), GRID, BOUNDS);
  assert.deepEqual(found.map(({ kind }) => kind), ["region class-0 shade-4", "region class-1 shade-4"]); // prettier-ignore
  assert.match(found[0].path, /^M0\.0 40\.0H30\.0V30\.0H0\.0ZM0\.0 30\.0H30\.0V10\.0/);
  assert.deepEqual(shadesOf(rows(["NaN", 0.5, 0.5]), GRID, BOUNDS).map(({ kind }) => kind), ["region unknown", "region class-1 shade-0"]); // prettier-ignore
});

test("a border runs where one number crosses the middle, or where two scores are equal", () => {
  assert.equal(borderOf(rows([0, 0, 1]), GRID, BOUNDS), "M30.0 40.0L30.0 20.0M30.0 20.0L30.0 0.0");
  const scores = rows([[1, 0, -9], [0, 1, -9], [0, 2, -9]]); // prettier-ignore
  assert.match(borderOf(scores, GRID, BOUNDS), /^M10\.0 40\.0L10\.0 20\.0/);
});

test("each unit of a layer has its own line", () => {
  const [first, second] = switchesOf(rows([[-1, -1], [1, -1], [1, 1]]), GRID); // prettier-ignore
  assert.match(first, /^M10\.0 /);
  assert.match(second, /^M30\.0 /);
});
