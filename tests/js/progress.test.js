import assert from "node:assert/strict";
import { test } from "node:test";

import { gradientsAt, hueOf, presentStep, sentenceParts, spokenSpan, withoutNumbers } from "../../static/js/progress.js";
import { intro } from "./fixture.js";
import { introForward } from "./fixture_forward.js";

test("the present step is the last finished one at rest and the next one under way", () => {
  const payload = intro();
  assert.equal(presentStep(payload, { k: 0, t: 0 }), null);
  assert.equal(presentStep(payload, { k: 0, t: 0.4 }), 0);
  assert.equal(presentStep(payload, { k: 8, t: 0 }), 7);
  assert.equal(presentStep(payload, { k: 9, t: 0.4 }), 8);
  assert.equal(presentStep(payload, { k: 99, t: 0 }), 8);
});

test("a gradient that is not computed yet is absent, not 0", () => {
  const found = gradientsAt(intro(), 8).map(({ node, value, coming }) => [node.name, value, coming]);
  assert.deepEqual(found, [["a", 3, false], ["b", 6, false], ["c", null, true]]);
});

test("at the end every gradient is the answer's", () => {
  const payload = intro();
  const found = gradientsAt(payload, payload.steps.length).map(({ node, value }) => [node.name, value]);
  assert.deepEqual(Object.fromEntries(found), payload.gradients);
});

test("a backward step speaks of the operation that the gradient passes", () => {
  const payload = intro();
  const index = payload.steps.findIndex((step) => step.phase === "backward" && step.node === "b");
  const passed = payload.nodes.find((node) => node.id === "v");
  assert.deepEqual(spokenSpan(payload, index), { span: passed?.span, phase: "backward" });
  assert.equal(spokenSpan(payload, null), null);
});

/** @param {string} sentence */
const numbers = (sentence) => sentenceParts(sentence).filter((part) => part.number).map((part) => part.text);

test("numbers of a sentence are found, with the name they belong to", () => {
  assert.deepEqual(numbers("v is b times c, so b receives what reached v, 3, times the other factor, c = 2."), ["3", "c = 2"]);
  assert.deepEqual(numbers("σ = −0.5 makes 1.2e−7 of ∞."), ["σ = −0.5", "1.2e−7", "∞"]);
});

test("digits of names and powers are no numbers", () => {
  assert.deepEqual(numbers("w1 and x_2 and y^2 and h₁ and ws[0] and layers[0][1] join"), []);
});

test("numbers between Chinese characters are found", () => {
  assert.deepEqual(numbers("b得到传到v的3乘以另一个因子c = 2。"), ["3", "c = 2"]);
});

test("the parts of a sentence are the sentence", () => {
  const sentence = "u collects 3 from J and passes 3·1 on to v.";
  assert.equal(sentenceParts(sentence).map((part) => part.text).join(""), sentence);
});

test("a line that is still to come keeps its rule and hides its numbers", () => {
  assert.equal(withoutNumbers("\\bar{b} = \\bar{v}\\,c = 3 \\cdot 2 = 6"), "\\bar{b} = \\bar{v}\\,c");
  assert.equal(withoutNumbers("\\bar{J} = 1"), "\\bar{J} = 1");
});

test("in forward mode what is looked for is the tangent of the output", () => {
  const payload = introForward();
  const found = (/** @type {number} */ k) => gradientsAt(payload, k).map(({ node, value, coming }) => [node.name, value, coming]);
  assert.deepEqual(found(8), [["J", null, true]]);
  assert.deepEqual(found(9), [["J", 12, false]]);
});

test("in a backward graph what is looked for are the values that are gradients of inputs, in the order of the answer", () => {
  const { nodes, steps, ...rest } = intro();
  const [x] = nodes;
  /** @type {import("../../static/js/types.js").Payload} */
  const payload = {
    ...rest,
    graph: "backward",
    gradients: { x: 4, y: 1 },
    nodes: [
      { ...x, id: "ȳ", name: "ȳ", kind: "input", value: 1, gradient: null, requires_grad: false, gradient_of: "y" },
      { ...x, id: "x̄", name: "x̄", kind: "operation", value: 4, gradient: null, requires_grad: false, gradient_of: "x" },
    ],
    steps: [{ ...steps[0], phase: "forward", node: "x̄", edge: null, value: 4 }],
  };
  assert.deepEqual(gradientsAt(payload, 0).map(({ node, value }) => [node.name, value]), [["x̄", null], ["ȳ", 1]]);
  assert.deepEqual(gradientsAt(payload, 1).map(({ value }) => value), [4, 1]);
  assert.equal(hueOf(payload, "forward"), "backward");
});
