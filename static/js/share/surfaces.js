/**
 * What can be copied of a graph: its spec as a link holds it, the addresses of its pictures, the text for other people's pages.
 * Pure.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {object} Shared
 * @property {State} state  what is written, and shown of it
 * @property {State | null} formula  the same where it is a formula; a listing's graph as one, where one says the same
 * @property {boolean} drawn  whether there is a graph
 * @property {number} k  steps that are done
 * @property {number} length  of how many
 * @typedef {{step: number | null, theme: string | null}} Look null: the finished run; as each reader's browser prefers
 *
 * @typedef {object} Place  what a text is made of
 * @property {string} origin
 * @property {string} base  the link that pictures hang on
 * @property {string} query  of the readable link; what frames and components show
 * @property {string} [link]  the link of the same, where the query is too long for an address
 * @property {string} formula  what pictures and frames are called; of a course page the formula itself
 * @property {State} [state]  what is drawn
 * @property {string} language
 * @property {Look} look
 * @property {number | null} width
 */

import { isListing } from "../listing/door.js";
import { writeValues } from "../state.js";

/** What servers and browsers take of an address. */
export const LONGEST = 15_000;

/** The body of POST /api/v1/permalink and /api/v1/links. @param {State} state @param {Look} look @returns {Record<string, unknown> & {source: string}} */
export function bodyOf(state, { step, theme }) {
  const { upstream, collapsed, seed, present, part, ...rest } = state;
  const read = {
    ...rest,
    upstream: upstream === null ? null : JSON.parse(upstream),
    collapsed: collapsed?.split(",") ?? null,
    seed: seed === null ? null : Number(seed),
    present: present === null ? null : true,
    step,
    theme,
  };
  const chosen = Object.entries(read).filter(([, value]) => value !== null);
  return /** @type {Record<string, unknown> & {source: string}} */ (Object.fromEntries(chosen));
}

/** The address of a picture. What the link says of it already is not said again. @param {Place} place @param {string} form @param {Record<string, string>} [more] */
export function pictureAddress({ origin, base, language, width }, form, more = {}) {
  const sized = width !== null && (form === "svg" || form === "png") ? { width: String(width) } : {};
  const asked = Object.entries({ lang: language, ...sized, ...more }).map((pair) => pair.join("="));
  return `${origin}${base}.${form}?${asked.join("&")}`;
}

/** @param {string} text */
const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll("\n", "&#10;");
/** @param {string} text */
const oneLine = (text) => shortened(text.trim().replace(/\s*\n\s*/g, "; "));
/** A listing has a name, not itself read out. @param {string} text */
const shortened = (text) => (text.length > NAMED ? `${text.slice(0, NAMED)}…` : text);
/** Characters of what a frame or a picture is called. */
const NAMED = 160;
/** What stands beside the graph of a listing. */
const LISTED = "formula,console,player";
/** @param {string} text @param {string} margin */
const indented = (text, margin) => text.replace(/^(?=.)/gm, margin);

/** What the component takes of an address. */
const COMPONENT = [
  "source", "values", "syntax", "output", "upstream", "engine", "seed", "collapsed", "direction", "graph", "mode", "tangent", "theme", "show", "hide",
  "predict", "step", "episode",
]; // prettier-ignore
/** What changes the graph or its looks. */
const TOLD = ["values", "step", "theme", "output", "upstream", "seed", "collapsed", "graph", "mode", "tangent", "show", "hide", "predict", "direction"];
/** What figures of Sphinx and of Markdown say of it. */
const FIGURE = ["values", "step", "theme", "show", "predict"];

/** The options of a figure, in the spelling of course pages. @param {Place} place @returns {[string, string][]} */
function optionsOf({ state, look, language }) {
  const { values, show, predict } = state ?? {};
  const told = {
    values: values && Object.keys(values).length ? writeValues(values) : null,
    step: look.step,
    theme: look.theme,
    lang: language,
    show: show?.join(","),
    predict,
  };
  return Object.entries(told).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, String(value)]]));
}

/** A text as Python writes it. @param {string} text */
const python = (text) => (text.includes("\n") ? `"""\n${text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"""')}\n"""` : JSON.stringify(text));

