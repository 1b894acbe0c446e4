/**
 * Pan and zoom of the stage, and what fits it: on load, on resize until the reader takes the view in hand, and when asked.
 *
 * @typedef {import("../motion.js").Box} Box
 * @typedef {import("../motion.js").View} View
 */

import { interpolateNumber, select, zoom, zoomIdentity, zoomTransform } from "../../vendor/d3.js";
import { around, easeInOut, fitView } from "../motion.js";

const SMALLEST = 0.08;
const LARGEST = 4;
const KEY_STEP = 1.25;

/**
 * @param {HTMLElement} element
 * @param {{interactive: boolean, label: string, boxes: () => Box[], onChange: (view: View) => void}} options
 */
export function createView(element, { interactive, label, boxes, onChange }) {
  let touched = false;
  const root = select(element);
  const zooming = /** @type {import("d3-zoom").ZoomBehavior<HTMLElement, unknown>} */ (zoom());
  zooming
    .scaleExtent([SMALLEST, LARGEST])
    .clickDistance(4)
    .interpolate(/** @type {any} */ (straight))
    .on("start", (event) => root.classed("moving", Boolean(event.sourceEvent)))
    .on("end", () => root.classed("moving", false))
    .on("zoom", (event) => {
      const { x, y, k } = event.transform;
      onChange({ x, y, scale: k });
      if (event.sourceEvent) hold(true);
    });
  const button = root
    .append("button")
    .attr("class", "stage-fit")
    .attr("type", "button")
    .attr("aria-label", label)
    .attr("title", label)
    .attr("hidden", "")
    .on("click", () => fit(250));
  const icon = button.append("svg").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true");
  icon.append("path").attr("d", "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4");

  /** @param {boolean} now */
  function hold(now) {
    touched = now;
    button.attr("hidden", touched && interactive ? null : "");
  }

  if (interactive) {
    root.call(zooming).on("dblclick.zoom", null);
    root.on("dblclick.fit", () => fit(250));
    root.on("keydown.view", (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") zooming.scaleBy(root, KEY_STEP);
      else if (event.key === "-") zooming.scaleBy(root, 1 / KEY_STEP);
      else if (event.key === "0") fit(0);
      else return;
      if (event.key !== "0") hold(true);
      event.preventDefault();
    });
  }

  /** @param {View} to @param {number} milliseconds */
  function go(to, milliseconds) {
    const transform = zoomIdentity.translate(to.x, to.y).scale(to.scale);
    root.interrupt();
    if (milliseconds > 0) root.transition().duration(milliseconds).ease(easeInOut).call(/** @type {any} */ (zooming.transform), transform);
    else root.call(zooming.transform, transform);
  }

  /** @param {number} milliseconds */
  function fit(milliseconds) {
    const box = around(boxes());
    if (screen.width === 0 || screen.height === 0) return;
    hold(false);
    go(fitView(box, screen, { margin: Math.min(28, screen.width * 0.05) }), milliseconds);
  }

  // Kept: asking the page for it makes the browser lay everything out at once.
  let screen = { width: element.clientWidth, height: element.clientHeight };
  const observer = new ResizeObserver(([entry]) => {
    screen = { width: entry.contentRect.width, height: entry.contentRect.height };
    if (!touched) fit(0);
  });
  observer.observe(element);

  return {
    fit,
    /** @returns {{view: View, screen: {width: number, height: number}}} */
    now() {
      const { x, y, k } = zoomTransform(element);
      return { view: { x, y, scale: k }, screen };
    },
    /** Fits, unless the reader has taken the view in hand. @param {number} milliseconds */
    refit(milliseconds) {
      if (!touched) fit(milliseconds);
    },
    /** The part of the drawing that is seen. @returns {Box} */
    seen() {
      const { x, y, k } = zoomTransform(element);
      return { x: -x / k, y: -y / k, width: screen.width / k, height: screen.height / k };
    },
    /** Whether the reader has taken the view in hand: what is outside it then is not shown by fitting. */
    held: () => touched,
    /** Moves as little as shows a box. @param {Box} box @param {number} milliseconds */
    reveal(box, milliseconds) {
      const { x, y, k } = zoomTransform(element);
      const { width, height } = screen;
      const margin = 16;
      const push = (/** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ size) =>
        high - low > size - 2 * margin ? (size - high - low) / 2 : low < margin ? margin - low : high > size - margin ? size - margin - high : 0;
      const dx = push(box.x * k + x, (box.x + box.width) * k + x, width);
      const dy = push(box.y * k + y, (box.y + box.height) * k + y, height);
      if (dx || dy) go({ x: x + dx, y: y + dy, scale: k }, milliseconds);
    },
    destroy() {
      observer.disconnect();
      root.interrupt();
      root.on(".zoom", null);
    },
  };
}

/**
 * Between views each part moves evenly: the swoop of d3's own would not keep step with gliding cards.
 * @param {[number, number, number]} a @param {[number, number, number]} b
 */
function straight(a, b) {
  const parts = a.map((part, i) => interpolateNumber(part, b[i]));
  return (/** @type {number} */ t) => parts.map((part) => part(t));
}
