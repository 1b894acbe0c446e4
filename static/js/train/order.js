/** One column: what comes next for the eye comes next for the keyboard and for a screen reader as well. */

const NARROW = "screen and (max-width: 700px)";

/**
 * Keeps what happens behind the formula where there is one column, and at the end of the desk where there are two.
 * @param {HTMLElement} results @param {{desk: Element, formula: Element}} places
 */
export function createOrder(results, { desk, formula }) {
  const narrow = matchMedia(NARROW);
  function place() {
    if (narrow.matches) formula.after(results);
    else desk.append(results);
  }
  if (narrow.matches) place();
  narrow.addEventListener("change", place);
}
