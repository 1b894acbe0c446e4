/** Help: each text to copy gets its button. Without this script the texts can be selected. */

import { copy } from "./copy.js";

const { copy: word = "", copied = "" } = /** @type {HTMLElement} */ (document.getElementById("main")).dataset;

for (const place of document.querySelectorAll(".copyable")) {
  const button = document.createElement("button");
  button.className = "button";
  button.type = "button";
  button.textContent = word;
  button.addEventListener("click", async () => {
    await copy(place.querySelector("code")?.textContent ?? "");
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = word;
    }, 1200);
  });
  place.append(button);
}
