import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { errorText, largestError, verdict } from "../../../static/js/panels/verdict.js";
import { createTexts } from "../../../static/js/texts.js";

/** @type {Record<string, Record<string, string>>} */
const rows = JSON.parse(readFileSync(new URL("../../../static/texts.json", import.meta.url), "utf8"));
const t = createTexts(Object.fromEntries(Object.entries(rows).map(([key, words]) => [key, words.en])));

/** @param {string} name @param {import("../../../static/js/types.js").Figure} error @param {any} [torch] */
const row = (name, error, torch = 3) => ({ name, tape: 3, torch, finite_difference: 3, relative_error: error });

test("the witnesses agree to the largest of their differences", () => {
  const check = { agrees: true, rows: [row("a", 1e-12), row("b", 2e-10)] };
  assert.equal(verdict(check, t), "own engine, PyTorch and central difference agree to 2e-10");
});

test("a witness that is not installed is not claimed", () => {
  const check = { agrees: true, rows: [row("a", 2e-10, null)] };
  assert.equal(verdict(check, t), "own engine and central difference agree to 2e-10");
});

test("a difference across a kink is claimed to agree with nothing", () => {
  const kink = { notes: [{ code: "kink", text: "" }], ...row("b", 1) };
  assert.equal(
    verdict({ agrees: true, rows: [row("a", 2e-10), kink] }, t),
    "own engine, PyTorch and central difference agree to 2e-10; for b a difference says little here, see Check",
  );
  assert.equal(verdict({ agrees: true, rows: [kink] }, t), "own engine and PyTorch agree to 1e-12; for b a difference says little here, see Check");
  assert.equal(verdict({ agrees: true, rows: [{ ...row("a", 0, null), finite_difference: null }] }, t), "", "nobody else was heard");
});

test("where they differ, the inputs are named", () => {
  const check = { agrees: false, rows: [row("a", 1e-12), row("b", 0.2), row("c", "NaN")] };
  assert.equal(verdict(check, t), "the witnesses differ for b, c; see Check");
});

test("an error of 0 is no power of ten", () => {
  assert.equal(largestError([row("a", 0)]), 0);
  assert.equal(errorText(2.4e-10), "2e-10");
  assert.equal(errorText(0), "0");
});
