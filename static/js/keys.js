/** The player's keys, wherever nobody is typing. */

import { takesKeys } from "./dom.js";

/** Fields that keep their own undo: words that are not the formula's. */
const OWN_UNDO = "input:not([type]), input[type=text], input[type=search], textarea:not([name=source])";

/**
 * Undo and redo of the page, wherever the reader is, and however a browser asks for them.
 * @param {{undo: () => void, redo: () => void}} actions
 */
export function undoKeys({ undo, redo }) {
  const own = (/** @type {Event} */ { target }) => target instanceof Element && target.matches(OWN_UNDO);
  document.addEventListener(
    "keydown",
    (event) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y") || own(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    },
    true,
  );
  document.addEventListener(
    "beforeinput",
    (event) => {
      if ((event.inputType !== "historyUndo" && event.inputType !== "historyRedo") || own(event)) return;
      event.preventDefault();
      if (event.inputType === "historyUndo") undo();
      else redo();
    },
    true,
  );
}

/** @param {import("./player.js").Player} player */
export function playerKeys(player) {
  /** @type {Record<string, () => void>} */
  const actions = {
    " ": () => player.toggle(),
    ArrowRight: () => player.stepForward(),
    ArrowLeft: () => player.stepBack(),
    // What a presenter's remote sends.
    PageDown: () => player.stepForward(),
    PageUp: () => player.stepBack(),
    Home: () => player.seek(0),
    End: () => player.seek(player.length),
  };
  document.addEventListener("keydown", (event) => {
    const action = event.shiftKey ? (event.key === "ArrowRight" ? () => player.toPhaseEnd() : undefined) : actions[event.key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (!action || modified || event.defaultPrevented || takesKeys(event.target, event.key)) return;
    event.preventDefault();
    action();
  });
}
