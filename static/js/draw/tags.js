/**
 * What the dots carry and what a card sums: each rides on its dot and then stands at a place that hides nothing.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").EdgeScene} EdgeScene
 * @typedef {import("../curve.js").Measure} Measure
 * @typedef {import("../motion.js").Box} Box
 * @typedef {import("./faces.js").Tag} Tag
 */

import { mix, placeLabel } from "../motion.js";
import { dotPlace } from "./edge.js";
import { drawTags, tagSize } from "./faces.js";
import { halves } from "./node.js";

const ABOVE_THE_DOT = 26;
const NEAR = 260; // obstacles farther than this from the dot cannot meet its label

/**
 * @param {HTMLElement} layer
 * @param {import("./scenery.js").Scenery} scenery
 */
export function createTags(layer, scenery) {
  /** @type {Map<string, {x: number, y: number}>} */
  const places = new Map();

  /** @param {Payload} payload @param {{x: number, y: number}} anchor @param {ReadonlyMap<string, Measure>} curves @param {string} own */
  function obstacles(payload, anchor, curves, own) {
    const near = (/** @type {Box} */ box) =>
      Math.abs(box.x + box.width / 2 - anchor.x) < NEAR + box.width / 2 && Math.abs(box.y + box.height / 2 - anchor.y) < NEAR + box.height / 2;
    /** @type {{box: Box, weight: number}[]} */
    const found = payload.nodes.map((node) => ({ box: grow(scenery.box(node), 5), weight: 1 }));
    for (const edge of payload.edges) {
      const [x, y] = scenery.label(edge.id);
      if (edge.id !== own) found.push({ box: { x: x - 14, y: y - 14, width: 28, height: 28 }, weight: 0.5 });
      const curve = curves.get(edge.id);
      if (!curve || curve.length > 4000) continue;
      for (let along = 0; along <= curve.length; along += 12) {
        const point = curve.at(along / Math.max(curve.length, 1));
        found.push({ box: { x: point.x - 6, y: point.y - 6, width: 12, height: 12 }, weight: edge.id === own ? 0.6 : 0.25 });
      }
    }
    return found.filter(({ box }) => near(box));
  }

  /**
   * @param {Payload} payload @param {string} id @param {EdgeScene} scene @param {ReadonlyMap<string, Measure>} curves
   * @param {{box: Box, weight: number}[]} taken by the labels placed before
   * @returns {Tag | null}
   */
  function productTag(payload, id, scene, curves, taken) {
    const curve = curves.get(id);
    if (!scene.product || !scene.phase || !curve) return null;
    const dot = dotPlace(curve, scene);
    let { x, y } = { x: dot.x, y: dot.y - ABOVE_THE_DOT };
    if (scene.settled > 0) {
      const key = `${id} ${scene.phase} ${scene.product.latex}`;
      let rest = places.get(key);
      if (!rest) {
        const anchor = dotPlace(curve, { ...scene, dot: scene.phase === "forward" ? 1 : 0 });
        const { width, height } = tagSize(layer, scene.product.latex);
        rest = placeLabel(anchor, { width, height }, [...obstacles(payload, anchor, curves, id), ...taken]);
        places.set(key, rest);
      }
      const { width, height } = tagSize(layer, scene.product.latex);
      taken.push({ box: { x: rest.x - width / 2, y: rest.y - height / 2, width, height }, weight: 1.5 });
      x = mix(x, rest.x, scene.settled);
      y = mix(y, rest.y, scene.settled);
    }
    return { key: id, phase: scene.phase, ...scene.product, x, y, opacity: scene.emphasis };
  }

  return {
    /** Places are found again: something moved. */
    forget() {
      places.clear();
    },
    /** @param {Payload} payload @param {Scene} scene @param {ReadonlyMap<string, Measure>} curves */
    draw(payload, scene, curves) {
      /** @type {Tag[]} */
      const tags = [];
      /** @type {{box: Box, weight: number}[]} */
      const taken = [];
      for (const node of payload.nodes) {
        const state = scene.nodes.get(node.id);
        if (!state?.sum || !state.ring) continue;
        const half = halves(node).gradient;
        const [x, y] = scenery.centre(node.id);
        const size = tagSize(layer, state.sum.latex);
        const place = { x: x + (half ? half.x + half.width / 2 : 0), y: y + node.height / 2 + size.height / 2 + 8 };
        tags.push({ key: `sum ${node.id}`, phase: state.ring, ...state.sum, ...place, opacity: state.ringOpacity });
        taken.push({ box: { x: place.x - size.width / 2, y: place.y - size.height / 2, ...size }, weight: 1.5 });
      }
      for (const [id, state] of scene.edges) {
        if (state.product === null) continue;
        const tag = productTag(payload, id, state, curves, taken);
        if (tag) tags.push(tag);
      }
      drawTags(layer, tags);
    },
  };
}

/** @param {Box} box @param {number} by @returns {Box} */
const grow = (box, by) => ({ x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by });
