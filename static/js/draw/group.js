/**
 * Expanded groups: soft frames behind their cards, with a label.
 *
 * @typedef {import("../types.js").PayloadGroup} PayloadGroup
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../motion.js").Box} Box
 */

import { select } from "../../vendor/d3.js";
import { around } from "../motion.js";

const PADDING = 16;
const LABEL = 24; // the label's line above the cards

/**
 * Where frames stand now: around their cards and their own groups, wherever those were dragged.
 * @param {readonly PayloadGroup[]} groups
 * @param {readonly PayloadNode[]} nodes
 * @param {(node: PayloadNode) => Box} boxOf
 * @returns {Map<string, Box>}
 */
export function groupBoxes(groups, nodes, boxOf) {
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  /** @param {PayloadGroup} group @param {number} depth @returns {Box | null} */
  function frame(group, depth) {
    const cards = nodes.filter((node) => node.group === group.id).map(boxOf);
    const inner = depth > 32 ? [] : groups.filter((child) => child.parent === group.id).map((child) => frame(child, depth + 1));
    const all = [...cards, ...inner.flatMap((box) => (box ? [box] : []))];
    if (all.length === 0) return null;
    const box = around(all);
    const grown = {
      x: box.x - PADDING,
      y: box.y - PADDING - LABEL,
      width: box.width + 2 * PADDING,
      height: box.height + 2 * PADDING + LABEL,
    };
    boxes.set(group.id, grown);
    return grown;
  }
  const known = new Set(groups.map((group) => group.id));
  for (const group of groups) if (group.parent === null || !known.has(group.parent)) frame(group, 0);
  return boxes;
}

/**
 * @param {SVGGElement} layer
 * @param {readonly PayloadGroup[]} groups outer ones before the groups in them
 * @param {ReadonlyMap<string, Box>} boxes
 * @returns {import("d3-selection").Selection<SVGGElement, PayloadGroup, SVGGElement, unknown>}
 */
export function drawGroups(layer, groups, boxes) {
  const drawn = groups.filter((group) => !group.collapsed && boxes.has(group.id));
  const box = (/** @type {PayloadGroup} */ group) => /** @type {Box} */ (boxes.get(group.id));
  const joined = /** @type {import("d3-selection").Selection<SVGGElement, PayloadGroup, SVGGElement, unknown>} */ (/** @type {any} */ (select(layer)
    .selectAll("g.group")
    .data(drawn, (/** @type {any} */ group) => group.id)
    .join((enter) => {
      const frame = enter.append("g").attr("class", "group");
      frame.append("rect").attr("class", "group-frame").attr("rx", 16);
      frame.append("text");
      frame.append("path").attr("class", "group-fold");
      return frame;
    })
    .order()));
  joined.attr("data-id", (group) => group.id);
  joined
    .select("rect")
    .attr("x", (group) => box(group).x)
    .attr("y", (group) => box(group).y)
    .attr("width", (group) => box(group).width)
    .attr("height", (group) => box(group).height);
  joined
    .select("text")
    .attr("x", (group) => box(group).x + PADDING)
    .attr("y", (group) => box(group).y + 24)
    .text((group) => group.label);
  // Two arrows that meet: a click folds the frame into a card.
  joined
    .select(".group-fold")
    .attr("transform", (group) => `translate(${box(group).x + box(group).width - PADDING - 6},${box(group).y + 20})`)
    .attr("d", "M-4 -6L0 -2L4 -6M-4 6L0 2L4 6");
  return joined;
}

/**
 * In how many frames an edge lies: its label has the ground of the innermost.
 * @param {readonly PayloadGroup[]} groups
 * @param {PayloadNode | undefined} source
 * @param {PayloadNode | undefined} target
 */
export function sharedDepth(groups, source, target) {
  const parents = new Map(groups.map((group) => [group.id, group.parent]));
  /** @param {PayloadNode | undefined} node */
  function frames(node) {
    const found = [];
    for (let id = node?.group ?? null; id !== null && found.length < 32; id = parents.get(id) ?? null) found.push(id);
    return found;
  }
  const others = new Set(frames(target));
  return frames(source).filter((id) => others.has(id)).length;
}
