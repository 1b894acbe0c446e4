/**
 * Time at the foot of the page: buttons, one segment a step, forward then backward, and the speed. The segments are the scrubber.
 * In forward mode values and tangents go together: one track holds both, each segment in the way of its phase.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../types.js").Phase} Phase
 *
 * @typedef {object} Timeline
 * @property {(payload: Payload) => void} update
 * @property {(moment: Moment) => void} show
 * @property {() => void} destroy
 */

import { select } from "../../vendor/d3.js";
import { equal } from "../equal.js";
import { clamp, SPEEDS } from "../motion.js";
import { hueOf } from "../progress.js";

/** Narrower than this a segment cannot be told from its neighbours: the phase becomes one bar. */
const NARROWEST = 5;
const NAMES = 160; // pixels that the names of the phases take
const PAGE = 10; // steps that Page Up and Page Down pass

const ICONS = {
  previous: "M11 4.2v7.6L4.8 8z",
  next: "M5 4.2v7.6L11.2 8z",
  end: "M3.4 4.2v7.6L9.6 8zM10.6 4.2h1.9v7.6h-1.9z",
  play: "M5.2 3.2v9.6L13 8z",
  pause: "M4.4 3.4h2.5v9.2H4.4zM9.1 3.4h2.5v9.2H9.1z",
};

/** `0.25×`, `1×`. @param {number} speed */
const speedText = (speed) => `${speed}×`;

/**
 * @param {HTMLElement} element
 * @param {{texts: import("../texts.js").Texts, player: import("../player.js").Player}} options
 * @returns {Timeline}
 */
