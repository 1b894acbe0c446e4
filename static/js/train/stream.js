/**
 * The events of a run: a POST whose answer is a stream of Server-Sent Events, taken up again after the last event where the
 * connection breaks, as EventSource would do if it could send a body.
 *
 * @typedef {{id: string, kind: string, body: any}} StreamEvent
 */

import { Refusal } from "../api.js";

/** Milliseconds to wait before the connection is tried again, one after another. */
const WAITS = [300, 1000, 2000, 4000, 8000];

/** Text of a stream, in pieces as it comes -> the events that are complete. */
export function createReader() {
  let rest = "";
  return (/** @type {string} */ piece) => {
    const blocks = (rest + piece).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const event = { id: "", kind: "message", data: /** @type {string[]} */ ([]) };
      for (const line of block.split("\n")) {
        const colon = line.indexOf(":");
        if (colon < 1) continue; // a comment, or nothing
        const value = line.slice(colon + 1).replace(/^ /, "");
        const field = line.slice(0, colon);
        if (field === "id") event.id = value;
        else if (field === "event") event.kind = value;
        else if (field === "data") event.data.push(value);
      }
      return event.data.length ? [{ id: event.id, kind: event.kind, body: JSON.parse(event.data.join("\n")) }] : [];
    });
  };
}

/**
 * Listens to a run until it is done. Rejects with a Refusal where the server refuses, with a TypeError where it could not be
 * reached for long, with an AbortError where `signal` says so.
 * @param {object} body of POST /api/v1/train
 * @param {object} options
 * @param {(events: StreamEvent[]) => void} options.onEvents  as many as came together
 * @param {(waiting: boolean) => void} [options.onWaiting]  the connection is broken, or there again
 * @param {string | null} [options.after]  the id of the last event that is known
 * @param {string} [options.language]
 * @param {AbortSignal} options.signal
 * @param {typeof fetch} [options.fetcher]
 * @param {(milliseconds: number) => Promise<void>} [options.wait]
 */
export async function listen(body, { onEvents, onWaiting = () => {}, after = null, language, signal, fetcher = fetch, wait = pause }) {
  let broken = 0;
  for (;;) {
    try {
      const response = await fetcher("/api/v1/train", {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          ...(language ? { "Accept-Language": language } : {}),
          ...(after ? { "Last-Event-ID": after } : {}),
        },
        body: JSON.stringify(body),
        signal,
      });
      if (!response.ok && response.status !== 503) throw new Refusal(await response.json());
      const stream = response.ok ? response.body?.getReader() : undefined;
      const [read, decoder] = [createReader(), new TextDecoder()];
      for (;;) {
        const { done, value } = (await stream?.read()) ?? { done: true, value: undefined };
        if (done) break;
        const events = read(decoder.decode(value, { stream: true }));
        if (!events.length) continue;
        if (broken) onWaiting(false);
        broken = 0;
        after = events[events.length - 1].id || after;
        onEvents(events);
        if (events.some(({ kind }) => kind === "done")) return;
      }
    } catch (error) {
      if (signal.aborted || error instanceof Refusal || broken >= WAITS.length) throw error;
    }
    if (broken >= WAITS.length) throw new TypeError("the server cannot be reached");
    if (!broken) onWaiting(true);
    await wait(WAITS[broken]);
    if (signal.aborted) throw new DOMException("", "AbortError");
    broken += 1;
  }
}

/** @param {number} milliseconds @returns {Promise<void>} */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
