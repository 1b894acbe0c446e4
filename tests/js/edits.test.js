import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEdit, hintedEdit, literalEdit } from "../../static/js/edits.js";

/** @param {string} source @param {string} name @param {import("../../static/js/types.js").Figures} value */
function after(source, name, value) {
  const edit = literalEdit(source, name, value);
  return edit && applyEdit(source, edit);
}

test("a slider rewrites the number that the source gives its name", () => {
  assert.equal(after("a = 5\nJ = 3a", "a", 7.5), "a = 7.5\nJ = 3a");
  assert.equal(after("J = 3a; a=-5e-1 # start", "a", 2), "J = 3a; a=2 # start");
});

test("a grid rewrites an array", () => {
  assert.equal(after("W = [[1,2],[3,4]]; y = W x", "W", [[1, 0], [3, 4]]), "W = [[1, 0], [3, 4]]; y = W x");
});

test("a name that is defined by more than a literal is left alone", () => {
  assert.equal(after("a = 5 + b", "a", 1), null);
  assert.equal(after("a = 5b", "a", 1), null);
  assert.equal(after("J = 3a", "a", 1), null);
});

test("a comment is no definition", () => {
  assert.equal(after("# a = 5\nJ = 3a", "a", 1), null);
});

test("a name is taken literally, not as a pattern", () => {
  assert.equal(after("w_{1} = 2; y = w_{1} x", "w_{1}", 3), "w_{1} = 3; y = w_{1} x");
  assert.equal(after("ab = 2", "a.", 3), null);
});

/** @param {Partial<import("../../static/js/api.js").Problem>} facts @returns {import("../../static/js/api.js").Problem} */
const problem = (facts) => ({ code: "", title: "", detail: "", hint: null, offset: 0, length: 0, status: 422, ...facts });

test("a better spelling replaces the word", () => {
  const source = "y = sine(x)";
  const edit = hintedEdit(source, problem({ code: "name.unknown", offset: 4, length: 4, hint: "Did you mean `sin`?" }));
  assert.equal(edit && applyEdit(source, edit), "y = sin(x)");
});

test("a missing bracket is added where its statement ends", () => {
  const source = "J = 3(a+bc # all\nu = 2";
  const edit = hintedEdit(source, problem({ code: "syntax.unclosed", offset: 5, length: 1, hint: "Write `)` where it ends." }));
  assert.equal(edit && applyEdit(source, edit), "J = 3(a+bc) # all\nu = 2");
});

test("of an output that is not one number the sum is taken, in the language of formulas", () => {
  const hint = "Take its `sum` or `mean`, or give the gradient that arrives as `upstream`.";
  const edit = (/** @type {string} */ source) => hintedEdit(source, problem({ code: "shape.upstream", offset: 4, length: 3, hint }));
  const found = edit("y = W x; x = [1, 2]");
  assert.equal(found && applyEdit("y = W x; x = [1, 2]", found), "y = sum(W x); x = [1, 2]");
  assert.equal(edit("y = W x \\cdot 2"), null);
});

test("a hint that proposes no text, or several, makes no edit", () => {
  assert.equal(hintedEdit("a", problem({ code: "name.unknown", hint: "Choose another name." })), null);
  assert.equal(hintedEdit("a", problem({ code: "name.unknown", hint: "Use `sum` or `mean`." })), null);
  assert.equal(hintedEdit("a", problem({ code: "limit.nodes", hint: "Use `sum`." })), null);
});

test("places after letters outside the basic plane are found", () => {
  const source = "𝛼 = sine(x)";
  const edit = hintedEdit(source, problem({ code: "name.unknown", offset: 4, length: 4, hint: "`sin`?" }));
  assert.equal(edit && applyEdit(source, edit), "𝛼 = sin(x)");
});
