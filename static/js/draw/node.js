/**
 * Cards: a formula above (in the overlay, see faces.js), the value at the left below, the gradient at the right below; in
 * forward mode the tangent stands there, on a hatched ground.
 *
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../scene.js").NodeScene} NodeScene
 * @typedef {import("../motion.js").Box} Box
 */

import { select } from "../../vendor/d3.js";
import { equal } from "../equal.js";
import { isFigure, isSummary, sayFigures } from "../figures.js";
import { mix } from "../motion.js";
import { drawNumber } from "./number.js";
import { parts } from "./parts.js";

const RADIUS = 12;
const GRID_MARGIN = 8; // above a grid, where its shape stands below it
const HEADER = 0.55; // of the height, where the payload does not say

/** The height of the formula's part. @param {PayloadNode} node */
export const headerOf = (node) => (isLone(node) ? node.height : (node.header ?? node.height * HEADER));

/** A scalar constant has no halves: its number is its formula. @param {PayloadNode} node */
const isLone = (node) => node.kind === "constant" && isFigure(node.value);

/** @param {PayloadNode} node */
const hasGradient = (node) => node.kind !== "constant" && node.requires_grad;

/** What stands at the right: a gradient, or in forward mode a tangent. @param {PayloadNode} node */
const besideOf = (node) => (node.tangent === undefined ? "backward" : "tangent");

/** @param {PayloadNode} node @param {NodeScene} scene */
const besideValue = (node, scene) => (node.tangent === undefined ? scene.gradient : scene.tangent);

/**
 * The halves below the formula, from the card's centre; null where the card has none.
 * @param {PayloadNode} node
 * @returns {{value: Box | null, gradient: Box | null}}
 */
export function halves(node) {
  const header = headerOf(node);
  const height = node.height - header;
  if (height < 4) return { value: null, gradient: null };
  const y = -node.height / 2 + header;
  const left = -node.width / 2;
  const width = hasGradient(node) ? node.width / 2 : node.width;
  return {
    value: { x: left, y, width, height },
    gradient: hasGradient(node) ? { x: left + width, y, width, height } : null,
  };
}

/**
 * A half's outline: its outer lower corners are the card's, and all four where nothing is above it.
 * @param {Box} box @param {{left: boolean, right: boolean, above: boolean}} round
 */
function outline({ x, y, width, height }, { left, right, above }) {
  const r = Math.min(RADIUS - 0.5, height / 2, width / 2);
  const [a, b, c, d] = [above && left ? r : 0, above && right ? r : 0, right ? r : 0, left ? r : 0];
  const arc = (/** @type {number} */ radius, /** @type {string} */ end) => (radius ? `a${radius} ${radius} 0 0 1 ${end}` : "");
  return (
    `M${x + a} ${y}h${width - a - b}${arc(b, `${b} ${b}`)}v${height - b - c}${arc(c, `${-c} ${c}`)}` +
    `h${-(width - c - d)}${arc(d, `${-d} ${-d}`)}v${-(height - d - a)}${arc(a, `${a} ${-a}`)}z`
  );
}

/**
 * What a card says to those who hear it: `v = b·c, value 6, gradient 3`.
 * @param {PayloadNode} node
 * @param {NodeScene} scene
 * @param {import("../texts.js").Texts} texts
 */
export function sayNode(node, scene, texts) {
  const parts = [node.text ?? node.label ?? node.name];
  if (scene.value === null) parts.push(texts("stage.value.absent"));
  else parts.push(texts("stage.value", { value: sayFigures(scene.value, node.shape) }));
  if (hasGradient(node)) {
    const beside = besideValue(node, scene);
    const tangent = node.tangent !== undefined;
    if (beside !== null) {
      const gradient = sayFigures(beside, node.shape);
      parts.push(tangent ? texts("stage.tangent", { tangent: gradient }) : texts("stage.gradient", { gradient }));
    } else if (node.tangent === null) parts.push(texts("stage.tangent.none"));
    else parts.push(texts(tangent ? "stage.tangent.absent" : "stage.gradient.absent"));
  }
  for (const note of node.notes ?? []) parts.push(note.text);
  return parts.join(texts("stage.comma"));
}

