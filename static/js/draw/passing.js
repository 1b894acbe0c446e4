/** What comes into the drawing, and what leaves it. */

/** @param {Element} item @param {number} milliseconds */
export function leave(item, milliseconds) {
  if (milliseconds === 0) return item.remove();
  const fading = item.animate([{ opacity: 1 }, { opacity: 0 }], { duration: milliseconds, fill: "forwards" });
  fading.onfinish = () => item.remove();
  return undefined;
}

/** @param {Element} item @param {number} milliseconds */
export function enter(item, milliseconds) {
  item.classList.remove("entering");
  if (milliseconds > 0) item.animate([{ opacity: 0 }, { opacity: 1 }], { duration: milliseconds, easing: "ease-out" });
}
