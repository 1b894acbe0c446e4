/** Which panels have something to show of a graph. */

import { isFigure } from "../figures.js";

/** More inputs than this make a table that nobody reads. */
const MOST_INPUTS = 8;

/** Second derivatives of one number by a few numbers. @param {import("../types.js").Payload} payload */
export function hessianFits({ nodes, value }) {
  const inputs = nodes.filter((node) => node.kind === "input");
  return isFigure(value) && inputs.length > 0 && inputs.length <= MOST_INPUTS && inputs.every((node) => isFigure(node.value));
}
