/**
 * The elements of a graph, cards, curves and the formulas of both: joined to a payload, placed where the scenery has them, and
 * painted as a scene is; of both only what differs from what is drawn.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Target} Target
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").NodeScene} NodeScene
 * @typedef {import("../scene.js").EdgeScene} EdgeScene
 * @typedef {import("../curve.js").Measure} Measure
 */

import { measure } from "../curve.js";
import { equal } from "../equal.js";
import { growEdge, joinEdges, routeEdge, showEdge } from "./edge.js";
import { joinEdgeFaces, joinNodeFaces, moveFace, sayEdge, writeEdgeFace, writeNodeFace } from "./faces.js";
import { joinNodes, sayNode, showNode } from "./node.js";
import { parts } from "./parts.js";

/** What of a card is heard. */
const HEARD = /** @type {const} */ (["value", "gradient", "tangent"]);
/** What a dot carries is no part of its edge. */
const CARRIED = new Set(["product"]);

/** The frames that are open. @param {Payload | null} payload */
export const openGroups = (payload) => (payload?.groups ?? []).filter((group) => !group.collapsed);

/**
 * @param {import("./layers.js").Layers} layers
 * @param {object} options
 * @param {import("../texts.js").Texts} options.texts
 * @param {import("./scenery.js").Scenery} options.scenery
 * @param {import("./hands.js").Hands} options.hands
 */