/** @param {import("d3-selection").Selection<any, PayloadNode, any, any>} enter */
function build(enter) {
  const node = enter.append("g").attr("class", "node");
  for (const name of ["node-shadow far", "node-shadow middle", "node-shadow near", "node-glow", "node-card"]) node.append("rect").attr("class", name);
  node.append("path").attr("class", "node-wash forward");
  node.append("path").attr("class", "node-wash beside");
  node.append("path").attr("class", "node-rule");
  node.append("text").attr("class", "node-note");
  node.append("g").attr("class", "node-figure forward");
  node.append("g").attr("class", "node-figure beside");
  node.append("rect").attr("class", "node-frame");
  node.append("g").attr("class", "node-badge");
  return node;
}

/**
 * Everything of a card that stays the same through a run.
 * @param {SVGGElement} element
 * @param {PayloadNode} node
 */
function shape(element, node) {
  const card = select(element);
  const radius = Math.min(RADIUS, node.height / 2.5);
  const rect = (/** @type {string} */ name, /** @type {number} */ grow, /** @type {number} */ down = 0) =>
    card
      .select(name)
      .attr("x", -node.width / 2 - grow)
      .attr("y", -node.height / 2 - grow + down)
      .attr("width", node.width + 2 * grow)
      .attr("height", node.height + 2 * grow)
      .attr("rx", radius + grow);
  rect(".node-shadow.far", 4, 5);
  rect(".node-shadow.middle", 2.5, 3.5);
  rect(".node-shadow.near", 1, 2);
  rect(".node-card", 0);
  rect(".node-frame", 0);
  rect(".node-glow", 2);
  const { value, gradient } = halves(node);
  const above = headerOf(node) < 1;
  card.select(".node-wash.forward").attr("d", value && outline(value, { left: true, right: !gradient, above }));
  card.classed("tangents", besideOf(node) === "tangent");
  card.select(".node-wash.beside").attr("class", `node-wash beside ${besideOf(node)}`);
  card.select(".node-figure.beside").attr("class", `node-figure beside ${besideOf(node)}`);
  card.select(".node-wash.beside").attr("d", gradient && outline(gradient, { left: false, right: true, above }));
  card.select(".node-rule").attr("d", value && !above ? `M${-node.width / 2} ${value.y}h${node.width}` : null);
  card
    .select(".node-note")
    .text(node.grid?.note ?? "")
    .attr("x", value ? value.x + value.width / 2 : 0)
    .attr("y", node.height / 2 - 9);
  const badge = card.select(".node-badge");
  badge
    .selectAll("circle, text, title")
    .data((node.notes ?? []).length ? ["circle", "text", "title"] : [])
    .join((enter) => enter.append((name) => document.createElementNS("http://www.w3.org/2000/svg", name)));
  badge.attr("transform", `translate(${node.width / 2 - 3},${-node.height / 2 + 3})`);
  badge.select("circle").attr("r", 8.5);
  badge.select("text").attr("dy", "0.36em").text("!");
  badge.select("title").text((node.notes ?? []).map((note) => note.text).join("\n"));
}

/**
 * Enters, updates and removes cards; `shape` is redone for all, since formulas and notes may change with the values.
 * @param {SVGGElement} layer
 * @param {readonly PayloadNode[]} nodes
 * @returns {import("d3-selection").Selection<SVGGElement, PayloadNode, SVGGElement, unknown>}
 */
export function joinNodes(layer, nodes) {
  return /** @type {any} */ (
    select(layer)
      .selectAll("g.node:not(.leaving)")
      .data(nodes, (/** @type {any} */ node) => node.id)
      .join(
        (enter) => build(enter).classed("entering", true),
        (update) => update,
        (exit) => exit.classed("leaving", true).attr("tabindex", null).attr("aria-hidden", "true"),
      )
      .attr("data-id", (node) => node.id)
      .attr("data-kind", (node) => node.kind)
      .attr("data-gradient", (node) => node.gradient_of ?? null)
      .each(function (node) {
        shape(/** @type {SVGGElement} */ (this), node);
      })
  );
}

/** What each half shows: what draws a large tensor comes later, when it may be another. @type {WeakMap<Element, import("../types.js").Figures | null>} */
const wanted = new WeakMap();

/**
 * One half's figure: drawn again only where it changed.
 * @param {Element} element @param {PayloadNode} node @param {import("../types.js").Figures | null} value @param {Box | null} box
 * @param {boolean} placed whether it has to find its place @param {import("../texts.js").Texts} texts
 */
