/**
 * What the server is told of the window, so that it can lay the graph out for it, and of the drawing that is there, so that a
 * small edit moves little.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {{direction: "right" | "down", order: string[]}} Previous
 */

/** Sizes are told in steps of so many pixels: a window that changes by less keeps its drawing. */
const STEP = 10;
/** Windows whose sides differ by less than this part are the same to a drawing. */
const ALIKE = 0.04;

/** @param {readonly [number, number]} space @returns {[number, number]} */
export const roundSpace = ([width, height]) => [Math.max(Math.round(width / STEP), 1) * STEP, Math.max(Math.round(height / STEP), 1) * STEP];

/** @param {readonly [number, number]} a @param {readonly [number, number]} b */
export const alike = (a, b) => a.every((side, i) => Math.abs(side - b[i]) <= ALIKE * Math.max(side, b[i]));

/** @param {string | undefined} written `780x760`, as the page says it @returns {[number, number] | null} */
export function readSpace(written) {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(written ?? "") ?? [];
  return width ? [Number(width), Number(height)] : null;
}

/** On paper the stage is as it was on the screen: print.css asks how large. @param {{width: number, height: number}} rect */
export function keepForPaper({ width, height }) {
  if (matchMedia("print").matches) return;
  document.documentElement.style.setProperty("--stage-width", width.toFixed(0));
  document.documentElement.style.setProperty("--stage-height", height.toFixed(0));
}

/** How a drawing lies: where it flows, and its cards as they stand across that. @param {Payload} payload @returns {Previous} */
export function previousOf(payload) {
  const direction = payload.direction ?? "right";
  const across = (/** @type {{x: number, y: number}} */ { x, y }) => (direction === "down" ? x : y);
  const order = payload.nodes.toSorted((a, b) => across(a) - across(b)).map(({ id }) => id);
  return { direction, order };
}