export function createTimeline(element, { texts, player }) {
  const root = select(element).append("div").attr("class", "timeline");
  /** @type {Payload | null} */
  let payload = null;
  /** @type {Moment} */
  let moment = { k: player.k, t: 0, playing: player.playing };
  // Of the slider; asking for it at every step would make the browser lay everything out at once.
  let width = 600;

  const buttons = root.append("div").attr("class", "timeline-buttons");
  const previous = iconButton(buttons, "previous", texts("player.back"), () => player.stepBack());
  const toggle = iconButton(buttons, "play", texts("player.play"), () => player.toggle());
  const next = iconButton(buttons, "next", texts("player.forward"), () => player.stepForward());
  const end = iconButton(buttons, "end", texts("player.end"), () => player.toPhaseEnd());
  // Until it is first pressed, it says gently that there is something to see.
  toggle.classed("main breathing", true);
  const calm = player.subscribe(({ playing }) => {
    if (!playing) return;
    toggle.classed("breathing", false);
    calm();
  });

  const slider = root
    .append("div")
    .attr("class", "timeline-slider")
    .attr("role", "slider")
    .attr("tabindex", 0)
    .attr("aria-label", texts("player.scrubber"))
    .attr("aria-valuemin", 0)
    .attr("aria-valuemax", 0)
    .attr("aria-valuenow", 0);
  const count = root.append("output").attr("class", "timeline-count").attr("aria-live", "off");
  const hint = select(element).append("div").attr("class", "timeline-hint").attr("role", "presentation").attr("hidden", "");
  const speed = root.append("label").attr("class", "timeline-speed");
  const choice = speed.append("select").attr("aria-label", texts("player.speed"));
  choice
    .selectAll("option")
    .data(SPEEDS)
    .join("option")
    .attr("value", (factor) => factor)
    .text(speedText);
  choice.property("value", String(player.speed)).on("change", () => player.setSpeed(Number(choice.property("value"))));

  /** @param {Payload} of @returns {{phase: Phase, first: number, count: number}[]} */
  function phases(of) {
    if (of.mode === "forward") return of.steps.length ? [{ phase: "tangent", first: 0, count: of.steps.length }] : [];
    const forward = of.steps.filter((step) => step.phase === "forward").length;
    const all = [
      { phase: /** @type {Phase} */ ("forward"), first: 0, count: forward },
      { phase: /** @type {Phase} */ ("backward"), first: forward, count: of.steps.length - forward },
    ];
    return all.filter((phase) => phase.count > 0);
  }

  /** The index of the present step, -1 before the first. */
  const present = () => (moment.t > 0 ? moment.k : moment.k - 1);

  function drawTracks() {
    if (!payload) return;
    const all = phases(payload);
    const shown = slider.selectAll("div.timeline-phase").data(all, (/** @type {any} */ phase) => phase.phase);
    const joined = shown.join((enter) => {
      const phase = enter.append("div").attr("class", "timeline-phase");
      phase.append("span").attr("class", "timeline-name");
      phase.append("div").attr("class", "timeline-track");
      return phase;
    });
    joined.attr("class", ({ phase }) => `timeline-phase ${hueOf(/** @type {Payload} */ (payload), phase)}`);
    joined.select(".timeline-name").each(function ({ phase }) {
      nameTrack(/** @type {HTMLElement} */ (this), phase);
    });
    joined.select(".timeline-track").style("--steps", (phase) => phase.count);
    joined.style("flex-grow", (phase) => phase.count);
    drawSegments();
  }

  /** The name of a track; of the one with two phases it is their legend. @param {HTMLElement} name @param {Phase} phase */
  function nameTrack(name, phase) {
    const words = payload?.graph === "backward" && phase === "forward" ? "phase.graph" : `phase.${phase}`;
    if (phase !== "tangent") return void name.replaceChildren(texts(words));
    const keys = /** @type {const} */ (["forward", "tangent"]).map((each) => {
      const key = document.createElement("span");
      key.className = `timeline-key ${each}`;
      key.append(document.createElement("i"), texts(each === "forward" ? "phase.values" : words));
      return key;
    });
    return name.replaceChildren(...keys);
  }

  function drawSegments() {
    if (!payload) return;
    const { steps: all } = payload;
    const here = present();
    const dense = (width - NAMES) / payload.steps.length < NARROWEST;
    slider.selectAll("div.timeline-track").each(function (datum) {
      const { first, count: steps } = /** @type {{first: number, count: number}} */ (datum);
      const track = /** @type {HTMLElement} */ (this);
      track.classList.toggle("dense", dense);
      if (dense) {
        const done = clamp((here + 1 - first) / steps);
        const parts = [
          { kind: "bar to-come", left: 0, width: 1 },
          { kind: "bar done", left: 0, width: done },
          ...(here >= first && here < first + steps ? [{ kind: "bar present", left: (here - first) / steps, width: 1 / steps }] : []),
        ];
        const bars = select(track)
          .selectAll("i")
          .data(parts)
          .join("i");
        bars
          .attr("class", (part) => part.kind)
          .style("left", (part) => `${part.left * 100}%`)
          .style("width", (part) => `${part.width * 100}%`);
        return;
      }
      const states = Array.from({ length: steps }, (_, i) => {
        const state = first + i < here ? "done" : first + i === here ? "present" : "to-come";
        return `${state} ${all[first + i].phase}`;
      });
      select(track).selectAll("i").data(states).join("i").each(function (state) {
        const segment = /** @type {HTMLElement} */ (this);
        if (segment.className === state) return;
        segment.removeAttribute("style");
        segment.className = state;
      });
    });
  }

  /** What is heard of a place in the run. @param {number} k */
  function say(k) {
    const total = payload?.steps.length ?? 0;
    const sentence = k > 0 ? payload?.steps[k - 1]?.text : "";
    const place = texts("player.step", { k, n: total });
    return sentence ? `${place}: ${sentence}` : place;
  }

  function drawState() {
    if (!payload) return;
    const total = payload.steps.length;
    const k = present() + 1;
    slider.attr("aria-valuemax", total).attr("aria-valuenow", k).attr("aria-valuetext", say(k)).attr("aria-disabled", total === 0 ? "true" : null);
    count.text(texts("player.step", { k, n: total }));
    count.style("--widest", `${texts("player.step", { k: total, n: total }).length * 0.56}em`);
    setIcon(toggle, moment.playing ? "pause" : "play", texts(moment.playing ? "player.pause" : "player.play"));
    toggle.property("disabled", total === 0);
    previous.property("disabled", k === 0);
    next.property("disabled", moment.k >= total);
    end.property("disabled", moment.k >= total);
    if (choice.property("value") !== String(player.speed)) choice.property("value", String(player.speed));
    drawSegments();
  }

  /**
   * The step under a point: the segment itself, or the nearest one where the point is between two.
   * @param {number} x in the window
   * @returns {number} k with that step finished; 0 left of the first segment
   */
  function stepAt(x) {
    let best = { k: 0, distance: Infinity };
    slider.selectAll("div.timeline-track").each(function (datum) {
      const { first, count: steps } = /** @type {{first: number, count: number}} */ (datum);
      const box = /** @type {HTMLElement} */ (this).getBoundingClientRect();
      const distance = Math.max(box.left - x, x - box.right, 0);
      const share = clamp((x - box.left) / Math.max(box.width, 1), 0, 0.999999);
      const k = first + Math.floor(share * steps) + 1;
      if (distance < best.distance) best = { k, distance };
      if (first === 0 && x < box.left - 8) best = { k: 0, distance: 0 };
    });
    return best.k;
  }

  let scrubbing = false;
  const node = /** @type {HTMLElement} */ (slider.node());
  slider
    .on("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0 || !payload) return;
      scrubbing = true;
      node.setPointerCapture(event.pointerId);
      player.seek(stepAt(event.clientX));
    })
    .on("pointermove", (/** @type {PointerEvent} */ event) => {
      if (!payload) return;
      const k = stepAt(event.clientX);
      if (scrubbing && k !== player.k) player.seek(k);
      showHint(k, event.clientX);
    })
    .on("pointerup pointercancel", () => {
      scrubbing = false;
    })
    .on("pointerleave", () => hint.attr("hidden", ""))
    .on("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !payload) return;
      const move = KEYS[event.key];
      if (!move) return;
      event.preventDefault();
      event.stopPropagation();
      move(player, payload.steps.length);
    });

  /** @param {number} k @param {number} x */
  function showHint(k, x) {
    const text = payload?.steps[k - 1]?.text;
    if (!text) return void hint.attr("hidden", "");
    hint.attr("hidden", null).text(`${k} · ${text}`);
    const box = element.getBoundingClientRect();
    const half = /** @type {HTMLElement} */ (hint.node()).offsetWidth / 2;
    hint.style("left", `${clamp(x - box.left, half + 8, Math.max(box.width - half - 8, half + 8))}px`);
    return undefined;
  }

  const observer = new ResizeObserver(([entry]) => {
    width = entry.contentRect.width;
    drawSegments();
  });
  observer.observe(node);

  return {
    update(given) {
      const before = payload && phases(payload);
      const same = payload?.graph === given.graph && equal(before, phases(given));
      payload = given;
      // A slider changes what the steps say, not what they are.
      if (!same) drawTracks();
      drawState();
    },
    show(given) {
      const before = { k: moment.k, step: present(), playing: moment.playing };
      moment = given;
      if (before.k !== moment.k || before.step !== present() || before.playing !== moment.playing) drawState();
      else if (choice.property("value") !== String(player.speed)) choice.property("value", String(player.speed));
    },
    destroy() {
      observer.disconnect();
      root.remove();
      hint.remove();
    },
  };
}

