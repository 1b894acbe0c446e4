/**
 * The playground's wiring: what the reader does enters `choices`, the server is asked, the answer goes to every panel; the
 * player's clock goes to everything that shows a moment. No panel knows another.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").Moment} Moment
 * @typedef {import("./types.js").Figures} Figures
 * @typedef {import("./types.js").Target} Target
 * @typedef {import("./api.js").Problem} Problem
 * @typedef {import("./api.js").Spec} Spec
 */

import { createAddress } from "./address.js";
import { ask, askGraph, createAsker } from "./api.js";
import { createAsking, sceneOf } from "./asking.js";
import { byId } from "./dom.js";
import { createStage } from "./draw/stage.js";
import { createTimeline } from "./draw/timeline.js";
import { dyedPlaces, dyeWith } from "./dye.js";
import { editBetween, literalEdit } from "./edits.js";
import { createFolding } from "./folding.js";
import { createDoor, spelled, spelledAsk } from "./listing/door.js";
import { playerKeys } from "./keys.js";
import { createLecture } from "./lecture.js";
import { drawnOf, spansOf, targetsAt } from "./links.js";
import { createDerivation } from "./panels/derivation.js";
import { createDesk, panelWords } from "./panels/desk.js";
import { createEcho } from "./panels/echo.js";
import { createGradients } from "./panels/gradients.js";
import { createInputs } from "./panels/inputs.js";
import { createNarration } from "./panels/narration.js";
import { createProblem } from "./panels/problem.js";
import { createReadings } from "./panels/readings.js";
import { createSource } from "./panels/source.js";
import { createTabs } from "./panels/tabs.js";
import { createWays } from "./panels/ways.js";
import { createWitnesses } from "./panels/witnesses.js";
import { typeset } from "./math.js";
import { createPlayer } from "./player.js";
import { createPractice } from "./practice.js";
import { presentStep, spokenSpan } from "./progress.js";
import { alike, readSpace, roundSpace } from "./room.js";
import { phaseEnds, sceneAt } from "./scene.js";
import { writeState } from "./state.js";
import { createSheet } from "./sheet.js";
import { createTexts, embedded } from "./texts.js";
import { createUndo } from "./undo.js";

/** Answers that take longer than this are waited for visibly. */
const PATIENCE = 300;
/** How many times its size everything has before an audience. */
const LECTURE = 1.6;
/** How long a window's size must rest before the graph is laid out for it. */
const RESIZE_REST = 200;
/** Where a formula is edited, an input that was to change may be gone, or have another shape. */
const TANGENT_PROBLEMS = new Set(["name.input", "shape.direction"]);

const t = createTexts(embedded("texts") ?? {});
const language = document.documentElement.lang;
const middle = /** @type {HTMLElement} */ (byId("stage").parentElement);
const languageLink = /** @type {HTMLAnchorElement} */ (byId("language"));
const address = createAddress(byId("main"), languageLink, current);
const { given } = address;
const choices = address.read();
let touched = choices.source !== null;
/** @type {import("./panels/lesson.js").Lesson | null} */
const told = embedded("lesson-data");
/** Where the run stands at first: a lesson's words are about a moment. */
const opensAt = choices.step ?? told?.parts[(choices.part ?? 1) - 1]?.step ?? null;

/** @type {Payload | null} the last true graph */
let payload = embedded("payload");
/** The window that it was laid out for. */
let laidOutFor = readSpace(byId("stage").dataset.space);
/** Whether the page is opening: its graph then takes its places at once. */
let opening = true;
/** @type {Problem | null} */
let problem = embedded("problem-document");
/** A source too long for an address stands behind its `#`: the server has not seen it. */
const unseen = choices.source !== null && choices.source !== given.source ? choices.source : null;
if (unseen !== null) payload = problem = null;
/** @type {Map<string, Figures>} what the reader set; kept while a name is away, so that it comes back with its value */
const values = new Map(Object.entries(given.values ?? {}));

// ── what the server is asked ────────────────────────────────────────────────────────────────────────────────────────

/** @type {ReturnType<typeof setTimeout> | undefined} */
let workingTimer;
const asker = createAsker({
  ask: (question, signal) => door.ask(question, signal),
  onAnswer(answer, question) {
    payload = answer;
    laidOutFor = question.space ?? null;
    byId("main").classList.remove("empty");
    refuse(answer.listing?.error ?? null, false);
    update(answer);
    if (opening && answer.listing && opensAt !== null) player.seek(opensAt);
    opening = false;
    sceneShown = sceneOf(question);
    if (awaited && sceneOf(spec()) === sceneShown) arrive(awaited);
  },
  onProblem(found) {
    if (found && choices.tangent && TANGENT_PROBLEMS.has(found.code)) return chooseWay({ tangent: null });
    ways.refused(choices);
    return refuse(found, true);
  },
  // An answer that comes soon changes nothing on the way; a class for it would style and paint the stage twice more.
  onWorking(working) {
    clearTimeout(workingTimer);
    if (working) workingTimer = setTimeout(() => middle.classList.add("working"), PATIENCE);
    else middle.classList.remove("working");
  },
});

