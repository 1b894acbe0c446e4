/**
 * What would have to be asked for to have the page as it is: for its own address, and for every other surface.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./types.js").Payload} Payload
 */

import { spelled } from "./listing/door.js";

/**
 * @param {object} page
 * @param {State} page.choices
 * @param {import("./types.js").Shown} page.shown
 * @param {import("./panels/source.js").Source} page.source
 * @param {import("./values.js").Values} page.values
 * @param {import("./player.js").Player} page.player
 * @param {() => boolean} page.touched  whether the reader has changed what the page opened with
 * @param {() => boolean} page.guided  whether a lesson says where the run stands
 */
export function createPermalink({ choices, shown, source, values, player, touched, guided }) {
  function current() {
    const used = values.used(source.text);
    return {
      ...choices,
      source: touched() ? source.text : null,
      values: touched() && Object.keys(used).length ? used : null,
      step: player.k < player.length || guided() ? player.k : null,
    };
  }

  /** The same with all that it opened with; a listing's graph as the formula that says the same. @param {Payload | null} [drawn] */
  const whole = (drawn = null) => ({ ...current(), ...spelled(drawn, { source: source.text, values: values.used(source.text) }) });

  return {
    current,
    whole,
    /** The graph as a formula; null where none says the same. */
    formula() {
      const { payload } = shown;
      if (!payload?.listing) return whole();
      return payload.formula ? { ...whole(payload), episode: null, step: null } : null;
    },
    /** Whether there is a graph to make pictures of. */
    drawn: () => !shown.payload?.listing || shown.payload.nodes.length > 0,
  };
}
