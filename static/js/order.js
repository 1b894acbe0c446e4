/** Where parts stand below one another, what comes next for the eye comes next for the keyboard and a screen reader as well. */

/**
 * Moves a part before another while a window is narrow, and to the end of its own place while it is not.
 * @param {Element} part
 * @param {{narrow: string, before: Element, otherwise: Element}} places `narrow`: a media query of the screen; paper has its own order
 */
export function createOrder(part, { narrow, before, otherwise }) {
  const media = matchMedia(narrow);
  function place() {
    if (media.matches) before.before(part);
    else otherwise.append(part);
  }
  if (media.matches) place();
  media.addEventListener("change", place);
}
