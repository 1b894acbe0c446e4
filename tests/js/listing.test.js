/** The pure parts of the listing's room: events of a stream, episodes that are here, axes, contours, marks. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isListing, spelled } from "../../static/js/listing/door.js";
import { Episodes, NEAR } from "../../static/js/listing/episodes.js";
import { bars, hueOfMark, reach, traced } from "../../static/js/listing/marks.js";
import { asking, marksOf, shownOf, withoutGraph } from "../../static/js/listing/payloads.js";
import { eventsOf } from "../../static/js/listing/run.js";
import { askedIn } from "../../static/js/listing/spelling.js";
import { colourOf, contourLines, domain, freeCorner, scale, ticks, tickText } from "../../static/js/listing/scales.js";

test("a listing is known from a formula by its looks", () => {
  for (const source of ["import torch", "w = torch.tensor(1.0)", "for i in range(3):\n  pass", "loss.backward()"]) assert.ok(isListing(source), source);
  for (const source of ["J = 3(a+bc)", "f(x) = x^2; y = f(3)", "\\frac{1}{2} x", "important = 3 x"]) assert.ok(!isListing(source), source);
});

test("events are read as far as they have come, and the rest waits", () => {
  const { events, left } = eventsOf('event: console\ndata: {"line":1,"text":"a: b\\n"}\n\nevent: done\ndata: {"err');
  assert.deepEqual(events, [{ name: "console", data: '{"line":1,"text":"a: b\\n"}' }]);
  assert.equal(left, 'event: done\ndata: {"err');
  assert.deepEqual(eventsOf(left + 'or":null}\n\n').events, [{ name: "done", data: '{"error":null}' }]);
});

/** @param {number} count @param {number[]} here @param {number} at @returns {any} */
const answer = (count, here, at) => ({
  episodes: Array.from({ length: count }, (_, index) => ({ index })),
  graph: { source: `${at}` },
  graphs: here.map((episode) => ({ episode, graph: { source: `${episode}` } })),
});

test("graphs of one run are kept, and those that are missing beside the shown one are asked for in company", () => {
  const episodes = new Episodes();
  episodes.keep("a", answer(40, [], 0), 0);
  assert.equal(episodes.found("a", 0)?.source, "0");
  assert.equal(episodes.found("b", 0), null);
  const middle = episodes.missing(0);
  assert.equal(middle, 1 + NEAR);
  episodes.keep("a", answer(40, Array.from({ length: 2 * NEAR + 1 }, (_, i) => i + 1), 1 + NEAR), 1 + NEAR);
  assert.equal(episodes.missing(0), null);
  assert.equal(episodes.missing(2 * NEAR + 1), 2 * NEAR + 2 + NEAR);
  assert.equal(episodes.missing(2 * NEAR + 1), 2 * NEAR + 3 + NEAR, "what was asked for is not asked for again");
  assert.equal(episodes.found("a", 99), null, "the last, where there are fewer");
  episodes.keep("b", answer(1, [], 0), 5);
  assert.equal(episodes.found("b", 5)?.source, "0");
  assert.equal(episodes.found("a", 0), null);
});

test("a run is asked for what it takes, and its graphs depend on what they are drawn for", () => {
  const spec = { source: "import torch", values: { a: 1 }, engine: "torch", episode: 4, direction: "auto", space: /** @type {[number, number]} */ ([10, 20]) };
  const { body, key, text } = asking(spec, "en");
  assert.deepEqual(body, { source: "import torch", seed: null, collapsed: null, direction: "auto", space: [10, 20], previous: null, episode: 4, language: "en" });
  assert.equal(asking({ ...spec, episode: 5 }, "en").key, key);
  assert.equal(asking({ ...spec, space: [11, 20] }, "en").text, text);
  assert.notEqual(asking({ ...spec, space: [11, 20] }, "en").key, key);
  assert.equal(shownOf(withoutGraph("x"), answer(3, [], 0), 2).listing?.episode, 2);
});

test("the finding about the error stands first and tells its lesson; a line without one is marked all the same", () => {
  const [warning, about] = [["never_zeroed", 3, "warning"], ["not_scalar", 9, "error"]].map(([code, line, severity]) => ({ code, line, severity, text: `${code} short` }));
  const error = { code: "listing.exception", detail: "RuntimeError", hint: "long", line: 9 };
  const lesson = { code: "not_scalar", line: 9, text: "long" };
  const shown = /** @type {any} */ (shownOf(withoutGraph("x"), /** @type {any} */ ({ error, lesson, findings: [warning, about] }), 0).listing);
  assert.deepEqual(shown.findings.map((/** @type {any} */ each) => [each.code, each.text]), [["not_scalar", "long"], ["never_zeroed", "never_zeroed short"]]);
  assert.equal(shown.error.hint, null);
  assert.equal(marksOf(shown.findings, shown.error), shown.findings);
  assert.deepEqual(marksOf([/** @type {any} */ (warning)], /** @type {any} */ (error)).slice(1), [{ line: 9, severity: "error", text: "RuntimeError" }]);
  assert.deepEqual(marksOf([], null), []);
});

