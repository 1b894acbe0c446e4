/**
 * The strip over the graph: which backward pass it is of, and a slider through all of them.
 *
 * @typedef {import("./run.js").Episode} Episode
 */

import { element } from "../dom.js";
import { isFigure, shortFigure } from "../figures.js";

/**
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {(index: number) => void} options.onChoose
 * @param {(line: number | null) => void} options.onPoint
 * @param {() => void} options.onPlay  turn the episode into a formula
 */
export function createSlider({ t, onChoose, onPoint, onPlay }) {
  const name = element("button", { type: "button", class: "episode-name", title: t("listing.episode.line") });
  const range = element("input", { type: "range", min: 0, max: 0, step: 1, value: 0, autocomplete: "off", "aria-label": t("listing.episode.label") });
  const back = element("button", { type: "button", class: "episode-step", "aria-label": t("listing.episode.before") }, "‹");
  const on = element("button", { type: "button", class: "episode-step", "aria-label": t("listing.episode.after") }, "›");
  const walk = element("span", { class: "episode-walk" }, back, range, on);
  const play = element("button", { type: "button", class: "button small episode-play", onclick: onPlay }, t("listing.formula"));
  const why = element("span", { class: "visually-hidden", id: "episode-why" });
  const words = element("p", { class: "episode-words" });
  const place = element("div", { class: "episodes", role: "group", "aria-label": t("listing.episode.group"), hidden: true }, name, walk, play, why, words);

  /** @type {readonly Episode[]} */
  let episodes = [];
  let at = 0;
  range.addEventListener("input", () => go(Number(range.value)));
  back.addEventListener("click", () => go(at - 1));
  on.addEventListener("click", () => go(at + 1));
  name.addEventListener("pointerenter", () => onPoint(episodes[at]?.line ?? null));
  name.addEventListener("pointerleave", () => onPoint(null));
  name.addEventListener("click", () => onPoint(episodes[at]?.line ?? null));

  /** @param {number} index */
  function go(index) {
    const next = Math.max(0, Math.min(index, episodes.length - 1));
    if (next === at) return;
    write(next);
    onChoose(next);
  }

  /** @param {number} index */
  function write(index) {
    at = index;
    const { output, value, line } = episodes[at];
    const figure = value === null ? "" : isFigure(value) ? ` = ${shortFigure(value)}` : Array.isArray(value) && value.length === 1 && isFigure(value[0]) ? ` = ${shortFigure(value[0])}` : "";
    const facts = { number: at + 1, count: episodes.length, line, output, figure };
    name.replaceChildren(element("b", {}, t(episodes[at].refused ? "listing.episode.refused" : "listing.episode.name", facts)), element("span", {}, t("listing.episode.at", facts)));
    range.value = String(at);
    range.style.setProperty("--done", `${(100 * at) / Math.max(episodes.length - 1, 1)}%`);
    range.setAttribute("aria-valuetext", t("listing.episode.text", facts));
    back.disabled = at === 0;
    on.disabled = at === episodes.length - 1;
  }

  return {
    element: place,
    /**
     * @param {readonly Episode[]} all
     * @param {number} index
     * @param {string} missing why there is no formula for this one, "" where there is
     * @param {string} said of the one that torch refused: what the graph is instead
     */
    update(all, index, missing, said) {
      episodes = all;
      place.hidden = !all.length;
      words.textContent = said;
      if (!all.length) return;
      range.max = String(all.length - 1);
      walk.hidden = all.length < 2;
      play.hidden = said !== "";
      write(index);
      play.disabled = missing !== "";
      why.textContent = missing;
      play.title = why.textContent;
      if (!missing) play.removeAttribute("aria-describedby");
      else play.setAttribute("aria-describedby", "episode-why");
    },
  };
}
