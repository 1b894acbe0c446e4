/** What leads on from the graph: sharing, what is shown and how, training its formula, a phone's sheet. The graph does not wait for it. */

import { byId } from "./dom.js";
import { closeable } from "./menus.js";
import { createShare } from "./panels/share.js";
import { createView, dress } from "./panels/view.js";
import { createSheet } from "./sheet.js";
import { writeState } from "./state.js";
import { keepThroughSwipes } from "./swipes.js";

/**
 * @param {object} options
 * @param {import("./texts.js").Texts} options.t
 * @param {HTMLElement} options.middle
 * @param {ReturnType<typeof import("./undo.js").createUndo>} options.undo
 * @param {string} options.language
 * @param {import("./state.js").State} options.choices
 * @param {import("./types.js").Shown} options.shown
 * @param {ReturnType<typeof import("./permalink.js").createPermalink>} options.permalink
 * @param {import("./player.js").Player} options.player
 * @param {(shown: import("./panels/view.js").Shown) => void} options.onShown  something else is to be shown
 */
export function createHeader({ t, middle, undo, language, choices, shown, permalink, player, onShown }) {
  const menu = /** @type {HTMLDetailsElement} */ (byId("view"));
  const view = createView(menu, { shown: choices, onChange: onShown });
  closeable(menu);
  createSheet(byId("sheet"), byId("sheet-handle"), t);
  keepThroughSwipes();
  if (matchMedia("(pointer: coarse)").matches) import("./undoing.js").then(({ createUndoing }) => createUndoing(middle, { t, ...undo }));
  createShare(byId("share"), {
    t,
    language,
    shared: () => ({ state: permalink.whole(), formula: permalink.formula(), drawn: permalink.drawn(), k: player.k, length: player.length }),
  });
  const train = /** @type {HTMLAnchorElement} */ (byId("train-link"));
  const lead = () => (train.href = `/train${writeState({ ...permalink.whole(shown.payload), language, step: null })}`);
  for (const kind of ["pointerdown", "focus"]) train.addEventListener(kind, lead);
  dress(choices);
  return {
    /** Brings menu and page in line with what was chosen. @param {import("./panels/view.js").Shown} shown */
    wear(shown) {
      view.write(shown);
      dress(shown);
    },
  };
}
