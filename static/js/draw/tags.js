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

import { inside, mix, overlap, placeLabel } from "../motion.js";
import { dotPlace } from "./edge.js";
import { drawTags, tagSize } from "./faces.js";
import { halves } from "./node.js";

const OFF_THE_DOT = 11; // from the curve to the label that rides on it
const WITHIN = 4; // from a label to the window's edge
const CLEAR = 6; // from a sum to a card
const NEAR = 140; // obstacles farther than this and the label's own size from the dot cannot meet it

/**
 * @param {HTMLElement} layer
 * @param {import("./scenery.js").Scenery} scenery
 * @param {() => Box} seen the part of the drawing that the window shows
 */
export function createTags(layer, scenery, seen) {
  /** @type {Map<string, {x: number, y: number}>} */
  const places = new Map();
  /** @type {Map<string, number>} 1 to the left of the direction of the data (above, where it runs to the right), or -1 */
  const sides = new Map();

  /**
   * @param {Payload} payload @param {{x: number, y: number}} anchor @param {{width: number, height: number}} size
   * @param {ReadonlyMap<string, Measure>} curves @param {string} own
   */
  function obstacles(payload, anchor, size, curves, own) {
    const [across, down] = [NEAR + size.width, NEAR + size.height];
    const near = (/** @type {Box} */ box) =>
      box.x < anchor.x + across && box.x + box.width > anchor.x - across && box.y < anchor.y + down && box.y + box.height > anchor.y - down;
    /** @type {{box: Box, weight: number}[]} */
    const found = payload.nodes.flatMap((node) => [{ box: grow(scenery.box(node), 5), weight: 1.6 }, { box: title(node), weight: 2 }]);
    for (const edge of payload.edges) {
      const curve = curves.get(edge.id);
      if (!curve || !near(grow(curve.box, 20))) continue;
      const [x, y] = scenery.label(edge.id);
      if (edge.id !== own) found.push({ box: { x: x - 14, y: y - 14, width: 28, height: 28 }, weight: 0.5 });
      const count = Math.min(Math.ceil(curve.length / 12), 60);
      for (let i = 0; i <= count; i++) {
        const point = curve.at(i / Math.max(count, 1));
        found.push({ box: { x: point.x - 6, y: point.y - 6, width: 12, height: 12 }, weight: edge.id === own ? 0.6 : 0.25 });
      }
    }
    found.push({ box: grow({ x: anchor.x, y: anchor.y, width: 0, height: 0 }, 11 * drawer.grow), weight: 3 });
    return found.filter(({ box }) => near(box));
  }

  /** The formula of a card: what a label must not hide. @param {import("../types.js").PayloadNode} node */
  function title(node) {
    const box = scenery.box(node);
    return { ...box, height: box.height / 2 };
  }

  /**
   * The label beside its dot, on the side of the curve where it hides less along the whole way.
   * @param {Payload} payload @param {string} id @param {EdgeScene} scene @param {Measure} curve
   * @param {{width: number, height: number}} size
   */
  function riding(payload, id, scene, curve, size) {
    const beside = (/** @type {{x: number, y: number, angle: number}} */ place, /** @type {number} */ side) => {
      const angle = (place.angle * Math.PI) / 180;
      const [nx, ny] = [Math.sin(angle) * side, -Math.cos(angle) * side];
      const away = OFF_THE_DOT + (Math.abs(nx) * size.width + Math.abs(ny) * size.height) / 2;
      return { x: place.x + nx * away, y: place.y + ny * away };
    };
    const key = `${id} ${scene.phase}`;
    let side = sides.get(key);
    if (side === undefined) {
      const hidden = [1, -1].map((each) => {
        let cost = each < 0 ? 1 : 0;
        for (const part of [0.25, 0.5, 0.75]) {
          const { x, y } = beside(curve.at(part), each);
          const box = { x: x - size.width / 2, y: y - size.height / 2, width: size.width, height: size.height };
          for (const node of payload.nodes) cost += overlap(box, scenery.box(node));
        }
        return cost;
      });
      side = hidden[0] <= hidden[1] ? 1 : -1;
      sides.set(key, side);
    }
    return beside(dotPlace(curve, scene), side);
  }

  /**
   * @param {Payload} payload @param {string} id @param {EdgeScene} scene @param {ReadonlyMap<string, Measure>} curves
   * @param {{box: Box, weight: number}[]} taken by the labels placed before
   * @returns {Tag | null}
   */
  function productTag(payload, id, scene, curves, taken) {
    const curve = curves.get(id);
    if (!scene.product || !scene.phase || !curve) return null;
    const size = sizeOf(scene.product.latex);
    let { x, y } = riding(payload, id, scene, curve, size);
    // What rides over a formula is seen when it has passed.
    const hidden = payload.nodes.reduce((sum, node) => sum + overlap({ x: x - size.width / 2, y: y - size.height / 2, ...size }, title(node)), 0);
    const clear = Math.max(1 - (hidden * 4) / (size.width * size.height), scene.settled, 0);
    if (scene.settled > 0) {
      const key = `${id} ${scene.phase} ${Math.round(size.width)}`;
      let rest = places.get(key);
      if (!rest) {
        const anchor = dotPlace(curve, { ...scene, dot: scene.phase === "backward" ? 0 : 1 });
        rest = placeLabel(anchor, size, [...obstacles(payload, anchor, size, curves, id), ...taken], seen());
        places.set(key, rest);
      }
      taken.push({ box: { x: rest.x - size.width / 2, y: rest.y - size.height / 2, ...size }, weight: 1.5 });
      x = mix(x, rest.x, scene.settled);
      y = mix(y, rest.y, scene.settled);
    }
    // In a backward graph gradients go forward, in their own colour.
    const gradient = Boolean(scenery.nodes.get(scenery.edges.get(id)?.source ?? "")?.gradient_of);
    return { key: id, phase: gradient ? "backward" : scene.phase, ...scene.product, ...inside({ x, y }, size, seen(), WITHIN), opacity: scene.emphasis * clear };
  }

  /**
   * The label of a sum beside its card: below its gradient, unless something stands there, or edges leave there.
   * @param {Payload} payload @param {import("../types.js").PayloadNode} node @param {{width: number, height: number}} size
   */
  function summing(payload, node, size) {
    const half = halves(node).gradient;
    const [x, y] = scenery.centre(node.id);
    const [across, down] = [(node.width + size.width) / 2 + 8, (node.height + size.height) / 2 + 8];
    const middle = half ? half.x + half.width / 2 : 0;
    const level = half ? half.y + half.height / 2 : 0;
    const below = { x: x + middle, y: y + down };
    const beside = [{ x: x + across, y: y + level }, { x: x - across, y: y + level }];
    // Where another card is near, below it stands flush with its own.
    const flush = [-1, 1].map((side) => ({ x: x + (side * (node.width - size.width)) / 2, y: y + down }));
    const window = seen();
    const places = (payload.direction === "down" ? [...beside, below, ...flush] : [below, ...flush, ...beside]).map((place) => inside(place, size, window, WITHIN));
    const hidden = (/** @type {{x: number, y: number}} */ { x, y }) => {
      const box = { x: x - size.width / 2, y: y - size.height / 2, ...size };
      return payload.nodes.reduce((sum, other) => sum + overlap(box, grow(scenery.box(other), CLEAR)), 0);
    };
    return places.reduce((best, place) => (hidden(place) < hidden(best) ? place : best));
  }

  /** @param {string} latex */
  function sizeOf(latex) {
    const { width, height } = tagSize(layer, latex);
    return { width: width * drawer.grow, height: height * drawer.grow };
  }

  /** @type {[Payload, Scene, ReadonlyMap<string, Measure>] | null} */
  let last = null;
  let stale = true;

  const drawer = {
    /** How many times their size the labels have. */
    grow: 1,
    /** Places are found again: something moved. */
    forget() {
      stale = true;
      places.clear();
      sides.clear();
    },
    redraw() {
      stale = true;
      if (last) drawer.draw(...last);
    },
    /** @param {Payload} payload @param {Scene} scene @param {ReadonlyMap<string, Measure>} curves */
    draw(payload, scene, curves) {
      if (!stale && last?.[1] === scene) return;
      stale = false;
      last = [payload, scene, curves];
      /** @type {Tag[]} */
      const tags = [];
      /** @type {{box: Box, weight: number}[]} */
      const taken = [];
      for (const node of payload.nodes) {
        const state = scene.nodes.get(node.id);
        if (!state?.sum || !state.ring) continue;
        const size = sizeOf(state.sum.latex);
        const place = summing(payload, node, size);
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
  return drawer;
}

/** @param {Box} box @param {number} by @returns {Box} */
const grow = (box, by) => ({ x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by });
