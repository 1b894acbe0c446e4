/**
 * What hands and keys do to cards and edges: point, choose, reach by Tab, drag.
 *
 * @typedef {import("../types.js").Target} Target
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 *
 * @typedef {ReturnType<typeof createHands>} Hands
 *
 * @typedef {object} HandsOptions
 * @property {boolean} interactive
 * @property {((target: Target | null) => void) | undefined} onSelect
 * @property {((target: Target | null) => void) | undefined} onHover
 * @property {SVGGElement} frame  in whose units cards are dragged
 * @property {(id: string) => Point} centre  of a card now
 * @property {(target: Target) => void} reveal  brings what the keyboard reached into view
 * @property {(id: string, offset: Point | null) => void} onDrag  how far a card is from its place; null: at home again
 */

import { drag } from "../../vendor/d3.js";

/** @param {HandsOptions} options */
export function createHands({ interactive, onSelect, onHover, frame, centre, reveal, onDrag }) {
  /** @param {SVGElement | HTMLElement} item @param {Target} target */
  function point(item, target) {
    item.onpointerenter = () => onHover?.(target);
    item.onpointerleave = () => onHover?.(null);
    item.onclick = (/** @type {MouseEvent} */ event) => {
      event.stopPropagation();
      onSelect?.(target);
    };
  }

  return {
    point,
    /**
     * A frame that folds into a card where somebody listens: by a click, or by Enter or the space bar.
     * @param {SVGGElement} frame @param {Target} target @param {string} label
     */
    fold(frame, target, label) {
      if (!interactive || !onSelect) return;
      frame.classList.add("folds");
      point(frame, target);
      frame.setAttribute("role", "button");
      frame.setAttribute("tabindex", "0");
      frame.setAttribute("aria-label", label);
      frame.setAttribute("aria-expanded", "true");
      frame.onkeydown = (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        onSelect(target);
      };
    },
    /** Makes an element one that Tab reaches. @param {SVGElement | HTMLElement} item @param {Target} target */
    reach(item, target) {
      point(item, target);
      item.setAttribute("role", onSelect && interactive ? "button" : "img");
      if (!interactive) return;
      item.setAttribute("tabindex", "0");
      item.onfocus = () => {
        onHover?.(target);
        if (item.matches(":focus-visible")) reveal(target);
      };
      item.onblur = () => onHover?.(null);
      item.onkeydown = (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || !onSelect) return;
        onSelect(target);
        event.stopPropagation();
      };
    },
    /**
     * Dragging is the reader's own: nothing is asked of the server, and a double click takes it back.
     * @param {import("d3-selection").Selection<SVGGElement, PayloadNode, any, any>} cards
     */
    move(cards) {
      if (!interactive) return;
      const dragging = /** @type {import("d3-drag").DragBehavior<SVGGElement, PayloadNode, any>} */ (/** @type {unknown} */ (drag()));
      dragging
        .container(() => frame)
        .clickDistance(4)
        .subject((_event, node) => ({ x: centre(node.id)[0], y: centre(node.id)[1] }))
        .on("drag", (event, node) => onDrag(node.id, [event.x - node.x, event.y - node.y]));
      cards.call(dragging);
      cards.on("dblclick.home", (/** @type {Event} */ event, node) => {
        event.stopPropagation();
        onDrag(node.id, null);
      });
    },
  };
}
