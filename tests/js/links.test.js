import assert from "node:assert/strict";
import { test } from "node:test";

import { codeAbout, drawnOf, spansOf, stepsAbout, targetOfCode, targetOfStep, targetsAt } from "../../static/js/links.js";
import { intro } from "./fixture.js";

/** @typedef {import("../../static/js/types.js").Target} Target */

/** @param {string} id @returns {Target} */
const node = (id) => ({ kind: "node", id });
/** @param {string} id @returns {Target} */
const edge = (id) => ({ kind: "edge", id });

const LINES = [
  { line: 3, phase: "forward", node: "v", edge: null },
  { line: 7, phase: "backward", node: "b", edge: "v.0" },
  { line: 8, phase: "backward", node: "b", edge: "v.0" },
];

test("a place in the source is a card, and a card is its places", () => {
  const payload = intro();
  assert.deepEqual(targetsAt(payload, 8), [node("b")]);
  const twice = { ...payload, nodes: payload.nodes.map((each) => (each.id === "b" ? { ...each, spans: /** @type {[number, number][]} */ ([[8, 9], [12, 13]]) } : each)) };
  assert.deepEqual(spansOf(twice, [node("b")]), [[8, 9], [12, 13]]);
  assert.deepEqual(targetsAt(twice, 12), [node("b")]);
});

test("a curve's place in the source is that of the operation that it enters", () => {
  assert.deepEqual(spansOf(intro(), [edge("v.0")]), [[8, 10]]);
  assert.deepEqual(spansOf(intro(), [{ kind: "group", id: "f" }]), []);
});

test("a backward line is about a curve, and lights the card that receives too", () => {
  const payload = intro();
  const index = payload.steps.findIndex((step) => step.phase === "backward" && step.node === "b");
  const target = targetOfStep(payload, index);
  assert.deepEqual(target, edge("v.0"));
  assert.deepEqual(drawnOf(payload, [edge("v.0")]), [edge("v.0"), node("b")]);
  assert.deepEqual(drawnOf({ ...payload, mode: "forward" }, [edge("v.0")]), [edge("v.0"), node("v")]);
  assert.deepEqual(stepsAbout(payload, [edge("v.0")]), [index]);
  assert.equal(targetOfStep(payload, 99), null);
});

test("lines of a program are about cards and curves", () => {
  const payload = intro();
  assert.deepEqual(codeAbout(payload, LINES, [edge("v.0"), node("b")]), [7, 8]);
  assert.deepEqual(codeAbout(payload, LINES, []), []);
  assert.deepEqual(targetOfCode(payload, LINES[1]), edge("v.0"));
  assert.deepEqual(targetOfCode(payload, LINES[0]), node("v"));
  assert.equal(targetOfCode(payload, undefined), null);
});

test("in a backward graph a gradient's lines are those of the node whose gradient it is", () => {
  const payload = intro();
  const nodes = payload.nodes.map((each) => ({ ...each, id: `${each.id}̄`, gradient_of: each.id }));
  const backward = { ...payload, graph: /** @type {const} */ ("backward"), nodes, edges: [] };
  assert.deepEqual(codeAbout(backward, LINES, [node("b̄")]), [7, 8]);
  assert.deepEqual(targetOfCode(backward, LINES[1]), node("b̄"));
});
