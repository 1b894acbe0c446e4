/** Before an audience: everything large, the formula typeset, no controls, the whole screen where the browser allows it. */

import { typeset } from "./math.js";

/** How many times its size everything has, where there is room for that (tokens.css knows the same window). */
const LARGER = 1.6;

/**
 * @param {object} page
 * @param {HTMLElement} page.enter
 * @param {HTMLElement} page.leave
 * @param {HTMLElement} page.program  takes the formula
 * @param {import("./state.js").State} page.choices
 * @param {(present: boolean) => void} page.onChange
 */
export function createLecture({ enter, leave, program, choices, onChange }) {
  const root = document.documentElement;
  let written = "";

  /** @param {boolean} now */
  function set(now) {
    if ((choices.present !== null) === now) return;
    choices.present = now ? "1" : null;
    root.toggleAttribute("data-present", now);
    onChange(now);
  }

  function end() {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    set(false);
    enter.focus({ preventScroll: true });
  }

  enter.addEventListener("click", () => {
    set(true);
    // A browser may refuse; the window is then what there is.
    root.requestFullscreen?.().catch(() => {});
    // Not on a button: the space bar is the player's.
    enter.blur();
  });
  leave.addEventListener("click", end);
  document.addEventListener("keydown", (event) => {
    // Escape closes what lies above first.
    if (event.key === "Escape" && choices.present && !event.defaultPrevented && !document.querySelector("dialog[open]")) end();
  });
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) set(false);
  });

  return {
    zoom: () => (choices.present && innerWidth > 700 && innerHeight > 500 ? LARGER : 1),
    /** The formula, where it is shown. @param {import("./types.js").Payload} answer */
    write({ latex, source: text }) {
      if (!choices.present || written === `${latex} ${choices.show}`) return;
      written = `${latex} ${choices.show}`;
      typeset(program, latex, { display: true, text });
    },
  };
}
