/** What a window needs that shows a part of the drawing: what lies beyond it, and all of it on paper. */

import { createBeyond } from "./beyond.js";
import { createPaper } from "./paper.js";

/**
 * @param {HTMLElement} root  takes the map
 * @param {Parameters<typeof createPaper>[0]} element
 * @param {Parameters<typeof createBeyond>[1] & Parameters<typeof createPaper>[1]} options
 */
export function createOverview(root, element, options) {
  createPaper(element, options);
  return createBeyond(root, options);
}
