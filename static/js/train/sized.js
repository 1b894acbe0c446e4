/** The size of a plot's place. Paper shows the picture as it is on the screen: there nothing is drawn anew. */

/** @param {HTMLElement} place @param {(width: number, height: number) => void} onSize in whole pixels */
export function sized(place, onSize) {
  new ResizeObserver(([{ contentRect }]) => {
    if (!matchMedia("print").matches) onSize(Math.round(contentRect.width), Math.round(contentRect.height));
  }).observe(place);
}
