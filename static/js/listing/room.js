/**
 * A listing on the page: asks for its run, and shows beside the graph what a formula has not: console, episodes, findings.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../api.js").Spec} Spec
 * @typedef {import("./run.js").Answer} Answer
 * @typedef {import("./run.js").Finding} Finding
 *
 * @typedef {Answer & {episode: number, stopped?: boolean}} Shown  the run whose episode a payload is
 *
 * @typedef {object} House  what the page lends
 * @property {import("../texts.js").Texts} t
 * @property {string} language
 * @property {import("../panels/source.js").Source} source
 * @property {(episode: number) => void} onEpisode
 * @property {(formula: NonNullable<Payload["formula"]>) => void} onFormula
 * @property {() => void} onAgain  run it again
 * @property {Pick<import("../draw/stage.js").Stage, "over">} stage
 * @property {(panel: string, offered: boolean) => void} offer
 * @property {(panel: string) => void} choose
 *
 * @typedef {object} Room
 * @property {(spec: Spec, signal: AbortSignal) => Promise<Payload>} ask
 * @property {(answer: Payload) => void} update
 * @property {(problem: import("../api.js").Problem | null) => void} refuse
 * @property {(moment: Moment) => void} show
 */

import { byId, element, withCode } from "../dom.js";
import { isSummary } from "../figures.js";
import { panelWords } from "../panels/desk.js";
import { hessianFits } from "../panels/fits.js";
import { hueOf, presentStep } from "../progress.js";
import { unitRange } from "../spans.js";
import { createConsole } from "./console.js";
import { isListing } from "./door.js";
import { Episodes, NEAR, passesOf } from "./episodes.js";
import { createFindings } from "./findings.js";
import { createMargin } from "./margin.js";
import { run } from "./run.js";
import { createSlider } from "./slider.js";
import { asking, brokenAt, marksOf, shownOf, withoutGraph } from "./payloads.js";
import { createStopped } from "./stopped.js";

/** A listing costs more than a formula: typing must rest for so long before it is run. */
const REST = 400;
/** How long a run may take before its progress is told. */
const PATIENCE = 300;

