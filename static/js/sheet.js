/** On a phone everything but formula, graph and player lies in a sheet; its handle opens and closes it, pressed or pulled. */

import { createOrder } from "./order.js";

/** A phone, and one held across: narrow.css, low.css. */
const NARROW = "screen and (max-width: 700px), screen and (max-height: 500px) and (min-width: 561px) and (max-width: 1099px)";
/** Pixels: less is a press. */
const PULLED = 24;

/** @param {HTMLElement} sheet @param {HTMLElement} handle @param {import("./texts.js").Texts} t */
export function createSheet(sheet, handle, t) {
  let open = false;
  let from = 0;
  /** Whether a pull has answered already: the click after it is none. */
  let pulled = false;

  /** @param {boolean} next */
  function set(next) {
    open = next;
    sheet.classList.toggle("open", open);
    handle.setAttribute("aria-expanded", String(open));
    handle.firstElementChild?.replaceChildren(t(open ? "sheet.close" : "sheet.open"));
    if (!open) sheet.scrollTop = 0;
  }

  const [values, more] = [".values", ".more"].map((part) => /** @type {Element} */ (sheet.querySelector(part)));
  createOrder(values, { narrow: NARROW, before: more, otherwise: sheet });

  // A keyboard on the screen: what is typed in stays in sight.
  addEventListener("resize", () => {
    if (sheet.contains(document.activeElement)) document.activeElement?.scrollIntoView({ block: "nearest" });
  });

  handle.addEventListener("pointerdown", (event) => {
    [from, pulled] = [event.clientY, false];
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (pulled || !handle.hasPointerCapture(event.pointerId) || Math.abs(event.clientY - from) < PULLED) return;
    pulled = true;
    set(event.clientY < from);
  });
  handle.addEventListener("click", () => {
    if (!pulled) set(!open);
    pulled = false;
  });
  handle.removeAttribute("disabled");
}
