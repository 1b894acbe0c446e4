/** The gallery: what this browser remembers of each lesson, and pictures large enough to be read. */

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

/** The smallest scale at which a card of a picture can be read; what does not fit then is cut at the right. */
const READABLE = 0.4;
for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll(".card-picture img"))) {
  const size = () => {
    const scale = Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight);
    if (!(scale < READABLE)) return;
    image.style.objectFit = "none";
    image.style.width = `${image.naturalWidth}px`;
    image.style.height = `${image.naturalHeight}px`;
    // All of its height is seen: only at the right it runs out.
    const frame = image.parentElement?.clientHeight ?? 0;
    image.style.setProperty("--scale", String(Math.max(Math.min(READABLE, frame / image.naturalHeight), scale)));
    image.parentElement?.classList.add("cut");
  };
  if (image.complete && image.naturalWidth) size();
  else image.addEventListener("load", size, { once: true });
}
