/** Words with mathematics between dollars and code between backticks -> paragraphs. */

import { element, withCode } from "./dom.js";
import { typeset } from "./math.js";

/** @param {string} words @returns {HTMLParagraphElement[]} */
export function prose(words) {
  return words.split("\n\n").map((paragraph) =>
    element(
      "p",
      {},
      ...paragraph.split("$").flatMap((piece, i) => {
        if (i % 2 === 0) return withCode(piece);
        const formula = element("span", { class: "math" });
        typeset(formula, piece);
        return [formula];
      }),
    ),
  );
}
