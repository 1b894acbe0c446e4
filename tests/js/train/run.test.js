import assert from "node:assert/strict";
import { test } from "node:test";

import { DEFAULTS } from "../../../static/js/train/question.js";
import { createRun, entriesOf, epochLossesOf, gradientsOf, knows, lengthOf, lossesOf, numberAt, parametersAt, pathOf, rowAt, take, wholeLength } from "../../../static/js/train/run.js";

const row = (/** @type {number} */ update) => ({ update, epoch: 1, step: update, samples: [0], loss: 10 - update, learning_rate: 0.1, parameters: { w: update - 1, V: [[1, 2]] }, gradients: { w: -update, V: [[0, 0]] }, gradient_norm: update, state: {}, next: { w: update, V: [[1, 2]] } });

/** @param {readonly number[]} updates */
function made(updates, done = true) {
  const run = createRun(DEFAULTS);
  take(run, { id: "0s", kind: "start", body: { run: "a", updates: 20, updates_in_epoch: 10, parameters: { w: 0, V: [[1, 2]] } } });
  for (const update of updates) take(run, { id: `${update}u`, kind: "update", body: row(update) });
  take(run, { id: "10e", kind: "epoch", body: { epoch: 1, update: 10, loss: 4, learning_rate: 0.1 } });
  if (done) take(run, { id: "20d", kind: "done", body: { update: 20, reason: "finished", notes: [] } });
  return run;
}

test("a run grows by its events, and ends where it ended", () => {
  const run = made([1, 10], false);
  assert.deepEqual([lengthOf(run), wholeLength(run), run.last], [10, 20, "10e"]);
  take(run, { id: "12d", kind: "done", body: { update: 12, reason: "diverged" } });
  assert.deepEqual([lengthOf(run), wholeLength(run)], [12, 12]);
});

test("the row of an update is the nearest that is known, until the very one was asked for", () => {
  const run = made([1, 10, 20]);
  assert.deepEqual([1, 4, 7, 14, 16, 20].map((k) => rowAt(run, k)?.update), [1, 1, 10, 10, 20, 20]); // prettier-ignore
  assert.ok(knows(run, 10) && !knows(run, 11));
  run.asked.set(11, row(11));
  assert.equal(rowAt(run, 11)?.update, 11);
  assert.equal(rowAt(createRun(DEFAULTS), 1), null);
});

test("after k updates the parameters are those that update k left", () => {
  const run = made([1, 10, 20]);
  assert.deepEqual([0, 1, 10, 20].map((k) => parametersAt(run, k)?.w), [0, 1, 10, 20]); // prettier-ignore
});

test("every number has its name, and NaN stands where it is not known", () => {
  const entries = entriesOf({ w: 1, V: [[1, 2]] });
  assert.deepEqual(entries.map(({ name }) => name), ["w", "V[0,0]", "V[0,1]"]); // prettier-ignore
  assert.equal(numberAt({ V: [[1, "NaN"]] }, entries[1]), 1);
  assert.ok(Number.isNaN(numberAt(null, entries[0])) && Number.isNaN(numberAt({ V: [[1, "NaN"]] }, entries[2])));
});

test("lines over the updates: losses and gradients at their update, parameters from the start to the end", () => {
  const run = made([1, 10, 20]);
  const [w] = entriesOf(run.start?.parameters ?? null);
  assert.deepEqual(lossesOf(run), [[1, 9], [10, 0], [20, -10]]); // prettier-ignore
  assert.deepEqual(epochLossesOf(run), [[10, 4]]);
  assert.deepEqual(gradientsOf(run, w), [[1, -1], [10, -10], [20, -20]]); // prettier-ignore
  assert.deepEqual(pathOf(run, w), [[0, 0], [9, 9], [19, 19], [20, 20]]); // prettier-ignore
});
