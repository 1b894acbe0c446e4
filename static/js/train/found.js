/**
 * What the graph of a formula says of its names. Pure.
 *
 * @typedef {object} Found
 * @property {readonly import("./form/values.js").Input[]} inputs  that are no data
 * @property {readonly string[]} trained  those that this run trains
 * @property {readonly string[]} unused  columns of data that the formula does not name
 */

import { tokensOf } from "../tokens.js";

/** @type {Found} */
export const NOTHING = { inputs: [], trained: [], unused: [] };

/** @param {import("../types.js").Payload} payload @param {string} source @param {Record<string, any[]>} columns of data @param {readonly string[]} trained @returns {Found} */
export function foundIn({ nodes }, source, columns, trained) {
  const defined = new Set(tokensOf(source).flatMap(({ kind, from, to }) => (kind === "head" ? [source.slice(from, to)] : [])));
  const named = new Set(nodes.map(({ name }) => name));
  return {
    inputs: nodes.flatMap(({ kind, name, value }) => (kind === "input" && !(name in columns) ? [{ name, value, defined: defined.has(name) }] : [])),
    trained,
    unused: Object.keys(columns).filter((name) => !named.has(name)),
  };
}
