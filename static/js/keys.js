/** The player's keys, wherever nobody is typing. */

import { takesKeys } from "./dom.js";

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
