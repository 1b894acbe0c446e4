/**
 * Where everything stands now: the payload's places, what the reader dragged, and the way from the last payload's places.
 * Values only; drawing.js draws them.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").PayloadEdge} PayloadEdge
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../motion.js").Box} Box
 */

import { measure, mixChains, shift } from "../curve.js";
import { mix } from "../motion.js";

export class Scenery {
  /** @type {Map<string, PayloadNode>} */
  nodes = new Map();
  /** @type {Map<string, PayloadEdge>} */
  edges = new Map();
  /** @type {Map<string, Point>} how far the reader dragged a card */
  dragged = new Map();
  /** @type {Map<string, Point>} */
  #from = new Map();
  /** @type {Map<string, readonly Point[]>} */
  #routesFrom = new Map();
  #progress = 1;

  /**
   * Takes a payload. What stays starts from where it is now.
   * @param {Payload} payload
   * @returns {boolean} whether any card has to move
   */
  take(payload) {
    const from = new Map([...this.nodes.keys()].map((id) => [id, this.centre(id)]));
    const routes = new Map([...this.edges.keys()].map((id) => [id, this.route(id)]));
    this.renew(payload);
    for (const id of this.dragged.keys()) if (!this.nodes.has(id)) this.dragged.delete(id);
    this.#from = from;
    this.#routesFrom = routes;
    this.#progress = 0;
    const moves = payload.nodes.some((node) => {
      const before = from.get(node.id);
      if (!before) return false;
      const [dx, dy] = this.dragged.get(node.id) ?? [0, 0];
      return Math.hypot(before[0] - node.x - dx, before[1] - node.y - dy) > 0.5;
    });
    if (!moves) this.#progress = 1;
    return moves;
  }

  /** Takes a payload with the same drawing: everything goes on as it stands. @param {Payload} payload */
  renew(payload) {
    this.nodes = new Map(payload.nodes.map((node) => [node.id, node]));
    this.edges = new Map(payload.edges.map((edge) => [edge.id, edge]));
  }

  /** How far cards are on the way to their new places, 0 to 1. @param {number} progress */
  advance(progress) {
    this.#progress = progress;
  }

  /** The centre of a card now. @param {string} id @returns {Point} */
  centre(id) {
    const node = this.nodes.get(id);
    if (!node) return [0, 0];
    const [dx, dy] = this.dragged.get(id) ?? [0, 0];
    const from = this.#progress < 1 ? this.#from.get(id) : undefined;
    if (!from) return [node.x + dx, node.y + dy];
    return [mix(from[0], node.x + dx, this.#progress), mix(from[1], node.y + dy, this.#progress)];
  }

  /** How far a card stands from where the payload wants it. @param {string} id @returns {Point} */
  #offset(id) {
    const node = this.nodes.get(id);
    if (!node) return [0, 0];
    const [x, y] = this.centre(id);
    return [x - node.x, y - node.y];
  }

  /** The card's box now. @param {PayloadNode} node @returns {Box} */
  box(node) {
    const [x, y] = this.centre(node.id);
    return { x: x - node.width / 2, y: y - node.height / 2, width: node.width, height: node.height };
  }

  /** Where the card's box is going. @param {PayloadNode} node @returns {Box} */
  home(node) {
    const [dx, dy] = this.dragged.get(node.id) ?? [0, 0];
    return { x: node.x + dx - node.width / 2, y: node.y + dy - node.height / 2, width: node.width, height: node.height };
  }

  /** An edge's chain now. @param {string} id @returns {readonly Point[]} */
  route(id) {
    const edge = this.edges.get(id);
    if (!edge) return [];
    if (this.#progress < 1) {
      const from = this.#routesFrom.get(id);
      const end = shift(edge.points, this.dragged.get(edge.source) ?? [0, 0], this.dragged.get(edge.target) ?? [0, 0]);
      if (from?.length === end.length) return mixChains(from, end, this.#progress);
    }
    return shift(edge.points, this.#offset(edge.source), this.#offset(edge.target));
  }

  /** The centre of an edge's local derivative now. @param {string} id @returns {Point} */
  label(id) {
    const edge = this.edges.get(id);
    if (!edge) return [0, 0];
    if (!edge.label) {
      const middle = measure(this.route(id)).at(0.5);
      return [middle.x, middle.y];
    }
    const [a, b] = [this.#offset(edge.source), this.#offset(edge.target)];
    return [edge.label.x + (a[0] + b[0]) / 2, edge.label.y + (a[1] + b[1]) / 2];
  }
}
