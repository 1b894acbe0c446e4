/** The gallery: what this browser remembers of each lesson, and pictures that can be made out. */

import { recall } from "./kept.js";

const places = recall("lessons");
for (const card of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lesson]"))) {
  const place = places[card.dataset.lesson ?? ""];
  const line = /** @type {HTMLElement | null} */ (card.querySelector(".card-progress"));
  if (!line || !Number.isInteger(place?.part)) continue;
  const { done = "", begun = "", parts = "" } = line.dataset;
  card.classList.toggle("done", place.done === true);
  line.textContent = place.done === true ? done : begun.replace("{part}", String(place.part)).replace("{parts}", parts);
}

/** Cards of a graph can be told apart at this scale; below that its start is shown, and fades where it goes on. */
const CLEAR = 0.42;
/** As small as a picture may become for its whole height to be in sight. */
const LEAST = 0.26;

/** @param {HTMLElement} frame @param {HTMLImageElement} image */
function scale(frame, image) {
  const { naturalWidth: width, naturalHeight: height } = image;
  if (!width || !height) return;
  image.removeAttribute("style");
  const [wide, high] = [image.clientWidth / width, image.clientHeight / height];
  const whole = Math.min(wide, high, 1);
  const clear = Math.min(CLEAR, Math.max(high, LEAST));
  const beyond = whole < 0.8 * clear;
  frame.classList.toggle("beyond", beyond);
  if (beyond) Object.assign(image.style, { width: `${width * clear}px`, height: `${height * clear}px` });
}

for (const frame of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".card-picture"))) {
  const image = /** @type {HTMLImageElement} */ (frame.querySelector("img"));
  const rescale = () => scale(frame, image);
  image.addEventListener("load", rescale);
  new ResizeObserver(rescale).observe(frame);
}
