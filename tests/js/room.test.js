import assert from "node:assert/strict";
import { test } from "node:test";

import { alike, previousOf, readSpace, roundSpace } from "../../static/js/room.js";
import { intro } from "./fixture.js";

test("a window is told in steps, so that a pixel more is no other window", () => {
  assert.deepEqual(roundSpace([783.5, 756]), [780, 760]);
  assert.deepEqual(roundSpace([0, 3]), [10, 10], "a window that is not shown has a size all the same");
});

test("windows are alike where their sides differ little", () => {
  assert.ok(alike([780, 760], [790, 750]));
  assert.ok(!alike([780, 760], [780, 860]));
  assert.ok(!alike([780, 760], [390, 760]));
});

test("the page says what window its graph is laid out for", () => {
  assert.deepEqual(readSpace("780x760"), [780, 760]);
  for (const written of [undefined, "", "780", "780x", "axb", "-1x5"]) assert.equal(readSpace(written), null);
});

test("a drawing lies as its cards stand across the flow", () => {
  const payload = intro();
  const { direction, order } = previousOf(payload);
  assert.equal(direction, "right");
  assert.deepEqual(order.filter((id) => ["a", "b", "c"].includes(id)), ["a", "b", "c"]);
  assert.equal(order.length, payload.nodes.length);

  const turned = { ...payload, direction: /** @type {const} */ ("down"), nodes: payload.nodes.map((node, i) => ({ ...node, x: -i, y: i })) };
  assert.deepEqual(previousOf(turned).order, payload.nodes.map(({ id }) => id).reverse());
});
