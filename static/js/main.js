/**
 * The playground's wiring: what the reader does enters `choices`, the server is asked, the answer goes to every panel; the
 * player's clock goes to everything that shows a moment. No panel knows another.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").Target} Target
 */

import { createAddress } from "./address.js";
import { ask, askGraph, createAsker } from "./api.js";
import { createAsking } from "./asking.js";
import { byId } from "./dom.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { editBetween } from "./edits.js";
import { createFolding } from "./folding.js";
import { createDoor, spelledAsk } from "./listing/door.js";
import { playerKeys } from "./keys.js";
import { createLecture } from "./lecture.js";
import { createDerivation } from "./panels/derivation.js";
import { createDesk, panelWords } from "./panels/desk.js";
import { createEcho } from "./panels/echo.js";
import { createGradients } from "./panels/gradients.js";
import { createInputs } from "./panels/inputs.js";
import { createNarration } from "./panels/narration.js";
import { createReadings } from "./panels/readings.js";
import { createSource } from "./panels/source.js";
import { createTabs } from "./panels/tabs.js";
import { createWays } from "./panels/ways.js";
import { createWitnesses } from "./panels/witnesses.js";
import { createPermalink } from "./permalink.js";
import { createPlayer } from "./player.js";
import { createPointing } from "./pointing.js";
import { createPractice } from "./practice.js";
import { createRelayout } from "./relayout.js";
import { readSpace, roundSpace } from "./room.js";
import { phaseEnds, sceneAt } from "./scene.js";
import { createStatus } from "./status.js";
import { createTexts, embedded } from "./texts.js";
import { createUndo } from "./undo.js";
import { createValues } from "./values.js";

/** Where a formula is edited, an input that was to change may be gone, or have another shape. */
const TANGENT_PROBLEMS = new Set(["name.input", "shape.direction"]);

const t = createTexts(embedded("texts") ?? {});
const language = document.documentElement.lang;
const main = byId("main");
const middle = /** @type {HTMLElement} */ (byId("stage").parentElement);
const address = createAddress(main, /** @type {HTMLAnchorElement} */ (byId("language")), () => permalink.current());
const { given } = address;
const choices = address.read();
/** Whether the reader has changed what the page opened with. */
let touched = choices.source !== null;
/** @type {import("./panels/lesson.js").Lesson | null} */
const told = embedded("lesson-data");
/** Where the run stands at first: a lesson's words are about a moment. */
const opensAt = choices.step ?? told?.parts[(choices.part ?? 1) - 1]?.step ?? null;
/** Whether the page is opening: its graph then takes its places at once. */
let opening = true;
/** A source too long for an address stands behind its `#`: the server has not seen it. */
const unseen = choices.source !== null && choices.source !== given.source ? choices.source : null;
/** @type {import("./types.js").Shown} */
const shown = {
  payload: unseen === null ? embedded("payload") : null,
  question: null,
  problem: unseen === null ? embedded("problem-document") : null,
  moment: { k: 0, t: 0, playing: false },
};
const values = createValues({ given: given.values ?? {}, source: () => source, shown });

// ── what the server is asked ────────────────────────────────────────────────────────────────────────────────────────

const asker = createAsker({
  ask: (question, signal) => door.ask(question, signal),
  onAnswer(answer, question) {
    Object.assign(shown, { payload: answer, question });
    main.classList.remove("empty");
    status.refuse(answer.listing?.error ?? null, false);
    update(answer);
    if (opening && answer.listing && opensAt !== null) player.seek(opensAt);
    opening = false;
    walkthrough?.answered();
  },
  onProblem(found, question) {
    if (found && choices.tangent && TANGENT_PROBLEMS.has(found.code)) return chooseWay({ tangent: null });
    ways.refused(choices);
    inputs.settle();
    if (!found) addEventListener("online", askNow, { once: true });
    status.refuse(found, true, question.source);
    return door.refuse(found);
  },
  onWorking: (working) => status.working(working),
});
/** Asks for the graph as it is to be now; while something is written, after a rest. */
function askAgain(sliding = true) {
  if (sliding) asker.slide(spec());
  else asker.type(spec());
}

const askNow = () => askAgain();

