/**
 * Formulas that nobody can read are not drawn: those outside the window, and all of them where the view is too small.
 * KaTeX makes dozens of elements of one formula, and the browser walks over each at every frame.
 *
 * @typedef {import("../motion.js").View} View
 * @typedef {import("./scenery.js").Scenery} Scenery
 */

const MARGIN = 24; // pixels of the screen around the window
/** The smallest scales at which a card's formula and an edge's are drawn: 20 and 17 units are then some 6 pixels. */
const CARD = 0.28;
const EDGE = 0.36;

/**
 * @param {View} view
 * @param {{width: number, height: number}} screen
 * @param {Scenery} scenery
 * @param {ReadonlyMap<string, HTMLElement>} cards
 * @param {ReadonlyMap<string, HTMLElement>} edges
 */
export function cull(view, screen, scenery, cards, edges) {
  const seen = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ reach) => {
    const [left, top] = [x * view.scale + view.x, y * view.scale + view.y];
    const margin = MARGIN + reach * view.scale;
    return left > -margin && top > -margin && left < screen.width + margin && top < screen.height + margin;
  };
  for (const [id, face] of cards) {
    const node = scenery.nodes.get(id);
    const [x, y] = scenery.centre(id);
    hide(face, view.scale < CARD || !seen(x, y, (node?.width ?? 0) / 2));
  }
  for (const [id, face] of edges) hide(face, view.scale < EDGE || !seen(...scenery.label(id), 60));
}

/** The formula goes, its element stays: an edge that is not seen is still reached by Tab. @param {HTMLElement} face @param {boolean} away */
function hide(face, away) {
  if (face.classList.contains("culled") !== away) face.classList.toggle("culled", away);
}
