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
import { drawablesOf } from "./fitting.js";
import { createForm } from "./form/form.js";
import { foundIn, NOTHING } from "./found.js";
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
import { bodyOf, changed } from "./question.js";
import { createRun, knows, lengthOf, rowAt, take, wholeLength } from "./run.js";
import { listen } from "./stream.js";
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
  const working = controller !== null;
  byId("train").classList.toggle("working", working);
  byId("results").classList.toggle("stale", problem !== null);
  byId("go").textContent = t(working ? "train.stop" : run.done || !run.start ? "train.run" : "train.continue");
  const progress = /** @type {HTMLProgressElement} */ (byId("progress"));
  progress.max = Math.max(run.start?.updates ?? 1, 1);
  progress.value = lengthOf(run);
  progress.hidden = !working;
  const facts = { k: lengthOf(run), n: run.start?.updates ?? 0 };
  byId("said").setAttribute("aria-live", working ? "off" : "polite");
  const words = problem ? (run.start ? t("train.stale") : "") : waiting ? t("train.waiting") : working ? t("train.running", facts) : run.done ? t(`train.done.${run.done.reason}`, facts) : run.start ? t("train.stopped", facts) : "";
  if (byId("said").textContent !== words) byId("said").textContent = words;
}

// ── a run ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @type {AbortController | null} of what goes on */
let controller = null;
/** The connection is broken. */
let waiting = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Runs the question, or goes on with a run that was stopped. @param {boolean} [again] from the start */
async function train(again = true) {
  clearTimeout(timer);
  controller?.abort();
  const own = new AbortController();
  controller = own;
  const { question, looks } = session;
  const run = again ? createRun(question) : session.run;
  const change = looks.beside;
  const second = !change ? null : again || !session.beside ? createRun(changed(question, change)) : session.beside;
  const keeps = looks.update;
  /** @type {Set<unknown>} what went wrong with the second run alone */
  const ofSecond = new Set();
  /** @param {Run} of @param {() => void} onGrown */
  const heard = (of, onGrown) =>
    of.done
      ? null
      : listen(bodyOf(of.question), {
          language,
          signal: own.signal,
          after: of.last,
          onWaiting(now) {
            waiting = now;
            refresh();
          },
          onEvents(events) {
            if (own.signal.aborted) return;
            for (const event of events) take(of, event);
            onGrown();
            refresh();
          },
        });
  try {
    await Promise.all([
      heard(run, () => {
        if (session.run !== run) replace(run, second, keeps);
        refuse(null);
        time.setLength(lengthOf(run));
      }),
      second &&
        heard(second, () => {})?.catch((error) => {
          ofSecond.add(error);
          throw error;
        }),
    ]);
    if (run.done?.problem) refuse(run.done.problem);
  } catch (error) {
    if (own.signal.aborted) return;
    own.abort(); // of two runs the other one too
    if (!(error instanceof Refusal) && !(error instanceof TypeError)) throw error;
    if (error instanceof Refusal && ofSecond.has(error)) {
      session.problem = error.problem;
      form.refuse(error.problem, true);
    } else refuse(error instanceof Refusal ? error.problem : { code: "server.unreachable", title: "", detail: t("train.unreachable"), hint: null, offset: null, length: null, status: 0 });
  } finally {
    if (controller === own) {
      controller = null;
      waiting = false;
    }
    refresh();
  }
}

/** Another run takes the page over, as soon as its first events are there. @param {Run} run @param {Run | null} second @param {number | null} at the moment that is kept */
function replace(run, second, at) {
  session.run = run;
  session.beside = second;
  session.names = form.names(run.question, second && session.looks.beside);
  time.restart(at !== null && at <= (run.start?.updates ?? 0) ? at : null);
  prepare(run).catch((error) => {
    if (!(error instanceof Refusal) && !(error instanceof TypeError)) throw error;
  });
}

/** @type {string} what the samples and the drawable were found for */
let prepared = "";
let found = NOTHING;

/** The samples of a run, and what of its formula can be drawn over them. @param {Run} run */
async function prepare(run) {
  const { question, start } = run;
  const { generator, data, source, parameters, output, values } = question;
  const key = JSON.stringify([source, output, parameters, data && Object.keys(data), generator, Object.keys(values), start?.reading]);
  // What is drawn of one formula cannot be asked of another.
  if (prepared !== key) session.drawables = [];
  if (data || !generator) session.data = data;
  const samples = generator && (prepared !== key || !session.data) ? get("datasets", { ...generator }) : null;
  if (prepared !== key) {
    const payload = await get("train/graph", { run: start?.run, update: 1 });
    if (session.run !== run) return;
    if (samples) session.data = (await samples).columns;
    const known = session.data ?? {};
    const trained = Object.keys(start?.parameters ?? {});
    found = foundIn(payload, source, known, trained);
    session.drawables = drawablesOf(payload, known, trained);
    prepared = key;
  } else if (samples) session.data = (await samples).columns;
  if (session.run !== run) return;
  form.update(session.question, session.data, found, session.looks.beside);
  refresh();
}

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
  if (controller) {
    controller.abort();
    controller = null;
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
  form.update(session.question, session.data, found, session.looks.beside);
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
  form.update(session.question, session.data, found, session.looks.beside);
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
  if (exporting.open) (await import("./export.js")).fillExport(/** @type {HTMLElement} */ (exporting.lastElementChild), { t, language, session, get: desk.get, fit: desk.fit, asks: fitPanel.asks });
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
      form.update(session.question, session.data, found, session.looks.beside);
      record("lesson");
      if (begun) train();
    },
    onPart(part) {
      session.looks.part = part;
      keepAddress();
    },
  });
}
form.update(session.question, session.data, found, session.looks.beside);
begun = true;
train();
