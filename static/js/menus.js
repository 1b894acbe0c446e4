/** Menus of the header: a press elsewhere, Escape, or another menu closes one. */

/** @param {HTMLDetailsElement} menu */
export function closeable(menu) {
  document.addEventListener("click", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.hidden = false;
}
