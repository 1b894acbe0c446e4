import assert from "node:assert/strict";
import { test } from "node:test";

import { BEAT } from "../../static/js/motion.js";
import { createPlayer } from "../../static/js/player.js";

/** A player on frames that the test gives. @param {Partial<import("../../static/js/player.js").PlayerOptions>} [options] */
function onFrames(options = {}) {
  /** @type {((milliseconds: number) => void) | null} */
  let waiting = null;
  let now = 0;
  /** @type {import("../../static/js/types.js").Moment[]} */
  const told = [];
  const clock = {
    frame(/** @type {(milliseconds: number) => void} */ callback) {
      waiting = callback;
      return 1;
    },
    cancel() {
      waiting = null;
    },
  };
  const player = createPlayer({ length: 9, k: 0, ends: [3, 9], onChange: (moment) => told.push(moment), clock, ...options });
  /** Lets time pass, ten milliseconds a frame. @param {number} milliseconds */
  function pass(milliseconds) {
    for (const end = now + milliseconds; now < end; ) {
      now += 10;
      const callback = waiting;
      waiting = null;
      callback?.(now);
    }
  }
  return { player, pass, told, running: () => waiting !== null, last: () => told[told.length - 1] };
}

test("a player opens with the run finished unless told otherwise", () => {
  assert.equal(createPlayer({ length: 9 }).k, 9);
  assert.equal(createPlayer({ length: 9, k: 4 }).k, 4);
  assert.equal(createPlayer({ length: 9, k: 99 }).k, 9);
});

test("playing finishes one step a beat and stops at the end", () => {
  const { player, pass, last, running } = onFrames();
  player.play();
  pass(BEAT * 2.5);
  assert.equal(player.k, 2);
  assert.ok(last().t > 0.4 && last().t < 0.6 && last().playing);
  pass(BEAT * 9);
  assert.deepEqual(last(), { k: 9, t: 0, playing: false });
  assert.equal(running(), false);
});

test("playing a finished run begins at its start", () => {
  const { player, told } = onFrames({ k: 9 });
  player.play();
  assert.deepEqual(told, [{ k: 0, t: 0, playing: true }]);
});

test("t never goes back within a step and never reaches 1", () => {
  const { player, pass, told } = onFrames();
  player.play();
  pass(BEAT * 4);
  told.forEach(({ k, t }, i) => {
    assert.ok(t >= 0 && t < 1);
    if (i > 0 && told[i - 1].k === k) assert.ok(t >= told[i - 1].t);
  });
});

test("pausing lets the step under way end, so that what the reader looks at stays", () => {
  const { player, pass, last, running } = onFrames();
  player.play();
  pass(BEAT * 1.5);
  player.pause();
  assert.equal(player.playing, false);
  pass(BEAT);
  assert.deepEqual(last(), { k: 2, t: 0, playing: false });
  assert.equal(running(), false);
});

test("one step forward is played and then rests", () => {
  const { player, pass, told, last } = onFrames({ k: 4 });
  player.stepForward();
  pass(BEAT / 2);
  assert.ok(last().k === 4 && last().t > 0.3 && !last().playing);
  pass(BEAT);
  assert.deepEqual(last(), { k: 5, t: 0, playing: false });
  assert.ok(told.every(({ playing }) => !playing));
});

test("pressing forward quickly goes one step a press", () => {
  const { player, pass } = onFrames();
  for (let i = 0; i < 4; i++) player.stepForward();
  pass(BEAT * 2);
  assert.equal(player.k, 4);
});

test("forward at the end and back at the start do nothing", () => {
  const { player, pass, running } = onFrames({ k: 9 });
  player.stepForward();
  assert.equal(running(), false);
  player.seek(0);
  player.stepBack();
  pass(BEAT);
  assert.equal(player.k, 0);
});

test("back takes the finished step away, and what is under way first", () => {
  const { player, pass, last } = onFrames({ k: 4 });
  player.stepBack();
  assert.deepEqual(last(), { k: 3, t: 0, playing: false });
  player.play();
  pass(BEAT * 0.5);
  player.stepBack();
  assert.deepEqual(last(), { k: 3, t: 0, playing: false });
});

test("seeking is immediate, stops the clock and stays inside the run", () => {
  const { player, pass, last, running } = onFrames();
  player.play();
  pass(100);
  player.seek(7);
  assert.deepEqual(last(), { k: 7, t: 0, playing: false });
  assert.equal(running(), false);
  for (const [wanted, k] of [[99, 9], [-3, 0], [NaN, 0], [4.9, 4]]) {
    player.seek(wanted);
    assert.equal(player.k, k);
  }
});

test("to the end of the phase: the values first, then everything", () => {
  const { player } = onFrames();
  player.toPhaseEnd();
  assert.equal(player.k, 3);
  player.toPhaseEnd();
  assert.equal(player.k, 9);
});

test("at twice the speed a beat takes half the time", () => {
  const { player, pass } = onFrames();
  player.setSpeed(2);
  player.play();
  pass(BEAT * 1.25);
  assert.equal(player.k, 2);
});

test("frames that were missed are not played all at once", () => {
  const { player, pass } = onFrames();
  /** @type {((milliseconds: number) => void)[]} */
  const frames = [];
  const hidden = createPlayer({ length: 9, k: 0, clock: { frame: (callback) => frames.push(callback), cancel() {} } });
  hidden.play();
  frames.shift()?.(0);
  frames.shift()?.(60_000);
  assert.equal(hidden.k, 0);
  player.play();
  pass(BEAT + 20);
  assert.equal(player.k, 1);
});

test("with reduced motion nothing travels: steps happen at once", () => {
  const { player, pass, told } = onFrames({ reducedMotion: () => true });
  player.stepForward();
  assert.deepEqual(told, [{ k: 1, t: 0, playing: false }]);
  player.play();
  pass(BEAT * 2.5);
  assert.equal(player.k, 3);
  assert.ok(told.every(({ t }) => t === 0));
});

test("a finished run stays finished when it gets longer, an unfinished one stays where it is", () => {
  const { player } = onFrames({ k: 9 });
  player.setLength(12, [4, 12]);
  assert.equal(player.k, 12);
  player.seek(5);
  player.setLength(20);
  assert.equal(player.k, 5);
  player.setLength(3);
  assert.equal(player.k, 3);
});

test("a run without steps cannot be played", () => {
  const { player, running } = onFrames({ length: 0 });
  player.play();
  player.stepForward();
  assert.equal(player.playing, false);
  assert.equal(running(), false);
});

test("a listener is told until it leaves, and nobody after the end", () => {
  const { player, pass, told } = onFrames();
  /** @type {number[]} */
  const heard = [];
  const leave = player.subscribe(({ k }) => heard.push(k));
  player.seek(1);
  leave();
  player.seek(2);
  assert.deepEqual(heard, [1]);
  player.play();
  player.dispose();
  const count = told.length;
  pass(BEAT * 2);
  assert.equal(told.length, count);
});