/** @param {House} house @returns {Promise<Room>} */
export async function createRoom({ t: words, language, source, stage, onEpisode, onFormula, onAgain, offer, choose }) {
  const t = await panelWords(words, language);
  await styles();
  const main = byId("main");
  const notice = byId("notice");
  const episodes = new Episodes();
  /** @type {Payload | null} a listing's */
  let payload = null;
  let ran = "";
  /** @type {AbortController | null} */
  let under = null;
  let stopped = false;
  /** What was stopped is not run again for another window. @type {{text: string, answer: Payload} | null} */
  let held = null;
  /** @type {Moment | null} */
  let moment = null;
  /** The step whose line was lit last. @type {number | null | undefined} */
  let reached;
  /** @type {AbortController | null} */
  let fetching = null;
  /** @type {readonly Finding[]} */
  let found = [];
  /** The tab that was chosen for want of a graph, and the one before. @type {{from: string, to: string} | null} */
  let turned = null;
  const handle = byId("sheet-handle");
  /** Whether the sheet was opened for want of a graph. */
  let pulled = false;
  /** @type {import("../api.js").Problem | null} */
  let stopper = null;
  /** What the reader has been shown of the error. */
  let told = "";

  const margin = createMargin(source.mounted, (index) => {
    const present = document.documentElement.dataset.present !== undefined;
    if (present) tellLarge(marksOf(found, stopper)[index]);
    else if (index < found.length) findings.reveal(index);
    else wrong.focus();
  });
  const wrong = createStopped(byId("problem"), { t, onGo: go });
  const onStop = () => {
    stopped = true;
    under?.abort();
  };
  const terminal = createConsole({
    t,
    onPoint: point,
    onGo: go,
    onStop,
    onFigures: () => choose("curves"),
    onAgain() {
      held = null;
      onAgain();
    },
  });
  const findings = createFindings({ t, onPoint: point, onGo: go, onFix: fix });
  const slider = createSlider({
    t,
    onChoose: onEpisode,
    onPoint: point,
    onPlay() {
      if (!payload?.formula) return;
      onFormula(payload.formula);
      // The button goes with the listing; a touched editor would bring its keyboard.
      if (matchMedia("(pointer: fine)").matches) source.focus();
    },
  });
  // On a phone the console is in the closed sheet.
  const state = element("span", {});
  const running = element("div", { class: "running", hidden: true }, state, element("button", { type: "button", class: "button small", onclick: onStop }, t("listing.stop")));
  byId("stage").before(running);
  byId("readings").after(findings.element);
  byId("values").prepend(terminal.element);
  byId("stage").before(slider.element);

  /** @param {number | null} line */
  function point(line) {
    margin.light({ pointed: line });
    if (line !== null) margin.reveal(line);
  }
  /** @param {number} line */
  function go(line) {
    margin.go(line);
  }
  /** @param {Finding} finding */
  function fix({ replacement }) {
    // It was said of the text that ran: in another one its place is another.
    if (!replacement || source.text !== payload?.source) return;
    source.change({ ...unitRange(source.text, [replacement.from, replacement.to]), insert: replacement.insert }, true);
  }

  /** @param {boolean} on */
  function turn(on) {
    main.classList.toggle("listing", on);
    for (const part of [terminal, findings, slider]) part.element.classList.toggle("away", !on);
    margin.turn(on);
  }

  /** @param {Spec & Record<string, any>} spec @param {AbortSignal} signal @returns {Promise<Payload>} */
  async function ask(spec, signal) {
    const { body, key, text } = asking(spec, language);
    // The room came late, and something else has been written since.
    if (signal.aborted) turn(payload !== null);
    signal.throwIfAborted();
    turn(true);
    fetching?.abort();
    const wanted = body.episode;
    const here = episodes.found(key, wanted);
    if (here && episodes.answer) return shownOf(here, episodes.answer, episodes.at(wanted));
    if (held?.text === text) return held.answer;
    held = null;
    const fresh = text !== ran;
    if (fresh && margin.arrived()) {
      reached = undefined;
      margin.rewind();
    }
    if (fresh && ran) await pause(REST, signal);
    ran = text;
    const controller = new AbortController();
    signal.addEventListener("abort", () => controller.abort(), { once: true });
    if (signal.aborted) controller.abort();
    under = controller;
    stopped = false;
    /** @type {import("./run.js").Piece[]} */
    const printed = [];
    /** @type {import("./run.js").Episode[]} */
    const passed = [];
    const began = performance.now();
    const ticking = setInterval(() => {
      const seconds = (performance.now() - began) / 1000;
      if (seconds * 1000 < PATIENCE) return;
      const facts = { seconds: seconds.toFixed(1), count: passed.length };
      if (!payload) notice.textContent ||= t("listing.begun");
      state.textContent = t(passed.length ? "listing.running.episodes" : "listing.running", facts);
      running.hidden = false;
      terminal.say(state.textContent, true);
    }, 100);
    // Before the first word of the new run the old one's stays: a run that is over at once changes only what changes.
    let cleared = !fresh;
    try {
      // Another window, or another folding, of the same episode wants no company; what is next to it is fetched in peace.
      const near = fresh || wanted === null || wanted === payload?.listing?.episode ? 0 : NEAR;
      const answer = await run({ ...body, near }, controller.signal, {
        onConsole(pieces) {
          printed.push(...pieces);
          if (!fresh) return;
          if (!cleared) terminal.clear();
          cleared = true;
          terminal.add(pieces);
        },
        onEpisode: (episode) => passed.push(episode),
      });
      // What never ran whole is kept for its looks alone: asked again, it runs again.
      episodes.keep(key, answer, wanted);
      return shownOf(answer.graph ?? withoutGraph(spec.source), answer, episodes.at(wanted));
    } catch (failure) {
      if (under === controller) ran = "";
      if (!stopped || signal.aborted) throw failure;
      const answer = halted(printed, passed);
      held = { text, answer: shownOf(withoutGraph(spec.source), answer, Math.max(passed.length - 1, 0), true) };
      return held.answer;
    } finally {
      clearInterval(ticking);
      if (under === controller) {
        under = null;
        running.hidden = true;
        terminal.say("");
      }
    }
  }

  /** Fetches the graphs beside the shown one, while nobody asks for another. @param {Spec & Record<string, any>} spec @param {number} shown */
  async function fetchNear(spec, shown) {
    const { body, key } = asking(spec, language);
    const middle = key === episodes.key ? episodes.missing(shown) : null;
    if (middle === null) return;
    const controller = new AbortController();
    fetching = controller;
    const answer = await run({ ...body, episode: middle, near: NEAR }, controller.signal).catch(() => null);
    if (answer && fetching === controller && key === episodes.key) {
      episodes.keep(key, { ...answer, graph: answer.graph }, middle);
      fetchNear(spec, shown);
    }
  }

  return {
    async ask(spec, signal) {
      const answer = await ask(spec, signal);
      // After the answer has been drawn.
      if (!signal.aborted) setTimeout(() => !signal.aborted && fetchNear(spec, answer.listing?.episode ?? 0), 60);
      return answer;
    },
    update(answer) {
      const shown = answer.listing ?? null;
      turn(shown !== null);
      const graphed = shown === null || answer.nodes.length > 0;
      main.classList.toggle("ungraphed", !graphed);
      payload = shown && answer;
      for (const panel of ["curves", "state"]) offer(panel, shown !== null);
      turnTab(graphed, shown);
      for (const panel of ["derivation", "check", "transcript"]) offer(panel, graphed);
      stage.over(shown && graphed ? mend(answer) : null);
      wrong.tell(shown?.error?.line);
      if (!shown) {
        offer("code", true);
        return;
      }
      const asked = Boolean(answer.formula && askable(answer));
      for (const panel of ["paths", "code"]) offer(panel, asked);
      offer("hessian", asked && hessianFits(answer));
      main.classList.toggle("unspelled", !asked);
      terminal.settle(shown.console, shown.stopped ?? false, shown.plots.length);
      found = shown.findings;
      findings.update(found);
      const refused = shown.refused?.index === shown.episode;
      slider.update(graphed ? passesOf(shown) : [], shown.episode, unplayable(answer), graphed && refused ? t("listing.broken") : "");
      if (!graphed) notice.replaceChildren(...withCode(noticeOf(shown)));
      light();
      tellError(shown.error);
    },
    refuse(problem) {
      if (!isListing(source.text)) return;
      wrong.tell(problem?.line);
      // What was said of the text before is not true of this one.
      found = [];
      findings.update(found);
      tellError(problem);
      if (payload && problem) notice.textContent = t("listing.stale");
      else if (!payload) terminal.unrun();
    },
    show(next) {
      moment = next;
      light();
    },
  };

  /** Without a graph another tab has something to say; with the next graph the reader's own comes back. @param {boolean} graphed @param {Shown | null} shown */
  function turnTab(graphed, shown) {
    const chosen = document.querySelector("[role=tab][aria-selected=true]")?.getAttribute("aria-controls") ?? null;
    if (!graphed) {
      const wanted = shown?.plots.length || shown?.curves.length ? "curves" : "state";
      if (turned === null && chosen !== wanted) turned = { from: chosen ?? "derivation", to: wanted };
      choose(wanted);
      // On a phone what it printed lies in the sheet.
      if (!pulled && handle.getAttribute("aria-expanded") === "false" && handle.offsetParent) handle.click();
      pulled = true;
    } else {
      if (pulled && handle.getAttribute("aria-expanded") === "true") handle.click();
      pulled = false;
      if (turned?.to === chosen) choose(turned.from);
      turned = null;
    }
  }

  /** Before an audience there is no list: the words of a mark stand over everything. @param {Partial<Finding> & import("./payloads.js").Marked} marked */
  async function tellLarge({ line, text, fix }) {
    const { openLarge } = await import("./large.js");
    const words = [element("p", {}, ...withCode(text))];
    if (fix) words.push(element("p", { class: "finding-fix" }, ...withCode(fix)));
    openLarge(t, t("listing.line", { line }), element("div", { class: "finding-words" }, ...words));
  }

  /** Its mark, and once the line itself, unless somebody writes. @param {import("../api.js").Problem | null} problem */
  function tellError(problem) {
    stopper = problem;
    margin.light({ findings: marksOf(found, problem), wrong: problem?.line ?? null });
    const words = JSON.stringify([problem?.detail, problem?.line]);
    if (problem?.line && words !== told && !margin.typing()) margin.reveal(problem.line);
    told = words;
  }

  /** The line of the present step. */
  function light() {
    if (!payload || !moment) return;
    const index = presentStep(payload, moment);
    const step = index === null ? null : payload.steps[index];
    const edge = step?.edge && payload.edges.find(({ id }) => id === step.edge);
    const node = step && payload.nodes.find(({ id }) => id === (edge ? edge.target : step.node));
    const line = node?.line ?? null;
    margin.light({ step: line, phase: step ? hueOf(payload, step.phase) : "forward" });
    // A listing that opens is read from its first line; before an audience, and on the way, the present line is in sight.
    const before = document.documentElement.dataset.present !== undefined;
    const opens = reached === undefined && moment.k === payload.steps.length;
    if (line !== null && (before || index !== reached)) margin.reveal(line, before || !opens);
    reached = index;
  }

  /** A sign over the card where the chain broke. @param {Payload} answer @returns {import("../draw/stage.js").Cover | null} */
  function mend(answer) {
    const broken = brokenAt(answer);
    if (!broken.length) return null;
    const signs = broken.map((id) => ({ id, sign: element("p", { class: "chain-broken" }, t("listing.chain", { line: answer.listing?.lesson?.line ?? "" })) }));
    return (layer, centre) => {
      layer.replaceChildren(...signs.map(({ sign }) => sign));
      for (const { id, sign } of signs) {
        const node = answer.nodes.find((each) => each.id === id);
        const [x, y] = centre(id);
        sign.style.left = `${x}px`;
        sign.style.top = `${y - (node?.height ?? 0) / 2}px`;
      }
    };
  }

  /** Why an episode is no formula; "" where it is one. @param {Payload} answer */
  function unplayable({ formula, nodes }) {
    if (formula) return "";
    return t(nodes.some(({ value }) => isSummary(value)) ? "listing.formula.large" : "listing.formula.none");
  }

  /** Why there is no graph, in plain words. @param {Shown} shown */
  function noticeOf(shown) {
    if (shown.stopped) return t("listing.stopped");
    if (shown.graph_error) return t("listing.undrawn", { why: [shown.graph_error.detail, shown.graph_error.hint].filter(Boolean).join(" ") });
    if (shown.error) return t("listing.failed");
    return t("listing.nobackward");
  }
}

