/** A frame in focus that has become a card, or a card that has become a frame, is still in focus. */

/** @typedef {import("../types.js").PayloadNode} PayloadNode */

/**
 * The group that an element in focus is the frame of, or the card.
 * @param {HTMLElement} root
 * @param {ReadonlyMap<string, PayloadNode>} nodes
 * @returns {string | null}
 */
export function focusedGroup(root, nodes) {
  const item = document.activeElement;
  const id = item instanceof SVGElement && root.contains(item) ? item.dataset.id : undefined;
  if (id === undefined) return null;
  return item?.classList.contains("group") ? id : (nodes.get(id)?.collapses ?? null);
}

/**
 * @param {string} group
 * @param {readonly PayloadNode[]} nodes
 * @param {ReadonlyMap<string, SVGGElement>} cards
 * @param {SVGGElement} frames
 */
export function focusGroup(group, nodes, cards, frames) {
  const node = nodes.find(({ collapses }) => collapses === group);
  const found = /** @type {SVGGElement[]} */ ([...frames.querySelectorAll("g.group")]).find((frame) => frame.dataset.id === group);
  const next = node ? cards.get(node.id) : found;
  if (next && next !== document.activeElement) next.focus({ preventScroll: true });
}
