/**
 * What is hidden from a student who is to find it: a payload enters, the same payload without what is asked for leaves. Pure.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").PayloadNode} PayloadNode
 * @typedef {import("./types.js").Figures} Figures
 * @typedef {import("./types.js").Figure} Figure
 * @typedef {"gradients" | "values"} What
 */

import { isFigure, toNumber } from "./figures.js";

/** A tensor with more numbers is given, as app/mistakes has it. */
const SMALL = 12;

/** The hidden number of a node. @param {PayloadNode} node @param {What} what @returns {Figures | null} */
export const answerOf = (node, what) => (what === "values" ? node.value : node.gradient);

/** Every number of a value, row by row. @param {Figures} value @returns {Figure[]} */
export const entries = (value) => (Array.isArray(value) ? value.flatMap(entries) : isFigure(value) ? [value] : []);

/** @param {Figures | null} value */
const canBeTyped = (value) => value !== null && entries(value).length <= SMALL && (isFigure(value) || (Array.isArray(value) && value.every((row) => isFigure(row) || (Array.isArray(row) && row.every(isFigure)))));

/**
 * The ids of what is asked for, in the order of the run: gradients of all cards but the output, whose gradient is given; values
 * of operations.
 * @param {Payload} payload @param {What} what
 * @returns {string[]}
 */
export function asked(payload, what) {
  const phase = what === "values" ? "forward" : "backward";
  const nodes = new Map(payload.nodes.map((node) => [node.id, node]));
  const order = new Set(payload.steps.filter((step) => step.phase === phase && (what === "values" || step.edge !== null)).map((step) => step.node));
  return [...order].filter((id) => {
    const value = answerOf(/** @type {PayloadNode} */ (nodes.get(id)), what);
    return canBeTyped(value) && entries(/** @type {Figures} */ (value)).every((figure) => Number.isFinite(toNumber(figure)));
  });
}

/** Nothing, where a number would stand. */
const NOTHING = /** @type {any} */ (null);

/**
 * @param {Payload} payload
 * @param {What} what
 * @param {ReadonlySet<string>} open the ids that are still to be found
 * @param {(node: string) => string} say what stands in the place of a step's sentence
 * @returns {Payload} the same where nothing is open
 */
export function masked(payload, what, open, say) {
  if (open.size === 0) return payload;
  const values = what === "values";
  const hidden = (/** @type {{node: string}} */ step) => open.has(step.node);
  const blind = (/** @type {import("./types.js").Step} */ step) => ({ ...step, value: NOTHING, latex: "", bar: "", text: say(step.node) });
  return {
    ...payload,
    hides: what,
    value: values && open.has(payload.output) ? NOTHING : payload.value,
    gradients: Object.fromEntries(Object.entries(payload.gradients).filter(([name]) => !values && !open.has(name))),
    nodes: payload.nodes.map((node) => ({
      ...node,
      ...(values ? { gradient: null } : {}),
      ...(open.has(node.id) ? { asks: what, ...(values ? { value: NOTHING } : { gradient: null }) } : {}),
      notes: values && open.has(node.id) ? [] : node.notes,
    })),
    edges: payload.edges.map((edge) => ({
      ...edge,
      local: values && edge.local ? { ...edge.local, value: null } : edge.local,
      contribution: values || open.has(edge.source) ? null : edge.contribution,
    })),
    // What a hidden value leads to would tell it.
    steps: (values ? payload.steps.filter((step) => step.phase === "forward") : payload.steps).map((step) => (hidden(step) || (values && needs(payload, step.node, open)) ? blind(step) : step)),
  };
}

/** Whether a card is computed from one that is open. @param {Payload} payload @param {string} id @param {ReadonlySet<string>} open */
function needs(payload, id, open) {
  return payload.edges.some((edge) => edge.target === id && open.has(edge.source));
}

/**
 * One number of each mistake, at a place of a tensor.
 * @template {{number: Figures}} M
 * @param {readonly M[]} mistakes @param {number} place
 * @returns {(Omit<M, "number"> & {number: Figure})[]}
 */
export const mistakesAt = (mistakes, place) => mistakes.map((mistake) => ({ ...mistake, number: entries(mistake.number)[place] }));

/** A short name for what an answer belongs to. @param {...unknown} parts */
export function signature(...parts) {
  let hash = 5381;
  for (const letter of JSON.stringify(parts)) hash = (Math.imul(hash, 33) ^ /** @type {number} */ (letter.codePointAt(0))) >>> 0;
  return hash.toString(36);
}
