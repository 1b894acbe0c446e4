/** Before an audience: everything large, no controls, the whole screen where the browser allows it. */

/**
 * @param {HTMLElement} enter
 * @param {HTMLElement} leave
 * @param {{present: boolean, onChange: (present: boolean) => void}} options `present`: at the start
 */
export function createLecture(enter, leave, { present, onChange }) {
  const root = document.documentElement;

  /** @param {boolean} now */
  function set(now) {
    if (present === now) return;
    present = now;
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
    if (event.key === "Escape" && present && !event.defaultPrevented && !document.querySelector("dialog[open]")) end();
  });
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) set(false);
  });
}
