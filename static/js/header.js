/** The header's tools: sharing, what is shown and how. The graph does not wait for them. */

import { byId } from "./dom.js";
import { closeable } from "./menus.js";
import { createShare } from "./panels/share.js";
import { createView, dress } from "./panels/view.js";

/**
 * @param {object} options
 * @param {import("./texts.js").Texts} options.t
 * @param {string} options.language
 * @param {import("./state.js").State} options.choices
 * @param {import("./share/panel.js").Options["shared"]} options.shared
 * @param {(shown: import("./panels/view.js").Shown) => void} options.onShown  something else is to be shown
 */
export function createHeader({ t, language, choices, shared, onShown }) {
  const menu = /** @type {HTMLDetailsElement} */ (byId("view"));
  const view = createView(menu, { shown: choices, onChange: onShown });
  closeable(menu);
  createShare(byId("share"), { t, language, shared });
  dress(choices);
  return {
    /** Brings menu and page in line with what was chosen. @param {import("./panels/view.js").Shown} shown */
    wear(shown) {
      view.write(shown);
      dress(shown);
    },
  };
}
