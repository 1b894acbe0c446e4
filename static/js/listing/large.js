/** What is opened large: a figure, where several stand in one; before an audience the words of a finding. */

import { element } from "../dom.js";

/**
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {string} options.title
 * @param {() => SVGSVGElement} options.draw
 */
export function largeButton({ t, title, draw }) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M9.5 3H13v3.5M13 3L9 7M6.5 13H3V9.5M3 13l4-4");
  icon.append(path);
  const label = t("listing.large", { name: title });
  return element("button", { type: "button", class: "figure-large", "aria-label": label, title: t("listing.large.short"), onclick: () => openLarge(t, title, draw(), "large") }, icon);
}

/** @param {import("../texts.js").Texts} t @param {string} title @param {Element} content @param {string} [kind] */
export function openLarge(t, title, content, kind = "") {
  const close = element("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("detail.close"));
  const head = element("header", {}, element("h2", { id: "large-title" }, title), close);
  const dialog = element("dialog", { class: `detail ${kind}`, "aria-labelledby": "large-title" }, head, element("div", { class: "detail-body" }, content));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // Keys that the dialog does not take are the player's elsewhere.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
}
