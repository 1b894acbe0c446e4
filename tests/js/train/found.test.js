import assert from "node:assert/strict";
import test from "node:test";

import { foundIn } from "../../../static/js/train/found.js";

const node = (/** @type {string} */ kind, /** @type {string} */ name, value = 0) => ({ kind, name, value });

test("inputs that are no data are told with who gives their value, and columns that nobody names", () => {
  const nodes = [node("input", "w", 3), node("input", "b"), node("input", "x"), node("operation", "p")];
  const found = foundIn(/** @type {any} */ ({ nodes }), "w = 3\np = w x + b", { x: [1], y: [2] }, ["w", "b"]);
  assert.deepEqual(found.inputs, [
    { name: "w", value: 3, defined: true },
    { name: "b", value: 0, defined: false },
  ]);
  assert.deepEqual([found.trained, found.unused], [["w", "b"], ["y"]]);
});