/** Whether the names of an episode are those of its formula, so that panels may ask about that one. @param {Payload} payload */
function askable({ formula, spelling, nodes, groups }) {
  if (!formula || groups.some(({ collapsed }) => collapsed)) return false;
  const names = new Set([...Object.keys(formula.values), ...formula.source.split("\n").map((line) => line.split(" = ")[0])]);
  return nodes.every(({ kind, name }) => kind === "constant" || names.has(spelling?.[name] ?? name));
}

/** @param {import("./run.js").Piece[]} printed @param {import("./run.js").Episode[]} passed @returns {Answer} */
const halted = (printed, passed) => ({
  console: printed, episodes: passed, refused: null, graph: null, graphs: [], graph_error: null, findings: [], lesson: null, plots: [], curves: [], variables: [], error: null,
});

/** @param {number} milliseconds @param {AbortSignal} signal */
const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, null);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("a newer question", "AbortError"));
    });
  });

/** The room's own sheet, once; the server has put it into a page that opens with a listing. */
async function styles() {
  if (document.querySelector('link[href$="/listing.css"]')) return;
  const sheet = element("link", { rel: "stylesheet", href: "/static/css/listing.css" });
  const styled = new Promise((resolve) => {
    sheet.onload = sheet.onerror = resolve;
  });
  document.head.append(sheet);
  await styled;
}
