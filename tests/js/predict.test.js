import assert from "node:assert/strict";
import { test } from "node:test";

import { asked, entries, masked, mistakesAt, signature } from "../../static/js/predict.js";
import { sceneAt } from "../../static/js/scene.js";
import { intro } from "./fixture.js";

const payload = intro();
const say = (/** @type {string} */ node) => `what of ${node}?`;
const all = (/** @type {import("../../static/js/predict.js").What} */ what) => masked(payload, what, new Set(asked(payload, what)), say);

test("gradients are asked in the order of the run, but for the output's, which is given", () => {
  assert.deepEqual(asked(payload, "gradients"), ["u", "a", "v", "b", "c"]);
});

test("values are asked of operations alone", () => {
  assert.deepEqual(asked(payload, "values"), ["v", "u", "J"]);
});

test("a large tensor and what is not finite are given", () => {
  const large = { ...payload, nodes: payload.nodes.map((node) => (node.id === "b" ? { ...node, gradient: Array(13).fill(1) } : node)) };
  assert.deepEqual(asked(large, "gradients"), ["u", "a", "v", "c"]);
  const infinite = { ...payload, nodes: payload.nodes.map((node) => (node.id === "v" ? { ...node, value: /** @type {const} */ ("Infinity") } : node)) };
  assert.deepEqual(asked(infinite, "values"), ["u", "J"]);
});

test("a hidden gradient stands nowhere: in no node, edge, step or list", () => {
  const seen = all("gradients");
  assert.deepEqual(seen.gradients, {});
  for (const node of seen.nodes) assert.equal(node.gradient, node.id === "J" ? 1 : null);
  for (const edge of seen.edges) assert.equal(edge.contribution, null);
  for (const step of seen.steps.filter(({ phase, edge }) => phase === "backward" && edge)) {
    assert.deepEqual([step.value, step.latex, step.bar, step.text], [null, "", "", say(step.node)]);
  }
  assert.deepEqual(seen.nodes.map((node) => node.value), payload.nodes.map((node) => node.value));
});

test("a hidden value stands nowhere, nor what is computed from it", () => {
  const seen = all("values");
  assert.equal(seen.value, null);
  assert.ok(seen.steps.every((step) => step.phase === "forward" && step.value === null));
  for (const node of seen.nodes) assert.equal(node.value === null, node.kind === "operation", node.id);
  assert.ok(seen.edges.every((edge) => edge.local === null || edge.local.value === null));
  assert.ok(seen.nodes.every((node) => node.gradient === null));
});

test("what has been found is seen, and all of it is the payload itself", () => {
  const seen = masked(payload, "gradients", new Set(["c"]), say);
  assert.equal(seen.nodes.find((node) => node.id === "b")?.gradient, 6);
  assert.deepEqual(Object.keys(seen.gradients), ["a", "b"]);
  assert.equal(masked(payload, "gradients", new Set(), say), payload);
});

test("a masked run plays to its end without a number that is asked for", () => {
  for (const what of /** @type {const} */ (["gradients", "values"])) {
    const seen = all(what);
    for (let k = 0; k <= seen.steps.length; k++) {
      for (const t of [0, 0.3, 0.7]) {
        const scene = sceneAt(seen, k, t);
        for (const [id, node] of scene.nodes) {
          if (what === "gradients") assert.equal(node.gradient === null || id === "J", true);
          else if (payload.nodes.find((each) => each.id === id)?.kind === "operation") assert.equal(node.value, null);
        }
      }
    }
  }
});

test("a mistake with a tensor is a mistake at each of its places", () => {
  assert.deepEqual(entries([[1, 2], [3, 4]]), [1, 2, 3, 4]);
  assert.deepEqual(mistakesAt([{ code: "sign", number: [[1, 2], [3, 4]] }], 2), [{ code: "sign", number: 3 }]);
});

test("other values are another exercise", () => {
  assert.notEqual(signature("y = x", [["x", 1]]), signature("y = x", [["x", 2]]));
  assert.equal(signature("y = x", [["x", 1]]), signature("y = x", [["x", 1]]));
});
