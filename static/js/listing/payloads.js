/**
 * Between the answer of a run and what the page draws. Pure.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("./run.js").Answer} Answer
 * @typedef {Pick<import("./run.js").Finding, "line" | "severity" | "text">} Marked
 */

/**
 * @typedef {import("../api.js").Spec & {seed?: number | null, collapsed?: string[] | null, direction?: string, previous?: object | null}} Wanted
 *
 * What of a question is a run's; `key`: all that its graphs depend on but the episode; `text`: all that what it prints depends on.
 * @param {Wanted} wanted
 * @param {string} language
 */
export function asking({ source, seed = null, collapsed = null, direction = "right", space, previous = null, episode = undefined }, language) {
  const text = JSON.stringify([source, seed, language]);
  return { body: { source, seed, collapsed, direction, space: space ?? null, previous, episode: episode ?? null, language }, key: JSON.stringify([text, collapsed, direction, space]), text };
}

/** The graph of a listing that has none. @param {string} source @returns {Payload} */
export const withoutGraph = (source) => ({
  source,
  syntax: "listing",
  engine: "tape",
  normalized: "",
  latex: "",
  readings: [],
  output: "",
  value: 0,
  gradients: {},
  assumed: [],
  nodes: [],
  edges: [],
  groups: [],
  steps: [],
  check: null,
  size: [1, 1],
  direction: "right",
});

/** @param {Payload} graph @param {Answer} answer @param {number} episode @param {boolean} [stopped] @returns {Payload} */
export const shownOf = (graph, answer, episode, stopped = false) => ({ ...graph, listing: { ...explained(answer), episode, stopped } });

/** Where a finding is about the error too, its lesson is told once: with the finding, which has a fix, and stands first. @param {Answer} answer @returns {Answer} */
function explained(answer) {
  const { error, lesson, findings } = answer;
  if (!error || !lesson || !findings.some(({ code }) => code === lesson.code)) return answer;
  const [about, others] = [true, false].map((same) => findings.filter(({ code }) => (code === lesson.code) === same));
  return { ...answer, error: { ...error, hint: null }, findings: [...about.map((each) => ({ ...each, text: lesson.text })), ...others] };
}

/** What the margin marks: the findings, and what stopped it where none of them does. @param {readonly Marked[]} findings @param {import("../api.js").Problem | null} error @returns {readonly Marked[]} */
export function marksOf(findings, error) {
  if (!error?.line || findings.some(({ line, severity }) => line === error.line && severity === "error")) return findings;
  return [...findings, { line: error.line, severity: "error", text: error.detail }];
}

/** Where the chain of a refused backward() broke: cards of the line that the lesson names. @param {Payload} payload @returns {string[]} */
export function brokenAt({ listing, nodes, steps }) {
  const line = listing?.lesson?.line;
  if (!line || !listing?.error || line === listing.error.line || steps.some(({ phase }) => phase === "backward")) return [];
  return nodes.filter((node) => node.kind === "operation" && node.line === line).map(({ id }) => id).slice(-1);
}
