/**
 * A swipe that begins on a slider scrolls, and only that: a browser sets the slider at the first touch, and says later that the
 * finger has gone on to scroll. Until it has gone along the slider, or left it, nobody hears of the touch.
 */

/** Pixels along a slider: it is meant. */
const MEANT = 4;

export function keepThroughSwipes() {
  /** @type {{slider: HTMLInputElement, value: string, x: number} | null} a slider under a finger that has not gone anywhere yet */
  let held = null;

  function tell() {
    const touched = held;
    held = null;
    if (touched && touched.slider.value !== touched.value) touched.slider.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {(event: any) => void} hear @param {string} kind */
  const listen = (kind, hear) => document.addEventListener(kind, hear, { capture: true });
  listen("pointerdown", ({ target, pointerType, clientX: x }) => {
    held = pointerType === "touch" && target instanceof HTMLInputElement && target.type === "range" ? { slider: target, value: target.value, x } : null;
  });
  listen("input", (event) => event.target === held?.slider && event.stopImmediatePropagation());
  listen("pointermove", ({ clientX }) => held && Math.abs(clientX - held.x) > MEANT && tell());
  listen("pointerup", tell);
  listen("pointercancel", () => {
    if (held) held.slider.value = held.value;
    held = null;
  });
}
