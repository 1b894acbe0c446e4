/** The button that opens the panel of links, pictures and embeds; what is in it is loaded with the first press. */

/**
 * @param {HTMLElement} button names the forms of pictures that there are in its data
 * @param {Omit<import("../share/panel.js").Options, "forms">} options
 */
export function createShare(button, options) {
  button.onclick = async () => (await import("../share/panel.js")).openShare({ ...options, forms: button.dataset.forms ?? "" });
  button.hidden = false;
}
