import assert from "node:assert/strict";
import test from "node:test";

import { equal } from "../../static/js/equal.js";

test("plain data are equal by what is in them", () => {
  assert.ok(equal({ a: [1, { b: "x" }], c: null }, { a: [1, { b: "x" }], c: null }));
  for (const other of [{ a: 1 }, { a: 2, b: 1 }, { a: 1, c: 1 }, [1, 1], null, 1]) assert.ok(!equal({ a: 1, b: 1 }, other), JSON.stringify(other));
  assert.ok(!equal([1], { 0: 1 }));
});

test("what may differ is not compared, but must be there", () => {
  const except = new Set(["value"]);
  assert.ok(equal({ id: "a", value: 1 }, { id: "a", value: 2 }, except));
  assert.ok(!equal({ id: "a", value: 1 }, { id: "a" }, except));
  assert.ok(!equal({ id: { value: 1 } }, { id: { value: 2 } }, except));
});
