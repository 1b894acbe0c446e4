/**
 * The player in a notebook's output. It is a frame of its own, so that no style and no key of the notebook's meets ours; what it
 * wants to know it asks the frame around it, which asks the kernel. Without a kernel it plays what it has.
 *
 * Messages in: `{type: "live"}`, a kernel is there; `{type: "answer", id, payload | problem}`; `{type: "dress", theme}`.
 * Messages out: `{type: "ready"}`; `{type: "ask", id, question: {values, space, previous}}`.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {{type: "live"} | {type: "dress", theme: string} | {type: "answer", id: number, payload?: Payload, problem?: {detail: string}}} Heard
 */

import { byId } from "./dom.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { playerKeys } from "./keys.js";
import { createInputs } from "./panels/inputs.js";
import { createNarration } from "./panels/narration.js";
import { createPlayer } from "./player.js";
import { alike, previousOf, readSpace, roundSpace } from "./room.js";
import { phaseEnds } from "./scene.js";
import { createTexts, embedded } from "./texts.js";

/** @type {Payload} */
let payload = embedded("payload");
/** @type {{k: number | null, asks: boolean, space: string}} */
const look = embedded("look");
const t = createTexts(embedded("texts"));

document.querySelector(".still")?.remove();
byId("live").hidden = false;

const player = createPlayer({
  length: payload.steps.length,
  ...(look.k === null ? {} : { k: look.k }),
  ends: phaseEnds(payload),
  reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
});
const stage = createStage(byId("stage"), { texts: t });
const parts = [stage, createTimeline(byId("timeline"), { texts: t, player }), createNarration(byId("narration"), null, { t })];
const show = (/** @type {import("./types.js").Moment} */ moment) => parts.forEach((part) => part.show(moment));
const inputs = createInputs(byId("inputs"), {
  t,
  onChange(name, value) {
    values[name] = value;
    ask();
  },
});
/** @type {Record<string, import("./types.js").Figures>} */
const values = {};

function update() {
  for (const part of parts) part.update(payload);
  inputs.update(payload, stale);
  player.setLength(payload.steps.length, phaseEnds(payload));
  show({ k: player.k, t: player.t, playing: player.playing });
}

// ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

let live = false;
let asked = 0;
let answered = 0;
/** Whether something has changed since the question that is on its way. */
let stale = false;
/** The window that the drawing was laid out for. */
let drawn = readSpace(look.space);

/** One question at a time: while a slider moves, only its last place is asked for. */
function ask() {
  if (!live) return;
  if (asked > answered) {
    stale = true;
    return;
  }
  stale = false;
  asked += 1;
  drawn = roundSpace(stage.space());
  parent.postMessage({ type: "ask", id: asked, question: { values, space: drawn, previous: previousOf(payload) } }, "*");
}

/** @param {Extract<Heard, {type: "answer"}>} answer */
function hear(answer) {
  if (answer.id !== asked) return;
  answered = asked;
  if (answer.problem || answer.payload?.check?.agrees !== false) byId("notice").textContent = answer.problem?.detail ?? "";
  if (answer.payload) {
    payload = answer.payload;
    update();
  } else if (!stale) inputs.settle();
  if (stale) ask();
}

const fits = () => {
  const space = roundSpace(stage.space());
  if (!drawn || !alike(drawn, space)) ask();
};

addEventListener("message", (event) => {
  if (event.source !== parent) return;
  const heard = /** @type {Heard} */ (event.data);
  if (heard?.type === "live") {
    live = true;
    byId("values").hidden = !look.asks;
    fits();
    new ResizeObserver(fits).observe(byId("stage"));
  } else if (heard?.type === "answer") hear(heard);
  else if (heard?.type === "dress" && /^[a-z]{1,16}$/.test(heard.theme)) document.documentElement.dataset.theme = heard.theme;
});

update();
player.subscribe(show);
playerKeys(player);
parent.postMessage({ type: "ready" }, "*");
