/**
 * The training page's wiring. What the reader does enters `session.question`; a run of it streams into `session.run`; the time
 * machine's k says which update is shown. Panels are given the one `session`, and never know of one another.
 *
 * A new panel: a module in panels/ with `create…(place, desk)` that gives a Panel; one line in `panels` below, and its place in
 * templates/train.html.
 *
 *     update(session)   the run has grown, or is another one, or what is looked at was changed; at most once a frame
 *     show(session)     the moment has moved: session.time.k, the number of finished updates, 0 … session.time.length
 *
 * After k updates the parameters are those that update k left (`parametersAt`); loss, gradients and graph are those that it was
 * made from (`session.rowAt(k)`). The API counts otherwise: `update=k` in /train/graph, /rule and /updates is update k; in /fit,
 * /surface, /slice and /nudge it is *before* update k, so after k updates is `update=k+1`. Rows are thinned in long runs:
 * `row.update` says which one it is; the exact one is asked for, and `show` comes again when it is there.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./run.js").Run} Run
 * @typedef {import("../api.js").Problem} Problem
 *
 * @typedef {object} Session  all that panels read
 * @property {Question} question  as it was last chosen; `run.question` is the one that was run
 * @property {import("./address.js").Looks} looks
 * @property {Run} run
 * @property {Run | null} beside  the second run, with one thing changed
 * @property {[string, string]} names  of the two, by what was changed: `lr 0.1`, `lr 0.3`
 * @property {number} length  how many updates there will be, of the longer run
 * @property {Record<string, any[]> | null} data  the samples by column, however they came
 * @property {readonly import("./fitting.js").Drawable[]} drawables  what of the formula can be drawn over the data
 * @property {import("./fitting.js").Drawable | null} drawable  what is: as the reader chose, else the prediction
 * @property {ReturnType<typeof createTime>} time
 * @property {(k: number) => import("./run.js").Row | null} rowAt  of `run`: update k, or the nearest that is known
 * @property {Problem | null} problem
 *
 * @typedef {object} Desk  what a panel may ask for
 * @property {import("../texts.js").Texts} t
 * @property {string} language
 * @property {(k: number) => void} seek
 * @property {(looks: Partial<import("./address.js").Looks>) => void} look  the reader looks at something else
 * @property {(path: string, query: Record<string, any>, signal?: AbortSignal) => Promise<any>} get  /api/v1/train/`path`; rejects with a Refusal
 * @property {(question: any, signal?: AbortSignal) => Promise<any>} fit  POST /api/v1/train/fit
 * @property {(data: Record<string, any[]>, done: boolean) => void} drawData  points were drawn by hand
 * @property {() => boolean} reducedMotion
 *
 * @typedef {object} Panel
 * @property {(session: Session) => void} update
 * @property {(session: Session) => void} [show]
 */

import { ask, createAsker, Refusal } from "../api.js";
import { byId } from "../dom.js";
import { createHistory } from "../history.js";
import { undoKeys } from "../keys.js";
import { closeable } from "../menus.js";
import { createOrder } from "../order.js";
import { keepThroughSwipes } from "../swipes.js";
import { createTexts, embedded } from "../texts.js";
import { wear } from "../theme.js";
import { readAddress } from "./address.js";
import { EXAMPLES } from "./examples.js";
import { createForm } from "./form/form.js";
import { createKeeping } from "./keeping.js";
import { createFit } from "./panels/fit.js";
import { createGraph } from "./panels/graph.js";
import { createLoss } from "./panels/loss.js";
import { createNotes } from "./panels/notes.js";
import { createNudge } from "./panels/nudge.js";
import { createNumbers } from "./panels/numbers.js";
import { createRule } from "./panels/rule.js";
import { createSurface } from "./panels/surface.js";
import { createTimeBar } from "./panels/time.js";
import { createRun, knows, lengthOf, rowAt, wholeLength } from "./run.js";
import { createRunner } from "./runner.js";
import { createSamples } from "./samples.js";
import { createTime } from "./time.js";

const TYPING_REST = 250;

const t = createTexts(embedded("texts") ?? {});
const { lang: language } = document.documentElement;
const opened = readAddress(location);

const time = createTime({ onChange: () => moved() });
/** @type {Session} */
const session = {
  question: opened.question ?? EXAMPLES[0].question,
  looks: opened.looks,
  run: createRun(opened.question ?? EXAMPLES[0].question),
  beside: null,
  names: ["", ""],
  length: 0,
  data: null,
  drawables: [],
  get drawable() {
    return session.drawables.find(({ output }) => output === session.looks.fit) ?? session.drawables[0] ?? null;
  },
  time,
  rowAt: (k) => rowAt(session.run, k),
  problem: null,
};

