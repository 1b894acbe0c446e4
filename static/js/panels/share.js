/** The button that opens the panel of links, pictures and embeds; what is in it is loaded with the first press. */

import { panelWords } from "./desk.js";

/**
 * @param {HTMLElement} button names the forms of pictures that there are in its data
 * @param {{t: import("../texts.js").Texts, language: string, shared: () => import("../share/surfaces.js").Shared}} options `shared`: what the page shows
 */
export function createShare(button, { t, language, shared }) {
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    const forms = (button.dataset.forms ?? "").split(" ");
    const parts = await Promise.all([import("../share/panel.js"), panelWords(t, language)]).catch(() => null);
    button.removeAttribute("aria-busy");
    if (parts) parts[0].openShare({ t: parts[1], language, shared: shared(), forms });
  });
  button.hidden = false;
}
