import assert from "node:assert/strict";
import { test } from "node:test";

import { CHOICES, readState, readValues, writeState, writeValues } from "../../static/js/state.js";

const NOTHING = readState({ search: "", hash: "" });

/** @param {string} written from `?` on */
function address(written) {
  const { search, hash } = new URL(`http://page/${written}`);
  return { search, hash };
}

test("an address without choices has none, and none write nothing", () => {
  assert.deepEqual(Object.values(NOTHING), CHOICES.map(() => null));
  assert.equal(writeState(NOTHING), "");
});

test("what is written is read again", () => {
  const state = {
    ...NOTHING,
    source: "J = 3(a+bc) # 100% & more\nu = ŷ²",
    values: { a: 5, b: -0.5, W: [[1, 2], [3, 4]] },
    language: "zh-CN",
    output: "J",
    step: 8,
  };
  assert.deepEqual(readState(address(writeState(state))), state);
});

test("what a program has encoded is what it was given", () => {
  const source = "J = 3(a + bc)";
  assert.equal(readState({ search: "?" + new URLSearchParams({ source }), hash: "" }).source, source);
  assert.equal(readState({ search: "?source=" + encodeURIComponent(source), hash: "" }).source, source);
});

test("a plus is a plus, written either way", () => {
  assert.equal(readState({ search: "?source=J=3(a+bc)", hash: "" }).source, "J=3(a+bc)");
  assert.equal(readState({ search: "?source=J%3D3(a%2Bbc)", hash: "" }).source, "J=3(a+bc)");
  assert.ok(!writeState({ ...NOTHING, source: "a+b" }).includes("+"), "a form would read a bare plus as a space");
});

test("the step stands behind #, and is read in the query too", () => {
  assert.equal(writeState({ ...NOTHING, step: 3 }), "#step=3");
  assert.equal(readState({ search: "?step=4", hash: "" }).step, 4);
  assert.equal(readState({ search: "", hash: "#step=-1" }).step, null);
});

test("values are read as the server reads them", () => {
  assert.deepEqual(readValues("a:5, b:+.5,c:1.,x:[1,2]"), { a: 5, b: 0.5, c: 1, x: [1, 2] });
  assert.deepEqual(readValues('{"a":1}'), { a: 1 });
  assert.deepEqual(readValues("a:nan,b:-inf"), { a: "NaN", b: "-Infinity" });
  assert.deepEqual(readValues("w1[1,2]:3,b:2"), { "w1[1,2]": 3, b: 2 });
});

test("values that cannot be read are none", () => {
  for (const written of ["a", "a:", ":5", "a:x", "{", "a:[1"]) assert.equal(readValues(written), null, written);
});

test("names that are words of JavaScript are names", () => {
  const state = readState(address(writeState({ ...NOTHING, values: JSON.parse('{"constructor": 1, "__proto__": 2}') })));
  assert.deepEqual(Object.entries(state.values ?? {}), [["constructor", 1], ["__proto__", 2]]);
});

test("names that hold the marks of the short form are written as JSON", () => {
  assert.equal(writeValues({ "a:b": 1 }), '{"a:b":1}');
});

test("a broken escape is taken as it stands", () => {
  assert.equal(readState({ search: "?source=100%", hash: "" }).source, "100%");
});

test("a source that is too long for an address stands behind its #, and is read from there", () => {
  const empty = readState({ search: "", hash: "" });
  const long = "# 很长的注释\n".repeat(600);
  const written = writeState({ ...empty, source: long, theme: "dark", step: 3 });
  assert.match(written, /^\?theme=dark#source=.*&step=3$/);
  const [search, hash] = written.split("#");
  assert.deepEqual(readState({ search, hash: `#${hash}` }), { ...empty, source: long, theme: "dark", step: 3 });
  assert.equal(writeState({ ...empty, source: "y = 3x" }), "?source=y%20=%203x");
});