/** @param {string} path under /api/v1 @param {Record<string, any>} query @param {AbortSignal} [signal] */
async function get(path, query, signal) {
  const written = Object.entries({ lang: language, ...query }).filter(([, value]) => value !== undefined);
  const response = await fetch(`/api/v1/${path}?${written.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&")}`, { signal: signal ?? null });
  const answer = await response.json();
  if (response.ok) return answer;
  throw new Refusal(answer);
}

/** @type {Desk} */
const desk = {
  t,
  language,
  seek: (k) => time.seek(k),
  look(looks) {
    Object.assign(session.looks, looks);
    record("looks");
    refresh();
  },
  get: (path, query, signal) => get(`train/${path}`, query, signal),
  fit: (question, signal) => ask("train/fit", question, signal),
  drawData(data, done) {
    choose({ data, generator: null }, "draw", done ? 0 : TYPING_REST);
  },
  reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
};

const fitPanel = createFit(byId("fit"), desk);
/** @type {Panel[]} */
const panels = [
  createTimeBar(byId("time"), { ...desk, time }),
  fitPanel,
  createLoss(byId("loss"), desk),
  createNumbers(byId("parameters"), desk, "parameters"),
  createNumbers(byId("gradients"), desk, "gradients"),
  createSurface(byId("surface"), desk),
  createNudge(byId("nudge"), desk),
  createNotes(byId("notes"), desk),
  createRule(byId("rule"), desk),
  createGraph(byId("graph"), desk),
];

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

/** @type {number | null} */
let frame = null;
/** All panels, once a frame however much has come. */
function refresh() {
  frame ??= requestAnimationFrame(() => {
    frame = null;
    session.length = Math.max(wholeLength(session.run), session.beside ? wholeLength(session.beside) : 0);
    for (const panel of panels) panel.update(session);
    for (const panel of panels) panel.show?.(session);
    sayState();
  });
}

/** @type {number | null} */
let moving = null;
function moved() {
  askRow();
  if (!time.waits) session.looks.update = time.k === time.length ? null : time.k;
  if (!time.playing) keepAddress();
  moving ??= requestAnimationFrame(() => {
    moving = null;
    for (const panel of panels) panel.show?.(session);
  });
}

/** Between the updates of a thinned run. */
const rows = createAsker({
  ask: (/** @type {{run: string, from: number, to: number}} */ question, signal) => desk.get("updates", question, signal),
  onAnswer(/** @type {any} */ { run, updates }) {
    if (run !== session.run.start?.run) return;
    for (const row of updates) session.run.asked.set(row.update, row);
    for (const panel of panels) panel.show?.(session);
  },
  onProblem() {}, // the nearest row that is known stays
});
function askRow() {
  const { run } = session;
  if (run.start && time.k > 0 && !knows(run, time.k)) rows.slide({ run: run.start.run, from: time.k, to: time.k });
}

function sayState() {
  const { run, problem } = session;
  const working = runner.working();
  byId("train").classList.toggle("working", working);
  byId("results").classList.toggle("stale", problem !== null);
  byId("go").textContent = t(working ? "train.stop" : run.done || !run.start ? "train.run" : "train.continue");
  const progress = /** @type {HTMLProgressElement} */ (byId("progress"));
  progress.max = Math.max(run.start?.updates ?? 1, 1);
  progress.value = lengthOf(run);
  progress.hidden = !working;
  const facts = { k: lengthOf(run), n: run.start?.updates ?? 0 };
  byId("said").setAttribute("aria-live", working ? "off" : "polite");
  const words = problem ? (run.start ? t("train.stale") : "") : runner.waiting() ? t("train.waiting") : working ? t("train.running", facts) : run.done ? t(`train.done.${run.done.reason}`, facts) : run.start ? t("train.stopped", facts) : "";
  if (byId("said").textContent !== words) byId("said").textContent = words;
}

