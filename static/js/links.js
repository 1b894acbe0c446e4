/**
 * What belongs together: cards and curves, places in the source, lines of the derivation, lines of a program. Pure.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").Target} Target
 * @typedef {{line: number, phase: string, node: string, edge: string | null}} CodeLine
 */

import { innermost } from "./spans.js";

/** @param {Payload} payload @param {string} id */
const nodeOf = (payload, id) => payload.nodes.find((node) => node.id === id);
/** @param {Payload} payload @param {string} id */
const edgeOf = (payload, id) => payload.edges.find((edge) => edge.id === id);

/** What was written at a place of the source: the innermost terms there. @param {Payload} payload @param {number} offset in code points @returns {Target[]} */
export const targetsAt = ({ nodes }, offset) => innermost(nodes, offset).map(({ id }) => ({ kind: "node", id }));

/** What a step is about: the curve that something came by, else the card. @param {Payload} payload @param {number} i @returns {Target | null} */
export function targetOfStep({ steps }, i) {
  const step = steps[i];
  if (!step) return null;
  return step.edge ? { kind: "edge", id: step.edge } : { kind: "node", id: step.node };
}

/** The card of a curve that receives what the run sends along it last: of a gradient its source. @param {Payload} payload @param {string} id */
function receiver(payload, id) {
  const edge = edgeOf(payload, id);
  if (!edge) return null;
  return payload.mode === "forward" || payload.graph === "backward" ? edge.target : edge.source;
}

/** What of the drawing is lit: the targets, and of a curve the card that receives. @param {Payload} payload @param {readonly Target[]} targets @returns {Target[]} */
export function drawnOf(payload, targets) {
  const cards = targets.flatMap(({ kind, id }) => (kind === "edge" ? [receiver(payload, id)] : [])).filter((id) => id !== null);
  return [...targets, ...cards.map((id) => /** @type {Target} */ ({ kind: "node", id }))];
}

/** The places of the targets in the source: of a card all of them, of a curve the operation that it enters. @param {Payload} payload @param {readonly Target[]} targets @returns {[number, number][]} */
export function spansOf(payload, targets) {
  return targets.flatMap(({ kind, id }) => {
    if (kind === "group") return [];
    const node = nodeOf(payload, kind === "edge" ? (edgeOf(payload, id)?.target ?? "") : id);
    if (kind === "node" && node?.spans?.length) return node.spans;
    return node?.span ? [node.span] : [];
  });
}

/** The steps that are about a target. @param {Payload} payload @param {readonly Target[]} targets @returns {number[]} */
export function stepsAbout({ steps }, targets) {
  const about = (/** @type {import("./types.js").Step} */ step) => targets.some(({ kind, id }) => id === (kind === "edge" ? step.edge : step.node));
  return steps.flatMap((step, i) => (about(step) ? [i] : []));
}

/**
 * The lines of a program that are about a target. Programs are written of the formula's own graph: in a backward graph a
 * gradient's lines are those of the node whose gradient it is.
 * @param {Payload} payload @param {readonly CodeLine[]} lines @param {readonly Target[]} targets
 * @returns {number[]} from 1, in order
 */
export function codeAbout(payload, lines, targets) {
  const about = (/** @type {CodeLine} */ line) =>
    targets.some(({ kind, id }) => {
      if (kind === "edge") return line.edge === id;
      const whose = nodeOf(payload, id)?.gradient_of;
      return whose ? line.phase === "backward" && line.node === whose : line.node === id;
    });
  return [...new Set(lines.filter(about).map(({ line }) => line))].sort((a, b) => a - b);
}

/** What a line of a program computes, null where it is about nothing that is drawn. @param {Payload} payload @param {CodeLine | undefined} line @returns {Target | null} */
export function targetOfCode(payload, line) {
  if (!line) return null;
  if (line.edge && edgeOf(payload, line.edge)) return { kind: "edge", id: line.edge };
  const gradient = line.phase === "backward" ? payload.nodes.find((node) => node.gradient_of === line.node) : undefined;
  const node = gradient ?? nodeOf(payload, line.node);
  return node ? { kind: "node", id: node.id } : null;
}
