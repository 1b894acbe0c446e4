/** Graph and player alone: wiring for a frame in somebody's page. */

import { byId } from "./dom.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { playerKeys } from "./keys.js";
import { createNarration } from "./panels/narration.js";
import { createPlayer } from "./player.js";
import { phaseEnds } from "./scene.js";
import { readState } from "./state.js";
import { createTexts, embedded } from "./texts.js";

/** @type {import("./types.js").Payload | null} null: the server has said what is wrong */
const payload = embedded("payload");
const t = createTexts(embedded("texts") ?? {});

if (payload) {
  const { step } = readState(location);
  const player = createPlayer({
    length: payload.steps.length,
    ...(step === null ? {} : { k: step }),
    ends: phaseEnds(payload),
    reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  const narration = createNarration(byId("narration"), null, { t });
  const parts = [createStage(byId("stage"), { texts: t }), createTimeline(byId("timeline"), { texts: t, player }), narration];
  for (const part of parts) part.update(payload);
  const show = (/** @type {import("./types.js").Moment} */ moment) => parts.forEach((part) => part.show(moment));
  player.subscribe(show);
  show({ k: player.k, t: 0, playing: false });
  playerKeys(player);
}
