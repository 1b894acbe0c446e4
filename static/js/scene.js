/**
 * A payload and a moment -> what is visible. Pure: the page, the tests and a printed frame read the same scene.
 *
 * A moment is k finished steps and how far (t) the next one is. At t = 0 the present step is the last finished one;
 * while t > 0 it is step k. `sceneAt(payload, k, 1)` shows what `sceneAt(payload, k + 1, 0)` shows.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").PayloadNode} PayloadNode
 * @typedef {import("./types.js").PayloadEdge} PayloadEdge
 * @typedef {import("./types.js").Figures} Figures
 * @typedef {import("./types.js").Phase} Phase
 * @typedef {import("./types.js").Step} Step
 *
 * @typedef {{latex: string, text: string}} Formula
 *
 * @typedef {object} NodeScene
 * @property {Figures | null} value  null: not computed yet
 * @property {number} valueOpacity
 * @property {Figures | null} gradient  the sum of what has arrived; null: nothing yet, which is not 0
 * @property {number} gradientOpacity  of the gradient, or of the tangent
 * @property {number} gradientWash  the ground under it; it stays where a sum replaces a sum
 * @property {Figures | null} tangent  in forward mode, in the gradient's place: the sum of what has come; null: nothing yet
 * @property {Phase | null} ring  the phase of the present step, where this is its node
 * @property {number} ringOpacity
 * @property {number} ringSpread  1 wide, 0 settled
 * @property {Formula | null} sum  `3 + 4 = 7` where a second gradient joins a first
 *
 * @typedef {object} EdgeScene
 * @property {"idle" | "done" | "current"} state  done: its target has its value
 * @property {Phase | null} phase  of the present step, where this is its edge
 * @property {number} emphasis  0 thin, 1 thick
 * @property {number | null} dot  how far along the edge, 0 at the source, 1 at the target
 * @property {Formula | null} product  what the dot carries
 * @property {number} settled  0: the product rides on the dot; 1: it stands at its resting place
 *
 * @typedef {object} Scene
 * @property {number | null} narration  the index of the present step
 * @property {Phase | null} phase
 * @property {boolean} finished
 * @property {Map<string, NodeScene>} nodes
 * @property {Map<string, EdgeScene>} edges
 */

import { isFigure, latexFigure, shapeText, shortFigure, toNumber } from "./figures.js";
import { beat, TRAVEL } from "./motion.js";

/**
 * @typedef {object} Lookup  what every moment of a payload needs again
 * @property {Map<string, PayloadNode>} nodes
 * @property {Map<string, PayloadEdge>} edges
 * @property {Map<string, PayloadEdge[]>} incoming  by target
 * @property {Map<string, number>} forward  node -> the step that gives its value
 * @property {Map<number, Scene>} rests  scenes at t = 0, by k
 */

/** @type {WeakMap<Payload, Lookup>} */
const lookups = new WeakMap();

/** @param {Payload} payload @returns {Lookup} */
function lookup(payload) {
  let found = lookups.get(payload);
  if (!found) {
    /** @type {Map<string, PayloadEdge[]>} */
    const incoming = new Map();
    for (const edge of payload.edges) incoming.set(edge.target, [...(incoming.get(edge.target) ?? []), edge]);
    const forward = payload.steps.flatMap((step, i) => (step.phase === "forward" ? [/** @type {const} */ ([step.node, i])] : []));
    found = {
      nodes: new Map(payload.nodes.map((node) => [node.id, node])),
      edges: new Map(payload.edges.map((edge) => [edge.id, edge])),
      incoming,
      forward: new Map(forward),
      rests: new Map(),
    };
    lookups.set(payload, found);
  }
  return found;
}

/**
 * Where each phase ends, as values of k: `[3, 9]`. In forward mode values and tangents go together, and there is one.
 * @param {Pick<Payload, "steps" | "mode">} payload
 * @returns {number[]}
 */
export function phaseEnds(payload) {
  const forward = payload.mode === "forward" ? 0 : payload.steps.filter((step) => step.phase === "forward").length;
  const ends = [forward, payload.steps.length];
  return ends.filter((end, i) => end > 0 && ends.indexOf(end) === i);
}

/** The edges that carry something in a step. @param {Lookup} found @param {Step} step @returns {PayloadEdge[]} */
function carriers(found, step) {
  if (step.phase === "forward") return found.incoming.get(step.node) ?? [];
  const edge = step.edge === null ? undefined : found.edges.get(step.edge);
  return edge ? [edge] : [];
}

/**
 * Whether a factor needs brackets: a sum, or a sign in front, outside all brackets. The sign of an exponent is none of those.
 * @param {string} text
 */
export function needsBrackets(text) {
  let depth = 0;
  let before = " ";
  for (const letter of text) {
    if ("([{".includes(letter)) depth += 1;
    else if (")]}".includes(letter)) depth -= 1;
    else if (depth === 0 && before === " " && "+-−".includes(letter)) return true;
    before = letter;
  }
  return false;
}

