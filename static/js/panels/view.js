/**
 * What is shown, and how: theme, extras, parts. Every choice stands in the address, so that a teacher's link shows what the
 * teacher saw.
 *
 * @typedef {Pick<import("../state.js").State, "theme" | "show" | "hide" | "predict">} Shown
 */

import { wear } from "../theme.js";

/** What a choice does to the page alone; the graph has its own part. @param {Shown} shown */
export function dress({ theme, hide }) {
  wear(theme);
  const root = document.documentElement;
  if (hide) root.dataset.hide = hide.join(" ");
  else delete root.dataset.hide;
}

/**
 * @param {HTMLDetailsElement} menu
 * @param {{shown: Shown, onChange: (shown: Shown) => void}} options
 */
export function createView(menu, { shown, onChange }) {
  const fields = /** @type {HTMLInputElement[]} */ ([...menu.querySelectorAll("input")]);
  const named = (/** @type {string} */ name) => fields.filter((field) => field.name === name);

  function read() {
    const chosen = (/** @type {string} */ name) => named(name).find((field) => field.checked)?.value || null;
    const some = (/** @type {string[]} */ words) => (words.length ? words : null);
    return /** @type {Shown} */ ({
      theme: chosen("theme"),
      predict: chosen("predict"),
      show: some(named("show").filter((field) => field.checked).map((field) => field.value)),
      hide: some(named("part").filter((field) => !field.checked).map((field) => field.value)),
    });
  }

  /** @param {Shown} next */
  function write({ theme, show, hide, predict }) {
    for (const field of named("theme")) field.checked = field.value === (theme ?? "");
    for (const field of named("predict")) field.checked = field.value === (predict ?? "");
    for (const field of named("show")) field.checked = show?.includes(field.value) ?? false;
    for (const field of named("part")) field.checked = !hide?.includes(field.value);
  }

  write(shown);
  menu.addEventListener("change", () => onChange(read()));
  return { write };
}
