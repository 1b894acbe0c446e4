/** Undo and redo for who has no keyboard: two buttons, shown as soon as there is something to take back. */

import { element } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const ARROW = "M6 3 2.5 6.5 6 10M3 6.5h6a4 4 0 0 1 0 8H6.5";
/** What a reader's choice comes from. */
const HANDS = ["pointerup", "click", "input", "change"];

/**
 * @param {HTMLElement} place
 * @param {object} options
 * @param {import("./texts.js").Texts} options.t
 * @param {() => void} options.undo
 * @param {() => void} options.redo
 * @param {() => [number, number]} options.depth  how many steps lie behind and ahead
 */
export function createUndoing(place, { t, undo, redo, depth }) {
  /** @param {string} name @param {string} label @param {() => void} act */
  function button(name, label, act) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", ARROW);
    const made = element("button", { type: "button", class: name, "aria-label": label, onclick: act });
    made.append(svg);
    return made;
  }
  const back = button("back", t("undo.back"), undo);
  const on = button("on", t("undo.on"), redo);
  const bar = element("div", { class: "undoing", role: "group", "aria-label": t("undo.label"), hidden: true }, back, on);
  place.append(bar);

  function show() {
    const [behind, ahead] = depth();
    back.disabled = behind === 0;
    on.disabled = ahead === 0;
    bar.hidden = behind + ahead === 0;
  }
  // After whoever hears it has recorded what was chosen.
  for (const kind of HANDS) document.addEventListener(kind, () => setTimeout(show));
}
