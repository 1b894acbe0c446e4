import assert from "node:assert/strict";
import { test } from "node:test";

import { needsBrackets, phaseEnds, sceneAt } from "../../static/js/scene.js";
import { intro } from "./fixture.js";
import { introForward } from "./fixture_forward.js";

/** @typedef {import("../../static/js/types.js").Payload} Payload */

/** Steps of J = 3(a+bc): v u J forward; J u a v b c backward. */
const B = 7;
const C = 8;

/** The id of an edge of J = 3(a+bc). @param {string} source @param {string} target */
function between(source, target) {
  const found = intro().edges.find((edge) => edge.source === source && edge.target === target);
  assert.ok(found);
  return found.id;
}

/** @param {Payload} payload @param {number} k @param {number} [t] */
function gradients(payload, k, t) {
  return Object.fromEntries([...sceneAt(payload, k, t).nodes].map(([id, node]) => [id, node.gradient]));
}

/** @param {Payload} payload @param {number} k @param {number} [t] */
function values(payload, k, t) {
  return Object.fromEntries([...sceneAt(payload, k, t).nodes].map(([id, node]) => [id, node.value]));
}

/** y = x·x at 3: x receives twice. @returns {Payload} */
function square(second = 3) {
  const payload = intro();
  const [x] = payload.nodes;
  const [edge] = payload.edges;
  const local = { value: second, latex: "x", text: "x" };
  return {
    ...payload,
    nodes: [
      { ...x, id: "x", value: 3, gradient: 3 + second },
      { ...x, id: "y", kind: "operation", value: 9, gradient: 1 },
    ],
    edges: [
      { ...edge, id: "left", source: "x", target: "y", local: { value: 3, latex: "x", text: "x" }, contribution: 3 },
      { ...edge, id: "right", source: "x", target: "y", local, contribution: second },
    ],
    steps: [
      { ...payload.steps[0], phase: "forward", node: "y", edge: null, value: 9 },
      { ...payload.steps[3], phase: "backward", node: "y", edge: null, value: 1 },
      { ...payload.steps[3], phase: "backward", node: "x", edge: "left", value: 3 },
      { ...payload.steps[3], phase: "backward", node: "x", edge: "right", value: 3 + second },
    ],
  };
}

test("before the first step only inputs have values and nothing has a gradient", () => {
  assert.deepEqual(values(intro(), 0), { a: 5, b: 3, c: 2, v: null, u: null, J: null });
  assert.deepEqual(gradients(intro(), 0), { a: null, b: null, c: null, v: null, u: null, J: null });
  assert.equal(sceneAt(intro(), 0).narration, null);
});

test("a gradient that has not been computed is absent and never 0", () => {
  assert.deepEqual(gradients(intro(), C), { a: 3, b: 6, c: null, v: 3, u: 3, J: 1 });
});

test("the last frame shows the final gradients", () => {
  const payload = intro();
  const final = Object.fromEntries(payload.nodes.map((node) => [node.id, node.gradient]));
  assert.deepEqual(gradients(payload, payload.steps.length), final);
  assert.equal(sceneAt(payload, payload.steps.length).finished, true);
});

test("the end of a step's animation is the rest after it", () => {
  const payload = intro();
  for (let k = 0; k < payload.steps.length; k++) assert.equal(sceneAt(payload, k, 1), sceneAt(payload, k + 1, 0));
});

test("a run only adds: what a frame shows, every later frame shows", () => {
  const payload = intro();
  let before = -1;
  for (let k = 0; k < payload.steps.length; k++) {
    for (const t of [0, 0.3, 0.7, 0.9]) {
      const shown = [...sceneAt(payload, k, t).nodes.values()].flatMap((node) => [node.value, node.gradient]).filter((figure) => figure !== null);
      assert.ok(shown.length >= before, `at ${k} + ${t}`);
      before = shown.length;
    }
  }
});

