import assert from "node:assert/strict";
import { test } from "node:test";

import { measure, mixChains, pathData, shift } from "../../static/js/curve.js";

/** @typedef {import("../../static/js/types.js").Point} Point */

/** @type {Point[]} */
const LINE = [[0, 0], [30, 0], [60, 0], [90, 0]];
/** @type {Point[]} */
const BEND = [[0, 0], [50, 0], [50, 100], [100, 100], [150, 100], [150, 0], [200, 0]];

test("a chain is an SVG path of cubics", () => {
  assert.equal(pathData(LINE), "M0 0C30 0 60 0 90 0");
  assert.equal(pathData([]), "");
});

test("a straight curve is as long as its chord and is walked evenly", () => {
  const curve = measure(LINE);
  assert.ok(Math.abs(curve.length - 90) < 1e-6);
  assert.ok(Math.abs(curve.at(0.5).x - 45) < 0.5);
  assert.equal(curve.at(0.3).angle, 0);
});

test("a walk begins at the source, ends at the target and takes equal steps", () => {
  const curve = measure(BEND);
  const { x, y } = curve.at(1);
  assert.deepEqual([curve.at(0).x, curve.at(0).y, x, y], [0, 0, 200, 0]);
  const points = Array.from({ length: 21 }, (_, i) => curve.at(i / 20));
  const steps = points.slice(1).map((point, i) => Math.hypot(point.x - points[i].x, point.y - points[i].y));
  for (const step of steps) assert.ok(Math.abs(step - curve.length / 20) < curve.length / 20 / 4);
});

test("fractions outside the curve are its ends", () => {
  const curve = measure(LINE);
  assert.equal(curve.at(-1).x, 0);
  assert.equal(curve.at(2).x, 90);
});

test("a cut keeps the part between, on the same curve", () => {
  const curve = measure(BEND);
  const part = measure(curve.cut(0.2, 0.9));
  assert.ok(Math.abs(part.length - 0.7 * curve.length) < 1);
  for (const [here, there] of [[part.at(0), curve.at(0.2)], [part.at(1), curve.at(0.9)]]) {
    assert.ok(Math.hypot(here.x - there.x, here.y - there.y) < 1);
  }
});

test("the box of a curve holds every point of it", () => {
  const curve = measure(BEND);
  for (let i = 0; i <= 50; i++) {
    const { x, y } = curve.at(i / 50);
    assert.ok(x >= curve.box.x && x <= curve.box.x + curve.box.width && y >= curve.box.y && y <= curve.box.y + curve.box.height);
  }
});

test("when a card is dragged its end goes along, with its direction, and the other end stays", () => {
  const moved = shift(BEND, [10, -20], [0, 0]);
  assert.deepEqual(moved.slice(0, 2), [[10, -20], [60, -20]]);
  assert.deepEqual(moved.slice(-2), BEND.slice(-2));
});

test("half way between two chains is half way between their points", () => {
  assert.deepEqual(mixChains(LINE, shift(LINE, [0, 10], [0, 10]), 0.5)[2], [60, 5]);
});

test("curves of no length and of no points are measured", () => {
  /** @type {Point[]} */
  const still = [[5, 5], [5, 5], [5, 5], [5, 5]];
  assert.ok([measure(still).at(0.5).x, measure([]).at(0.5).x].every(Number.isFinite));
  assert.equal(measure(still).length, 0);
});
