/**
 * What lies beyond the window: a fade at each side where the drawing goes on, and a small map of all of it. For eyes and hands
 * alone: a keyboard reaches every card, and the view goes to it.
 *
 * @typedef {import("../motion.js").Box} Box
 * @typedef {import("../types.js").Step} Step
 */

import { select } from "../../vendor/d3.js";
import { around, overlap } from "../motion.js";

const SIDES = /** @type {const} */ (["left", "top", "right", "bottom"]);
const MOST = { width: 132, height: 112 };
/** Cards that are seen less than this part are beyond the window. */
const SEEN = 0.9;

/**
 * @param {HTMLElement} element
 * @param {{onGo: ((x: number, y: number) => void) | null}} options onGo: a place of the drawing was chosen on the map
 */
export function createBeyond(element, { onGo }) {
  const root = select(element);
  for (const side of SIDES) root.append("div").attr("class", "stage-fade").attr("data-side", side);
  const map = root.append("svg").attr("class", "stage-map").attr("aria-hidden", "true").attr("hidden", "");
  const cards = map.append("g");
  const frame = map.append("rect").attr("class", "stage-map-window");
  /** @type {{id: string, box: Box}[]} */
  let drawn = [];
  /** @type {Box} */
  let whole = { x: 0, y: 0, width: 0, height: 0 };

  /** @param {PointerEvent} event */
  function choose(event) {
    const { left, top, width, height } = /** @type {SVGSVGElement} */ (map.node()).getBoundingClientRect();
    onGo?.(whole.x + ((event.clientX - left) / width) * whole.width, whole.y + ((event.clientY - top) / height) * whole.height);
  }
  if (onGo) {
    map.on("pointerdown", (/** @type {PointerEvent} */ event) => {
      event.stopPropagation();
      /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
      choose(event);
    });
    map.on("pointermove", (/** @type {PointerEvent} */ event) => event.buttons > 0 && choose(event));
    // The view behind it must not take the same hand for a pan, a zoom or a choice.
    for (const name of ["mousedown", "touchstart", "click", "dblclick"]) map.on(name, (/** @type {Event} */ event) => event.stopPropagation());
  }

  return {
    /** @param {{id: string, box: Box}[]} next the cards where they stand */
    take(next) {
      drawn = next;
      const box = around(drawn.map((card) => card.box));
      const edge = Math.max(box.width, box.height) * 0.05;
      whole = { x: box.x - edge, y: box.y - edge, width: box.width + 2 * edge, height: box.height + 2 * edge };
      const scale = Math.min(MOST.width / Math.max(whole.width, 1), MOST.height / Math.max(whole.height, 1));
      map
        .attr("viewBox", `${whole.x} ${whole.y} ${whole.width} ${whole.height}`)
        .attr("width", whole.width * scale)
        .attr("height", whole.height * scale);
      cards
        .selectAll("rect")
        .data(drawn)
        .join("rect")
        .attr("x", ({ box }) => box.x)
        .attr("y", ({ box }) => box.y)
        .attr("width", ({ box }) => box.width)
        .attr("height", ({ box }) => box.height)
        .attr("rx", 14);
    },
    /** The present step's card, in the colour of its phase. @param {Step | null} step */
    mark(step) {
      cards.selectAll("rect").attr("class", (/** @type {any} */ card) => (step && card.id === step.node ? step.phase : null));
    },
    /** @param {Box} seen the part of the drawing in the window @param {{scale: number}} view */
    see(seen, { scale }) {
      const hidden = drawn.filter(({ box }) => overlap(box, seen) < SEEN * box.width * box.height).map(({ box }) => box);
      const all = around(hidden);
      const beyond = {
        left: hidden.length > 0 && all.x < seen.x,
        top: hidden.length > 0 && all.y < seen.y,
        right: hidden.length > 0 && all.x + all.width > seen.x + seen.width,
        bottom: hidden.length > 0 && all.y + all.height > seen.y + seen.height,
      };
      for (const side of SIDES) root.classed(`more-${side}`, beyond[side]);
      // A map that would hide much of a small window hides what it should help to see.
      const fits = seen.width * seen.height * scale ** 2 > 20 * MOST.width * MOST.height;
      map.attr("hidden", hidden.length > 0 && fits ? null : "");
      frame
        .attr("x", seen.x)
        .attr("y", seen.y)
        .attr("width", seen.width)
        .attr("height", seen.height)
        .attr("rx", 4 / scale);
    },
  };
}
