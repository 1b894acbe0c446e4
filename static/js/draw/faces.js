/**
 * The overlay's formulas: one a card, one an edge (its local derivative), and what the dots carry. HTML under the same
 * transform as the drawing, because KaTeX makes HTML and foreignObject is drawn differently everywhere.
 *
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").PayloadEdge} PayloadEdge
 * @typedef {{key: string, phase: import("../types.js").Phase, latex: string, text: string, x: number, y: number, opacity: number}} Tag
 */

import { select } from "../../vendor/d3.js";
import { shortFigure } from "../figures.js";
import { typeset } from "../math.js";
import { headerOf } from "./node.js";

const SIDE = 8; // kept free at each side of a card's formula
const SMALLEST = 0.55; // of the formula's size, before it is cut

/**
 * Moves a face there. By left and top: what stands still must have no transform of its own (see stage.css on layers).
 * @param {HTMLElement} element @param {number} x @param {number} y
 */
export function moveFace(element, x, y) {
  element.style.left = `${x.toFixed(2)}px`;
  element.style.top = `${y.toFixed(2)}px`;
}

/**
 * @param {HTMLElement} layer
 * @param {readonly PayloadNode[]} nodes
 * @returns {import("d3-selection").Selection<HTMLElement, PayloadNode, HTMLElement, unknown>}
 */
export function joinNodeFaces(layer, nodes) {
  const faces = /** @type {import("d3-selection").Selection<HTMLElement, PayloadNode, HTMLElement, unknown>} */ (
    /** @type {any} */ (
      select(layer)
        .selectAll("div.node-face:not(.leaving)")
        .data(nodes, (/** @type {any} */ node) => node.id)
        .join(
          (enter) => {
            const face = enter.append("div").attr("class", "node-face entering culled").attr("aria-hidden", "true");
            face.append("span");
            return face;
          },
          (update) => update,
          (exit) => exit.classed("leaving", true),
        )
        .attr("data-kind", (node) => node.kind)
        .style("width", (node) => `${node.width}px`)
        .style("height", (node) => `${headerOf(node)}px`)
        .style("margin-left", (node) => `${-node.width / 2}px`)
        .style("margin-top", (node) => `${-node.height / 2}px`)
    )
  );
  faces.each(function (node) {
    this.hidden = headerOf(node) < 1;
    if (writeNodeFace(this, node) || this.dataset.width !== String(node.width)) this.dataset.fits = "";
    this.dataset.width = String(node.width);
  });
  return faces;
}

/** The formulas stand beside an `aria-label`. */
const SEEN = { seen: true };

/** @param {HTMLElement} face @param {PayloadNode} node @returns {boolean} whether it changes */
export const writeNodeFace = (face, node) => typeset(/** @type {HTMLElement} */ (face.firstElementChild), node.face ?? node.latex, SEEN);

/** Makes formulas as small as their cards need; those that are seen, and were not looked at since they changed. @param {Iterable<HTMLElement>} faces */
export function fitNodeFaces(faces) {
  const changed = [...faces].filter((face) => face.dataset.fits === "" && !face.classList.contains("culled"));
  // All are written before the first is measured: one layout for the page, not one a card.
  const spans = changed.map((face) => /** @type {HTMLElement} */ (face.firstElementChild));
  for (const span of spans) span.style.fontSize = "";
  const widths = spans.map((span) => span.offsetWidth);
  spans.forEach((span, i) => {
    const room = Number(changed[i].dataset.width) - 2 * SIDE;
    const scale = Math.max(Math.min(1, room / (widths[i] || 1)), SMALLEST);
    if (scale < 1) span.style.fontSize = `${scale.toFixed(3)}em`;
    delete changed[i].dataset.fits;
  });
}

/** @param {HTMLElement} face @param {PayloadEdge} edge */
export function writeEdgeFace(face, edge) {
  const latex = edge.face ?? edge.local?.latex ?? "";
  if (typeset(/** @type {HTMLElement} */ (face.firstElementChild), latex, SEEN)) face.classList.toggle("empty", latex === "");
}

/**
 * What an edge says to those who hear it.
 * @param {PayloadEdge} edge
 * @param {import("../texts.js").Texts} texts
 */
export function sayEdge(edge, texts) {
  const parts = [texts("stage.edge", { source: edge.source, target: edge.target })];
  if (edge.local) {
    const { value, text, latex } = edge.local;
    const number = value === null ? "" : shortFigure(value);
    const rule = text ?? latex;
    const local = !number || rule === number ? rule || number : rule ? `${rule} = ${number}` : number;
    parts.push(texts("stage.local", { local }));
  }
  return parts.join(texts("stage.comma"));
}

/**
 * The local derivatives; each is also what a keyboard reaches of its edge.
 * @param {HTMLElement} layer
 * @param {readonly PayloadEdge[]} edges
 * @returns {import("d3-selection").Selection<HTMLElement, PayloadEdge, HTMLElement, unknown>}
 */
export function joinEdgeFaces(layer, edges) {
  const faces = /** @type {import("d3-selection").Selection<HTMLElement, PayloadEdge, HTMLElement, unknown>} */ (
    /** @type {any} */ (
      select(layer)
        .selectAll("div.edge-face:not(.leaving)")
        .data(edges, (/** @type {any} */ edge) => edge.id)
        .join(
          (enter) => {
            const face = enter.append("div").attr("class", "edge-face entering culled");
            face.append("span");
            return face;
          },
          (update) => update,
          (exit) => exit.classed("leaving", true).attr("tabindex", null).attr("aria-hidden", "true"),
        )
        .attr("data-id", (edge) => edge.id)
    )
  );
  faces.each(function (edge) {
    writeEdgeFace(this, edge);
  });
  return faces;
}

/**
 * Pills that come and go with the step.
 * @param {HTMLElement} layer
 * @param {readonly Tag[]} tags
 */
export function drawTags(layer, tags) {
  select(layer)
    .selectAll("div.tag")
    .data(tags, (/** @type {any} */ tag) => tag.key)
    .join((enter) => {
      const tag = enter.append("div").attr("aria-hidden", "true");
      tag.append("span");
      return tag;
    })
    .attr("class", (tag) => `tag ${tag.phase}`)
    .style("opacity", (tag) => tag.opacity.toFixed(3))
    .each(function (tag) {
      const element = /** @type {HTMLElement} */ (this);
      typeset(/** @type {HTMLElement} */ (element.firstElementChild), tag.latex, SEEN);
      element.style.transform = `translate(${tag.x.toFixed(2)}px,${tag.y.toFixed(2)}px)`;
    });
}

/** @type {Map<string, {width: number, height: number}>} by LaTeX with all digits the same: in KaTeX's fonts they have one width */
const sizes = new Map();

/**
 * The size of a pill with this formula, measured once.
 * @param {HTMLElement} layer
 * @param {string} latex
 */
export function tagSize(layer, latex) {
  const key = latex.replace(/\d/g, "0");
  let size = sizes.get(key);
  if (!size) {
    const probe = document.createElement("div");
    const span = document.createElement("span");
    probe.className = "tag probe";
    probe.append(span);
    layer.append(probe);
    typeset(span, latex, SEEN);
    size = { width: span.offsetWidth, height: span.offsetHeight };
    probe.remove();
    if (sizes.size > 2000) sizes.clear();
    if (size.width > 0) sizes.set(key, size);
  }
  return size;
}
