import assert from "node:assert/strict";
import { test } from "node:test";

import { stageHeight } from "../../../static/js/embed/height.js";
import { createHost, wishOf } from "../../../static/js/embed/host.js";

/** What a message makes a frame do. @param {unknown} data */
function done(data) {
  /** @type {unknown[]} */
  const calls = [];
  const note = (/** @type {string} */ name) => (/** @type {unknown[]} */ ...given) => void calls.push([name, ...given]);
  wishOf(data)?.({
    onSource: note("source"), onEpisode: note("episode"), onStep: note("step"), onPlay: note("play"), onPause: note("pause"),
    onValues: note("values"), onHost: note("host"),
  }); // prettier-ignore
  return calls;
}

test("a message asks for a step, a play, a pause, values, another source, a backward pass, or says that a page opens links", () => {
  assert.deepEqual(done({ type: "chainlight:step", step: 3.7 }), [["step", 3]]);
  assert.deepEqual(done({ type: "chainlight:play" }), [["play"]]);
  assert.deepEqual(done({ type: "chainlight:pause" }), [["pause"]]);
  assert.deepEqual(done({ type: "chainlight:host" }), [["host"]]);
  assert.deepEqual(done({ type: "chainlight:values", values: { a: 5, x: [1, "NaN"] } }), [["values", { a: 5, x: [1, "NaN"] }]]);
  assert.deepEqual(done({ type: "chainlight:values", values: "a:5,x:[1,2]" }), [["values", { a: 5, x: [1, 2] }]]);
  assert.deepEqual(done({ type: "chainlight:values", values: { a: "5", x: ["1e-3", 2] } }), [["values", { a: 5, x: [0.001, 2] }]]);
  assert.deepEqual(done({ type: "chainlight:episode", episode: 2 }), [["episode", 2]]);
  const bare = { source: "y = x", values: null, step: null, episode: null };
  assert.deepEqual(done({ type: "chainlight:source", source: "y = x", values: { x: {} }, step: -1 }), [["source", bare]]);
  assert.deepEqual(done({ type: "chainlight:source", source: "y = x", values: "x:2", step: 1 }), [["source", { ...bare, values: { x: 2 }, step: 1 }]]);
});

test("whatever else a page says does nothing", () => {
  const strange = [
    null, undefined, 3, "play", [], {}, { type: "play" }, { type: "chainlight:step" }, { type: "chainlight:step", step: -1 },
    { type: "chainlight:step", step: "2" }, { type: "chainlight:step", step: NaN }, { type: "chainlight:values" },
    { type: "chainlight:values", values: { a: "alert(1)" } }, { type: "chainlight:values", values: { a: {} } },
    { type: "chainlight:values", values: { a: [] } }, { type: "chainlight:source", source: 3 }, { type: "chainlight:episode", episode: "1" }, { type: "chainlight:values", values: "a" },
  ]; // prettier-ignore
  for (const data of strange) assert.deepEqual(done(data), [], JSON.stringify(data));
});

test("what is asked for before the frame has its parts is done, in order, when they are there", () => {
  const around = { postMessage() {} };
  /** @type {(message: {source: object, data: object}) => void} */
  let hear = () => {};
  Object.assign(globalThis, { window: globalThis, parent: around, addEventListener: (/** @type {string} */ _, /** @type {typeof hear} */ listener) => (hear = listener) });
  /** @type {unknown[]} */
  const calls = [];
  const note = (/** @type {string} */ name) => (/** @type {unknown} */ given = null) => void calls.push([name, given]);
  const host = createHost({ onSource: note("source"), onEpisode: note("episode"), onStep: note("step"), onPlay: note("play"), onPause: note("pause"), onValues: note("values"), onHost: note("host") });
  hear({ source: around, data: { type: "chainlight:values", values: { a: 1 } } });
  hear({ source: {}, data: { type: "chainlight:step", step: 7 } });
  hear({ source: around, data: { type: "chainlight:step", step: 3 } });
  assert.deepEqual(calls, []);
  host.open();
  hear({ source: around, data: { type: "chainlight:step", step: 4 } });
  assert.deepEqual(calls, [["values", { a: 1 }], ["step", 3], ["step", 4]]);
});

test("a drawing is as high as its cards are, unless its width shrinks it, within bounds", () => {
  assert.equal(stageHeight([600, 300], 800), 356);
  assert.equal(stageHeight([1488, 300], 800), 206);
  assert.equal(stageHeight([600, 10], 800), 140);
  assert.equal(stageHeight([600, 5000], 800), 760);
});
