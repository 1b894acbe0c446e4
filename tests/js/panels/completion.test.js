import assert from "node:assert/strict";
import { test } from "node:test";

import { entriesOf, matching } from "../../../static/js/panels/completion.js";

const TABLE = [
  { spellings: ["softmax"], operands: /** @type {[number, number]} */ ([1, 1]), doc: "Adds up to 1." },
  { spellings: ["softplus"], operands: /** @type {[number, number]} */ ([1, 1]), doc: "Smooth relu." },
  { spellings: ["*", "×"], operands: /** @type {[number, number]} */ ([2, 2]), doc: "Product." },
  { spellings: ["mse", "mse_loss"], operands: /** @type {[number, number]} */ ([2, 2]), doc: "Mean squared error." },
];

test("every spelling in letters is an entry with its form and its sentence", () => {
  const entries = entriesOf(TABLE);
  assert.deepEqual(entries.map(({ form }) => form), ["softmax(a)", "softplus(a)", "mse(a, b)", "mse_loss(a, b)"]);
  assert.equal(entries[2].doc, "Mean squared error.");
});

test("a word may become the functions that begin with it, the shortest first; one that is a function already is left alone", () => {
  const words = (/** @type {string} */ typed) => matching(entriesOf(TABLE), typed).map(({ word }) => word);
  assert.deepEqual(words("soft"), ["softmax", "softplus"]);
  assert.deepEqual(words("mse_"), ["mse_loss"]);
  assert.deepEqual(words("mse"), []);
  assert.deepEqual(words("so"), []);
  assert.deepEqual(words("xyz"), []);
});
