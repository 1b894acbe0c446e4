/** Takes the page elsewhere: its link, a frame for a course page, a picture. */

import { closeable } from "../menus.js";

/**
 * @param {HTMLDetailsElement} menu
 * @param {{t: import("../texts.js").Texts, query: () => string}} options `query`: what every surface takes, from `?` on
 */
export function createShare(menu, { t, query }) {
  const said = /** @type {HTMLElement} */ (menu.querySelector(".menu-said"));
  const texts = {
    link: () => location.href,
    embed: () =>
      `<iframe src="${location.origin}/embed${query().replaceAll("&", "&amp;").replaceAll('"', "%22")}" width="760" height="480" style="border:0"></iframe>`,
  };

  for (const [kind, text] of Object.entries(texts)) {
    menu.querySelector(`[data-share=${kind}]`)?.addEventListener("click", async () => {
      await (await import("../copy.js")).copy(text());
      said.textContent = t("share.copied");
      setTimeout(() => {
        said.textContent = "";
        menu.open = false;
      }, 900);
    });
  }
  menu.addEventListener("toggle", () => {
    const picture = /** @type {HTMLAnchorElement | null} */ (menu.querySelector("[data-share=picture]"));
    if (picture) picture.href = `/graph.svg${query()}`;
  });
  closeable(menu);
}