test("at rest the last finished step is present: its node has the ring, its edge the dot and the product", () => {
  const scene = sceneAt(intro(), C);
  assert.equal(scene.narration, B);
  assert.equal(scene.phase, "backward");
  assert.deepEqual([...scene.nodes].filter(([, node]) => node.ring).map(([id]) => id), ["b"]);
  const edge = scene.edges.get(between("b", "v"));
  assert.equal(edge?.state, "current");
  assert.equal(edge?.dot, 0);
  assert.equal(edge?.product?.text, "3 × c = 6");
  assert.equal(edge?.product?.latex, "3 \\times c = 6");
  assert.deepEqual([...scene.edges.values()].filter((each) => each.state === "current").length, 1);
});

test("under way a gradient runs against the data and picks up the local derivative half way", () => {
  const moments = [0.05, 0.2, 0.45, 0.65].map((t) => sceneAt(intro(), B, t).edges.get(between("b", "v")));
  const dots = moments.map((edge) => edge?.dot ?? NaN);
  assert.ok(dots[0] > dots[1] && dots[1] > dots[2] && dots[3] === 0, String(dots));
  assert.deepEqual(moments.map((edge) => edge?.product?.text), ["3", "3", "3 × c", "3 × c = 6"]);
});

test("the gradient appears when it arrives, not before", () => {
  assert.equal(gradients(intro(), B, 0.6).b, null);
  const arriving = sceneAt(intro(), B, 0.7).nodes.get("b");
  assert.equal(arriving?.gradient, 6);
  assert.ok(arriving && arriving.gradientOpacity > 0 && arriving.gradientOpacity < 1);
});

test("forward all operands travel at once, each with its number", () => {
  const scene = sceneAt(intro(), 1, 0.3);
  assert.deepEqual(
    [between("a", "u"), between("v", "u")].map((id) => [scene.edges.get(id)?.product?.text, scene.edges.get(id)?.dot]),
    [
      ["5", scene.edges.get(between("a", "u"))?.dot],
      ["6", scene.edges.get(between("a", "u"))?.dot],
    ],
  );
  assert.equal(scene.nodes.get("u")?.value, null);
  assert.equal(sceneAt(intro(), 2).nodes.get("u")?.value, 11);
});

test("an edge is idle until its target has its value, then done", () => {
  const state = (/** @type {number} */ k) => sceneAt(intro(), k).edges.get(between("u", "J"))?.state;
  assert.deepEqual([state(0), state(2), state(3), state(4)], ["idle", "idle", "current", "done"]);
});

test("where a second gradient joins the first their sum is shown adding", () => {
  const sum = (/** @type {Payload} */ payload) => sceneAt(payload, 4).nodes.get("x")?.sum;
  assert.equal(sceneAt(square(), 3).nodes.get("x")?.sum, null);
  assert.deepEqual(sum(square()), { latex: "3 + 3 = 6", text: "3 + 3 = 6" });
  assert.deepEqual(sum(square(-4)), { latex: "3 - 4 = -1", text: "3 − 4 = −1" });
});

test("the ground under a gradient stays while a sum replaces a sum", () => {
  const arriving = sceneAt(square(), 3, 0.62).nodes.get("x");
  assert.ok(arriving && arriving.gradientOpacity < 0.5);
  assert.equal(arriving?.gradientWash, 1);
});

test("a negative or added factor is bracketed, a power of ten is not", () => {
  const answers = ["c", "-c", "−2", "1 − s²", "sin(x − 1)", "10⁻⁹", "10^-9", "(a + b) c"].map(needsBrackets);
  assert.deepEqual(answers, [false, true, true, true, false, false, false, false]);
  const payload = square();
  payload.edges[1].local = { value: -2, latex: "1 - x", text: "1 − x" };
  payload.edges[1].contribution = -2;
  assert.equal(sceneAt(payload, 4).edges.get("right")?.product?.text, "1 × (1 − x) = −2");
});

test("a tensor's edge carries its rule", () => {
  const payload = square();
  payload.edges[0].local = { value: null, latex: "\\bar{y}\\,x^\\top", text: "ȳ xᵀ" };
  payload.edges[0].contribution = [[1]];
  assert.equal(sceneAt(payload, 3).edges.get("left")?.product?.latex, "\\bar{y}\\,x^\\top");
});