function drawFigure(element, node, value, box, placed, texts) {
  const group = select(/** @type {SVGGElement} */ (element));
  wanted.set(element, value);
  if (value === null || !box) {
    group.selectAll("*").remove();
    return;
  }
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  if (isFigure(value)) {
    group.selectAll("g.cell").remove();
    const text = group
      .selectAll("text.number")
      .data([value])
      .join((enter) => enter.append("text").attr("class", "number").attr("dy", "0.36em"));
    if (placed) text.attr("x", centre.x).attr("y", centre.y);
    text.each(function () {
      drawNumber(/** @type {SVGTextElement} */ (this), value, box.width - 8);
    });
    return;
  }
  group.selectAll("text.number").remove();
  const grid = node.grid ?? { rows: 1, columns: 1, cell: [box.width - 8, box.height - 8] };
  if (grid.note) centre.y = box.y + GRID_MARGIN + (grid.rows * grid.cell[1]) / 2;
  if (isSummary(value)) {
    const load = async () => {
      const { drawSummary } = await import("./summary.js");
      const area = { width: grid.columns * grid.cell[0], height: grid.rows * grid.cell[1], ...centre };
      if (wanted.get(element) === value) drawSummary(/** @type {SVGGElement} */ (element), value, area, texts);
    };
    load();
    return;
  }
  parts.tensor?.drawTensor(/** @type {SVGGElement} */ (element), value, grid, centre);
}

/**
 * An opacity of its own only on the way: what stands has none, what is not there is not drawn (see stage.css on layers).
 * @param {import("d3-selection").Selection<any, any, any, any>} card @param {string} part @param {number} opacity
 */
function fade(card, part, opacity) {
  card
    .select(part)
    .attr("opacity", opacity > 0 && opacity < 1 ? opacity : null)
    .attr("display", opacity > 0 ? null : "none");
}

/**
 * @param {SVGGElement} element
 * @param {PayloadNode} node
 * @param {NodeScene} scene
 * @param {NodeScene | null} before  what is drawn, null where nothing of it may be trusted
 * @param {boolean} finished  the ring is calm where the run is over
 * @param {import("../texts.js").Texts} texts
 */
export function showNode(element, node, scene, before, finished, texts) {
  const card = select(element);
  const { value, gradient } = halves(node);
  if (!before || !equal(before.value, scene.value)) drawFigure(/** @type {Element} */ (element.querySelector(".node-figure.forward")), node, scene.value, value, !before || before.value === null, texts);
  const beside = besideValue(node, scene);
  if (!before || !equal(besideValue(node, before), beside)) {
    drawFigure(/** @type {Element} */ (element.querySelector(".node-figure.beside")), node, beside, gradient, !before || besideValue(node, before) === null, texts);
  }
  const has = scene.value !== null;
  if (!before || before.valueOpacity !== scene.valueOpacity || (before.value !== null) !== has) {
    fade(card, ".node-note", has ? scene.valueOpacity : 0);
    fade(card, ".node-wash.forward", has ? scene.valueOpacity : 0);
    fade(card, ".node-figure.forward", scene.valueOpacity);
  }
  if (before?.gradientWash !== scene.gradientWash) fade(card, ".node-wash.beside", scene.gradientWash);
  if (before?.gradientOpacity !== scene.gradientOpacity) fade(card, ".node-figure.beside", scene.gradientOpacity);
  for (const phase of ["forward", "backward", "tangent"]) element.classList.toggle(phase, scene.ring === phase);
  element.classList.toggle("waiting", !has);
  if (before && !before.ring && !scene.ring) return;
  fade(card, ".node-glow", scene.ring ? scene.ringOpacity * (finished ? 0.45 : 1) : 0);
  if (scene.ring) {
    const spread = mix(3.5, 10, scene.ringSpread);
    card
      .select(".node-glow")
      .attr("x", -node.width / 2 - spread)
      .attr("y", -node.height / 2 - spread)
      .attr("width", node.width + 2 * spread)
      .attr("height", node.height + 2 * spread)
      .attr("rx", RADIUS + spread);
  }
  card.select(".node-frame").style("--ring", () => (scene.ring ? scene.ringOpacity.toFixed(3) : null));
}
