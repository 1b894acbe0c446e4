/** Graph and player in a frame of somebody's page, with the panels that its address names; the page around it may ask and listen. */

import { ask, askGraph, createAsker } from "./api.js";
import { byId, withCode } from "./dom.js";
import { dyeWith } from "./dye.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { createHeight } from "./embed/height.js";
import { createHost } from "./embed/host.js";
import { isListing } from "./listing/door.js";
import { playerKeys } from "./keys.js";
import { typeset } from "./math.js";
import { createNarration } from "./panels/narration.js";
import { createPlayer } from "./player.js";
import { presentStep } from "./progress.js";
import { alike, keepForPaper, readSpace, roundSpace } from "./room.js";
import { phaseEnds } from "./scene.js";
import { pairs, readState, readValues, writeState } from "./state.js";
import { createTexts, embedded } from "./texts.js";

/**
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").Moment} Moment
 * @typedef {import("./types.js").Figures} Figures
 */

const t = createTexts(embedded("texts") ?? {});
const main = byId("main");
const panels = new Set((main.dataset.panels ?? "").split(" "));
const notice = byId("notice");
/** Up to this width a frame that may be as high as it likes takes height: that of its width, and more. */
const NARROW = 480;
const TALL = 1.25;
const openLink = /** @type {HTMLAnchorElement} */ (byId("open"));

/** A frame whose sandbox gives it no origin may open nothing by itself; the page around it may do it for it. */
const closed = self.origin === "null";
openLink.hidden = closed;

await start(embedded("payload"), embedded("problem-document"));

/** What of a problem the page around hears. @param {import("./api.js").Problem | null} problem null: the server cannot be reached */
function told(problem) {
  return problem ? { code: problem.code, detail: problem.detail, hint: problem.hint } : { code: null, detail: t("stage.unreachable"), hint: null };
}

/**
 * @param {Payload | null} drawn  null: a listing, which is run now, or the server has said what is wrong
 * @param {import("./api.js").Problem | null} refused
 */
