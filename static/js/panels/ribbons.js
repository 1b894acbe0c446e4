/**
 * Paths as ribbons along their edges; where several share an edge they run side by side. Points enter, an SVG layer is filled.
 *
 * @typedef {import("../types.js").Point} Point
 * @typedef {{edges: readonly string[], hue: number}} Ribbon  hue: which of the traces' colours, from 0
 */

import { select } from "../../vendor/d3.js";
import { measure } from "../curve.js";

/** As many colours as tell paths apart; after that they come again. */
export const HUES = 6;
const GAP = 6; // between the middles of neighbours
const BAND = 30; // as wide as all ribbons of an edge may be together
const SAMPLES = 24;

/**
 * Who runs beside whom.
 * @param {readonly Ribbon[]} ribbons
 * @returns {{edge: string, path: number, hue: number, offset: number, gap: number}[]} `offset` from the middle of the edge
 */
export function strands(ribbons) {
  /** @type {Map<string, number[]>} */
  const sharing = new Map();
  for (const [i, { edges }] of ribbons.entries()) for (const edge of edges) sharing.set(edge, [...(sharing.get(edge) ?? []), i]);
  return [...sharing].flatMap(([edge, paths]) => {
    const gap = Math.min(GAP, BAND / paths.length);
    return paths.map((path, i) => ({ edge, path, hue: ribbons[path].hue, offset: (i - (paths.length - 1) / 2) * gap, gap }));
  });
}

/**
 * A chain moved sideways.
 * @param {readonly Point[]} chain
 * @param {number} offset to the right of its direction
 * @returns {Point[]}
 */
export function beside(chain, offset) {
  const curve = measure(chain);
  return Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const { x, y, angle } = curve.at(i / SAMPLES);
    const turned = (angle * Math.PI) / 180;
    return [x - Math.sin(turned) * offset, y + Math.cos(turned) * offset];
  });
}

/**
 * @param {SVGGElement} layer
 * @param {(edge: string) => readonly Point[]} route where an edge runs now
 * @param {readonly Ribbon[]} ribbons
 * @param {number | null} present the path that the reader points at
 */
export function drawRibbons(layer, route, ribbons, present) {
  select(layer)
    .selectAll("path")
    .data(strands(ribbons).filter(({ edge }) => route(edge).length > 1))
    .join("path")
    .attr("class", ({ path }) => `ribbon ${present === null ? "" : path === present ? "present" : "aside"}`.trim())
    .attr("style", ({ hue, gap }) => `--trace: var(--trace-${hue + 1}); --width: ${(gap * 0.8).toFixed(2)}px`)
    .attr("d", ({ edge, offset }) => `M${beside(route(edge), offset).map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}`);
}
