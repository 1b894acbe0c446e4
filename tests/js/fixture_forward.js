/** J = 3(a+bc) at a = 5, b = 3, c = 2 in forward mode, b changing at the rate 1 and a at the rate 2. */

import { intro } from "./fixture.js";

/** @typedef {import("../../static/js/types.js").Payload} Payload */
/** @typedef {import("../../static/js/types.js").Step} Step */

/** @type {Record<string, number | null>} */
const TANGENTS = { a: 2, b: 1, c: null, v: 2, u: 4, J: 12 };
/** @type {Record<string, number>} what each edge adds, by source */
const ADDED = { a: 2, b: 2, v: 2, u: 12 };

/** @returns {Payload} */
export function introForward() {
  const payload = intro();
  const edges = payload.edges.map((edge) => ({ ...edge, contribution: null, tangent: ADDED[edge.source] ?? null }));
  const between = (/** @type {string} */ source) => edges.find((edge) => edge.source === source)?.id ?? null;
  const [value] = payload.steps;
  /** @param {string} node @param {number} number @param {string | null} [source] @returns {Step} */
  const tangent = (node, number, source) => ({ ...value, phase: "tangent", node, edge: source ? between(source) : null, value: number });
  const given = (/** @type {string} */ node) => payload.steps.find((step) => step.phase === "forward" && step.node === node) ?? value;
  const steps = [
    tangent("a", 2), tangent("b", 1), given("v"), tangent("v", 2, "b"), given("u"), tangent("u", 2, "a"), tangent("u", 4, "v"),
    given("J"), tangent("J", 12, "u"),
  ].map((step, index) => ({ ...step, index }));
  const nodes = payload.nodes.map((node) => ({ ...node, gradient: null, tangent: TANGENTS[node.id] }));
  return { ...payload, graph: "forward", mode: "forward", gradients: {}, tangent: 12, nodes, edges, steps };
}
