import assert from "node:assert/strict";
import { test } from "node:test";

import { alone, askedAt, classOf, drawablesOf, levelLine, predictions, spaced, unitsOf } from "../../../static/js/train/fitting.js";

/** A payload with no more than what leads where. @param {readonly [string, string[], boolean?][]} rows name, operands, whether the writer named it */
const payload = (rows) =>
  /** @type {any} */ ({
    nodes: rows.map(([name, operands, named = true]) => ({ id: name, name, kind: operands.length ? "operation" : "input", named })),
    edges: rows.flatMap(([name, operands]) => operands.map((source) => ({ source, target: name }))),
    output: rows[rows.length - 1][0],
  });
const LINE = payload([["w", []], ["x", []], ["y", []], ["u", ["w", "x"], false], ["p", ["u"]], ["q", ["p"]], ["L", ["q", "y"]]]); // prettier-ignore

test("a prediction depends on parameters and on some of the data; the last one is drawn", () => {
  const data = { x: [1, 2], y: [2, 4] };
  assert.deepEqual(predictions(LINE, ["x", "y"], ["w"]).map(({ name }) => name), ["q", "p"]); // prettier-ignore
  const [last, before] = drawablesOf(LINE, data, ["w"]);
  assert.deepEqual(last, { kind: "curve", output: "q", axes: [{ of: "x", place: null }], target: "y" });
  assert.equal(before.output, "p");
  assert.deepEqual(drawablesOf(LINE, data, []), []);
});

test("two numbers of a sample are regions, three are not drawn", () => {
  assert.deepEqual(drawablesOf(LINE, { x: [[1, 2]], y: [0] }, ["w"])[1], { kind: "regions", output: "p", axes: [{ of: "x", place: 0 }, { of: "x", place: 1 }], target: "y" }); // prettier-ignore
  assert.deepEqual(drawablesOf(LINE, { x: [[1, 2, 3]], y: [0] }, ["w"]), []);
});

test("what is asked for has the form of the data", () => {
  const [x, pair] = [{ of: "x", place: null }, [{ of: "x", place: 0 }, { of: "x", place: 1 }]]; // prettier-ignore
  assert.deepEqual(askedAt({ kind: "curve", output: "p", axes: [x], target: null }, [1, 2]), { x: [1, 2] });
  assert.deepEqual(askedAt({ kind: "regions", output: "p", axes: pair, target: null }, [1, 2], [3, 4]), { x: [[1, 3], [2, 3], [1, 4], [2, 4]] }); // prettier-ignore
  assert.deepEqual(spaced(0, 1, 3), [0, 0.5, 1]);
  assert.deepEqual(alone([1, [2], "NaN"]), [1, 2, NaN]);
  assert.deepEqual(unitsOf([[1, 2], [3, "NaN"]]), [[1, 3], [2, NaN]]); // prettier-ignore
  assert.deepEqual(unitsOf([1, 2]), [[1, 2]]);
});

test("a class is the largest score, or the side of the middle, the surer the farther", () => {
  assert.deepEqual(classOf(0.5, { least: 0, most: 1 }), { place: 1, share: 0 });
  assert.deepEqual(classOf(0, { least: 0, most: 1 }), { place: 0, share: 1 });
  assert.equal(classOf([1, 5, 2], { least: 0, most: 2 }).place, 1);
  assert.ok(Math.abs(classOf([1, 1, 1], { least: 0, most: 2 }).share) < 1e-12);
  assert.ok(Number.isNaN(classOf("NaN", { least: 0, most: 1 }).share));
});

test("a level's line goes between the points above and below it", () => {
  assert.deepEqual(levelLine([0, 1, 0, 1], 2, 2, 0.5), [[0.5, 0, 0.5, 1]]);
  assert.deepEqual(levelLine([0, 0, 0, 0], 2, 2, 0.5), []);
});
