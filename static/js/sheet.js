/** On a phone everything but formula, graph and player lies in a sheet; its handle opens and closes it. */

/** @param {HTMLElement} sheet @param {HTMLElement} handle @param {import("./texts.js").Texts} t */
export function createSheet(sheet, handle, t) {
  handle.addEventListener("click", () => {
    const open = sheet.classList.toggle("open");
    handle.setAttribute("aria-expanded", String(open));
    handle.firstElementChild?.replaceChildren(t(open ? "sheet.close" : "sheet.open"));
    if (!open) sheet.scrollTop = 0;
  });
}
