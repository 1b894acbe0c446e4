/**
 * On paper the whole drawing is seen, also where the window shows a part of it: as wide as the window, and as high as the drawing
 * then is, but not higher than a page.
 *
 * @typedef {import("../motion.js").Box} Box
 * @typedef {import("../motion.js").View} View
 */

import { clamp, fitView } from "../motion.js";

/** A page of A4 within its margins, height to width; above and below the drawing other things want to stand. */
const PAGE = 1.3;
const LEAST = 0.2;
const MARGIN = 12;

/**
 * @param {HTMLElement} element of the stage, which print.css sizes
 * @param {object} options
 * @param {() => boolean} options.partly whether the window shows a part of the drawing
 * @param {() => Box} options.drawing
 * @param {(view: View, whole: true) => void} options.show
 * @param {() => void} options.restore
 */
export function createPaper(element, { partly, drawing, show, restore }) {
  const media = matchMedia("print");
  let printing = false;

  /** @param {boolean} now */
  function turn(now) {
    if (now === printing || (now && !partly())) return;
    printing = now;
    if (!now) {
      element.style.removeProperty("--paper-height");
      return restore();
    }
    const box = drawing();
    const width = Number(getComputedStyle(element).getPropertyValue("--stage-width")) || element.clientWidth;
    const height = width * clamp(box.height / Math.max(box.width, 1), LEAST, PAGE);
    element.style.setProperty("--paper-height", height.toFixed(0));
    return show(fitView(box, { width, height }, { margin: MARGIN, most: 1 }), true);
  }

  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  // A preview, and who looks at the page as a printer does, changes the medium alone.
  media.addEventListener("change", () => turn(media.matches));
  turn(media.matches);
}
