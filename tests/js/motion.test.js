import assert from "node:assert/strict";
import { test } from "node:test";

import { ARRIVE, TRAVEL, around, beat, clamp, closeView, easeInOut, easeOut, fitView, inside, overlap, placeLabel } from "../../static/js/motion.js";

test("easing starts at 0, ends at 1 and never goes back", () => {
  for (const ease of [easeInOut, easeOut]) {
    assert.equal(ease(0), 0);
    assert.equal(ease(1), 1);
    for (let t = 0; t < 1; t += 0.05) assert.ok(ease(t + 0.05) >= ease(t));
  }
  assert.equal(easeInOut(0.5), 0.5);
});

test("a beat travels, then arrives, then rests: one thing at a time", () => {
  assert.deepEqual(beat(0), { travel: 0, arrive: 0, leave: 1 });
  assert.equal(beat(TRAVEL).travel, 1);
  assert.equal(beat(TRAVEL).arrive, 0);
  assert.equal(beat(TRAVEL + ARRIVE).arrive, 1);
  assert.deepEqual(beat(1), { travel: 1, arrive: 1, leave: 0 });
});

test("a view shows its box whole, centred, and never larger than allowed", () => {
  const screen = { width: 800, height: 600 };
  const box = { x: 100, y: 50, width: 1500, height: 300 };
  const { x, y, scale } = fitView(box, screen, { margin: 50 });
  assert.equal(scale, 700 / 1500);
  assert.ok(Math.abs(box.x * scale + x - 50) < 1e-9);
  assert.ok(Math.abs((box.y + 150) * scale + y - 300) < 1e-9);
  assert.equal(fitView({ x: 0, y: 0, width: 10, height: 10 }, screen).scale, 1.25);
});

test("a view of nothing, or on a screen of no size, is still finite", () => {
  for (const screen of [{ width: 0, height: 0 }, { width: 800, height: 600 }]) {
    const view = fitView(around([]), screen);
    assert.ok(Object.values(view).every(Number.isFinite) && view.scale > 0);
  }
});

test("the box around boxes touches the outermost", () => {
  const boxes = [
    { x: 0, y: 5, width: 10, height: 10 },
    { x: -5, y: 8, width: 10, height: 20 },
  ];
  assert.deepEqual(around(boxes), { x: -5, y: 5, width: 15, height: 23 });
});

test("boxes that only touch do not overlap", () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  assert.equal(overlap(box, { ...box, x: 10 }), 0);
  assert.equal(overlap(box, { ...box, x: 5, y: 5 }), 25);
});

test("a label stands above its point where nothing is in the way", () => {
  const place = placeLabel({ x: 100, y: 100 }, { width: 80, height: 30 }, []);
  assert.ok(Math.abs(place.x - 100) < 1e-9 && place.y < 85);
});

test("a label keeps inside the window", () => {
  const window = { x: 0, y: 0, width: 150, height: 300 };
  const { x } = placeLabel({ x: 140, y: 100 }, { width: 80, height: 30 }, [], window);
  assert.ok(x + 40 <= 150);
});

test("a label avoids what it would hide", () => {
  const size = { width: 80, height: 30 };
  const card = { x: 20, y: 0, width: 200, height: 95 };
  const { x, y } = placeLabel({ x: 100, y: 100 }, size, [{ box: card, weight: 1 }]);
  assert.equal(overlap({ x: x - 40, y: y - 15, ...size }, card), 0);
});

test("a near view shows its focus, at a scale that can be read, and nothing beyond the drawing", () => {
  const screen = { width: 700, height: 700 };
  const tall = { x: 0, y: 0, width: 500, height: 3000 };
  for (const y of [0, 900, 1500, 2920]) {
    const focus = { x: 200, y, width: 150, height: 80 };
    const view = closeView(tall, screen, focus, { least: 0.62 });
    assert.equal(view.scale, 1);
    assert.equal(view.x, 100, "what fits is centred");
    assert.ok(y * view.scale + view.y >= 28 && (y + 80) * view.scale + view.y <= 700 - 28);
    assert.ok(view.y <= 28 && 3000 * view.scale + view.y >= 700 - 28);
  }
  const large = { x: -1000, y: -1000, width: 9000, height: 9000 };
  assert.equal(closeView(large, screen, { x: 0, y: 0, width: 100, height: 100 }, { least: 0.62 }).scale, 0.62);
});

test("a label at the window's edge is moved inside, and one that is too wide is centred", () => {
  const window = { x: 10, y: 20, width: 300, height: 200 };
  const size = { width: 80, height: 30 };
  assert.deepEqual(inside({ x: 300, y: 100 }, size, window, 4), { x: 266, y: 100 });
  assert.deepEqual(inside({ x: 0, y: 0 }, size, window, 4), { x: 54, y: 39 });
  assert.deepEqual(inside({ x: 160, y: 120 }, size, window, 4), { x: 160, y: 120 });
  assert.equal(inside({ x: 0, y: 100 }, { width: 400, height: 30 }, window).x, 160);
});

test("clamping brings a number inside", () => {
  assert.deepEqual([clamp(-1), clamp(0.5), clamp(2), clamp(7, 0, 5)], [0, 0.5, 1, 5]);
});
