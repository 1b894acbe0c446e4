/** Graph and player alone: wiring for a frame in somebody's page. */

import { askGraph } from "./api.js";
import { byId } from "./dom.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { playerKeys } from "./keys.js";
import { createNarration } from "./panels/narration.js";
import { createPlayer } from "./player.js";
import { alike, readSpace, roundSpace } from "./room.js";
import { phaseEnds } from "./scene.js";
import { readState } from "./state.js";
import { createTexts, embedded } from "./texts.js";

/** @type {import("./types.js").Payload | null} null: the server has said what is wrong */
const payload = embedded("payload");
const t = createTexts(embedded("texts") ?? {});

if (payload) {
  const state = readState(location);
  const { step } = state;
  const player = createPlayer({
    length: payload.steps.length,
    ...(step === null ? {} : { k: step }),
    ends: phaseEnds(payload),
    reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  const narration = createNarration(byId("narration"), null, { t });
  const stage = createStage(byId("stage"), { texts: t });
  stage.badge(state.show?.includes("gates") ?? false);
  const parts = [stage, createTimeline(byId("timeline"), { texts: t, player }), narration];
  for (const part of parts) part.update(payload);
  const show = (/** @type {import("./types.js").Moment} */ moment) => parts.forEach((part) => part.show(moment));
  player.subscribe(show);
  show({ k: player.k, t: 0, playing: false });
  playerKeys(player);

  // The server cannot know how large the frame is: where it guessed wrong the graph is laid out again.
  const space = roundSpace(stage.space());
  const guessed = readSpace(byId("stage").dataset.space);
  if (!guessed || !alike(guessed, space)) {
    const inputs = payload.nodes.filter((node) => node.kind === "input" && !payload.assumed.includes(node.name));
    const { syntax, output, engine, collapsed, direction, seed, upstream, graph, mode, tangent } = state;
    const chosen = {
      syntax,
      output,
      engine,
      graph,
      mode,
      tangent,
      collapsed: collapsed?.split(",") ?? null,
      direction: direction ?? "auto",
      seed: seed === null ? null : Number(seed),
      upstream: upstream === null ? null : JSON.parse(upstream),
    };
    askGraph({
      source: payload.source,
      values: (graph && state.values) || Object.fromEntries(inputs.map((node) => [node.name, node.value])),
      language: document.documentElement.lang,
      space,
      ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)),
    }).then(
      (answer) => stage.update(answer, true),
      () => {}, // what is drawn already stays
    );
  }
}
