/** A file that stands alone: graph, telling and time. Everything is in the file; it asks nobody anything. */

import { byId } from "./dom.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { dyeWith } from "./dye.js";
import { playerKeys } from "./keys.js";
import { typeset } from "./math.js";
import { createNarration } from "./panels/narration.js";
import { createPanel } from "./panels/transcript.js";
import { createPlayer } from "./player.js";
import { phaseEnds } from "./scene.js";
import { createTexts, embedded } from "./texts.js";

/** @type {import("./types.js").Payload} */
const payload = embedded("payload");
/** @type {{k: number | null, gates: boolean, colours: boolean}} k: finished steps to open with; null: all */
const look = embedded("look");
const t = createTexts(embedded("texts"));

if (look.colours) dyeWith(payload);

// The picture that stood here before this ran is what paper shows.
const still = document.querySelector(".still");
if (still) byId("statement").after(still);
byId("live").hidden = false;
typeset(byId("statement"), payload.latex, { text: payload.source });

const asked = /[#&]step=(\d{1,6})/.exec(location.hash);
const k = asked ? Number(asked[1]) : look.k;
const player = createPlayer({
  length: payload.steps.length,
  ...(k === null ? {} : { k }),
  ends: phaseEnds(payload),
  reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
});
/** @type {readonly import("./types.js").Target[]} */
const nothing = [];
const stage = createStage(byId("stage"), { texts: t });
stage.badge(look.gates);
/** What of a desk the transcript asks for. @type {any} */
const desk = {
  t,
  onPoint: (/** @type {import("./types.js").Target | null} */ target) => stage.light(target ? [target] : nothing),
  onSeek: (/** @type {number} */ step) => player.seek(step),
};
const transcript = createPanel(byId("transcript"), desk);
const parts = [stage, createTimeline(byId("timeline"), { texts: t, player }), createNarration(byId("narration"), byId("step-formula"), { t }), transcript];
for (const part of parts) part.update(payload);
const show = (/** @type {import("./types.js").Moment} */ moment) => parts.forEach((part) => part.show?.(moment));
show({ k: player.k, t: player.t, playing: player.playing });
player.subscribe(show);
playerKeys(player);
