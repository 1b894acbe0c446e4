import assert from "node:assert/strict";
import { test } from "node:test";

import { createAsker, Refusal, SLIDING_GAP, TYPING_REST } from "../../static/js/api.js";
import { intro } from "./fixture.js";

/** A clock that moves only when told, a server that answers only when told, and what came of it. */
function bench() {
  let now = 0;
  /** @type {Map<number, {at: number, callback: () => void}>} */
  const timers = new Map();
  /** @type {{source: string, signal: AbortSignal, answer: () => Promise<void>, refuse: (problem: any) => Promise<void>}[]} */
  const asked = [];
  /** @type {string[]} */
  const shown = [];
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const asker = createAsker({
    ask: (spec, signal) =>
      new Promise((resolve, reject) => {
        asked.push({
          source: spec.source,
          signal,
          answer: async () => (resolve({ ...intro(), source: spec.source }), void (await settled())),
          refuse: async (error) => (reject(error), void (await settled())),
        });
      }),
    onAnswer: (payload) => shown.push(payload.source),
    onProblem: (problem) => shown.push(problem ? problem.code : "unreachable"),
    timing: {
      set: (callback, milliseconds) => (timers.set(timers.size + now * 1000, { at: now + milliseconds, callback }), [...timers.keys()].at(-1)),
      clear: (handle) => timers.delete(handle),
      now: () => now,
    },
  });
  /** @param {number} milliseconds */
  function pass(milliseconds) {
    now += milliseconds;
    for (const [handle, { at, callback }] of [...timers]) {
      if (at <= now && timers.delete(handle)) callback();
    }
  }
  return { asker, asked, shown, pass };
}

/** @param {string} source */
const spec = (source) => ({ source });

test("typing asks once it rests, and only for what stands then", () => {
  const { asker, asked, pass } = bench();
  asker.type(spec("a"));
  pass(TYPING_REST - 1);
  asker.type(spec("a+"));
  pass(TYPING_REST - 1);
  assert.equal(asked.length, 0);
  pass(1);
  assert.deepEqual(asked.map((each) => each.source), ["a+"]);
});

test("a newer question gives up the older one, whose late answer is not shown", async () => {
  const { asker, asked, shown, pass } = bench();
  asker.type(spec("old"));
  pass(TYPING_REST);
  asker.type(spec("new"));
  pass(TYPING_REST);
  assert.ok(asked[0].signal.aborted);
  await asked[1].answer();
  await asked[0].answer();
  assert.deepEqual(shown, ["new"]);
});

test("a question in the place of another is asked at once, and the other's answer is not shown", async () => {
  const { asker, asked, shown } = bench();
  asker.instead(spec("old"));
  asker.slide(spec("older than new"));
  asker.instead(spec("new"));
  assert.deepEqual(asked.map((each) => each.source), ["old", "new"]);
  assert.ok(asked[0].signal.aborted);
  await asked[0].answer();
  assert.ok(asker.busy);
  await asked[1].answer();
  assert.deepEqual(shown, ["new"]);
});

test("a late refusal of an older question is not shown either", async () => {
  const { asker, asked, shown, pass } = bench();
  asker.type(spec("old"));
  pass(TYPING_REST);
  asker.type(spec("new"));
  pass(TYPING_REST);
  await asked[0].refuse(new Refusal({ code: "syntax.unexpected", title: "", detail: "", hint: null, offset: 0, length: 1, status: 422 }));
  await asked[1].answer();
  assert.deepEqual(shown, ["new"]);
});

test("a slider has one question under way, and asks next for the newest value alone", async () => {
  const { asker, asked, shown, pass } = bench();
  asker.slide(spec("1"));
  pass(SLIDING_GAP);
  for (const value of ["2", "3", "4"]) asker.slide(spec(value));
  pass(500);
  assert.deepEqual(asked.map((each) => each.source), ["1"]);
  await asked[0].answer();
  pass(SLIDING_GAP);
  assert.deepEqual(asked.map((each) => each.source), ["1", "4"]);
  assert.deepEqual(shown, ["1"], "answers keep coming while the slider moves");
});

test("a slider asks at most 50 times a second", async () => {
  const { asker, asked, pass } = bench();
  for (let i = 0; i < 100; i++) {
    asker.slide(spec(String(i)));
    pass(10);
    for (const each of asked) await each.answer();
  }
  assert.ok(asked.length >= 25 && asked.length <= 51, `${asked.length} in one second`);
});

test("a refusal is told with its code, and a server that is away without one", async () => {
  const { asker, asked, shown, pass } = bench();
  asker.type(spec("a"));
  pass(TYPING_REST);
  await asked[0].refuse(new Refusal({ code: "name.cycle", title: "", detail: "", hint: null, offset: 0, length: 1, status: 422 }));
  asker.type(spec("b"));
  pass(TYPING_REST);
  await asked[1].refuse(new TypeError("Failed to fetch"));
  assert.deepEqual(shown, ["name.cycle", "unreachable"]);
});
