/** Words with mathematics between dollars and code between backticks -> paragraphs. */

import { element, withCode } from "./dom.js";
import { typeset } from "./math.js";

/** What must not begin a line. */
const CLOSING = /^[,.;:!?)，。、；：！？）”]+/;
/** A longer formula may have to break. */
const SHORT = 28;

/** @param {string} words @returns {HTMLParagraphElement[]} */
export function prose(words) {
  return words.split("\n\n").map((paragraph) => {
    const pieces = paragraph.split("$");
    return element(
      "p",
      {},
      ...pieces.flatMap((piece, i) => {
        if (i % 2 === 0) return withCode(piece);
        // To the browser a formula is a box, after which a line may end; a long one is several, and its last takes the sign in.
        const closing = CLOSING.exec(pieces[i + 1] ?? "")?.[0] ?? "";
        pieces[i + 1] = pieces[i + 1]?.slice(closing.length);
        const long = piece.length > SHORT;
        const formula = element("span", { class: "math" });
        typeset(formula, long && closing ? `${piece}\\mathclose{\\text{${closing}}}` : piece);
        return long ? [formula] : [element("span", { class: "together" }, formula, closing)];
      }),
    );
  });
}
