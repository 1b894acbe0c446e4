/**
 * What the server is asked: what is written, set and chosen enters, a question leaves.
 *
 * @typedef {import("./api.js").Spec} Spec
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").Figures} Figures
 */

import { literalEdit } from "./edits.js";
import { isListing, spelled } from "./listing/door.js";
import { previousOf } from "./room.js";

/**
 * @param {object} page
 * @param {string} page.language
 * @param {import("./state.js").State} page.choices
 * @param {Map<string, Figures>} page.values  what the reader set; kept while a name is away
 * @param {import("./panels/source.js").Source} page.source
 * @param {() => Payload | null} page.shown  the last true graph
 * @param {() => Payload | null} page.before  that which the next one should lie like
 * @param {() => [number, number]} page.space
 */
export function createAsking({ language, choices, values, source, shown, before, space }) {
  /** The values whose names occur in a source. @param {string} text */
  const usedValues = (text) => Object.fromEntries([...values].filter(([name]) => text.includes(name)));

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
    return { source: source.text, values: usedValues(source.text), language, ...chosen };
  }

  return {
    usedValues,
    spec,
    /** The same for the graph that is shown, without what is about its picture. @returns {Spec} */
    shownSpec() {
      const text = shown()?.source ?? source.text;
      const { syntax, output, upstream, engine, seed, collapsed } = /** @type {Record<string, any>} */ (spec());
      const rest = { syntax, output, upstream, engine, seed, collapsed };
      return spelled(shown(), { source: text, values: usedValues(text), language, ...rest });
    },
    /** An address may spell a name otherwise than the source does (`lambda`, λ): the answer tells which input has its value. */
    respellValues() {
      const payload = shown();
      const inputs = payload?.nodes.filter((node) => node.kind === "input" && !payload.assumed.includes(node.name)) ?? [];
      for (const [name, value] of [...values]) {
        if (inputs.some((node) => node.name === name)) continue;
        values.delete(name);
        const node = inputs.find((each) => !values.has(each.name) && JSON.stringify(each.value) === JSON.stringify(value));
        if (node) values.set(node.name, value);
      }
    },
    /** Where the source gives a name its value, what is written there counts from the first change of it on. */
    forgetWritten() {
      for (const name of [...values.keys()]) if (literalEdit(source.text, name, 0)) values.delete(name);
    },
  };
}

/** What two questions must share to have the same numbers. @param {Spec & Record<string, any>} question */
export const sceneOf = ({ source: text, values: given, upstream = null, graph = null, mode = null, collapsed = null }) =>
  JSON.stringify([text, Object.entries(given ?? {}).sort(), upstream, graph, mode, collapsed]);
