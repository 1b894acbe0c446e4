/**
 * What the server is asked: what is written, set and chosen enters, a question leaves.
 *
 * @typedef {import("./api.js").Spec} Spec
 * @typedef {import("./types.js").Payload} Payload
 */

import { isListing, spelled } from "./listing/door.js";
import { previousOf } from "./room.js";

/**
 * @param {object} page
 * @param {string} page.language
 * @param {import("./state.js").State} page.choices
 * @param {import("./values.js").Values} page.values
 * @param {import("./panels/source.js").Source} page.source
 * @param {import("./types.js").Shown} page.shown
 * @param {() => Payload | null} page.before  that which the next one should lie like
 * @param {() => [number, number]} page.space
 */
export function createAsking({ language, choices, values, source, shown, before, space }) {
  /** @returns {Spec} */
  function spec() {
    const { syntax, output, upstream, engine, seed, collapsed } = choices;
    const previous = before();
    const optional = {
      syntax,
      output,
      engine,
      upstream: upstream === null ? null : JSON.parse(upstream),
      seed: seed === null ? null : Number(seed),
      collapsed: collapsed === null ? null : collapsed.split(","),
      graph: choices.graph,
      mode: choices.mode,
      tangent: choices.mode === null ? null : choices.tangent,
      direction: choices.direction ?? "auto",
      episode: isListing(source.text) ? choices.episode : null,
      space: space(),
      previous: previous && previousOf(previous),
    };
    const chosen = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null));
    return { source: source.text, values: values.used(source.text), language, ...chosen };
  }

  return {
    spec,
    /** The same for the graph that is shown, without what is about its picture. @returns {Spec} */
    shownSpec() {
      const text = shown.payload?.source ?? source.text;
      const { syntax, output, upstream, engine, seed, collapsed } = /** @type {Record<string, any>} */ (spec());
      const rest = { syntax, output, upstream, engine, seed, collapsed };
      return spelled(shown.payload, { source: text, values: values.used(text), language, ...rest });
    },
  };
}
