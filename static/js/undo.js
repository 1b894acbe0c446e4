/** Undo on the page: what is written, the values, what was chosen; not where the run stands. */

import { editBetween } from "./edits.js";
import { createHistory } from "./history.js";
import { undoKeys } from "./keys.js";

/**
 * @param {object} page
 * @param {import("./state.js").State} page.choices
 * @param {import("./values.js").Values} page.values
 * @param {import("./panels/source.js").Source} page.source
 * @param {() => void} page.onRestore  all three are as they were: the page follows
 */
export function createUndo({ choices, values, source, onRestore }) {
  function made() {
    const { collapsed, notation, theme, show, hide, predict, graph, mode, tangent, upstream } = choices;
    const own = { upstream, collapsed, notation, theme, show, hide, predict, graph, mode, tangent };
    return { source: source.text, values: values.all(), choices: own };
  }
  let past = createHistory(made());

  /** @param {ReturnType<typeof made> | null} state */
  function restore(state) {
    if (!state) return;
    if (state.source !== source.text) source.change(editBetween(source.text, state.source));
    values.replace(state.values);
    Object.assign(choices, state.choices);
    onRestore();
  }
  const undo = () => restore(past.undo());
  const redo = () => restore(past.redo());
  undoKeys({ undo, redo });

  return {
    undo,
    redo,
    depth: () => past.depth(),
    /** The reader has chosen something. @param {string} kind */
    record: (kind) => past.record(made(), kind),
    /** From here on: what came before is the page's own. */
    restart() {
      past = createHistory(made());
    },
  };
}
