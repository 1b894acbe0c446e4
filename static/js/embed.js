/** Graph and player alone: wiring for a frame in somebody's page. */

import { ask, askGraph } from "./api.js";
import { byId } from "./dom.js";
import { dyeWith } from "./dye.js";
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
  /** @type {ReturnType<typeof import("./panels/predict.js").createPredict> | null} */
  let predict = null;
  let shown = payload;
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
  dyeWith(state.show?.includes("colours") ? payload : null);
  stage.badge(state.show?.includes("gates") ?? false);
  const parts = [stage, createTimeline(byId("timeline"), { texts: t, player }), narration];
  const show = (/** @type {import("./types.js").Moment} */ moment) => parts.forEach((part) => part.show(moment));
  const update = () => {
    const seen = predict?.mask(shown) ?? shown;
    for (const part of parts) part.update(seen);
    predict?.draw();
    player.setLength(seen.steps.length, phaseEnds(seen));
    show({ k: player.k, t: player.t, playing: player.playing });
  };
  if (state.predict && !state.graph && !state.mode) {
    const asked = state.predict;
    const practice = await import("./panels/predict.js").catch(() => null);
    predict =
      practice &&
      practice.createPredict(/** @type {HTMLElement} */ (byId("stage").parentElement), {
        t,
        what: asked,
        stage,
        ask: (signal) => ask("mistakes", { ...spec(), asked }, signal),
        onFound: update,
      });
  }
  update();
  player.subscribe(show);
  playerKeys(player);

  /** The graph that is shown, as a question. */
  function spec() {
    const inputs = shown.nodes.filter((node) => node.kind === "input" && !shown.assumed.includes(node.name));
    const { syntax, output, engine, collapsed, seed, upstream, graph } = state;
    const chosen = {
      syntax,
      output,
      engine,
      collapsed: collapsed?.split(",") ?? null,
      seed: seed === null ? null : Number(seed),
      upstream: upstream === null ? null : JSON.parse(upstream),
    };
    return {
      source: shown.source,
      values: (graph && state.values) || Object.fromEntries(inputs.map((node) => [node.name, node.value])),
      language: document.documentElement.lang,
      ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)),
    };
  }

  // The server cannot know how large the frame is: where it guessed wrong the graph is laid out again.
  const space = roundSpace(stage.space());
  const guessed = readSpace(byId("stage").dataset.space);
  if (!guessed || !alike(guessed, space)) {
    const { graph, mode, tangent } = state;
    const drawn = Object.entries({ direction: state.direction ?? "auto", graph, mode, tangent }).filter(([, value]) => value !== null);
    askGraph({ ...spec(), space, ...Object.fromEntries(drawn) }).then(
      (answer) => {
        shown = answer;
        if (predict) update();
        else stage.update(answer, true);
      },
      () => {}, // what is drawn already stays
    );
  }
}