// ── panels ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const source = createSource(byId("editor"), {
  onPoint: (offset) => pointAt(offset === null || !payload || source.text !== payload.source ? null : targetsAt(payload, offset)),
  completion: { language, label: t("formula.completion") },
  onEdit() {
    takeOver();
    source.mark({ spoken: null, wrong: null, quantities: [] });
    forgetWritten();
    witnesses.silence();
    asker.type(spec());
    chosen("source");
  },
});
if (unseen !== null) source.change({ from: 0, to: source.text.length, insert: unseen });
const problems = createProblem(byId("problem"), { t, onFix: (edit) => source.change(edit, true) });
const readings = createReadings(byId("readings"), {
  onPoint: (span) => point(span ? [span] : []),
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
  onPoint: (target) => pointAt(target),
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
  onPoint: (target) => pointAt(target),
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
  length: payload?.steps.length ?? 0,
  ...(opensAt === null ? {} : { k: opensAt }),
  ends: payload ? phaseEnds(payload) : [],
  onChange: show,
  reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
});
const stage = createStage(byId("stage"), {
  texts: t,
  onHover: pointAt,
  onSelect(target) {
    // Before an audience a press anywhere goes on.
    if (target === null && choices.present) player.stepForward();
    else if (target && !fold(target)) open(target);
  },
  zoom: () => (choices.present ? LECTURE : 1),
});
const timeline = createTimeline(byId("timeline"), { texts: t, player });
const { spec, shownSpec, usedValues, respellValues, forgetWritten } = createAsking({
  language,
  choices,
  values,
  source,
  shown: () => payload,
  before: () => (opening ? null : payload),
  space: () => roundSpace(stage.space()),
});
const door = createDoor({
  t,
  language,
  source,
  stage,
  onEpisode: chooseEpisode,
  onAgain: () => asker.slide(spec()),
  onFormula({ source: formula, values: given, upstream }) {
    choices.upstream = upstream === undefined ? null : JSON.stringify(upstream);
    values.clear();
    for (const [name, value] of Object.entries(given)) values.set(name, value);
    source.change({ from: 0, to: source.text.length, insert: formula }, true);
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
  return spelledAsk(payload, fields, (given) => ask(path, { ...shownSpec(), ...given }, signal));
}

/** @param {number} episode */
function chooseEpisode(episode) {
  choices.episode = episode;
  asker.slide(spec());
  address.keep();
}

/** The value of an input has been chosen: written into the source where it stands there, else beside it. @type {import("./panels/inputs.js").OnChange} */
function setInput(name, value, sliding) {
  takeOver();
  // What a backward graph starts from is no input of the formula.
  if (payload?.nodes.some((node) => node.kind === "input" && node.name === name && node.gradient_of)) {
    choices.upstream = JSON.stringify(value);
    if (sliding) asker.slide(spec());
    else asker.type(spec());
    return chosen(`value ${name}`);
  }
  const edit = literalEdit(source.text, name, value);
  if (edit) {
    source.change(edit);
    values.delete(name);
  } else values.set(name, value);
  witnesses.silence();
  if (sliding) asker.slide(spec());
  else asker.type(spec());
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
  if (sliding) asker.slide(spec());
  else asker.type(spec());
  chosen(`way ${Object.keys(way)}`);
}

/** A card's numbers in full, large, and how an entry of its gradient is made. @param {import("./types.js").Target} target */
async function open({ kind, id }) {
  // What a student is to find is not told.
  if (kind !== "node" || !payload || practice.hides()) return;
  const [{ openDetail }, spoken] = await Promise.all([import("./panels/detail.js"), panelWords(t, language)]);
  openDetail({ t: spoken, payload, scene: sceneAt(payload, player.k), id });
}

const folding = createFolding(choices);

/** A frame folds into one card, and such a card unfolds; nothing else can be chosen yet. @param {Target | null} target */
function fold(target) {
  if (!payload || !target || !folding.turn(payload, target)) return false;
  asker.slide(spec());
  chosen(`fold ${target.id}`);
  return true;
}

/** Marks places in the formula while the reader points at something; after that the present step's. @param {[number, number][]} spans */
function point(spans) {
  if (!payload || problem || source.text !== payload.source) return;
  const spoken = spokenSpan(payload, presentStep(payload, moment));
  source.mark({ spoken: spans.length ? { spans, phase: spoken?.phase ?? "forward" } : spoken && { spans: [spoken.span], phase: spoken.phase } });
}

/** Lights what belongs to a node or an edge: its places in the formula, its card or curve, its lines. @param {Target | readonly Target[] | null} pointed */
function pointAt(pointed) {
  const targets = pointed === null ? [] : [pointed].flat();
  point(payload ? spansOf(payload, targets) : []);
  stage.light(payload && targets.length ? drawnOf(payload, targets) : lit);
  for (const part of [derivation, desk, echo]) part.light(targets);
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

/** @type {Moment} */
let moment = { k: player.k, t: 0, playing: false };

let program = "";
/** The formula as an audience sees it: typeset where it is shown. @param {Payload} answer */
function writeProgram({ latex, source: text }) {
  if (!choices.present || program === `${latex} ${choices.show}`) return;
  program = `${latex} ${choices.show}`;
  typeset(byId("program"), latex, { display: true, text });
}

/** @param {Payload} answer */
function update(answer) {
  dyeWith(choices.show?.includes("colours") ? answer : null);
  source.mark({ quantities: dyedPlaces() });
  writeProgram(answer);
  readings.update(answer);
  if (!answer.listing) inputs.update(answer);
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
  byId("main").classList.toggle("hiding", seen !== answer);
  for (const part of [gradients, narration, derivation, timeline]) part.update(seen);
  stage.update(seen, opening);
  practice.draw();
  player.setLength(seen.steps.length, phaseEnds(seen));
}

/** @param {Moment} next */
function show(next) {
  const before = moment;
  moment = next;
  if (!payload) return;
  for (const part of [stage, timeline, gradients, narration, derivation, desk, door]) part.show(next);
  point([]);
  if (before.k !== next.k && !next.playing) address.keep();
  lesson?.stray(touched || (!awaited && next.k !== lesson.step));
}

/** The message at its place, one sentence above the graph, and the last true graph behind them. @param {Problem | null} found */
function refuse(found, failed = found !== null) {
  problem = found;
  const words = !failed ? "" : t(!found ? "stage.unreachable" : payload ? "stage.stale" : "stage.empty");
  problems.show(found, source.text);
  const { offset, length } = found ?? { offset: null, length: null };
  source.mark({ wrong: offset === null ? null : [offset, offset + (length ?? 0)], ...(found ? { spoken: null } : {}) });
  byId("notice").textContent = words;
  middle.classList.toggle("stale", failed);
}

// ── a lesson's scenes ───────────────────────────────────────────────────────────────────────────────────────────────

/** @type {ReturnType<typeof import("./panels/lesson.js").createLesson> | null} */
let lesson = null;
/** @type {import("./panels/lesson.js").Scene | null} set, but its graph has not come yet */
let awaited = null;
/** @type {import("./types.js").Target[]} what the lesson speaks of */
let lit = [];

let sceneShown = payload ? sceneOf(shownSpec()) : "";

/** The reader changes something: from here on the page is theirs. */
function takeOver() {
  touched = true;
  awaited = null;
}

/** A part of the lesson takes the page over: what the reader changed gives way. @param {import("./panels/lesson.js").Scene} scene */
function setScene(scene) {
  if (source.text !== scene.source) source.change({ from: 0, to: source.text.length, insert: scene.source });
  values.clear();
  for (const [name, value] of Object.entries(scene.values)) values.set(name, value);
  const upstream = scene.upstream === null ? null : JSON.stringify(scene.upstream);
  Object.assign(choices, { upstream, graph: null, mode: null, tangent: null, collapsed: null });
  touched = false;
  awaited = scene;
  byId("main").classList.toggle("with-panel", scene.panel !== null);
  if (scene.panel) tabs.choose(scene.panel);
  if (payload && !problem && sceneOf(spec()) === sceneShown) arrive(scene);
  else asker.slide(spec());
}

/** @param {import("./panels/lesson.js").Scene} scene whose graph is shown */
function arrive(scene) {
  awaited = null;
  lit = scene.lit.map((id) => ({ kind: payload?.edges.some((edge) => edge.id === id) ? "edge" : "node", id }));
  if (scene.step === player.k + 1) player.stepForward();
  else player.seek(scene.step);
  stage.light(lit);
  lesson?.stray(false);
  chosen(`scene ${scene.source}`);
}

// ── undo ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const undo = createUndo({
  choices,
  values,
  source,
  onRestore() {
    takeOver();
    showChoices();
    if (payload) update(payload);
    derivation.choose(choices.notation ?? "bar");
    inputs.release();
    witnesses.silence();
    practised();
    asker.slide(spec());
    address.keep();
  },
});

/** The reader has chosen something. @param {string} kind */
function chosen(kind) {
  undo.record(kind);
  address.keep();
}

const practice = createPractice({
  wanted: () => (choices.graph || choices.mode || payload?.listing ? null : choices.predict),
  middle,
  options: { t, stage, onFound: veil },
  ask: (asked, signal) => ask("mistakes", { ...shownSpec(), asked }, signal),
});

/** Shows the graph anew, with that hidden which is to be found. */
function veil() {
  if (!payload) return;
  unveil(payload);
  show(moment);
}
const practised = () => practice.begin().then(veil);

/** Brings the page in line with what was chosen to be shown. */
function showChoices() {
  header.then(({ wear }) => wear(choices), () => {});
  stage.badge(choices.show?.includes("gates") ?? false);
}

// ── the address ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the page would have to be asked for to be as it is. */
function current() {
  const used = usedValues(source.text);
  return {
    ...choices,
    source: touched ? source.text : null,
    values: touched && Object.keys(used).length ? used : null,
    step: player.k < player.length || lesson ? player.k : null,
  };
}

addEventListener("hashchange", () => {
  const { step, panel, notation, part } = address.read();
  tabs.choose(panel);
  derivation.choose(notation);
  player.seek(step ?? player.length);
  lesson?.choose(part);
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
if (told) {
  import("./panels/lesson.js").then(
    ({ createLesson }) => {
      const { step } = choices;
      lesson = createLesson(byId("lesson"), {
        t,
        lesson: told,
        language,
        part: choices.part,
        exploring: touched,
        onGo: setScene,
        onPart(part) {
          choices.part = part;
          address.keep();
        },
      });
      // An address may say more than its part does.
      if (step !== null && !awaited) player.seek(step);
    },
    () => {},
  );
}
/** The page as every surface takes it; a listing's drawing as the formula that says the same. @param {typeof payload} drawn */
const whole = (drawn = null) => ({ ...current(), ...spelled(drawn, { source: source.text, values: usedValues(source.text) }) });
const trainLink = /** @type {HTMLAnchorElement} */ (byId("train-link"));
const trained = () => (trainLink.href = `/train${writeState({ ...whole(payload), language, step: null })}`);
for (const kind of ["pointerdown", "focus"]) trainLink.addEventListener(kind, trained);
const header = import("./header.js").then(({ createHeader }) =>
  createHeader({
    t,
    language,
    choices,
    shared: () => ({
      state: whole(),
      drawn: !payload?.listing ? whole() : payload.formula ? { ...whole(payload), episode: null, step: null } : null,
      k: player.k,
      length: player.length,
    }),
    onShown(shown) {
      const coloured = (/** @type {typeof choices} */ { show: extras }) => extras?.includes("colours") ?? false;
      const before = coloured(choices);
      Object.assign(choices, shown);
      showChoices();
      if (payload && coloured(choices) !== before) update(payload);
      practised();
      chosen("view");
    },
  }),
);
showChoices();
createLecture(byId("present"), byId("leave"), {
  present: choices.present !== null,
  onChange(present) {
    choices.present = present ? "1" : null;
    if (payload) writeProgram(payload);
    // A smaller window in the drawing's units: what would be read from the last row must be laid out anew.
    stage.fit();
    if (payload && !problem) settle();
    address.keep();
  },
});
playerKeys(player);

createSheet(byId("sheet"), byId("sheet-handle"), t);

byId("main").classList.toggle("empty", !payload);
if (payload && payload.graph !== "backward") respellValues(); // a backward graph shows only the inputs that it needs
undo.restart();
if (problem) {
  ways.refused(choices);
  refuse(problem);
}
echo.choose("derivation");
tabs.choose(choices.panel);
if (choices.predict) await practice.begin();
if (payload) update(payload);
// The server cannot know how large a window is: where it guessed wrong, or the window changes, the graph is laid out again.
function settle() {
  const space = roundSpace(stage.space());
  if (!laidOutFor || !alike(laidOutFor, space)) asker.slide(spec());
}
if (payload) settle();
else if (!problem) asker.slide(spec());
opening &&= asker.busy;
address.open();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let resizeTimer;
new ResizeObserver(([{ contentRect }]) => {
  // Paper shows the stage as it is on the screen.
  if (!matchMedia("print").matches) {
    document.documentElement.style.setProperty("--stage-width", String(Math.round(contentRect.width)));
    document.documentElement.style.setProperty("--stage-height", String(Math.round(contentRect.height)));
  }
  clearTimeout(resizeTimer);
  resizeTimer = setTimeout(() => payload && !problem && settle(), RESIZE_REST);
}).observe(byId("stage"));
