/**
 * A listing in a frame: the server runs it. Over the graph a slider goes through its backward passes; beside it stand, where the
 * address names them, its text with the line of the present step lit, and what it printed.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../api.js").Spec} Spec
 *
 * @typedef {object} Listing
 * @property {(spec: Spec, signal: AbortSignal) => Promise<Payload>} ask
 * @property {(answer: Payload) => void} update
 * @property {(answer: Payload) => object | null} pass  the backward pass that is shown, for the page around
 * @property {(answer: Payload) => string} notice  why there is no graph, or what stopped the listing; else empty
 * @property {(answer: Payload, moment: Moment) => void} show
 * @property {(on: boolean) => void} turn  another source has come
 */

import { byId, element } from "../dom.js";
import { createConsole } from "../listing/console.js";
import { Episodes, NEAR, passesOf } from "../listing/episodes.js";
import { asking, shownOf, withoutGraph } from "../listing/payloads.js";
import { run } from "../listing/run.js";
import { createSlider } from "../listing/slider.js";
import { panelWords } from "../panels/desk.js";
import { hueOf, presentStep } from "../progress.js";

/** How long a run may take before its progress is told. */
const PATIENCE = 300;

/**
 * @param {object} frame
 * @param {import("../texts.js").Texts} frame.t
 * @param {string} frame.language
 * @param {ReadonlySet<string>} frame.panels
 * @param {(episode: number) => void} frame.onEpisode
 * @param {(words: string) => void} frame.onSay  how far a run is
 * @returns {Promise<Listing>}
 */
export async function createListing({ t: words, language, panels, onEpisode, onSay }) {
  const [t] = await Promise.all([panelWords(words, language), styled()]);
  const episodes = new Episodes();
  const text = element("ol", { class: "listing-text", tabindex: 0, "aria-label": t("listing.source") });
  /** @type {readonly HTMLElement[]} */
  let lines = [];
  let written = "";
  /** @type {HTMLElement | undefined} */
  let lit;
  const slider = createSlider({ t, onChoose: onEpisode, onPoint: light, onPlay() {} });
  const terminal = createConsole({ t, onPoint: light, onGo: light, onStop() {}, onAgain() {} });
  byId("stage").parentElement?.before(slider.element);
  if (panels.has("formula")) byId("statement").after(text);
  if (panels.has("console")) byId("console").append(terminal.element);

  /** @param {string} source */
  function write(source) {
    if (written === source) return;
    written = source;
    lines = source.split("\n").map((line) => element("li", {}, element("code", {}, line || " ")));
    text.replaceChildren(...lines);
    terminal.clear();
  }

  /** The line that the reader points at, or that prints. @param {number | null} line */
  function light(line) {
    for (const [index, row] of lines.entries()) row.classList.toggle("pointed", index + 1 === line);
    if (line !== null) within(lines[line - 1]);
  }

  /** In sight, and the page around does not move. @param {HTMLElement | undefined} row */
  function within(row) {
    if (!row) return;
    const below = row.offsetTop + row.offsetHeight - text.clientHeight;
    if (row.offsetTop < text.scrollTop) text.scrollTop = row.offsetTop;
    else if (below > text.scrollTop) text.scrollTop = below;
  }

  return {
    async ask(spec, signal) {
      const { body, key } = asking(spec, language);
      write(spec.source);
      const wanted = body.episode;
      const here = episodes.found(key, wanted);
      if (here && episodes.answer) return shownOf(here, episodes.answer, episodes.at(wanted));
      const began = performance.now();
      const ticking = setInterval(() => {
        const milliseconds = performance.now() - began;
        if (milliseconds > PATIENCE) onSay(t("listing.running", { seconds: (milliseconds / 1000).toFixed(1) }));
      }, 100);
      try {
        // The first graph comes alone; who asks for another pass wants its neighbours too.
        const answer = await run({ ...body, near: key === episodes.key ? NEAR : 0 }, signal);
        episodes.keep(key, answer, wanted);
        return shownOf(answer.graph ?? withoutGraph(spec.source), answer, episodes.at(wanted));
      } finally {
        clearInterval(ticking);
      }
    },
    update({ nodes, listing }) {
      if (!listing) return;
      slider.update(nodes.length ? passesOf(listing) : [], listing.episode, t("listing.formula.none"), "");
      terminal.settle(listing.console, false);
    },
    pass({ listing }) {
      const passes = listing ? passesOf(listing) : [];
      return listing && passes.length ? { ...passes[listing.episode], episode: listing.episode, count: passes.length } : null;
    },
    notice({ nodes, listing }) {
      if (!listing) return "";
      const { error, graph_error } = listing;
      const stopped = error && [error.line && t("listing.line", { line: error.line }), error.detail].filter(Boolean).join(language === "zh-CN" ? "：" : ": ");
      if (nodes.length) return stopped ?? "";
      return stopped ?? (graph_error ? t("listing.undrawn", { why: graph_error.detail }) : t("listing.nobackward"));
    },
    show(answer, moment) {
      const index = presentStep(answer, moment);
      const step = index === null ? null : answer.steps[index];
      const edge = step?.edge && answer.edges.find(({ id }) => id === step.edge);
      const line = step && answer.nodes.find(({ id }) => id === (edge ? edge.target : step.node))?.line;
      lit?.classList.remove("forward", "backward");
      lit = line ? lines[line - 1] : undefined;
      if (step) lit?.classList.add(hueOf(answer, step.phase) === "backward" ? "backward" : "forward");
      if (moment.k < answer.steps.length || moment.playing) within(lit);
    },
    turn(on) {
      for (const part of [slider.element, terminal.element, text]) part.classList.toggle("away", !on);
    },
  };
}

/** The sheet of listings, once. */
async function styled() {
  const sheet = element("link", { rel: "stylesheet", href: "/static/css/listing.css" });
  const loaded = new Promise((resolve) => {
    sheet.onload = sheet.onerror = resolve;
  });
  document.head.append(sheet);
  await loaded;
}
