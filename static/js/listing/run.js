/**
 * A listing runs on the server: its console and episodes come as they happen, the whole answer last.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../api.js").Problem} Problem
 * @typedef {import("../types.js").Figures} Figures
 *
 * @typedef {{line: number, text: string}} Piece  of the console
 * @typedef {{index: number, line: number, output: string, value: Figures, nodes: number, refused?: boolean}} Episode
 * @typedef {{from: number, to: number, insert: string}} Replacement  in code points
 * @typedef {{code: string, line: number, severity: "error" | "warning", text: string, fix: string, replacement: Replacement | null}} Finding
 * @typedef {{name: string, kind: "episode" | "printed" | "list", line: number | null, xlabel: string, x: import("../types.js").Figure[], y: import("../types.js").Figure[]}} Curve
 *
 * @typedef {object} Variable
 * @property {string} name
 * @property {string} type
 * @property {string} text
 * @property {number[] | null} shape
 * @property {boolean | null} requires_grad
 *
 * @typedef {object} Answer  of POST /api/v1/run
 * @property {Piece[]} console
 * @property {Episode[]} episodes
 * @property {Episode | null} refused  the pass that torch refused, where that ended the listing: behind all others
 * @property {Payload | null} graph
 * @property {{episode: number, graph: Payload}[]} graphs
 * @property {Problem | null} graph_error
 * @property {Finding[]} findings
 * @property {{code: string, line: number, text: string} | null} lesson
 * @property {import("./figure.js").Plot[]} plots
 * @property {Curve[]} curves
 * @property {Variable[]} variables
 * @property {Problem | null} error
 *
 * @typedef {object} Heard  what is told while it runs
 * @property {(pieces: Piece[]) => void} onConsole
 * @property {(episode: Episode) => void} onEpisode
 */

import { Refusal } from "../api.js";

/**
 * @param {object} body of the question
 * @param {AbortSignal} signal
 * @param {Partial<Heard>} [heard]
 * @returns {Promise<Answer>} rejects with a Refusal where the listing cannot run at all
 */
export async function run(body, signal, { onConsole, onEpisode } = {}) {
  const response = await fetch("/api/v1/run", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok || !response.body) throw new Refusal(await response.json());
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const { events, left } = eventsOf(rest);
    rest = left;
    const last = events.find(({ name }) => name === "done");
    // Printed lines come in hundreds: together they are drawn once.
    const pieces = events.filter(({ name }) => name === "console").map(({ data }) => JSON.parse(data));
    if (pieces.length && !signal.aborted) onConsole?.(pieces);
    for (const { name, data } of events) if (name === "episode" && !signal.aborted) onEpisode?.(JSON.parse(data));
    if (last) return JSON.parse(last.data);
    if (done) throw new TypeError("the stream ended before the listing did");
  }
}

/**
 * Server-sent events as far as they have come.
 * @param {string} text
 * @returns {{events: {name: string, data: string}[], left: string}}
 */
export function eventsOf(text) {
  const blocks = text.split("\n\n");
  const left = blocks.pop() ?? "";
  const events = blocks.map((block) => {
    const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()]));
    return { name: fields.event ?? "message", data: fields.data ?? "" };
  });
  return { events, left };
}
