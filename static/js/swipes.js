/**
 * A swipe that begins on a slider scrolls, and only that: a browser sets the slider at the first touch, and says later that the
 * finger has gone on to scroll.
 */
export function keepThroughSwipes() {
  /** @type {{slider: HTMLInputElement, value: string} | null} */
  let held = null;
  document.addEventListener("pointerdown", ({ target }) => {
    held = target instanceof HTMLInputElement && target.type === "range" ? { slider: target, value: target.value } : null;
  }, { capture: true });
  document.addEventListener("pointercancel", () => {
    if (!held || held.slider.value === held.value) return;
    held.slider.value = held.value;
    for (const kind of ["input", "change"]) held.slider.dispatchEvent(new Event(kind, { bubbles: true }));
  });
}