/** @param {Formula} formula @returns {Formula} */
function bracketed(formula) {
  if (!needsBrackets(formula.text)) return formula;
  return { latex: `\\left(${formula.latex}\\right)`, text: `(${formula.text})` };
}

/** @param {Figures} value @param {readonly number[]} shape @returns {Formula} */
function figures(value, shape) {
  if (isFigure(value)) return { latex: latexFigure(value), text: shortFigure(value) };
  const text = shapeText(shape);
  return { latex: text.replaceAll("×", "\\times "), text };
}

/** What an edge adds where it ends: a gradient to its source, a tangent to its target. @param {PayloadEdge} edge @param {Phase} phase */
const addedBy = (edge, phase) => (phase === "tangent" ? (edge.tangent ?? null) : edge.contribution);

/**
 * What an edge carries back, or of a tangent forward: that at its start, then it × local derivative, then what that makes.
 * @param {Lookup} found
 * @param {PayloadEdge} edge
 * @param {Phase} phase
 * @param {0 | 1 | 2} stage
 * @returns {Formula | null}
 */
function product(found, edge, phase, stage) {
  const start = found.nodes.get(phase === "tangent" ? edge.source : edge.target);
  const arriving = (phase === "tangent" ? start?.tangent : start?.gradient) ?? null;
  if (!start || arriving === null) return null;
  const gradient = figures(arriving, start.shape);
  const local = edge.local;
  const added = addedBy(edge, phase);
  if (stage === 0) return gradient;
  if (!local) return null;
  if (!isFigure(arriving) || !isFigure(added) || local.value === null) {
    return { latex: local.latex, text: local.text ?? local.latex };
  }
  const number = figures(local.value, []);
  const factor = bracketed(local.latex ? { latex: local.latex, text: local.text ?? local.latex } : number);
  const latex = `${gradient.latex} \\times ${factor.latex}`;
  const text = `${gradient.text} × ${factor.text}`;
  if (stage === 1) return { latex, text };
  const made = figures(added, []);
  return { latex: `${latex} = ${made.latex}`, text: `${text} = ${made.text}` };
}

/** The node's gradient or tangent before step i, null where nothing had arrived. @param {Payload} payload @param {number} i */
function sumBefore(payload, i) {
  const { node, phase } = payload.steps[i];
  for (let j = i - 1; j >= 0 && payload.steps[j].phase === phase; j--) {
    if (payload.steps[j].node === node) return payload.steps[j].value;
  }
  return null;
}

/**
 * `3 + 4 = 7` where step i adds to what had arrived, null elsewhere and for tensors.
 * @param {Payload} payload @param {Lookup} found @param {number} i
 * @returns {Formula | null}
 */
function sumAt(payload, found, i) {
  const { edge, value, phase } = payload.steps[i];
  if (phase === "forward") return null;
  const before = sumBefore(payload, i);
  const carrier = edge === null ? undefined : found.edges.get(edge);
  const added = carrier ? addedBy(carrier, phase) : null;
  if (!isFigure(before) || !isFigure(added) || !isFigure(value)) return null;
  const negative = toNumber(added) < 0;
  const size = negative ? -toNumber(added) : added;
  return {
    latex: `${latexFigure(before)} ${negative ? "-" : "+"} ${latexFigure(size)} = ${latexFigure(value)}`,
    text: `${shortFigure(before)} ${negative ? "−" : "+"} ${shortFigure(size)} = ${shortFigure(value)}`,
  };
}

/** @type {NodeScene} */
const QUIET_NODE = { value: null, valueOpacity: 1, gradient: null, gradientOpacity: 1, gradientWash: 0, tangent: null, ring: null, ringOpacity: 0, ringSpread: 0, sum: null };
/** @type {EdgeScene} */
const IDLE = { state: "idle", phase: null, emphasis: 0, dot: null, product: null, settled: 1 };
/** @type {EdgeScene} */
const DONE = { ...IDLE, state: "done" };

/** What stands after k steps, nothing marked as present. @param {Payload} payload @param {Lookup} found @param {number} k @returns {Scene} */
function standing(payload, found, k) {
  /** @type {Map<string, Figures>} */
  const gradients = new Map();
  /** @type {Map<string, Figures>} */
  const tangents = new Map();
  for (let i = 0; i < k; i++) {
    const { phase, node, value } = payload.steps[i];
    if (phase === "backward") gradients.set(node, value);
    else if (phase === "tangent") tangents.set(node, value);
  }
  const known = (/** @type {string} */ id) => (found.forward.get(id) ?? -1) < k;
  const nodes = new Map(
    payload.nodes.map((node) => [
      node.id,
      {
        ...QUIET_NODE,
        value: known(node.id) ? node.value : null,
        gradient: gradients.get(node.id) ?? null,
        tangent: tangents.get(node.id) ?? null,
        gradientWash: gradients.has(node.id) || tangents.has(node.id) ? 1 : 0,
      },
    ]),
  );
  const edges = new Map(payload.edges.map((edge) => [edge.id, known(edge.target) ? DONE : IDLE]));
  return { narration: null, phase: null, finished: k === payload.steps.length, nodes, edges };
}