// ── panels ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const source = createSource(byId("editor"), {
  onPoint: (offset) => pointing.atPlace(offset),
  completion: { language, label: t("formula.completion") },
  onEdit() {
    takeOver();
    source.mark({ spoken: null, wrong: null, quantities: [] });
    values.forgetWritten();
    witnesses.silence();
    askAgain(false);
    chosen("source");
  },
});
/** @param {string} text  @param {boolean} [focus] */
const write = (text, focus) => source.change({ from: 0, to: source.text.length, insert: text }, focus);
if (unseen !== null) write(unseen);
const status = createStatus({ t, source, shown, middle, notice: byId("notice"), message: byId("problem") });
const readings = createReadings(byId("readings"), {
  onPoint: (spans) => pointing.mark(spans),
  onChoose: (other) => source.change(editBetween(source.text, other), true),
});
const inputs = createInputs(byId("inputs"), { t, onChange: setInput });
const gradients = createGradients(byId("gradients"), byId("gradients-title"), { t });
const narration = createNarration(byId("narration"), byId("step-formula"), { t });
const derivation = createDerivation(byId("derivation"), {
  t,
  notation: choices.notation,
  ask: (notation, signal) => ask("derivation", { ...shownSpec(), notation }, signal),
  onSeek: (k) => player.seek(k),
  onPoint: (target) => pointing.at(target),
  onNotation(notation) {
    choices.notation = notation;
    chosen("notation");
  },
});
const desk = createDesk({
  t,
  language,
  ask: askShown,
  onSeek: (k) => player.seek(k),
  onEpisode: chooseEpisode,
  onPoint: (target) => pointing.at(target),
  trace: (draw) => stage.trace(draw),
  offer: (panel, offered) => tabs.offer(panel, offered),
});
const echo = createEcho(byId("echo"), { t, ask: askShown });
const witnesses = createWitnesses(byId("witnesses"), {
  t,
  ask: (signal) => askGraph({ ...spec(), check: true }, signal),
  onHeard: desk.heard,
});
const player = createPlayer({
  length: shown.payload?.steps.length ?? 0,
  ...(opensAt === null ? {} : { k: opensAt }),
  ends: shown.payload ? phaseEnds(shown.payload) : [],
  onChange: show,
  reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
});
shown.moment = { k: player.k, t: 0, playing: false };
const lecture = createLecture({
  enter: byId("present"),
  leave: byId("leave"),
  program: byId("program"),
  choices,
  onChange() {
    if (shown.payload) lecture.write(shown.payload);
    // A smaller window in the drawing's units: what would be read from the last row must be laid out anew.
    stage.fit();
    relayout.settle();
    address.keep();
  },
});
const stage = createStage(byId("stage"), {
  texts: t,
  onHover: (target) => pointing.at(target),
  onSelect(target) {
    // Before an audience a press anywhere goes on.
    if (target === null && choices.present) player.stepForward();
    else if (target && !fold(target)) open(target);
  },
  zoom: lecture.zoom,
});
const timeline = createTimeline(byId("timeline"), { texts: t, player });
const pointing = createPointing({ shown, source, stage, parts: [derivation, desk, echo], lit: () => walkthrough?.lit() ?? [] });
const { spec, shownSpec } = createAsking({
  language,
  choices,
  values,
  source,
  shown,
  before: () => (opening ? null : shown.payload),
  space: () => roundSpace(stage.space()),
});
const relayout = createRelayout(byId("stage"), { shown, space: stage.space, ask: askAgain });
const permalink = createPermalink({ choices, shown, source, values, player, touched: () => touched, guided: () => walkthrough !== null });
const door = createDoor({
  t,
  language,
  source,
  stage,
  onEpisode: chooseEpisode,
  onAgain: askAgain,
  onFormula({ source: formula, values: given, upstream }) {
    choices.upstream = upstream === undefined ? null : JSON.stringify(upstream);
    values.replace(given);
    write(formula, true);
  },
  offer(panel, offered) {
    if (!offered && panel !== "derivation" && choices.panel === panel) tabs.choose("derivation");
    tabs.offer(panel, offered);
    if (offered && choices.panel === panel) tabs.choose(panel);
  },
  choose: (panel) => tabs.choose(panel),
});