export function createDrawing(layers, { texts, scenery, hands }) {
  /** @type {Payload | null} */
  let payload = null;
  /** @type {Map<string, SVGGElement>} */
  const cards = new Map();
  /** @type {Map<string, SVGGElement>} */
  const lines = new Map();
  /** @type {Map<string, HTMLElement>} */
  const faces = new Map();
  /** @type {Map<string, HTMLElement>} */
  const locals = new Map();
  /** @type {Map<string, Measure>} */
  const curves = new Map();
  /** @type {Map<string, NodeScene>} */
  let paintedNodes = new Map();
  /** @type {Map<string, EdgeScene>} */
  let paintedEdges = new Map();
  /** @type {boolean | null} */
  let finished = null;
  /** @type {typeof import("./gates.js") | null} what cards say of gradients, where they do */
  let gates = null;

  /** Whether a card of a backward graph is a gradient. @param {string} id */
  const isGradient = (id) => Boolean(scenery.nodes.get(id)?.gradient_of);

  /** @param {PayloadNode} node @param {NodeScene} scene */
  const say = (node, scene) => [sayNode(node, scene, texts), ...(gates?.sayGates(node, texts) ?? [])].join(texts("stage.comma"));

  function forget() {
    paintedNodes = new Map();
    paintedEdges = new Map();
    finished = null;
  }

  return {
    cards,
    faces,
    locals,
    curves,
    /** Whether anything is painted. */
    painted: () => finished !== null,

    /** Other elements; nothing of them is painted yet. @param {Payload} next */
    join(next) {
      payload = next;
      for (const map of [cards, lines, faces, locals, curves]) map.clear();
      const nodes = joinNodes(layers.nodes, next.nodes);
      nodes.each(function (node) {
        cards.set(node.id, this);
      });
      joinEdges(layers.edges, next.edges).each(function (edge) {
        lines.set(edge.id, this);
        this.toggleAttribute("data-gradient", isGradient(edge.source));
      });
      joinNodeFaces(layers.nodeFaces, next.nodes).each(function (node) {
        faces.set(node.id, this);
      });
      joinEdgeFaces(layers.edgeFaces, next.edges).each(function (edge) {
        locals.set(edge.id, this);
        this.setAttribute("aria-label", sayEdge(edge, texts));
        const depth = parts.group?.sharedDepth(openGroups(next), scenery.nodes.get(edge.source), scenery.nodes.get(edge.target)) ?? 0;
        this.style.setProperty("--depth", String(depth));
      });
      for (const [id, card] of cards) {
        const node = /** @type {PayloadNode} */ (scenery.nodes.get(id));
        gates?.drawGates(card, node, texts);
        hands.reach(card, { kind: "node", id });
        if (node.collapses) card.setAttribute("aria-expanded", "false");
        else card.removeAttribute("aria-expanded");
      }
      for (const [id, face] of locals) hands.reach(face, { kind: "edge", id });
      for (const [id, line] of lines) hands.point(line, { kind: "edge", id });
      hands.move(nodes);
      forget();
    },

    /** Other numbers in the elements as they stand. @param {Payload} next */
    renew(next) {
      payload = next;
      for (const node of next.nodes) writeNodeFace(/** @type {HTMLElement} */ (faces.get(node.id)), node);
      for (const edge of next.edges) {
        const local = /** @type {HTMLElement} */ (locals.get(edge.id));
        writeEdgeFace(local, edge);
        const words = sayEdge(edge, texts);
        if (local.getAttribute("aria-label") !== words) local.setAttribute("aria-label", words);
      }
    },

    /** Cards, edges and labels to where they stand now. @param {((id: string) => boolean)} [touches] which cards moved */
    place(touches = () => true) {
      if (!payload) return;
      for (const node of payload.nodes) {
        if (!touches(node.id)) continue;
        const [x, y] = scenery.centre(node.id);
        cards.get(node.id)?.setAttribute("transform", `translate(${x.toFixed(2)},${y.toFixed(2)})`);
        const face = faces.get(node.id);
        if (face) moveFace(face, x, y);
      }
      for (const edge of payload.edges) {
        if (!touches(edge.source) && !touches(edge.target)) continue;
        const line = lines.get(edge.id);
        if (line) curves.set(edge.id, routeEdge(line, scenery.route(edge.id)));
        paintedEdges.delete(edge.id);
        const local = locals.get(edge.id);
        if (local) moveFace(local, ...scenery.label(edge.id));
      }
      const groups = openGroups(payload);
      const boxes = parts.group?.groupBoxes(groups, payload.nodes, (node) => scenery.box(node));
      if (!boxes) return;
      parts.group?.drawGroups(layers.groups, groups, boxes).each(function (group) {
        hands.fold(this, { kind: "group", id: group.id }, texts("stage.fold", { name: group.label }));
      });
    },

    /** @param {Scene} scene @param {number} grow  how many times its size the present edge's dot has */
    paint(scene, grow) {
      if (!payload) return;
      for (const node of payload.nodes) {
        const next = /** @type {NodeScene} */ (scene.nodes.get(node.id));
        const before = paintedNodes.get(node.id) ?? null;
        if (equal(before, next) && scene.finished === finished) continue;
        const card = cards.get(node.id);
        if (!card) continue;
        showNode(card, node, next, before, scene.finished, texts);
        if (!before || !HEARD.every((part) => equal(before[part], next[part]))) card.setAttribute("aria-label", say(node, next));
      }
      for (const edge of payload.edges) {
        const next = /** @type {EdgeScene} */ (scene.edges.get(edge.id));
        if (equal(paintedEdges.get(edge.id), next, CARRIED)) continue;
        const line = lines.get(edge.id);
        const curve = curves.get(edge.id) ?? measure([]);
        if (line) showEdge(line, next, curve, grow);
        // The product says what the local derivative says, and more: one of them at a time.
        locals.get(edge.id)?.classList.toggle("said", next.emphasis > 0.5);
      }
      paintedNodes = scene.nodes;
      paintedEdges = new Map(scene.edges);
      finished = scene.finished;
    },

    /** The present edge's dot grows against the view. @param {number} times */
    grow(times) {
      for (const present of layers.edges.querySelectorAll(".edge-present")) growEdge(present, times);
    },

    /** @param {readonly Target[]} targets */
    light(targets) {
      const lit = (/** @type {string} */ kind) => new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id));
      const [nodes, edges] = [lit("node"), lit("edge")];
      for (const [id, card] of cards) card.classList.toggle("lit", nodes.has(id));
      for (const [id, line] of lines) line.classList.toggle("lit", edges.has(id));
    },

    /** What cards say of gradients is drawn; null: no longer. Nothing is painted then. @param {typeof gates} next */
    badge(next) {
      const drawer = next ?? gates;
      gates = next;
      for (const [id, card] of cards) drawer?.drawGates(card, /** @type {PayloadNode} */ (scenery.nodes.get(id)), next && texts);
      forget();
    },
  };
}
