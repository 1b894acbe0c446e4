import assert from "node:assert/strict";
import { test } from "node:test";

import { pythonParts } from "../../../static/js/panels/python.js";

/** @param {string} code */
const parts = (code) => pythonParts(code).map(({ from, to, kind }) => [kind, code.slice(from, to)]);

test("keywords, names that are defined, strings, numbers and comments are told apart", () => {
  assert.deepEqual(parts('def f(x):  # for all\n    return 1.5e-3 * x if x else "for"'), [
    ["keyword", "def"],
    ["defined", "f"],
    ["comment", "# for all"],
    ["keyword", "return"],
    ["number", "1.5e-3"],
    ["keyword", "if"],
    ["keyword", "else"],
    ["string", '"for"'],
  ]);
});

test("digits and words inside names are nothing of their own", () => {
  assert.deepEqual(parts("w1 = in_features.real2 + np.for_all"), []);
});

test("a string that is never closed ends with its line, one with three marks with the text", () => {
  assert.deepEqual(parts("a = 'b\nc = 1"), [["string", "'b"], ["number", "1"]]);
  assert.deepEqual(parts('"""a\n1 # b"""\n2'), [["string", '"""a\n1 # b"""'], ["number", "2"]]);
});
