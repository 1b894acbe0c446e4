/**
 * The panels behind the tabs. Each is loaded when its tab is first chosen, with the panels' words and styles: the first visit
 * needs none of them. Only the open one hears of the graph, of the moment and of what the reader points at.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Target} Target
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../api.js").Problem} Problem
 *
 * @typedef {object} Desk  what a panel is given
 * @property {import("../texts.js").Texts} t  with the panels' words
 * @property {(path: string, fields: object, signal: AbortSignal) => Promise<any>} ask  about the shown graph, `fields` beside its own
 * @property {(target: Target | null) => void} onPoint  the reader points at a node or an edge
 * @property {(episode: number) => void} onEpisode  and to a backward pass of a listing
 * @property {(k: number) => void} onSeek  the reader goes to where k steps are finished
 * @property {import("../draw/stage.js").Stage["trace"]} trace
 *
 * @typedef {object} Panel
 * @property {(payload: Payload) => void} update  the graph has changed, or the panel has been opened
 * @property {(check: Payload["check"]) => void} [heard]  what the witnesses say of it; null: nothing yet
 * @property {(moment: Moment) => void} [show]
 * @property {(targets: readonly Target[]) => void} [light]  marks what belongs to nodes and edges
 * @property {() => void} [close]  another tab was chosen
 *
 * @typedef {(place: HTMLElement, desk: Desk) => Panel} PanelMaker
 */

import { element } from "../dom.js";
import { createTexts } from "../texts.js";
import { hessianFits } from "./fits.js";

/** @type {Record<string, () => Promise<{createPanel: PanelMaker}>>} */
const PANELS = {
  paths: () => import("./paths.js"),
  code: () => import("./code.js"),
  check: () => import("./check.js"),
  hessian: () => import("./hessian.js"),
  transcript: () => import("./transcript.js"),
  curves: () => import("../listing/curves.js"),
  state: () => import("../listing/state.js"),
};

/** @type {Promise<import("../texts.js").Texts> | null} */
let words = null;

/** The page's words and the panels'; with them come the panels' styles. @param {import("../texts.js").Texts} t @param {string} language */
export function panelWords(t, language) {
  words ??= (async () => {
    const styles = element("link", { rel: "stylesheet", href: "/static/css/desk.css" });
    const styled = new Promise((resolve) => {
      styles.onload = styles.onerror = resolve;
    });
    document.head.append(styles);
    /** @type {Record<string, Record<string, string>>} */
    const rows = await (await fetch("/static/panels.json")).json();
    await styled;
    const own = createTexts(Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, row[language]])));
    return (/** @type {string} */ key, /** @type {Record<string, string | number>} */ facts = {}) => (key in rows ? own(key, facts) : t(key, facts));
  })();
  return words;
}

/**
 * @typedef {object} Options
 * @property {import("../texts.js").Texts} t
 * @property {string} language
 * @property {(panel: string, offered: boolean) => void} offer  whether a panel has anything to show
 */

/** @param {Omit<Desk, "t"> & Options} options */
export function createDesk({ t, language, offer, ...rest }) {
  /** @type {Map<string, Panel>} */
  const made = new Map();
  /** @type {string | null} */
  let chosen = null;
  /** @type {Payload | null} */
  let payload = null;
  /** @type {Payload["check"]} */
  let check = null;
  /** @type {Moment | null} */
  let moment = null;

  const open = () => (chosen === null ? undefined : made.get(chosen));

  /** Everything that the open panel has missed. */
  function tell() {
    const panel = open();
    if (!panel || !payload) return;
    panel.update(payload);
    panel.heard?.(check);
    if (moment) panel.show?.(moment);
  }

  /** @param {string} name */
  async function load(name) {
    const place = document.getElementById(name);
    if (!place) return;
    place.setAttribute("aria-busy", "true");
    try {
      const [{ createPanel }, spoken] = await Promise.all([PANELS[name](), panelWords(t, language)]);
      if (!made.has(name)) made.set(name, createPanel(place, { t: spoken, ...rest }));
    } catch {
      // The server went away between the page and its panel: choosing the tab again tries again.
      words = null;
      place.replaceChildren(element("p", { class: "quiet" }, t("stage.unreachable")));
    }
    place.removeAttribute("aria-busy");
    if (chosen === name) tell();
  }

  return {
    /** @param {string} name of the panel whose tab was chosen; one that is not of this desk closes the open one */
    choose(name) {
      if (chosen !== name) open()?.close?.();
      chosen = name in PANELS ? name : null;
      if (chosen !== null && !made.has(chosen)) load(chosen);
      else tell();
    },
    /** @param {Payload} next */
    update(next) {
      payload = next;
      check = null;
      offer("hessian", hessianFits(next));
      open()?.update(next);
      open()?.heard?.(null);
    },
    /** @param {Payload["check"]} next */
    heard(next) {
      check = next;
      open()?.heard?.(next);
    },
    /** @param {Moment} next */
    show(next) {
      moment = next;
      open()?.show?.(next);
    },
    /** @param {readonly Target[]} targets */
    light: (targets) => open()?.light?.(targets),
  };
}