/**
 * Marks a finished step as present, as strongly as `strength` says.
 * @param {Payload} payload @param {Lookup} found @param {Scene} scene @param {number} i @param {number} strength
 */
function markFinished(payload, found, scene, i, strength) {
  const step = payload.steps[i];
  const node = scene.nodes.get(step.node);
  if (node) scene.nodes.set(step.node, { ...node, ring: step.phase, ringOpacity: strength, sum: strength === 1 ? sumAt(payload, found, i) : null });
  for (const edge of carriers(found, step)) {
    const carried = strength === 1;
    scene.edges.set(edge.id, {
      state: "current",
      phase: step.phase,
      emphasis: strength,
      dot: carried ? (step.phase === "backward" ? 0 : 1) : null,
      product: carried ? carriedBy(found, edge, step.phase, 2) : null,
      settled: 1,
    });
  }
}

/** @param {Lookup} found @param {PayloadEdge} edge @param {Phase} phase @param {0 | 1 | 2} stage */
function carriedBy(found, edge, phase, stage) {
  if (phase !== "forward") return product(found, edge, phase, stage);
  const source = found.nodes.get(edge.source);
  return source && source.value !== null ? figures(source.value, source.shape) : null; // null: a student is to find it
}

/**
 * Marks step i as under way.
 * @param {Payload} payload @param {Lookup} found @param {Scene} scene @param {number} i @param {number} t
 */
function markMoving(payload, found, scene, i, t) {
  const step = payload.steps[i];
  const { travel, arrive, leave } = beat(t);
  const arrived = t > TRAVEL;
  const node = scene.nodes.get(step.node);
  if (node) {
    const beside = { gradientOpacity: arrive, gradientWash: Math.max(node.gradientWash, arrive) };
    const shown = {
      forward: { value: step.value, valueOpacity: arrive },
      backward: { gradient: step.value, ...beside },
      tangent: { tangent: step.value, ...beside },
    }[step.phase];
    const stays = node.ring === step.phase ? node.ringOpacity : 0;
    scene.nodes.set(step.node, {
      ...node,
      ...(arrived ? shown : {}),
      ring: step.phase,
      ringOpacity: Math.max(arrive, stays),
      ringSpread: 1 - arrive,
      sum: arrived ? sumAt(payload, found, i) : null,
    });
  }
  const stage = arrived ? 2 : travel > 0.5 ? 1 : 0;
  for (const edge of carriers(found, step)) {
    scene.edges.set(edge.id, {
      state: "current",
      phase: step.phase,
      emphasis: 1 - leave,
      dot: step.phase === "backward" ? 1 - travel : travel,
      product: carriedBy(found, edge, step.phase, stage),
      settled: arrive,
    });
  }
}

/**
 * What is visible.
 * @param {Payload} payload
 * @param {number} k finished steps; what lies outside 0 to the number of steps is brought inside
 * @param {number} [t] how far step k is
 * @returns {Scene}
 */
export function sceneAt(payload, k, t = 0) {
  const found = lookup(payload);
  const count = payload.steps.length;
  const finished = Math.min(Math.max(Math.trunc(k) || 0, 0), count);
  if (t >= 1 && finished < count) return sceneAt(payload, finished + 1, 0);
  if (t <= 0 || finished === count) {
    let scene = found.rests.get(finished);
    if (!scene) {
      scene = standing(payload, found, finished);
      if (finished > 0) {
        markFinished(payload, found, scene, finished - 1, 1);
        scene.narration = finished - 1;
        scene.phase = payload.steps[finished - 1].phase;
      }
      // One scene a step of a long run would hold every node times every step: a few neighbours are enough.
      if (found.rests.size > 8) found.rests.clear();
      found.rests.set(finished, scene);
    }
    return scene;
  }
  const rest = sceneAt(payload, finished, 0);
  // Marks are taken off a copy; nodes and edges that nothing happens to stay the same objects, so that drawing may skip them.
  const scene = { ...rest, nodes: new Map(rest.nodes), edges: new Map(rest.edges) };
  if (finished > 0) {
    unmark(found, scene, payload.steps[finished - 1]);
    const { leave } = beat(t);
    if (leave > 0) markFinished(payload, found, scene, finished - 1, Math.min(leave, 0.999));
  }
  markMoving(payload, found, scene, finished, t);
  scene.narration = finished;
  scene.phase = payload.steps[finished].phase;
  scene.finished = false;
  return scene;
}

/** @param {Lookup} found @param {Scene} scene @param {Step} step */
function unmark(found, scene, step) {
  const node = scene.nodes.get(step.node);
  if (node) scene.nodes.set(step.node, { ...node, ring: null, ringOpacity: 0, sum: null });
  for (const edge of carriers(found, step)) scene.edges.set(edge.id, DONE);
}
