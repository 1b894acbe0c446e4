/** Pages to read: the theme is chosen in the header, and stands in the address. */

import { closeable } from "./menus.js";
import { themed, wear } from "./theme.js";

/** @typedef {import("./theme.js").Theme} Theme */

const view = /** @type {HTMLDetailsElement} */ (document.getElementById("view"));
const other = /** @type {HTMLAnchorElement} */ (document.getElementById("language"));

view.addEventListener("change", ({ target }) => {
  const theme = /** @type {Theme} */ (/** @type {HTMLInputElement} */ (target).value || null);
  wear(theme);
  history.replaceState(null, "", themed(location.pathname + location.search + location.hash, theme));
  other.href = themed(other.getAttribute("href") ?? "", theme);
  for (const picture of document.querySelectorAll(".card-picture")) {
    const [byPreference, drawn] = [picture.querySelector("source"), picture.querySelector("img")];
    if (byPreference) byPreference.media = theme ? "not all" : "(prefers-color-scheme: dark)";
    if (drawn) drawn.src = themed(drawn.getAttribute("src") ?? "", theme);
  }
});
closeable(view);