test("a legend stands in the corner where it hides least", () => {
  const box = { left: 0, right: 100, top: 0, bottom: 100 };
  const line = (/** @type {number[]} */ ...y) => traced(/** @type {any} */ ({ kind: "line", x: [0, 100], y }), (x) => x, (y) => y);
  assert.deepEqual(freeCorner([], box, 30, 20), [64, 6]);
  assert.deepEqual(freeCorner(line(100, 0), box, 30, 20), [6, 6], "a line from below at the left to the top at the right");
  assert.deepEqual(freeCorner([...line(100, 0), ...line(0, 100)], box, 30, 20), [64, 6], "where all are taken, the first");
});

test("panels ask about the formula of an episode", () => {
  const own = { source: "import torch", values: {} };
  assert.equal(spelled(null, own), own);
  const formula = { source: "l = w x", values: { w: 1 } };
  assert.deepEqual(spelled({ ...withoutGraph(""), formula }, own), { ...formula, collapsed: null });
});

test("axes have round ticks inside their range", () => {
  assert.deepEqual(ticks([0, 1], 5, false), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks([-3, 12], 4, false), [0, 5, 10]);
  assert.deepEqual(ticks([-3.6, 4.4], 2, false), [-2.5, 0, 2.5], "one alone says nothing of the scale");
  assert.deepEqual(ticks([-0.1, 2.1], 5, false, true), [0, 1, 2], "there is no epoch 0.5");
  assert.deepEqual(ticks([-5, 204], 4, false, true), [0, 100, 200]);
  assert.deepEqual(ticks([1e-8, 10], 4, true), [1e-8, 1e-5, 0.01, 10]);
  assert.deepEqual(domain([2, 4], [null, 9], false), [1.9, 9]);
  assert.deepEqual(domain([], null, false), [-0.05, 1.05]);
  assert.equal(scale([1, 100], [0, 10], true)(10), 5);
  assert.deepEqual([0.5, -1e-7, 250000, 0].map(tickText), ["0.5", "−1e−7", "3e5", "0"]);
});

test("a contour cuts a slope where it has the level", () => {
  assert.deepEqual(contourLines([[0, 1], [0, 1]], 0.25), [[[0.25, 0], [0.25, 1]]]);
  assert.equal(contourLines([[0, 1], [0, 1]], 2).length, 0);
  assert.equal(colourOf("gray", 0.5), "#808080");
  assert.equal(colourOf("viridis", NaN), "#440154");
});

test("marks need the room that they fill, in colours of the page", () => {
  assert.deepEqual(bars({ kind: "hist", line: 1, x: [0, 0.1, 1, 2], bins: 2 }), [{ x: 0, width: 1, y: 2 }, { x: 1, width: 1, y: 2 }]);
  assert.deepEqual(reach({ kind: "image", line: 1, z: [[1, 2, 3], [4, 5, 6]] }, null), { x: [-0.5, 2.5], y: [-0.5, 1.5] });
  assert.deepEqual(reach({ kind: "bar", line: 1, x: ["a", "b"], y: [2, 3] }, ["a", "b"]).y, [0, 2, 3]);
  const marks = /** @type {any[]} */ ([{ kind: "scatter", color: "r" }, { kind: "line", style: "k--" }, { kind: "line" }, { kind: "line", color: "#abc" }, { kind: "line", color: "url(x)" }]);
  assert.deepEqual(marks.map((_, i) => hueOfMark(marks, i)), ["var(--trace-4)", "var(--ink)", "var(--trace-5)", "#abc", "var(--trace-2)"]);
});

test("a pass that torch refused stands behind all others, and is shown first", () => {
  const episodes = new Episodes();
  const refused = /** @type {any} */ ({ ...answer(3, [], 0), refused: { index: 3 } });
  episodes.keep("a", refused, null);
  assert.deepEqual([episodes.count, episodes.at(null), episodes.at(1), episodes.at(9)], [4, 3, 1, 3]);
  episodes.keep("b", answer(3, [], 0), null);
  assert.deepEqual([episodes.count, episodes.at(null)], [3, 0]);
});

test("panels ask in a formula's names and hear those of the listing", async () => {
  const answered = await askedIn({ "self.fc1.weight": "fc1_weight" }, { input: "self.fc1.weight", most: 3 }, async (fields) => {
    assert.deepEqual(fields, { input: "fc1_weight", most: 3 });
    return { paths: [{ nodes: ["fc1_weight", "u"], latex: "fc1_weight + u", product: null }], fc1_weight: [1, 2] };
  });
  assert.deepEqual(answered, { paths: [{ nodes: ["self.fc1.weight", "u"], latex: "fc1_weight + u", product: null }], "self.fc1.weight": [1, 2] });
});
