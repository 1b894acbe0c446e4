/**
 * What can be copied of a graph: its spec as a link holds it, the addresses of its pictures, the text for other people's pages.
 * Pure.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {{state: State, drawn: State | null, k: number, length: number}} Shared what is written, what is drawn of it, how many steps are done of how many
 * @typedef {{step: number | null, theme: string | null}} Look null: the finished run; as each reader's browser prefers
 * @typedef {{origin: string, base: string, query: string, formula: string, language: string, look: Look, width: number | null}} Place
 *   `base`: the link that pictures hang on; `query`: the readable link's; `formula`: what pictures are called
 */

/** What servers and browsers take of an address. */
export const LONGEST = 16_000;

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
const oneLine = (text) => text.trim().replace(/\s*\n\s*/g, "; ");

/** What the component takes of an address. */
const COMPONENT = [
  "source", "values", "syntax", "output", "upstream", "engine", "seed", "collapsed", "direction", "graph", "mode", "tangent", "theme", "show", "hide",
  "predict", "step",
]; // prettier-ignore

/** @type {Record<string, (place: Place) => string>} */
export const EMBEDS = {
  iframe({ origin, query, formula, language }) {
    const address = `${origin}/embed?${query}${/(^|&)lang=/.test(query) ? "" : `&lang=${language}`}`;
    return `<iframe src="${attribute(address)}" title="${attribute(oneLine(formula))}" sandbox="allow-scripts" loading="lazy" width="100%" height="420" style="border:0"></iframe>`;
  },
  element(place) {
    const { origin, query, formula, language } = place;
    const asked = query.split("&").map((part) => [part.slice(0, part.indexOf("=")), decodeURIComponent(part.slice(part.indexOf("=") + 1))]);
    const named = asked.filter(([name]) => COMPONENT.includes(name) && !(name === "lang")).concat([["lang", language]]);
    const attributes = named.map(([name, value]) => `${name}="${attribute(value)}"`).join(" ");
    const still = `<img src="${attribute(pictureAddress(place, "svg"))}" alt="${attribute(oneLine(formula))}">`;
    return `<script type="module" src="${origin}/embed.js"></script>\n<computational-graph ${attributes}>${still}</computational-graph>`;
  },
  markdown(place) {
    const words = oneLine(place.formula).replace(/[[\]\\`*_]/g, "\\$&");
    return `[![${words}](${pictureAddress(place, "svg")})](${place.origin}${place.base})`;
  },
  latex(place) {
    const link = `${place.origin}${place.base}`.replace(/[%#]/g, "\\$&");
    return [
      `% 1. ${pictureAddress(place, "tex")} -> graph.tex`,
      "% 2. pdflatex graph.tex",
      "% \\usepackage{graphicx,hyperref}",
      `\\href{${link}}{\\includegraphics[width=\\linewidth]{graph.pdf}}`,
    ].join("\n");
  },
};
/** How a graph comes into another page: kind -> the text to copy. */
