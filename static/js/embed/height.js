/** How high a frame would have to be, from what is in it and how wide it is. */

const MARGIN = 28;
const LEAST = 140;
const MOST = 760;

/**
 * The height at which a drawing is seen as large as its cards are, or as its width allows. Pure.
 * @param {readonly [number, number]} size of the drawing
 * @param {number} width of the window
 */
export function stageHeight([wide, high], width) {
  const scale = Math.min(1, Math.max(width - 2 * MARGIN, 1) / wide);
  return Math.round(Math.min(Math.max(high * scale + 2 * MARGIN, LEAST), MOST));
}

/**
 * Tells a height whenever it would be another one: the graph, the width or a panel has changed. The frame's own height is no part
 * of it, so that page and frame never chase each other.
 * @param {HTMLElement} stage takes what everything else in the frame leaves
 * @param {(height: number) => void} tell
 */
export function createHeight(stage, tell) {
  /** @type {readonly [number, number] | null} */
  let size = null;
  let told = 0;

  function check() {
    if (!size || !stage.clientWidth) return;
    const height = stageHeight(size, stage.clientWidth) + document.documentElement.scrollHeight - stage.clientHeight;
    if (height === told) return;
    told = height;
    tell(height);
  }

  new ResizeObserver(check).observe(stage);
  return {
    /** Another graph. @param {readonly [number, number]} next */
    update(next) {
      size = next;
      check();
    },
  };
}
