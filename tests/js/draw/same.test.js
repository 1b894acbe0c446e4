import assert from "node:assert/strict";
import test from "node:test";

import { sameDrawing } from "../../../static/js/draw/same.js";
import { intro } from "../fixture.js";

const payload = intro();

test("a payload with other numbers has the same drawing; with another place, name or edge it has not", () => {
  const change = (/** @type {(next: import("../../../static/js/types.js").Payload) => unknown} */ edit) => {
    const next = structuredClone(payload);
    edit(next);
    return sameDrawing(payload, next);
  };
  assert.ok(change((next) => next.nodes.forEach((node) => (node.value = 7))));
  assert.ok(change((next) => (next.edges[0].contribution = 7)));
  assert.ok(!change((next) => (next.nodes[0].x += 1)));
  assert.ok(!change((next) => (next.nodes[0].latex = "q")));
  assert.ok(!change((next) => next.edges.pop()));
  assert.ok(!change((next) => (next.direction = "down")));
});
