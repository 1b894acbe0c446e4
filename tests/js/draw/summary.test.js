import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf, factsOf } from "../../../static/js/draw/summary.js";
import { sayFigures } from "../../../static/js/figures.js";
import { norm, latexOf } from "../../../static/js/panels/gradients.js";
import { asked } from "../../../static/js/predict.js";

const t = (/** @type {string} */ key) => key;
const summary = { shape: [128, 784], min: -1, max: 2, mean: 0.25, std: 0.5, norm: 8.5, nonfinite: 0, first: [0.1], histogram: [4, 0, 1000] };

test("a bar for each part, the highest as high as there is room, and what is there is to be seen", () => {
  assert.deepEqual(barsOf([4, 0, 1000], 30, 20), [[0, 19, 9, 1], [10, 20, 9, 0], [20, 0, 9, 20]]);
});

test("every fact is told in full, and a sum that nobody kept has none", () => {
  assert.deepEqual(factsOf(summary, t), [["summary.min", "−1"], ["summary.max", "2"], ["summary.average", "0.25"], ["summary.std", "0.5"], ["summary.norm", "8.5"]]);
  assert.deepEqual(factsOf({ shape: [2] }, t), []);
  assert.equal(factsOf({ ...summary, nonfinite: 3 }, t).at(-1)?.[1], "3");
});

test("a summary is spoken, has a norm, and is no matrix to be written or guessed", () => {
  assert.equal(sayFigures(summary, [128, 784]), "128×784, ‖·‖ 8.5");
  assert.equal(sayFigures({ shape: [2, 3] }, [2, 3]), "2×3");
  assert.equal(norm(summary), 8.5);
  assert.equal(latexOf(summary), null);
  const step = { index: 0, phase: "forward", node: "v", edge: null, latex: "", bar: "", text: "", value: summary };
  assert.deepEqual(asked(/** @type {any} */ ({ nodes: [{ id: "v", value: summary }], steps: [step] }), "values"), []);
});
