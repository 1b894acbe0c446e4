/** The page of operations: typesets its formulas and finds rows as the reader types. The table itself is the server's. */

import { typeset } from "./math.js";

/**
 * Operands and parameters by their names: `{a} + {b}` is `a + b`, `{{` is a brace.
 * @param {string} template
 */
function named(template) {
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name) => {
    if (!name) return whole[0];
    if (name === "operands") return "a, b, \\dots";
    return name.length > 1 ? `\\mathit{${name}}` : name;
  });
}

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".math"))) {
  const latex = place.dataset.latex ?? named(place.dataset.template ?? "");
  typeset(place, `\\displaystyle ${latex}`, { text: latex });
}

const field = /** @type {HTMLInputElement | null} */ (document.getElementById("find"));
field?.parentElement?.removeAttribute("hidden");
field?.addEventListener("input", () => {
  const wanted = field.value.trim().toLowerCase();
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".kind"))) {
    let found = false;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("tbody tr"))) {
      const text = `${row.id} ${row.textContent}`.toLowerCase();
      row.hidden = !text.includes(wanted);
      found ||= !row.hidden;
    }
    section.hidden = !found;
  }
});