async function start(drawn, refused) {
  const search = main.dataset.query ?? "";
  const sent = readState({ search, hash: "" }).source;
  /** A source and values too long for an address stand behind its `#`, and the server has not seen them. */
  const written = () => {
    const behind = pairs(location.hash).get("values");
    const read = readState({ search, hash: location.hash });
    return behind === undefined ? read : { ...read, values: readValues(behind) };
  };
  let state = written();
  let source = state.source ?? "";
  const first = source === sent && !location.hash.includes("values=") ? drawn : null;
  /** @type {Payload | null} */
  let shown = first;
  /** @type {Map<string, Figures>} what the reader or the page around has set */
  const values = new Map();
  /** Whether the graph has not been laid out for this frame yet: it then takes its places at once. */
  let opening = true;
  /** The window that the graph was laid out for. */
  let laidOutFor = readSpace(byId("stage").dataset.space);
  /** Whether the page around gives the frame the height that it tells. */
  let hosted = false;
  /** @type {number | null} the step that was last told of */
  let last = null;

  const host = createHost({
    onSource: write,
    onEpisode: choose,
    onStep: (k) => player.seek(k),
    onPlay: () => player.play(),
    onPause: () => player.pause(),
    onValues(wanted) {
      for (const [name, value] of Object.entries(wanted)) values.set(name, value);
      asker.slide(question());
    },
    onHost() {
      openLink.hidden = false;
      hosted = true;
      settle();
    },
  });
  openLink.addEventListener("click", (event) => {
    // What is shown may have come by a message.
    if (source !== sent) openLink.href = `/${writeState({ ...state, source, values: { ...state.values, ...Object.fromEntries(values) } })}`;
    if (!closed) return;
    event.preventDefault();
    host.tell("open", { href: openLink.href });
  });
  function follow() {
    const next = written();
    if (next.source !== null && next.source !== source) write({ ...next, source: next.source });
  }

  const player = createPlayer({
    length: first?.steps.length ?? 0,
    ...(state.step === null ? {} : { k: state.step }),
    ends: first ? phaseEnds(first) : [],
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
  /** @type {ReturnType<typeof import("./panels/inputs.js").createInputs> | null} */
  let inputs = null;
  if (panels.has("inputs")) {
    const [{ createInputs }, { keepThroughSwipes }] = await Promise.all([import("./panels/inputs.js"), import("./swipes.js")]);
    keepThroughSwipes();
    inputs = createInputs(byId("inputs"), { t, onChange: change });
    parts.push({
      update(answer) {
        byId("inputs").parentElement?.classList.toggle("away", Boolean(answer.listing));
        if (!answer.listing) inputs?.update(answer, asker.busy);
      },
      show() {},
    });
  }

  /** @type {import("./embed/listing.js").Listing | null} what only listings have, once there is one */
  let listing = null;
  /** @type {Promise<import("./embed/listing.js").Listing> | null} */
  let loading = null;
  /** @param {import("./api.js").Spec} spec @param {AbortSignal} signal @returns {Promise<Payload>} */
  async function answerOf(spec, signal) {
    if (!isListing(spec.source)) return askGraph(spec, signal);
    if (!listing) {
      const { createListing } = await import("./embed/listing.js");
      loading ??= createListing({ t, language: document.documentElement.lang, panels, onEpisode: choose, onSay: (words) => (notice.textContent = words) }).catch((failure) => {
        loading = null;
        throw failure;
      });
      listing = await loading;
      listing.turn(Boolean(shown?.listing));
      // It came late, and another source has been wished for since.
      signal.throwIfAborted();
    }
    listing.turn(true);
    return listing.ask(spec, signal);
  }

  /** Another backward pass of a listing. @param {number} episode */
  function choose(episode) {
    state.episode = episode;
    asker.slide(question());
  }

  /**
   * Another source, from the page around; what was chosen for the one before is forgotten.
   * @param {{source: string, values?: import("./embed/host.js").Values | null, step?: number | null, episode?: number | null}} wish
   */
  function write(wish) {
    const { theme, show: extras, hide, direction, language, predict: asked } = state;
    state = { ...readState({ search: "", hash: "" }), theme, show: extras, hide, direction, language, predict: asked };
    state.values = wish.values ?? null;
    state.episode = wish.episode ?? null;
    state.step = wish.step ?? null;
    source = wish.source;
    shown = null;
    values.clear();
    waited = true;
    asker.instead(question());
  }
  /** Whether the page around waits to hear that its source is there. */
  let waited = first === null;

  /** @type {ReturnType<typeof import("./panels/predict.js").createPredict> | null} */
  let predict = null;
  if (state.predict && !state.graph && !state.mode && !isListing(source)) {
    const asked = state.predict;
    const practice = await import("./panels/predict.js").catch(() => null);
    predict =
      practice &&
      practice.createPredict(/** @type {HTMLElement} */ (byId("stage").parentElement), {
        t,
        what: asked,
        stage,
        ask: (signal) => ask("mistakes", { ...spec(), asked }, signal),
        onFound: () => shown && update(shown),
        onAnswer: (answer) => host.tell("answer", { asked, ...answer }),
      });
  }

  /** @param {Moment} next */
  function show(next) {
    if (!shown) return;
    for (const part of [stage, ...parts]) part.show(next);
    listing?.show(shown, next);
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
    main.classList.toggle("ungraphed", !next.nodes.length);
    listing?.turn(Boolean(next.listing));
    listing?.update(next);
    if (panels.has("formula")) {
      if (next.listing) byId("statement").replaceChildren();
      else typeset(byId("statement"), next.latex, { display: true, text: next.source });
    }
    const seen = (!next.listing && predict?.mask(next)) || next;
    stage.update(seen, opening);
    for (const part of parts) part.update(seen);
    if (!next.listing) predict?.draw();
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
    const answer = shown;
    const inputs = answer?.nodes.filter((node) => node.kind === "input" && !answer.assumed.includes(node.name));
    const { syntax, output, engine, collapsed, seed, upstream, graph } = state;
    const chosen = {
      syntax,
      output,
      engine,
      collapsed: collapsed?.split(",") ?? null,
      seed: seed === null ? null : Number(seed),
      upstream: upstream === null ? null : JSON.parse(upstream),
    };
    const given = graph || !inputs ? (state.values ?? {}) : Object.fromEntries(inputs.map((node) => [node.name, node.value]));
    return {
      source,
      values: { ...given, ...Object.fromEntries(values) },
      language: document.documentElement.lang,
      ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)),
    };
  }

  /** What the graph is laid out for: the window, and in a narrow column whatever height makes its cards readable. */
  function space() {
    const [width, height] = stage.space();
    return roundSpace([width, hosted && width <= NARROW ? Math.max(height, width * TALL) : height]);
  }

  /** The same, laid out for this frame. */
  function question() {
    const { graph, mode, tangent } = state;
    const episode = isListing(source) ? state.episode : null;
    const drawn = Object.entries({ direction: state.direction ?? "auto", graph, mode, tangent, episode }).filter(([, value]) => value !== null);
    return { ...spec(), space: space(), ...Object.fromEntries(drawn) };
  }

  const asker = createAsker({
    ask: answerOf,
    onAnswer(answer) {
      const other = answer.nodes.length !== shown?.nodes.length || answer.direction !== shown?.direction;
      const changed = answer.listing?.episode !== shown?.listing?.episode;
      notice.textContent = listing?.notice(answer) ?? "";
      if (waited) {
        // A run that has not been drawn has no place in it yet: the wish counts, else its end.
        player.setLength(answer.steps.length, phaseEnds(answer));
        player.seek(state.step ?? answer.steps.length);
      }
      update(answer);
      opening = false;
      if (other && answer.size) height.update(answer.size);
      if (waited) host.tell("ready", { length: answer.steps.length });
      if (answer.listing && (waited || changed)) {
        const pass = listing?.pass(answer);
        if (pass) host.tell("episode", pass);
        if (answer.listing.error) host.tell("problem", told(answer.listing.error));
      }
      waited = false;
      if (!values.size || answer.listing) return;
      const inputs = answer.nodes.filter((node) => node.kind === "input");
      const facts = { output: answer.output, value: answer.value, gradients: answer.gradients };
      host.tell("values", { values: Object.fromEntries(inputs.map((node) => [node.name, node.value])), ...facts });
    },
    onProblem(problem) {
      // What cannot be is forgotten: the next question shall not fail by it. What was not heard is said again.
      if (problem && !asker.busy) values.clear();
      if (!problem) addEventListener("online", again, { once: true });
      inputs?.settle();
      main.classList.toggle("ungraphed", !shown);
      notice.replaceChildren(...withCode(problem?.detail ?? t("stage.unreachable")));
      host.tell("problem", told(problem));
    },
  });

  const again = () => asker.slide(question());

  if (first) {
    host.tell("ready", { length: first.steps.length });
    update(first);
  } else if (source === sent && refused && !location.hash) host.tell("problem", told(refused));
  else asker.slide(question());
  player.subscribe(show);
  playerKeys(player);
  if (first?.size) height.update(first.size);
  // What stands behind the `#` may have changed while parts were loaded.
  addEventListener("hashchange", follow);
  follow();
  host.open();

  // The server cannot know how large the frame is: where it guessed wrong the graph is laid out again.
  function settle() {
    if (!shown || (laidOutFor && alike(laidOutFor, space()))) return;
    laidOutFor = space();
    asker.slide(question());
  }
  if (first) settle();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  new ResizeObserver(([{ contentRect }]) => {
    keepForPaper(contentRect);
    clearTimeout(resting);
    resting = setTimeout(settle, 200);
  }).observe(byId("stage"));
}
