import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../../../static/js/api.js";
import { createReader, listen } from "../../../static/js/train/stream.js";

const event = (/** @type {string} */ id, /** @type {string} */ kind, body = {}) => `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(body)}\n\n`;

/** @param {readonly string[]} pieces @param {boolean} [breaks] */
function answer(pieces, breaks = false) {
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
  const stream = new ReadableStream({
    pull(controller) {
      const next = bytes.shift();
      if (next) controller.enqueue(next);
      else if (breaks) controller.error(new TypeError("network"));
      else controller.close();
    },
  });
  return new Response(stream, { status: 200 });
}

test("events are read however their text is cut, and comments are none", () => {
  const text = `: hello\n\n${event("0s", "start", { run: "a" })}${event("1u", "update", { loss: "NaN" })}`;
  for (const size of [1, 7, 1000]) {
    const read = createReader();
    const found = [];
    for (let at = 0; at < text.length; at += size) found.push(...read(text.slice(at, at + size)));
    assert.deepEqual(found, [
      { id: "0s", kind: "start", body: { run: "a" } },
      { id: "1u", kind: "update", body: { loss: "NaN" } },
    ]);
  }
});

test("a broken stream is taken up after its last event, and what waits is told", async () => {
  /** @type {(string | undefined)[]} */
  const asked = [];
  const answers = [() => answer([event("0s", "start"), event("1u", "update")], true), () => Promise.reject(new TypeError("down")), () => answer([event("2u", "update"), event("2d", "done")])];
  /** @type {string[]} */
  const heard = [];
  /** @type {boolean[]} */
  const waits = [];
  await listen(
    {},
    {
      signal: new AbortController().signal,
      onEvents: (events) => heard.push(...events.map(({ id }) => id)),
      onWaiting: (now) => waits.push(now),
      fetcher: /** @type {any} */ (
        async (/** @type {string} */ _path, /** @type {any} */ { headers }) => {
          asked.push(headers["Last-Event-ID"]);
          return answers.shift()?.();
        }
      ),
      wait: async () => {},
    },
  );
  assert.deepEqual(heard, ["0s", "1u", "2u", "2d"]);
  assert.deepEqual(asked, [undefined, "1u", "1u"]);
  assert.deepEqual(waits, [true, false]);
});

test("a refusal is no broken connection", async () => {
  const fetcher = /** @type {any} */ (async () => new Response(JSON.stringify({ code: "training.option", detail: "no" }), { status: 422 }));
  await assert.rejects(listen({}, { signal: new AbortController().signal, onEvents() {}, fetcher }), Refusal);
});

test("a server that stays away is given up", async () => {
  let asked = 0;
  const fetcher = /** @type {any} */ (
    async () => {
      asked += 1;
      throw new TypeError("down");
    }
  );
  await assert.rejects(listen({}, { signal: new AbortController().signal, onEvents() {}, fetcher, wait: async () => {} }), TypeError);
  assert.equal(asked, 6);
});