/** What the slider's keys do. @type {Record<string, (player: import("../player.js").Player, total: number) => void>} */
const KEYS = {
  ArrowRight: (player) => player.stepForward(),
  ArrowUp: (player) => player.stepForward(),
  ArrowLeft: (player) => player.stepBack(),
  ArrowDown: (player) => player.stepBack(),
  PageUp: (player) => player.seek(player.k + PAGE),
  PageDown: (player) => player.seek(player.k - PAGE),
  Home: (player) => player.seek(0),
  End: (player, total) => player.seek(total),
  " ": (player) => player.toggle(),
};

/**
 * @param {import("d3-selection").Selection<any, any, any, any>} parent
 * @param {keyof typeof ICONS} icon @param {string} label @param {() => void} press
 */
function iconButton(parent, icon, label, press) {
  const button = /** @type {import("d3-selection").Selection<HTMLButtonElement, unknown, any, any>} */ (parent.append("button"));
  button.attr("type", "button").attr("class", "timeline-button").on("click", press);
  button.append("svg").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true").append("path");
  setIcon(button, icon, label);
  return button;
}

/** @param {import("d3-selection").Selection<any, any, any, any>} button @param {keyof typeof ICONS} icon @param {string} label */
function setIcon(button, icon, label) {
  button.attr("aria-label", label).attr("title", label).select("path").attr("d", ICONS[icon]);
}
