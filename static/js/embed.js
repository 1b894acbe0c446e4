/** Graph and player in a frame of somebody's page, with the panels that its address names; the page around it may ask and listen. */

import { ask, askGraph, createAsker } from "./api.js";
import { byId } from "./dom.js";
import { dyeWith } from "./dye.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { createHeight } from "./embed/height.js";
import { createHost } from "./embed/host.js";
import { playerKeys } from "./keys.js";
import { typeset } from "./math.js";
import { createNarration } from "./panels/narration.js";
import { createPlayer } from "./player.js";
import { presentStep } from "./progress.js";
import { alike, readSpace, roundSpace } from "./room.js";
import { phaseEnds } from "./scene.js";
import { readState } from "./state.js";
import { createTexts, embedded } from "./texts.js";

/**
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").Moment} Moment
 * @typedef {import("./types.js").Figures} Figures
 */

/** @type {Payload | null} null: the server has said what is wrong */
const payload = embedded("payload");
const t = createTexts(embedded("texts") ?? {});
const panels = new Set((byId("main").dataset.panels ?? "").split(" "));
const notice = byId("notice");
const openLink = /** @type {HTMLAnchorElement} */ (byId("open"));

/** A frame whose sandbox gives it no origin may open nothing by itself; the page around it may do it for it. */
const closed = self.origin === "null";
openLink.hidden = closed;

if (payload) await start(payload);
else createHost({ onStep() {}, onPlay() {}, onPause() {}, onValues() {}, onHost() {} }).tell("problem", told(embedded("problem-document")));

/** What of a problem the page around hears. @param {import("./api.js").Problem | null} problem null: the server cannot be reached */
function told(problem) {
  return problem ? { code: problem.code, detail: problem.detail, hint: problem.hint } : { code: null, detail: t("stage.unreachable"), hint: null };
}

/** @param {Payload} first */
async function start(first) {
  let shown = first;
  const state = readState({ search: byId("main").dataset.query ?? "", hash: location.hash });
  /** @type {Map<string, Figures>} what the reader or the page around has set */
  const values = new Map();
  /** Whether the graph has not been laid out for this frame yet: it then takes its places at once. */
  let opening = true;
  /** @type {number | null} the step that was last told of */
  let last = null;

  const host = createHost({
    onStep: (k) => player.seek(k),
    onPlay: () => player.play(),
    onPause: () => player.pause(),
    onValues(wanted) {
      for (const [name, value] of Object.entries(wanted)) values.set(name, value);
      asker.slide(question());
    },
    onHost() {
      openLink.hidden = false;
    },
  });
  openLink.addEventListener("click", (event) => {
    if (!closed) return;
    event.preventDefault();
    host.tell("open", { href: openLink.href });
  });

  const player = createPlayer({
    length: first.steps.length,
    ...(state.step === null ? {} : { k: state.step }),
    ends: phaseEnds(first),
    reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  const stage = createStage(byId("stage"), { texts: t, wheel: false });
  stage.badge(state.show?.includes("gates") ?? false);
  const height = createHeight(byId("stage"), host.resize);
  /** @type {{update: (payload: Payload) => void, show: (moment: Moment) => void}[]} */
  const parts = [createNarration(byId("narration"), null, { t })];
  if (panels.has("player")) parts.push(createTimeline(byId("timeline"), { texts: t, player }));
  if (panels.has("gradients")) {
    const { createGradients } = await import("./panels/gradients.js");
    parts.push(createGradients(byId("gradients"), byId("gradients-title"), { t }));
  }
  if (panels.has("inputs")) {
    const { createInputs } = await import("./panels/inputs.js");
    const inputs = createInputs(byId("inputs"), { t, onChange: change });
    parts.push({ update: inputs.update, show() {} });
  }

  /** @type {ReturnType<typeof import("./panels/predict.js").createPredict> | null} */
  let predict = null;
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
        onFound: () => update(shown),
        onAnswer: (answer) => host.tell("answer", { asked, ...answer }),
      });
  }

  /** @param {Moment} next */
  function show(next) {
    for (const part of [stage, ...parts]) part.show(next);
    if (next.k === last) return;
    last = next.k;
    const index = presentStep(shown, { ...next, t: 0 });
    const { phase = null, node = null, text = null } = (index !== null && shown.steps[index]) || {};
    host.tell("step", { step: next.k, length: player.length, phase, node, text });
  }

  /** @param {Payload} next */
  function update(next) {
    shown = next;
    dyeWith(state.show?.includes("colours") ? next : null);
    if (panels.has("formula")) typeset(byId("statement"), next.latex, { display: true, text: next.source });
    const seen = predict?.mask(next) ?? next;
    stage.update(seen, opening);
    for (const part of parts) part.update(seen);
    predict?.draw();
    player.setLength(seen.steps.length, phaseEnds(seen));
    show({ k: player.k, t: player.t, playing: player.playing });
  }

  /** @param {string} name @param {Figures} value @param {boolean} sliding */
  function change(name, value, sliding) {
    values.set(name, value);
    if (sliding) asker.slide(question());
    else asker.type(question());
  }

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
    const given = (graph && state.values) || Object.fromEntries(inputs.map((node) => [node.name, node.value]));
    return {
      source: shown.source,
      values: { ...given, ...Object.fromEntries(values) },
      language: document.documentElement.lang,
      ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)),
    };
  }

  /** The same, laid out for this frame. */
  function question() {
    const { graph, mode, tangent } = state;
    const drawn = Object.entries({ direction: state.direction ?? "auto", graph, mode, tangent }).filter(([, value]) => value !== null);
    return { ...spec(), space: roundSpace(stage.space()), ...Object.fromEntries(drawn) };
  }

  const asker = createAsker({
    ask: askGraph,
    onAnswer(answer) {
      const other = answer.nodes.length !== shown.nodes.length;
      notice.textContent = "";
      update(answer);
      opening = false;
      if (other && answer.size) height.update(answer.size);
      if (!values.size) return;
      const inputs = answer.nodes.filter((node) => node.kind === "input");
      const facts = { output: answer.output, value: answer.value, gradients: answer.gradients };
      host.tell("values", { values: Object.fromEntries(inputs.map((node) => [node.name, node.value])), ...facts });
    },
    onProblem(problem) {
      // What cannot be is forgotten: the next question shall not fail by it.
      values.clear();
      notice.textContent = problem?.detail ?? t("stage.unreachable");
      host.tell("problem", told(problem));
    },
  });

  host.tell("ready", { length: first.steps.length });
  update(first);
  player.subscribe(show);
  playerKeys(player);
  if (first.size) height.update(first.size);

  // The server cannot know how large the frame is: where it guessed wrong the graph is laid out again.
  let laidOutFor = readSpace(byId("stage").dataset.space);
  function settle() {
    const space = roundSpace(stage.space());
    if (laidOutFor && alike(laidOutFor, space)) return;
    laidOutFor = space;
    asker.slide(question());
  }
  settle();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  new ResizeObserver(() => {
    clearTimeout(resting);
    resting = setTimeout(settle, 200);
  }).observe(byId("stage"));
}
