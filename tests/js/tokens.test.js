import assert from "node:assert/strict";
import { test } from "node:test";

import { tokensOf } from "../../static/js/tokens.js";

/** @param {string} text */
const told = (text) => tokensOf(text).map(({ from, to, kind }) => `${kind} ${text.slice(from, to)}`);

test("functions, signs, definitions and comments are set apart", () => {
  assert.deepEqual(told("ŷ = relu(w₁x) # out"), ["head ŷ", "sign =", "call relu", "sign (", "sign )", "comment # out"]);
  assert.deepEqual(told("a = 2; b=3"), ["head a", "sign =", "sign ;", "head b", "sign ="]);
});

test("nothing inside a comment is a definition, and letters side by side are no function", () => {
  assert.deepEqual(told("# a = 2"), ["comment # a = 2"]);
  assert.deepEqual(told("bc"), []);
});
