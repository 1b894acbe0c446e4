/**
 * Where the time machine stands: one k for the whole page, moved by the slider, by keys, by playing, or by a run that goes on.
 * What it moves is somebody else's.
 *
 * @typedef {import("../player.js").Clock} Clock
 */

import { clamp } from "../motion.js";

/** A whole run is played in so many seconds, but no update is shown for longer than the second figure. */
const WHOLE = 8;
const LONGEST = 0.5;

/** @type {Clock} */
const frames = { frame: (callback) => requestAnimationFrame(callback), cancel: (handle) => cancelAnimationFrame(handle) };

/** @param {{onChange: () => void, clock?: Clock}} options */
export function createTime({ onChange, clock = frames }) {
  let [k, length, speed] = [0, 0, 1];
  let exact = 0; // k between two updates
  /** Whether it stands at the newest update, and goes on with it. */
  let following = true;
  /** Where it is to stand as soon as a run is so long. @type {number | null} */
  let awaited = null;
  /** @type {number | null} */
  let handle = null;
  /** @type {number | null} */
  let before = null;

  function stop() {
    if (handle !== null) clock.cancel(handle);
    handle = before = null;
  }

  /** @param {number} next */
  function move(next) {
    awaited = null;
    const wanted = clamp(Math.round(next), 0, length);
    following = wanted === length;
    if (wanted === k) return;
    k = wanted;
    onChange();
  }

  /** @param {number} now */
  function tick(now) {
    const seconds = Math.min(now - (before ?? now), 100) / 1000;
    before = now;
    exact += seconds * speed * Math.max(length / WHOLE, 1 / LONGEST);
    handle = clock.frame(tick);
    if (exact >= length) stop();
    move(Math.floor(exact));
    if (handle === null) onChange();
  }

  const time = {
    get k() {
      return k;
    },
    get length() {
      return length;
    },
    get playing() {
      return handle !== null;
    },
    /** Whether it is on its way to a moment that the run has not reached. */
    get waits() {
      return awaited !== null;
    },
    get following() {
      return following;
    },
    get speed() {
      return speed;
    },
    set speed(factor) {
      speed = factor;
    },
    /** @param {number} next */
    seek(next) {
      const played = handle !== null;
      stop();
      move(next);
      if (played) onChange();
    },
    toggle() {
      if (handle !== null) {
        stop();
        onChange();
        return;
      }
      if (length === 0) return;
      exact = k >= length ? 0 : k;
      handle = clock.frame(tick);
      move(exact);
      onChange();
    },
    /** There are more updates, or others. @param {number} next */
    setLength(next) {
      length = next;
      if (awaited !== null) k = awaited;
      else if (following && handle === null) k = length;
      k = Math.min(k, length);
      if (k === awaited) awaited = null;
      onChange();
    },
    /** Another run: it is followed, or stands where it stood. @param {number | null} at */
    restart(at) {
      stop();
      following = at === null;
      awaited = at;
      [k, length] = [0, 0];
    },
  };
  return time;
}
