/** The stage's empty sheets, one above the other: the drawing's in SVG, and over it those of formulas in HTML. */

import { select } from "../../vendor/d3.js";

/** @typedef {ReturnType<typeof createLayers>} Layers */

/** @param {HTMLElement} element */
export function createLayers(element) {
  const root = select(element).append("div").attr("class", "stage-root");
  const svg = root.append("svg").attr("class", "stage-drawing");
  hatch(svg.append("defs"));
  const drawing = svg.append("g").attr("class", "stage-view");
  const [groups, edges, traces, nodes] = ["groups", "edges", "traces", "nodes"].map((name) => /** @type {SVGGElement} */ (drawing.append("g").attr("class", name).node()));
  const overlay = root.append("div").attr("class", "stage-faces");
  const [nodeFaces, edgeFaces, cover, tags] = ["node-faces", "edge-faces", "cover", "tags"].map((name) => /** @type {HTMLElement} */ (overlay.append("div").attr("class", name).node()));
  nodes.setAttribute("role", "group");
  return { root, svg, drawing, overlay, groups, edges, traces, nodes, nodeFaces, edgeFaces, cover, tags };
}

/** The ground of tangents; stage.css colours it. @param {import("d3-selection").Selection<any, any, any, any>} defs */
function hatch(defs) {
  const ground = defs.append("pattern").attr("id", "tangent-ground").attr("patternUnits", "userSpaceOnUse");
  ground.attr("width", 7).attr("height", 7).attr("patternTransform", "rotate(45)");
  ground.append("rect").attr("width", 7).attr("height", 7);
  ground.append("path").attr("d", "M1 0v7");
}
