/** How the formula was read, one chip a decision; pointing at one shows its place in the formula. */

import { element, withCode } from "../dom.js";

/**
 * @param {HTMLElement} place
 * @param {{onPoint: (span: [number, number] | null) => void}} options
 */
export function createReadings(place, { onPoint }) {
  return {
    /** @param {import("../types.js").Payload} payload */
    update({ readings }) {
      place.replaceChildren(
        ...readings.map(({ text, span }) =>
          element("li", { onmouseenter: () => onPoint(span), onmouseleave: () => onPoint(null) }, ...withCode(text)),
        ),
      );
    },
  };
}