/** @type {Record<string, {text: (place: Place) => string, says: readonly string[], runs?: boolean, spells?: boolean}>} */
export const EMBEDS = {
  iframe: {
    runs: true,
    says: TOLD,
    text({ origin, query, link, formula, language }) {
      const listed = isListing(formula);
      const spoken = /(^|&)lang=/.test(query) && !link ? [] : [`lang=${language}`];
      const asked = [...(link ? [] : [query]), ...spoken, ...(listed ? [`panels=${LISTED}`] : [])].join("&");
      const address = `${origin}/embed${link ?? ""}?${asked}`;
      return `<iframe src="${attribute(address)}" title="${attribute(oneLine(formula))}" sandbox="allow-scripts" loading="lazy" width="100%" height="${listed ? 760 : 420}" style="border:0"></iframe>`;
    },
  },
  element: {
    runs: true,
    says: TOLD,
    text(place) {
      const { origin, query, link, base, formula, language } = place;
      const asked = query.split("&").map((part) => [part.slice(0, part.indexOf("=")), decodeURIComponent(part.slice(part.indexOf("=") + 1))]);
      const named = link ? [["link", link]] : asked.filter(([name]) => COMPONENT.includes(name));
      const beside = isListing(formula) ? [["panels", LISTED]] : [];
      const attributes = [...named, ...beside, ["lang", language]].map(([name, value]) => `${name}="${attribute(value)}"`).join(" ");
      const still = base && `<img src="${attribute(pictureAddress(place, "svg"))}" alt="${attribute(oneLine(formula))}">`;
      return `<script type="module" src="${origin}/embed.js"></script>\n<computational-graph ${attributes}>${still}</computational-graph>`;
    },
  },
  image: {
    says: TOLD,
    text(place) {
      const { origin, base, formula } = place;
      const picture = `<img src="${attribute(pictureAddress(place, "svg"))}" alt="${attribute(oneLine(formula))}" style="max-width:100%">`;
      return `<a href="${attribute(origin + base)}">${picture}</a>`;
    },
  },
  markdown: {
    says: TOLD,
    text(place) {
      const words = oneLine(place.formula).replace(/[[\]\\`*_<]/g, "\\$&");
      return `[![${words}](${pictureAddress(place, "svg")})](${place.origin}${place.base})`;
    },
  },
  fence: {
    spells: true,
    says: FIGURE,
    text(place) {
      const options = optionsOf(place).map(([name, value]) => `:${name}: ${value}\n`);
      return `\`\`\`chainlight\n${options.join("")}\n${place.formula.trim()}\n\`\`\``;
    },
  },
  sphinx: {
    spells: true,
    says: FIGURE,
    text(place) {
      const options = optionsOf(place).map(([name, value]) => `   :${name}: ${value}\n`);
      return `.. computational-graph::\n${options.join("")}\n${indented(place.formula.trim(), "   ")}`;
    },
  },
  notebook: {
    spells: true,
    says: ["values", "step", "theme"],
    text({ state, look, formula, language }) {
      const values = state?.values && Object.keys(state.values).length ? JSON.stringify(state.values).replace(/"(NaN|-?Infinity)"/g, 'float("$1")') : null;
      const named = Object.entries({ values, step: look.step, theme: look.theme && `"${look.theme}"`, lang: language === "en" ? null : `"${language}"` });
      const given = named.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
      return `from app.notebook import graph\n\ngraph(${[python(formula.trim()), ...given].join(", ")})`;
    },
  },
  latex: {
    says: TOLD,
    text(place) {
      const link = `${place.origin}${place.base}`.replace(/[%#]/g, "\\$&");
      return [
        `% 1. ${pictureAddress(place, "tex")} -> graph.tex`,
        "% 2. pdflatex graph.tex",
        "% \\usepackage{graphicx,hyperref}",
        `\\href{${link}}{\\includegraphics[width=\\linewidth]{graph.pdf}}`,
      ].join("\n");
    },
  },
};
/** How a graph comes into another page: kind -> the text to copy; what it `says` of what was chosen; whether it runs a listing, or takes formulas alone. */

/** What was chosen and a kind's text does not say, by the names that addresses have for it. @param {string} kind @param {State} state @returns {string[]} */
export const unsaid = (kind, state) => TOLD.filter((name) => !EMBEDS[kind].says.includes(name) && name !== "step" && name !== "theme" && chosen(state, name));

/** @param {State} state @param {string} name */
const chosen = (state, name) => ![null, undefined].includes(/** @type {any} */ (state)[name]);
