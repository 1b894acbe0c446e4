/** What a run can be taken away as: its numbers, the program that repeats it, a picture of each plot. Loaded with the first press. */

import { copy } from "../copy.js";
import { element } from "../dom.js";
import { filmOf, written } from "./filming.js";
import { pictureOf, pngOf, save } from "./picture.js";

/** JSON holds so many numbers at most; of longer runs every so many updates are taken. */
const MOST_ROWS = 2000;

/**
 * @param {HTMLElement} place  the list of the menu
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {string} options.language
 * @param {import("./main.js").Session} options.session
 * @param {import("./main.js").Desk["get"]} options.get
 * @param {import("./main.js").Desk["fit"]} options.fit
 * @param {() => void} options.keep  the address is to say what is chosen now
 * @param {{output: string, at: Record<string, any[]>} | null} options.asks  what is drawn over the data at every moment
 */
export function fillExport(place, { t, language, session, get, fit, keep, asks }) {
  const { start } = session.run;
  const said = element("p", { class: "menu-said", role: "status" });
  if (!start) return place.replaceChildren(element("p", {}, t("train.nothing")));
  const every = Math.ceil(start.updates / MOST_ROWS);
  const address = (/** @type {string} */ format) => `/api/v1/train/updates?run=${encodeURIComponent(start.run)}&format=${format}${format === "json" ? `&every=${every}` : ""}`;

  async function program() {
    try {
      const { code, filename } = await get("code", { run: start?.run });
      save(new Blob([code], { type: "text/x-python" }), filename);
    } catch (error) {
      said.textContent = /** @type {any} */ (error).problem?.detail ?? t("train.unreachable");
    }
  }

  async function film() {
    said.textContent = t("train.export.working");
    try {
      const [player, told] = await Promise.all([fetch(`/train/film.html?lang=${language}`).then((response) => response.text()), filmOf(session, { fit, asks })]);
      save(new Blob([await written(player, told)], { type: "text/html" }), "chainlight.html");
      said.textContent = "";
    } catch (error) {
      said.textContent = /** @type {any} */ (error).problem?.detail ?? t("train.unreachable");
    }
  }

  async function link() {
    keep();
    await copy(location.href);
    said.textContent = t("train.export.copied");
  }

  /** @param {SVGSVGElement} plot @param {string} title @param {"svg" | "png"} form */
  async function picture(plot, title, form) {
    const drawn = pictureOf(plot, title);
    const name = `${plot.closest("[id]")?.id ?? "plot"}.${form}`;
    save(form === "svg" ? new Blob([drawn.text], { type: "image/svg+xml" }) : await pngOf(drawn), name);
  }

  const plots = [.../** @type {NodeListOf<SVGSVGElement>} */ (document.querySelectorAll(".plots svg.plot"))].filter((plot) => plot.getBoundingClientRect().width > 0 && plot.hasAttribute("viewBox"));
  const rows = plots.map((plot) => {
    const title = plot.closest(".plot-card")?.querySelector("h2")?.textContent ?? "";
    const button = (/** @type {"svg" | "png"} */ form) => element("button", { type: "button", class: "small", "aria-label": `${title}, ${form.toUpperCase()}`, onclick: () => picture(plot, title, form) }, form.toUpperCase());
    return element("div", { class: "menu-row" }, element("span", {}, title), button("svg"), button("png"));
  });
  place.replaceChildren(
    element("p", { class: "label" }, t("train.export.run")),
    element("button", { type: "button", onclick: link }, t("train.export.link")),
    element("a", { href: address("csv"), download: "chainlight.csv" }, "CSV"),
    element("a", { href: address("json"), download: "chainlight.json" }, every > 1 ? t("train.export.json", { every }) : "JSON"),
    element("button", { type: "button", onclick: program }, t("train.export.program")),
    element("button", { type: "button", onclick: film }, t("train.export.film")),
    element("p", { class: "label" }, t("train.export.pictures")),
    ...rows,
    said,
  );
}
