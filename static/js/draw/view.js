/**
 * Pan and zoom of the stage, and what fits it: on load, on resize until the reader takes the view in hand, and when asked.
 *
 * What would be too small to read whole is shown near, and the view follows the present step; a button shows all of it, and
 * goes back.
 *
 * @typedef {import("../motion.js").Box} Box
 * @typedef {import("../motion.js").View} View
 */

import { interpolateNumber, select, zoom, zoomIdentity, zoomTransform } from "../../vendor/d3.js";
import { around, closeView, easeInOut, fitView } from "../motion.js";

const SMALLEST = 0.08;
const LARGEST = 4;
const KEY_STEP = 1.25;
/** A present step outside this part of a near view moves the view. */
const QUIET = 0.64;
/** Pixels at the foot for the button: no card comes to rest under it. */
const FOOT = 44;

/**
 * @param {HTMLElement} element
 * @param {object} options
 * @param {boolean} options.interactive
 * @param {boolean} options.wheel whether the wheel zooms
 * @param {{whole: string, near: string}} options.labels of the button
 * @param {() => Box[]} options.boxes what there is to be seen
 * @param {() => number} options.zoom  how many times its usual size everything has
 * @param {() => number} options.least the smallest scale at which that can be read
 * @param {() => Box | null} options.focus what a near view shows
 * @param {(view: View) => void} options.onChange
 */
export function createView(element, { interactive, wheel, labels, boxes, zoom: larger, least: readable, focus, onChange }) {
  let touched = false;
  /** Whether the reader wants to see all of it, however small. */
  let whole = false;
  /** Whether a near view follows the present step. */
  let following = false;
  /** Where the view is going, or is. */
  let goal = zoomIdentity;
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
      if (event.sourceEvent) goal = event.transform;
      onChange({ x, y, scale: k });
      if (event.sourceEvent) hold(true);
    });
  const button = root.append("button").attr("class", "stage-fit").attr("type", "button").attr("hidden", "").on("click", () => turn(250));
  const icon = button.append("svg").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true").append("path");

  /** @param {boolean} now */
  function hold(now) {
    touched = now;
    following &&= !touched;
    const nearer = !touched && !following && tooSmall();
    button.attr("hidden", (touched || following || nearer) && interactive ? null : "");
    button.attr("aria-label", nearer ? labels.near : labels.whole).attr("title", nearer ? labels.near : labels.whole);
    icon.attr("d", nearer ? "M6 2v4H2M14 6h-4V2M10 14v-4h4M2 10h4v4" : "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4");
  }

  if (interactive) {
    root.call(zooming).on("dblclick.zoom", null);
    if (!wheel) root.on("wheel.zoom", null);
    root.on("dblclick.fit", () => turn(250));
    root.on("keydown.view", (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") zooming.scaleBy(root, KEY_STEP);
      else if (event.key === "-") zooming.scaleBy(root, 1 / KEY_STEP);
      else if (event.key === "0") turn(0);
      else return;
      if (event.key !== "0") hold(true);
      event.preventDefault();
    });
  }

  /** @param {View} to @param {number} milliseconds */
  function go(to, milliseconds) {
    const transform = zoomIdentity.translate(to.x, to.y).scale(to.scale);
    root.interrupt();
    goal = transform;
    if (milliseconds > 0) root.transition().duration(milliseconds).ease(easeInOut).call(/** @type {any} */ (zooming.transform), transform);
    else root.call(zooming.transform, transform);
  }

  const least = () => readable() * larger();
  const most = () => 1.25 * larger();
  const margin = () => Math.min(28, screen.width * 0.05);
  const overview = (room = screen) => fitView(around(boxes()), room, { margin: margin(), most: most() });
  const clear = () => ({ ...screen, height: screen.height - (interactive ? FOOT : 0) });
  /** @param {Box | null} part */
  function near(part) {
    const box = around(boxes());
    return closeView(box, clear(), part ?? box, { margin: margin(), least: least(), most: larger() });
  }
  const tooSmall = () => overview().scale < least();

  /** What the reader should see first: all of it, or the present step near. @param {number} milliseconds */
  function fit(milliseconds) {
    if (screen.width === 0 || screen.height === 0) return;
    const small = tooSmall();
    following = !whole && interactive && small;
    hold(false);
    go(following ? near(focus()) : overview(small ? clear() : screen), milliseconds);
  }

  /** All of it; where that is seen already, near again. @param {number} milliseconds */
  function turn(milliseconds) {
    whole = touched || following;
    fit(milliseconds);
  }

  // Kept: asking the page for it makes the browser lay everything out at once.
  let screen = { width: element.clientWidth, height: element.clientHeight };
  const observer = new ResizeObserver(([entry]) => {
    if (matchMedia("print").matches) return; // paper has its own view, and goes away again
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
    /** The part of the drawing that is seen, or will be as soon as the view rests. @returns {Box} */
    seen() {
      const { x, y, k } = goal;
      return { x: -x / k, y: -y / k, width: screen.width / k, height: screen.height / k };
    },
    /** What the reader chose for one drawing says nothing of the next. */
    forget() {
      whole = false;
      touched = false;
    },
    /** Whether the reader, or the view itself, has come near: what is outside is then not shown by fitting. */
    held: () => touched || following,
    /**
     * Goes on to the present step, where that leaves the quiet middle of a near view.
     * @param {number} milliseconds
     * @returns {boolean} whether the view moves
     */
    follow(milliseconds) {
      const box = focus();
      if (!box) return false;
      if (!following) return touched && this.reveal(box, milliseconds);
      const { x, y, k } = goal;
      const out = (/** @type {number} */ low, /** @type {number} */ size, /** @type {number} */ room) =>
        low < (room * (1 - QUIET)) / 2 || low + size > (room * (1 + QUIET)) / 2;
      if (!out(box.x * k + x, box.width * k, screen.width) && !out(box.y * k + y, box.height * k, screen.height)) return false;
      const to = near(box);
      const moves = Math.abs(to.x - x) > 1 || Math.abs(to.y - y) > 1 || to.scale !== k;
      if (moves) go(to, milliseconds);
      return moves;
    },
    /** Centres a place of the drawing. @param {number} x @param {number} y */
    centre(x, y) {
      const { k } = zoomTransform(element);
      hold(true);
      go({ x: screen.width / 2 - x * k, y: screen.height / 2 - y * k, scale: k }, 0);
    },
    /** Moves as little as shows a box. @param {Box} box @param {number} milliseconds @returns {boolean} whether it moves */
    reveal(box, milliseconds) {
      const { x, y, k } = goal;
      const { width, height } = screen;
      const margin = 16;
      const push = (/** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ size) =>
        high - low > size - 2 * margin ? (size - high - low) / 2 : low < margin ? margin - low : high > size - margin ? size - margin - high : 0;
      const dx = push(box.x * k + x, (box.x + box.width) * k + x, width);
      const dy = push(box.y * k + y, (box.y + box.height) * k + y, height);
      if (dx || dy) go({ x: x + dx, y: y + dy, scale: k }, milliseconds);
      return dx !== 0 || dy !== 0;
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