/** What a panel asks about the shown graph. @param {string} path @param {object} fields @param {AbortSignal} signal */
function askShown(path, fields, signal) {
  return spelledAsk(shown.payload, fields, (given) => ask(path, { ...shownSpec(), ...given }, signal));
}

// ── what the reader changes ─────────────────────────────────────────────────────────────────────────────────────────

/** @param {number} episode */
function chooseEpisode(episode) {
  choices.episode = episode;
  askAgain();
  address.keep();
}

/** The value of an input has been chosen. @type {import("./panels/inputs.js").OnChange} */
function setInput(name, value, sliding) {
  takeOver();
  // What a backward graph starts from is no input of the formula.
  if (shown.payload?.nodes.some((node) => node.kind === "input" && node.name === name && node.gradient_of)) choices.upstream = JSON.stringify(value);
  else {
    values.assign(name, value);
    witnesses.silence();
  }
  askAgain(sliding);
  chosen(`value ${name}`);
}

const ways = createWays(
  { choice: byId("ways"), tangents: byId("tangents"), graph: byId("backward-graph"), banner: byId("graph-name") },
  { t, onChoose: chooseWay },
);

/** Which way derivatives are found, and of which graph. Only our own engine knows more than one. @param {Partial<import("./panels/ways.js").Way>} way */
function chooseWay(way, sliding = true) {
  takeOver();
  Object.assign(choices, way);
  if (choices.graph || choices.mode) choices.engine = null;
  practice.begin();
  askAgain(sliding);
  chosen(`way ${Object.keys(way)}`);
}

/** A card's numbers in full, large, and how an entry of its gradient is made. @param {Target} target */
async function open({ kind, id }) {
  const { payload } = shown;
  // What a student is to find is not told.
  if (kind !== "node" || !payload) return;
  if (practice.hides()) return practice.reach(id);
  const [{ openDetail }, spoken] = await Promise.all([import("./panels/detail.js"), panelWords(t, language)]);
  // The first time it is loaded: the graph may be another one by now, or hide what it showed.
  const now = shown.payload ?? payload;
  if (!practice.hides()) openDetail({ t: spoken, payload: now, scene: sceneAt(now, player.k), id });
}

const folding = createFolding(choices);

/** A frame folds into one card, and such a card unfolds; nothing else can be chosen yet. @param {Target | null} target */
function fold(target) {
  if (!shown.payload || !target || !folding.turn(shown.payload, target)) return false;
  askAgain();
  chosen(`fold ${target.id}`);
  return true;
}

/** From here on the page is the reader's. */
function takeOver() {
  touched = true;
  walkthrough?.leave();
}

const undo = createUndo({
  choices,
  values,
  source,
  onRestore() {
    takeOver();
    showChoices();
    colour().then(() => shown.payload && update(shown.payload));
    derivation.choose(choices.notation ?? "bar");
    inputs.release();
    witnesses.silence();
    practised();
    // A listing that still runs may run for long, and nobody waits for it any more.
    askAgain(!main.classList.contains("listing"));
    address.keep();
  },
});

