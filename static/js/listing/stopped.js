/** What stopped a listing, in the problem's place: its line to go to, and on a phone its lesson once it is asked for. */

import { element } from "../dom.js";
import { mark } from "./margin.js";

/**
 * @param {HTMLElement} place holds the problem's own words
 * @param {{t: import("../texts.js").Texts, onGo: (line: number) => void}} options
 */
export function createStopped(place, { t, onGo }) {
  return {
    /** @param {number | null | undefined} line */
    tell(line) {
      place.querySelector(".finding-line")?.remove();
      place.querySelector(".problem-why")?.remove();
      place.classList.remove("told");
      if (!line || !place.childElementCount) return;
      place.prepend(element("button", { type: "button", class: "finding-line", onclick: () => onGo(line) }, mark("error"), t("listing.line", { line })));
      const hint = place.querySelector(".hint");
      if (!hint) return;
      const why = element("button", { type: "button", class: "problem-why", "aria-expanded": "false", onclick: () => turn() }, t("listing.why"));
      const turn = () => why.setAttribute("aria-expanded", String(place.classList.toggle("told")));
      hint.before(why);
    },
    focus() {
      place.scrollIntoView({ block: "nearest" });
      /** @type {HTMLElement | null} */ (place.querySelector(".finding-line"))?.focus();
    },
  };
}