// ── a run ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const runner = createRunner({
  session,
  language,
  onGrown(run, beside, at) {
    if (session.run !== run) replace(run, beside, at);
    refuse(null);
    time.setLength(lengthOf(run));
  },
  onProblem(problem, ofSecond) {
    if (ofSecond) {
      session.problem = problem;
      form.refuse(problem, true);
    } else refuse(problem ?? { code: "server.unreachable", title: "", detail: t("train.unreachable"), hint: null, offset: null, length: null, status: 0 });
  },
  onState: refresh,
});
const samples = createSamples({
  session,
  get,
  onFound() {
    updateForm();
    refresh();
  },
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @param {boolean} [again] from the start */
function train(again) {
  clearTimeout(timer);
  runner.run(again);
}

/** Another run takes the page over, as soon as its first events are there. @param {Run} run @param {Run | null} second @param {number | null} at the moment that is kept */
function replace(run, second, at) {
  session.run = run;
  session.beside = second;
  session.names = form.names(run.question, second && session.looks.beside);
  time.restart(at !== null && at <= (run.start?.updates ?? 0) ? at : null);
  samples.prepare(run).catch((error) => {
    if (!(error instanceof Refusal) && !(error instanceof TypeError)) throw error;
  });
}

const updateForm = () => form.update(session.question, session.data, samples.found(), session.looks.beside);

/** @param {Problem | null} problem */
function refuse(problem) {
  if (session.problem === problem) return;
  session.problem = problem;
  form.refuse(problem);
}

keepThroughSwipes();
const behind = /** @type {Element} */ (document.querySelector(".train-form > .formula")?.nextElementSibling);
createOrder(byId("results"), { narrow: "screen and (max-width: 700px)", before: behind, otherwise: byId("train") });
byId("question").addEventListener("submit", (event) => event.preventDefault());
byId("go").addEventListener("click", () => {
  if (runner.working()) {
    clearTimeout(timer);
    runner.stop();
    refresh();
  } else train(session.run.done !== null || !session.run.start || session.run.question !== session.question);
});

// ── what is chosen ──────────────────────────────────────────────────────────────────────────────────────────────────

/** @type {{stray: (away: boolean) => void} | null} */
let lesson = null;

/** @param {Partial<Question>} part @param {string} kind @param {number} [rest] how long changes must rest before it is run */
function choose(part, kind, rest = TYPING_REST) {
  session.question = { ...session.question, ...part };
  if ("data" in part || "generator" in part) session.data = session.question.data ?? (session.question.generator ? session.data : null);
  // A moment of another run says nothing.
  if (!/^(draw|beside)/.test(kind)) session.looks.update = null;
  updateForm();
  lesson?.stray(true);
  record(kind);
  clearTimeout(timer);
  timer = setTimeout(() => train(), rest);
}

const keepAddress = createKeeping(/** @type {HTMLAnchorElement} */ (byId("language")), () => [session.question, session.looks]);

const form = createForm({
  t,
  language,
  tables: embedded("choices"),
  question: session.question,
  onChange: choose,
  onBeside(change, kind) {
    session.looks.beside = change;
    choose({}, kind);
  },
  onExample(question) {
    Object.assign(session.looks, { beside: null, fit: null, update: null });
    choose(question, `example ${question.source}`, 0);
  },
});

const made = () => ({ question: session.question, looks: { beside: session.looks.beside, log: session.looks.log, fit: session.looks.fit } });
const past = createHistory(made());

/** The reader has chosen something. @param {string} kind */
function record(kind) {
  past.record(made(), kind);
  keepAddress();
}

/** @param {ReturnType<typeof made> | null} state */
function restore(state) {
  if (!state) return;
  session.question = state.question;
  Object.assign(session.looks, state.looks, { update: null });
  if (state.question.data) session.data = state.question.data;
  updateForm();
  lesson?.stray(true);
  keepAddress();
  train();
}
const [undo, redo] = [() => restore(past.undo()), () => restore(past.redo())];
undoKeys({ undo, redo });
if (matchMedia("(pointer: coarse)").matches) {
  const row = /** @type {HTMLElement} */ (byId("go").parentElement);
  import("../undoing.js").then(({ createUndoing }) => createUndoing(row, { t, undo, redo, depth: past.depth }));
}

const exporting = /** @type {HTMLDetailsElement} */ (byId("export"));
exporting.addEventListener("toggle", async () => {
  if (exporting.open) (await import("./export.js")).fillExport(/** @type {HTMLElement} */ (exporting.lastElementChild), { t, language, session, get: desk.get, fit: desk.fit, keep: keepAddress.now, asks: fitPanel.asks });
});
closeable(exporting);
const viewMenu = /** @type {HTMLDetailsElement} */ (byId("view"));
viewMenu.addEventListener("change", ({ target }) => {
  session.looks.theme = /** @type {typeof session.looks.theme} */ (/** @type {HTMLInputElement} */ (target).value || null);
  wear(session.looks.theme);
  keepAddress();
});
closeable(viewMenu);

const told = embedded("lesson-data");
/** Whether the first run has been asked for; a lesson sets its scene before. */
let begun = false;
if (told) {
  lesson = (await import("./lesson.js")).createTrainingLesson(told, {
    t,
    language,
    opened,
    onScene(question, looks) {
      session.question = question;
      Object.assign(session.looks, looks);
      session.data = question.data;
      updateForm();
      record("lesson");
      if (begun) train();
    },
    onPart(part) {
      session.looks.part = part;
      keepAddress();
    },
  });
}
updateForm();
begun = true;
train();
