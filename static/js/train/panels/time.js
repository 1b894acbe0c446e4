/** The foot of the page: play, one update on or back, the slider over all updates, and what stands there. */

import { element, takesKeys } from "../../dom.js";
import { shortFigure } from "../../figures.js";
import { SPEEDS } from "../../motion.js";
import { rowAt, wholeLength } from "../run.js";

const ICONS = {
  back: "M11 4.2v7.6L4.8 8z",
  next: "M5 4.2v7.6L11.2 8z",
  play: "M5.2 3.2v9.6L13 8z",
  pause: "M4.4 3.4h2.5v9.2H4.4zM9.1 3.4h2.5v9.2H9.1z",
};
const SVG = "http://www.w3.org/2000/svg";

/** @param {string} label @param {() => void} press @param {keyof typeof ICONS} icon @param {string} [more] */
function button(label, press, icon, more = "") {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[icon]);
  svg.append(path);
  const made = element("button", { type: "button", class: `timeline-button ${more}`, "aria-label": label, title: label, onclick: press });
  made.append(svg);
  return made;
}

/** @param {HTMLElement} place @param {import("../main.js").Desk & {time: ReturnType<typeof import("../time.js").createTime>}} desk @returns {import("../main.js").Panel} */
export function createTimeBar(place, { t, seek, time }) {
  const back = button(t("train.back"), () => seek(time.k - 1), "back");
  const play = button(t("train.play"), () => time.toggle(), "play", "main");
  const next = button(t("train.next"), () => seek(time.k + 1), "next");
  const slider = element("input", { type: "range", id: "moment", min: 0, max: 0, value: 0, step: 1, autocomplete: "off", "aria-label": t("train.updates"), oninput: () => seek(Number(slider.value)) });
  const said = element("output", { class: "moment-said", for: "moment", "aria-live": "off" });
  const speed = element("select", { autocomplete: "off", "aria-label": t("player.speed"), onchange: () => (time.speed = Number(speed.value)) });
  speed.append(...SPEEDS.map((factor) => element("option", { value: factor, ...(factor === 1 ? { selected: true } : {}) }, `${factor}×`)));
  place.append(element("div", { class: "timeline-buttons" }, back, play, next), slider, said, element("label", { class: "timeline-speed" }, speed));

  // Not those that scroll a page: on the slider itself they go to the ends as well.
  /** @type {Record<string, () => void>} */
  const keys = {
    " ": () => time.toggle(),
    ArrowRight: () => seek(time.k + 1),
    ArrowLeft: () => seek(time.k - 1),
  };
  document.addEventListener("keydown", (event) => {
    const own = event.target === slider && event.key === " ";
    const action = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey ? undefined : keys[event.key];
    if (!action || event.defaultPrevented || (!own && takesKeys(event.target, event.key))) return;
    event.preventDefault();
    action();
  });

  /** @param {import("../main.js").Session} session */
  function words({ run }) {
    const { k } = time;
    if (!run.start) return "";
    const row = rowAt(run, Math.max(k, 1));
    if (k === 0 || !row) return t("train.place.start", { n: wholeLength(run) });
    const inEpoch = run.start?.updates_in_epoch ?? 1;
    const epoch = Math.floor((k - 1) / inEpoch) + 1;
    const facts = { k, n: wholeLength(run), epoch, epochs: run.start?.epochs ?? 0, loss: row.update === k ? shortFigure(row.loss) : "…" };
    return t("train.place", facts);
  }

  /** @param {import("../main.js").Session} session */
  function show(session) {
    slider.max = String(Math.max(time.length, 1));
    slider.value = String(time.k);
    slider.style.setProperty("--done", `${(time.k / Math.max(time.length, 1)) * 100}%`);
    const sentence = words(session);
    said.textContent = sentence;
    slider.setAttribute("aria-valuetext", sentence);
    back.disabled = time.k === 0;
    next.disabled = time.k >= time.length;
    play.disabled = time.length === 0;
    play.querySelector("path")?.setAttribute("d", ICONS[time.playing ? "pause" : "play"]);
    const label = t(time.playing ? "train.pause" : "train.play");
    play.setAttribute("aria-label", label);
    play.title = label;
  }
  return { update: show, show };
}
