import assert from "node:assert/strict";
import { test } from "node:test";

import { createTime } from "../../../static/js/train/time.js";

/** A clock that is moved by hand. */
function frames() {
  /** @type {((now: number) => void) | null} */
  let next = null;
  let now = 0;
  return {
    clock: { frame: (/** @type {(now: number) => void} */ callback) => ((next = callback), 1), cancel: () => void (next = null) },
    run(/** @type {number} */ seconds) {
      for (const end = now + seconds * 1000; now <= end; now += 50) {
        const callback = next;
        next = null;
        callback?.(now);
      }
    },
  };
}

test("a run that grows is followed until the reader goes back", () => {
  const time = createTime({ onChange() {}, clock: frames().clock });
  time.setLength(5);
  assert.equal(time.k, 5);
  time.seek(2);
  time.setLength(9);
  assert.deepEqual([time.k, time.length, time.following], [2, 9, false]);
  time.seek(99);
  assert.equal(time.k, 9);
  time.seek(-3);
  assert.equal(time.k, 0);
});

test("playing goes from the start where it stands at the end, ends there, and is told", () => {
  const { clock, run } = frames();
  /** @type {number[]} */
  const seen = [];
  const time = createTime({ onChange: () => seen.push(time.k), clock });
  time.setLength(100);
  time.toggle();
  assert.deepEqual([time.k, time.playing], [0, true]);
  run(4);
  assert.ok(time.playing && time.k > 30 && time.k < 70, String(time.k));
  run(8);
  assert.deepEqual([time.k, time.playing], [100, false]);
  const [before, ...played] = seen;
  assert.deepEqual([before, played[0], played.at(-1)], [100, 0, 100]);
  assert.ok(played.every((k, i) => i === 0 || k >= played[i - 1]));
});

test("another run is followed, or stands at the moment that is kept", () => {
  const time = createTime({ onChange() {}, clock: frames().clock });
  time.setLength(50);
  time.restart(null);
  time.setLength(10);
  assert.equal(time.k, 10);
  time.restart(4);
  time.setLength(2);
  assert.deepEqual([time.k, time.waits], [2, true]);
  time.setLength(10);
  assert.deepEqual([time.k, time.waits], [4, false]);
});