/** The reader has chosen something. @param {string} kind */
function chosen(kind) {
  undo.record(kind);
  address.keep();
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

/** @type {typeof import("./dye.js") | null} loaded where colours are first wanted */
let dye = null;
const coloured = () => choices.show?.includes("colours") ?? false;
async function colour() {
  if (coloured()) dye ??= await import("./dye.js").catch(() => null); // the server went away: there are none
}

/** @param {Payload} answer */
function update(answer) {
  dye?.dyeWith(coloured() ? answer : null);
  source.mark({ quantities: dye?.dyedPlaces() ?? [] });
  lecture.write(answer);
  readings.update(answer);
  if (!answer.listing) inputs.update(answer, asker.busy);
  ways.update(answer);
  unveil(answer);
  // The paths that there are run through the formula's own graph.
  const own = answer.graph !== "backward";
  if (!own && choices.panel === "paths") tabs.choose("derivation");
  tabs.offer("paths", own);
  desk.update(answer);
  echo.update(answer);
  witnesses.update(answer.listing && answer);
  door.update(answer);
}

/** What of a graph may be seen: all of it, unless a student is to find some. @param {Payload} answer */
function unveil(answer) {
  const seen = practice.mask(answer);
  main.classList.toggle("hiding", seen !== answer);
  for (const part of [gradients, narration, derivation, timeline]) part.update(seen);
  stage.update(seen, opening);
  practice.draw();
  player.setLength(seen.steps.length, phaseEnds(seen));
}

/** @param {import("./types.js").Moment} next */
function show(next) {
  const before = shown.moment;
  shown.moment = next;
  if (!shown.payload) return;
  for (const part of [stage, timeline, gradients, narration, derivation, desk, door]) part.show(next);
  pointing.mark();
  if (before.k !== next.k && !next.playing) address.keep();
  walkthrough?.follow(next.k, touched);
}

const practice = createPractice({
  wanted: () => (choices.graph || choices.mode || shown.payload?.listing ? null : choices.predict),
  middle,
  options: { t, stage, onFound: veil },
  ask: (asked, signal) => ask("mistakes", { ...shownSpec(), asked }, signal),
});

/** Shows the graph anew, with that hidden which is to be found. */
function veil() {
  if (!shown.payload) return;
  unveil(shown.payload);
  show(shown.moment);
}
const practised = () => practice.begin().then(veil);

/** Brings the page in line with what was chosen to be shown. */
function showChoices() {
  header.then(({ wear }) => wear(choices), () => {});
  stage.badge(choices.show?.includes("gates") ?? false);
}

addEventListener("hashchange", () => {
  const { step, panel, notation, part } = address.read();
  tabs.choose(panel);
  derivation.choose(notation);
  player.seek(step ?? player.length);
  walkthrough?.choose(part);
});

// ── and go ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const tabs = createTabs(/** @type {HTMLElement} */ (document.querySelector(".tabs")), {
  onChoose(panel) {
    if (panel === "derivation") derivation.reveal();
    desk.choose(panel);
    echo.choose(panel);
    choices.panel = panel;
    address.keep();
  },
});
const space = readSpace(byId("stage").dataset.space);
if (shown.payload) shown.question = { ...shownSpec(), ...(space && { space }) };

/** @type {ReturnType<typeof import("./walkthrough.js").createWalkthrough> | null} */
let walkthrough = null;
/** @param {import("./panels/lesson.js").Lesson} lesson */
async function guide(lesson) {
  const stood = shown.payload && player.k;
  const { createWalkthrough } = await import("./walkthrough.js");
  // Whoever was faster than the lesson's words keeps the run where it is.
  const moved = stood !== null && (player.playing || player.k !== stood);
  const { step } = choices;
  const onPart = (/** @type {number} */ part) => {
    choices.part = part;
    address.keep();
  };
  walkthrough = createWalkthrough(
    byId("lesson"),
    { t, lesson, language, part: choices.part, exploring: touched || moved, onPart },
    {
      ...{ main, choices, values, shown, source, player, stage, spec, ask: askAgain, choose: tabs.choose },
      onSet: () => (touched = false),
      onArrive: (scene) => chosen(`scene ${scene.source}`),
    },
  );
  // An address may say more than its part does.
  if (step !== null && !moved && !walkthrough.awaits()) player.seek(step);
}
if (told) guide(told).catch(() => {}); // the server went away: the graph is there without it

const header = import("./header.js").then(({ createHeader }) =>
  createHeader({
    t,
    middle,
    undo,
    language,
    choices,
    shown,
    permalink,
    player,
    onShown(chosenNow) {
      const before = coloured();
      Object.assign(choices, chosenNow);
      showChoices();
      if (coloured() !== before) colour().then(() => shown.payload && update(shown.payload));
      practised();
      chosen("view");
    },
  }),
);
showChoices();
playerKeys(player);
main.classList.toggle("empty", !shown.payload);
if (shown.payload && shown.payload.graph !== "backward") values.respell(); // a backward graph shows only the inputs that it needs
undo.restart();
if (shown.problem) {
  ways.refused(choices);
  status.refuse(shown.problem);
}
echo.choose("derivation");
tabs.choose(choices.panel);
if (choices.predict) await practice.begin();
if (coloured()) await colour();
if (shown.payload) update(shown.payload);
if (shown.payload) relayout.settle();
else if (!shown.problem) askAgain();
opening &&= asker.busy;
address.open();
relayout.watch();
