/**
 * The graph is laid out again where its window is not the one that it was laid out for: the server cannot know how large a
 * window is, and windows change.
 */

import { alike, keepForPaper, roundSpace } from "./room.js";

/** How long a window's size must rest before the graph is laid out for it. */
const REST = 200;

/**
 * @param {HTMLElement} element  holds the drawing
 * @param {object} page
 * @param {import("./types.js").Shown} page.shown
 * @param {() => [number, number]} page.space
 * @param {() => void} page.ask
 */
export function createRelayout(element, { shown, space, ask }) {
  function settle() {
    if (!shown.payload || shown.problem) return;
    const before = shown.question?.space;
    if (!before || !alike(before, roundSpace(space()))) ask();
  }

  return {
    settle,
    /** Follows the window from now on. */
    watch() {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      new ResizeObserver(([{ contentRect }]) => {
        keepForPaper(contentRect);
        clearTimeout(timer);
        timer = setTimeout(settle, REST);
      }).observe(element);
    },
  };
}
