/** What of a present step is to be seen, where not all of the drawing is. Pure. */

import { around } from "../motion.js";

/** A step whose cards fill more of the window than this is followed by its receiving card alone. */
const NEARBY = 0.8;

/**
 * @param {import("../types.js").Payload} payload
 * @param {import("../types.js").Step} step
 * @param {import("./scenery.js").Scenery} scenery
 * @param {{width: number, height: number}} seen the window, in the drawing's units
 * @returns {import("../motion.js").Box} around its cards, where they are going to stand
 */
export function boxOf({ edges }, step, scenery, { width, height }) {
  const edge = scenery.edges.get(step.edge ?? "");
  const givers = edges.filter(({ target }) => step.phase !== "backward" && target === step.node).map(({ source }) => source);
  const cards = [step.node, ...(edge ? [edge.target] : [])].flatMap((id) => scenery.nodes.get(id) ?? []);
  const whole = [...cards, ...givers.flatMap((id) => scenery.nodes.get(id) ?? [])];
  // What a card is made of, or where its gradient comes from, may stand far away: then the card itself is what there is to see.
  const boxes = [whole, cards, cards.slice(0, 1)].map((some) => around(some.map((node) => scenery.home(node))));
  return boxes.find((box) => box.width < width * NEARBY && box.height < height * NEARBY) ?? boxes[2];
}
