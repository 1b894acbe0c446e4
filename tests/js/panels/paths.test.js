import assert from "node:assert/strict";
import { test } from "node:test";

import { countText, terms } from "../../../static/js/panels/paths.js";
import { beside, strands } from "../../../static/js/panels/ribbons.js";

test("products are written as one sum, each with its sign", () => {
  assert.deepEqual(terms([3, -0.99, 2]), ["3", "-\\,0.99", "+\\,2"]);
  assert.deepEqual(terms([-3, "NaN"]), ["-3", "+\\,\\mathrm{NaN}"]);
});

test("counts keep their digits while people can read them", () => {
  assert.equal(countText(12), "12");
  assert.equal(countText(3628800), "3,628,800");
  assert.equal(countText(2 ** 100), "1.3·10³⁰");
});

test("ribbons that share an edge run side by side, around its middle", () => {
  const found = strands([
    { edges: ["u.0", "y.0"], hue: 0 },
    { edges: ["u.1", "y.0"], hue: 1 },
  ]);
  const offsets = (/** @type {string} */ edge) => found.filter((each) => each.edge === edge).map(({ offset }) => offset);
  assert.deepEqual(offsets("u.0"), [0]);
  assert.deepEqual(offsets("y.0"), [-3, 3]);
});

test("many ribbons on one edge stay within a band", () => {
  const found = strands(Array.from({ length: 24 }, () => ({ edges: ["y.0"], hue: 0 })));
  const offsets = found.map(({ offset }) => offset);
  assert.ok(Math.max(...offsets) - Math.min(...offsets) < 30);
});

test("a ribbon runs beside its edge, from end to end", () => {
  const chain = /** @type {[number, number][]} */ ([[0, 0], [10, 0], [20, 0], [30, 0]]);
  const moved = beside(chain, 4);
  assert.deepEqual(moved[0], [0, 4]);
  assert.ok(moved.every(([, y]) => Math.abs(y - 4) < 1e-9));
  assert.ok(Math.abs(moved[moved.length - 1][0] - 30) < 1e-9);
});