test("figures that JSON has no word for are shown as they are", () => {
  const payload = square();
  payload.nodes[1].gradient = "Infinity";
  payload.edges[0].contribution = "NaN";
  assert.equal(sceneAt(payload, 3).edges.get("left")?.product?.text, "∞ × x = NaN");
});

test("nodes and edges that nothing happens to stay the same objects through a beat", () => {
  const payload = intro();
  const [early, late] = [sceneAt(payload, B, 0.4), sceneAt(payload, B, 0.5)];
  assert.equal(early.nodes.get("a"), late.nodes.get("a"));
  assert.equal(early.edges.get(between("u", "J")), late.edges.get(between("u", "J")));
  assert.notEqual(early.edges.get(between("b", "v")), late.edges.get(between("b", "v")));
});

test("a step outside the run is brought inside", () => {
  const payload = intro();
  assert.equal(sceneAt(payload, 99), sceneAt(payload, payload.steps.length));
  assert.equal(sceneAt(payload, -1), sceneAt(payload, 0));
  assert.equal(sceneAt(payload, NaN), sceneAt(payload, 0));
});

test("a payload without steps shows its values", () => {
  const payload = { ...intro(), steps: [], edges: [] };
  assert.equal(sceneAt(payload, 0, 0.5).nodes.get("J")?.value, 33);
});

test("phases end where their last step is finished", () => {
  assert.deepEqual(phaseEnds(intro()), [3, 9]);
  assert.deepEqual(phaseEnds({ steps: [] }), []);
  assert.deepEqual(phaseEnds({ steps: intro().steps.slice(0, 3) }), [3]);
});

// ── forward mode ────────────────────────────────────────────────────────────────────────────────────────────────────

test("a tangent stands beside its value, absent until it is computed, and no gradient is there", () => {
  const payload = introForward();
  const tangents = (/** @type {number} */ k) => Object.fromEntries([...sceneAt(payload, k).nodes].map(([id, node]) => [id, node.tangent]));
  assert.deepEqual(tangents(0), { a: null, b: null, c: null, v: null, u: null, J: null });
  assert.deepEqual(tangents(6), { a: 2, b: 1, c: null, v: 2, u: 2, J: null });
  assert.deepEqual(tangents(9), { a: 2, b: 1, c: null, v: 2, u: 4, J: 12 });
  for (let k = 0; k <= 9; k++) assert.ok([...sceneAt(payload, k).nodes.values()].every((node) => node.gradient === null));
});

test("a tangent travels from operand to result, with the product that it becomes", () => {
  const payload = introForward();
  const edge = payload.edges.find(({ source }) => source === "b")?.id ?? "";
  const [early, late] = [0.2, 0.5].map((t) => sceneAt(payload, 3, t).edges.get(edge));
  assert.ok(early?.dot != null && late?.dot != null && early.dot < late.dot);
  assert.equal(early.phase, "tangent");
  assert.equal(early.product?.text, "1");
  const rest = sceneAt(payload, 4);
  assert.deepEqual([rest.edges.get(edge)?.dot, rest.edges.get(edge)?.product?.text], [1, "1 × c = 2"]);
  assert.equal(rest.nodes.get("v")?.ring, "tangent");
});

test("what comes by a second edge is added to the tangent that is there", () => {
  const payload = introForward();
  assert.equal(sceneAt(payload, 7).nodes.get("u")?.sum?.text, "2 + 2 = 4");
  assert.equal(sceneAt(payload, 6).nodes.get("u")?.sum, null);
  assert.equal(sceneAt(payload, 9).nodes.get("J")?.sum, null);
});

test("in forward mode values and tangents are one phase, and the last frame shows the final tangents", () => {
  const payload = introForward();
  assert.deepEqual(phaseEnds(payload), [9]);
  const final = Object.fromEntries(payload.nodes.map((node) => [node.id, node.tangent]));
  assert.deepEqual(Object.fromEntries([...sceneAt(payload, 9).nodes].map(([id, node]) => [id, node.tangent])), final);
  for (let k = 0; k < 9; k++) assert.equal(sceneAt(payload, k, 1), sceneAt(payload, k + 1, 0));
});
