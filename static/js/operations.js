/** The page of operations: typesets its formulas and finds rows as the reader types. The table itself is the server's. */

import { typeset } from "./math.js";

/** Operands by their names: `{a} + {b}` is `a + b`, `{{` is a brace. @param {string} template */
export function operandsNamed(template) {
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name) => (whole === "{{" ? "{" : whole === "}}" ? "}" : name));
}

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".math[data-latex]"))) {
  const latex = operandsNamed(place.dataset.latex ?? "");
  typeset(place, latex, { text: latex });
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
