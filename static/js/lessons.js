/** The gallery: what this browser remembers of each lesson. */

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
