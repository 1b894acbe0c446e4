import assert from "node:assert/strict";
import { test } from "node:test";

import { createHistory } from "../../static/js/history.js";

function started() {
  const clock = { time: 0 };
  return { clock, history: createHistory({ source: "a", values: {} }, () => clock.time) };
}

test("undo goes back through source and values in the order they were changed, and redo goes on again", () => {
  const { clock, history } = started();
  history.record({ source: "ab", values: {} }, "source");
  clock.time = 50;
  history.record({ source: "ab", values: { a: 2 } }, "value a");
  assert.deepEqual(history.undo(), { source: "ab", values: {} });
  assert.deepEqual(history.undo(), { source: "a", values: {} });
  assert.equal(history.undo(), null);
  assert.deepEqual(history.redo(), { source: "ab", values: {} });
  assert.deepEqual(history.redo(), { source: "ab", values: { a: 2 } });
  assert.equal(history.redo(), null);
});

test("one sweep is one step; after a rest, or by another hand, it is the next", () => {
  const { clock, history } = started();
  for (const [time, value] of [[0, 1], [300, 2], [900, 3], [1700, 4]]) {
    clock.time = time;
    history.record({ source: "a", values: { a: value } }, "value a");
  }
  history.record({ source: "a", values: { a: 4, b: 1 } }, "value b");
  assert.deepEqual(history.undo()?.values, { a: 4 });
  assert.deepEqual(history.undo()?.values, { a: 3 });
  assert.deepEqual(history.undo()?.values, {});
});

test("a sweep there and back again is no step", () => {
  const { clock, history } = started();
  clock.time = 0;
  history.record({ source: "hidden", values: {} }, "view");
  clock.time = 1000;
  history.record({ source: "a", values: {} }, "view");
  clock.time = 1100;
  history.record({ source: "hidden", values: {} }, "view");
  assert.deepEqual(history.undo(), { source: "a", values: {} });
  assert.equal(history.undo(), null);
});

test("the first change of a sweep never overwrites where the page began", () => {
  const { history } = started();
  history.record({ source: "ab", values: {} }, "source");
  history.undo();
  history.record({ source: "ac", values: {} }, "source");
  assert.deepEqual(history.undo(), { source: "a", values: {} });
});

test("a new change takes the place of what was undone, and no change is no step", () => {
  const { history } = started();
  history.record({ source: "ab", values: {} }, "x");
  history.undo();
  history.record({ source: "ac", values: {} }, "y");
  history.record({ source: "ac", values: {} }, "z");
  assert.equal(history.redo(), null);
  assert.deepEqual(history.undo(), { source: "a", values: {} });
});

test("a long session keeps its last two hundred states", () => {
  const { history } = started();
  for (let i = 0; i < 500; i++) history.record({ source: String(i), values: {} }, `kind ${i}`);
  let count = 0;
  while (history.undo()) count += 1;
  assert.equal(count, 199);
});
