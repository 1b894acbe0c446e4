/**
 * Edges: a curve with an arrowhead; over the present step's edge a thick curve in the colour of its phase with a dot.
 *
 * @typedef {import("../types.js").PayloadEdge} PayloadEdge
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../scene.js").EdgeScene} EdgeScene
 * @typedef {import("../curve.js").Measure} Measure
 */

import { select } from "../../vendor/d3.js";
import { measure, pathData } from "../curve.js";

const THIN = 11; // an arrowhead's length
const THICK = 13;
const DOT = 6.5;

/** @param {import("d3-selection").Selection<any, PayloadEdge, any, any>} enter */
function build(enter) {
  const edge = enter.append("g").attr("class", "edge");
  edge.append("path").attr("class", "edge-reach");
  edge.append("path").attr("class", "edge-line");
  edge.append("path").attr("class", "edge-head");
  return edge;
}

/**
 * @param {SVGGElement} layer
 * @param {readonly PayloadEdge[]} edges
 * @returns {import("d3-selection").Selection<SVGGElement, PayloadEdge, SVGGElement, unknown>}
 */
export function joinEdges(layer, edges) {
  return /** @type {any} */ (
    select(layer)
      .selectAll("g.edge:not(.leaving)")
      .data(edges, (/** @type {any} */ edge) => edge.id)
      .join(
        (enter) => build(enter).classed("entering", true),
        (update) => update,
        (exit) => exit.classed("leaving", true),
      )
      .attr("data-id", (edge) => edge.id)
  );
}

/**
 * A head with its point at one end of a curve, turned as the curve runs over the head's length: short bends do not tilt it.
 * @param {Measure} curve @param {number} length @param {boolean} backward whether it points at the source
 */
function headData(curve, length, backward) {
  const share = Math.min(length / Math.max(curve.length, 1), 1);
  const tip = curve.at(backward ? 0 : 1);
  const tail = curve.at(backward ? share : 1 - share);
  const reach = Math.hypot(tip.x - tail.x, tip.y - tail.y) || 1;
  const [ux, uy] = [(tip.x - tail.x) / reach, (tip.y - tail.y) / reach];
  // Along the curve and across it, in parts of the length.
  const at = (/** @type {number} */ along, /** @type {number} */ across) =>
    `${(tip.x + (ux * along - uy * across) * length).toFixed(2)} ${(tip.y + (uy * along + ux * across) * length).toFixed(2)}`;
  return `M${at(0, 0)}L${at(-1, -0.5)}Q${at(-0.82, 0)} ${at(-1, 0.5)}z`;
}

/**
 * Draws the edge along its points as they are now.
 * @param {SVGGElement} element
 * @param {readonly Point[]} points
 * @returns {Measure}
 */
export function routeEdge(element, points) {
  const curve = measure(points);
  const edge = select(element);
  const length = Math.min(THIN, curve.length / 2);
  const whole = pathData(points);
  edge.select(".edge-reach").attr("d", whole);
  edge.select(".edge-line").attr("d", pathData(curve.cut(0, 1 - (length * 0.8) / Math.max(curve.length, 1))));
  edge.select(".edge-head").attr("d", headData(curve, length, false));
  return curve;
}

/**
 * Where the dot rests: before the head, and on a short edge in its middle.
 * @param {Measure} curve
 * @returns {number} as a fraction of the length, from the receiving end
 */
const restFraction = (curve) => Math.min((THICK + DOT + 5) / Math.max(curve.length, 1), 0.45);

/**
 * The place of the dot for a scene: it stops short of the receiving card's border.
 * @param {Measure} curve
 * @param {EdgeScene} scene
 */
export function dotPlace(curve, scene) {
  const rest = restFraction(curve);
  const dot = scene.dot ?? 0;
  return curve.at(scene.phase === "backward" ? rest + dot * (1 - rest) : dot * (1 - rest));
}

/** @param {Element} present @param {number} grow */
export function growEdge(present, grow) {
  /** @type {SVGElement} */ (present).style.setProperty("--grow", String(grow));
}

/**
 * @param {SVGGElement} element
 * @param {EdgeScene} scene
 * @param {Measure} curve
 * @param {number} grow how many times its size the present edge has
 */
export function showEdge(element, scene, curve, grow) {
  const edge = select(element);
  for (const state of ["idle", "current"]) element.classList.toggle(state, scene.state === state);
  edge.select(".edge-head").attr("opacity", scene.emphasis > 0 ? 1 - scene.emphasis : null);
  const present = edge
    .selectAll("g.edge-present")
    .data(scene.phase && scene.emphasis > 0 ? [scene.phase] : [])
    .join((enter) => {
      const group = enter.append("g");
      group.append("path").attr("class", "edge-halo");
      group.append("path").attr("class", "edge-bright");
      group.append("path").attr("class", "edge-bright-head");
      group.append("circle").attr("r", DOT);
      return group;
    });
  if (present.empty()) return;
  // Above its neighbours: two edges may leave a card at one place.
  if (element.nextSibling) element.parentNode?.append(element);
  growEdge(/** @type {Element} */ (present.node()), grow);
  const backward = scene.phase === "backward";
  const length = Math.min(THICK, curve.length / 2);
  const cut = (length * 0.8) / Math.max(curve.length, 1);
  const path = pathData(backward ? curve.cut(cut, 1) : curve.cut(0, 1 - cut));
  present.attr("class", `edge-present ${scene.phase}`).attr("opacity", scene.emphasis);
  present.select(".edge-halo").attr("d", path);
  present.select(".edge-bright").attr("d", path);
  present.select(".edge-bright-head").attr("d", headData(curve, length, backward));
  const place = dotPlace(curve, scene);
  present
    .select("circle")
    .attr("visibility", scene.dot === null ? "hidden" : null)
    .attr("cx", place.x)
    .attr("cy", place.y);
}
