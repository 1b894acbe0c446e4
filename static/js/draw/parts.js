/**
 * What only some graphs have, loaded with the first that does: tensors, which are drawn as grids, and groups, which have frames.
 *
 * @typedef {import("../types.js").Payload} Payload
 */

/** @type {{tensor: typeof import("./tensor.js") | null, group: typeof import("./group.js") | null}} */
export const parts = { tensor: null, group: null };

const loadTensor = async () => void (parts.tensor = await import("./tensor.js"));
const loadGroup = async () => void (parts.group = await import("./group.js"));

/** What a graph needs that is not here yet; null: nothing. @param {Payload} payload @returns {Promise<unknown> | null} */
export function missing({ nodes, groups }) {
  const loading = [];
  if (!parts.tensor && nodes.some(({ shape }) => shape.length > 0)) loading.push(loadTensor());
  if (!parts.group && groups.length > 0) loading.push(loadGroup());
  return loading.length ? Promise.all(loading) : null;
}
