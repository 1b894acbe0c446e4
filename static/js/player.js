/**
 * A clock on k: an explicit state machine that says which step is how far. What it moves is somebody else's.
 *
 *     resting --play--> playing --the end--> resting
 *     resting --stepForward--> stepping --the end of the step--> resting
 *     playing --pause--> stepping
 *
 * @typedef {import("./types.js").Moment} Moment
 *
 * @typedef {object} Clock  where frames come from; a test gives its own
 * @property {(callback: (milliseconds: number) => void) => number} frame
 * @property {(handle: number) => void} cancel
 *
 * @typedef {object} PlayerOptions
 * @property {number} length  how many steps there are
 * @property {number} [k]  finished at the start; all of them unless told
 * @property {readonly number[]} [ends]  where the phases end, for `toPhaseEnd`
 * @property {(moment: Moment) => void} [onChange]
 * @property {boolean | (() => boolean)} [reducedMotion]  true: steps happen at once, nothing travels
 * @property {Clock} [clock]
 *
 * @typedef {object} Player
 * @property {() => void} play  from the start where the run is finished
 * @property {() => void} pause  after the step under way, so that what the reader looks at stays
 * @property {() => void} toggle
 * @property {() => void} stepForward  plays one step; where one is under way, it is finished first
 * @property {() => void} stepBack
 * @property {(k: number) => void} seek
 * @property {() => void} toPhaseEnd
 * @property {(factor: number) => void} setSpeed
 * @property {(length: number, ends?: readonly number[]) => void} setLength  a finished run stays finished
 * @property {(listener: (moment: Moment) => void) => () => void} subscribe  gives back what ends it
 * @property {() => void} dispose
 * @property {number} k
 * @property {number} t
 * @property {number} length
 * @property {number} speed
 * @property {boolean} playing
 */

import { BEAT, clamp } from "./motion.js";

/** A hidden page gets no frames; what it missed must not be played all at once. */
const LONGEST_FRAME = 100;

/** @type {Clock} */
const animationFrames = {
  frame: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/** @param {PlayerOptions} options @returns {Player} */
export function createPlayer({ length, k = length, ends = [], onChange, reducedMotion = false, clock = animationFrames }) {
  /** @type {"resting" | "playing" | "stepping"} */
  let state = "resting";
  let count = Math.max(length, 0);
  let stops = ends;
  let finished = clamp(Math.trunc(k) || 0, 0, count);
  let t = 0;
  let speed = 1;
  /** @type {number | null} */
  let handle = null;
  /** @type {number | null} */
  let before = null;
  /** @type {Set<(moment: Moment) => void>} */
  const listeners = new Set(onChange ? [onChange] : []);

  const still = () => (typeof reducedMotion === "function" ? reducedMotion() : reducedMotion);

  function tell() {
    const moment = { k: finished, t: still() ? 0 : t, playing: state === "playing" };
    for (const listener of [...listeners]) listener(moment);
  }

  function stop() {
    if (handle !== null) clock.cancel(handle);
    handle = null;
    before = null;
    state = "resting";
    t = 0;
  }

  function start(/** @type {"playing" | "stepping"} */ next) {
    state = next;
    before = null;
    if (handle === null) handle = clock.frame(tick);
    tell();
  }

  /** @param {number} now */
  function tick(now) {
    handle = null;
    t += (Math.min(now - (before ?? now), LONGEST_FRAME) * speed) / BEAT;
    before = now;
    while (t >= 1 && state !== "resting") {
      finished += 1;
      t -= 1;
      if (finished >= count || state === "stepping") stop();
    }
    if (state !== "resting") handle = clock.frame(tick);
    tell();
  }

  /** @type {Player} */
  const player = {
    play() {
      if (state === "playing" || count === 0) return;
      if (finished >= count && state === "resting") finished = 0;
      start("playing");
    },
    pause() {
      if (state !== "playing") return;
      if (t > 0 && !still()) state = "stepping";
      else stop();
      tell();
    },
    toggle() {
      if (state === "playing") player.pause();
      else player.play();
    },
    stepForward() {
      if (finished >= count) return;
      if (state === "playing" || still()) {
        player.seek(finished + 1);
        return;
      }
      if (state === "stepping") {
        finished += 1;
        t = 0;
      }
      if (finished < count) start("stepping");
      else player.seek(finished);
    },
    stepBack() {
      // What is under way is taken back first: the reader sees the step before it, not the one after.
      player.seek(t > 0 ? finished : finished - 1);
    },
    seek(wanted) {
      stop();
      finished = clamp(Math.trunc(wanted) || 0, 0, count);
      tell();
    },
    toPhaseEnd() {
      player.seek(stops.find((end) => end > finished) ?? count);
    },
    setSpeed(factor) {
      speed = clamp(factor || 1, 0.1, 16);
      tell();
    },
    setLength(next, nextEnds = []) {
      const whole = finished >= count;
      count = Math.max(next, 0);
      stops = nextEnds;
      if (whole || finished > count) {
        stop();
        finished = count;
      } else if (finished === count) stop();
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      stop();
      listeners.clear();
    },
    get k() {
      return finished;
    },
    get t() {
      return t;
    },
    get length() {
      return count;
    },
    get speed() {
      return speed;
    },
    get playing() {
      return state === "playing";
    },
  };
  return player;
}
