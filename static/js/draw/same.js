/**
 * Whether two payloads have one drawing, with other numbers in it: a slider changes nothing else, and then nothing else is touched.
 *
 * @typedef {import("../types.js").Payload} Payload
 */

import { equal } from "../equal.js";

/** What changes with the values; where a literal in the source changes, all that follows it stands elsewhere. */
const OF_NODES = new Set(["value", "gradient", "tangent", "span", "spans"]);
const OF_EDGES = new Set(["contribution", "tangent", "local", "face", "made"]);

/** @param {Payload} a @param {Payload} b */
export function sameDrawing(a, b) {
  return (
    a.nodes.length === b.nodes.length &&
    a.edges.length === b.edges.length &&
    a.direction === b.direction &&
    a.nodes.every((node, i) => equal(node, b.nodes[i], OF_NODES)) &&
    a.edges.every((edge, i) => equal(edge, b.edges[i], OF_EDGES)) &&
    equal(a.groups, b.groups)
  );
}
