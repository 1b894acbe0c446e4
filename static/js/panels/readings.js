/** How the formula was read, one chip a decision; pointing at one shows its place in the formula, pressing it chooses the other reading. */

import { element, withCode } from "../dom.js";

/**
 * @param {HTMLElement} place
 * @param {{onPoint: (spans: [number, number][]) => void, onChoose: (source: string) => void}} options
 */
export function createReadings(place, { onPoint, onChoose }) {
  let shown = "";
  /** @type {(import("../types.js").Payload["readings"][number] & {spans: [number, number][]})[]} */
  let found = [];

  return {
    /** @param {import("../types.js").Payload} payload */
    update({ readings: all }) {
      // What was decided alike in several places, and cannot be chosen in each, is said once.
      const same = (/** @type {typeof all[number]} */ a) => all.filter((b) => a === b || (a.text === b.text && !a.alternative && !b.alternative));
      const readings = all.filter((each) => same(each)[0] === each).map((each) => ({ ...each, spans: same(each).map(({ span }) => span) }));
      found = readings;
      // A slider changes no reading, though perhaps where it stands; and a chip in focus stays in focus.
      const next = JSON.stringify(readings.map(({ text, alternative }) => [text, alternative?.text]));
      if (next === shown) return;
      shown = next;
      place.replaceChildren(
        ...readings.map(({ text, alternative }, i) => {
          const heard = { onmouseenter: () => onPoint(found[i].spans), onmouseleave: () => onPoint([]) };
          if (!alternative) return element("li", heard, ...withCode(text));
          const chip = element(
            "button",
            {
              type: "button",
              title: alternative.text.replaceAll("`", ""),
              onfocus: heard.onmouseenter,
              onblur: heard.onmouseleave,
              onclick: () => onChoose(found[i].alternative?.source ?? ""),
            },
            element("span", {}, ...withCode(text)),
            element("span", { class: "visually-hidden" }, ...withCode(alternative.text)),
          );
          return element("li", { class: "chosen", ...heard }, chip);
        }),
      );
    },
  };
}
