/**
 * A run as a film: what a file that stands alone needs to play it. Its moments are updates that the page knows; in a long run not all.
 *
 * @typedef {import("./run.js").Run} Run
 *
 * @typedef {object} Film
 * @property {Run} run
 * @property {Run | null} beside
 * @property {[string, string]} names
 * @property {Record<string, any[]> | null} data
 * @property {import("./fitting.js").Drawable | null} drawable
 * @property {boolean} log
 * @property {number[]} moments  finished updates, from 0 up
 * @property {Record<string, Record<number, any[]>>} fits  by run, then by finished updates
 */

import { lengthOf } from "./run.js";

/** The server answers for so many updates at once; one of them is the start. */
const MOMENTS = 199;

/** A picture needs no more digits, and a file with all of them is three times as large. @param {any} values @returns {any} */
const rounded = (values) => (Array.isArray(values) ? values.map(rounded) : typeof values === "number" ? Number(values.toPrecision(6)) : values);

/** Of the rows of a run at most so many, the last one among them. @param {Run} run @returns {Run} */
function thinned(run) {
  const every = Math.ceil(run.rows.length / MOMENTS);
  const rows = run.rows.filter((_, i) => (run.rows.length - 1 - i) % every === 0);
  return { ...run, rows, asked: new Map(), last: null };
}

/**
 * @param {import("./main.js").Session} session
 * @param {{fit: import("./main.js").Desk["fit"], asks: {output: string, at: Record<string, any[]>} | null}} options
 * @returns {Promise<Film>}
 */
export async function filmOf({ run, beside, names, data, drawable, looks }, { fit, asks }) {
  const [first, second] = [thinned(run), beside && thinned(beside)];
  const moments = [0, ...first.rows.map(({ update }) => update)];
  /** @type {Film["fits"]} */
  const fits = {};
  for (const each of [first, second]) {
    if (!each?.start || !asks) continue;
    const within = moments.filter((k) => k <= lengthOf(each));
    const { fits: found } = await fit({ run: each.start.run, updates: within.map((k) => k + 1), ...asks });
    fits[each.start.run] = Object.fromEntries(found.map((/** @type {any} */ { update, values }) => [update - 1, rounded(values)]));
  }
  return { run: first, beside: second, names, data, drawable, log: looks.log, moments, fits };
}

/** The player with a film in it. @param {string} player  an HTML file that has no film yet @param {Film} film */
export async function written(player, film) {
  const place = /(<script type="text\/plain" id="packed-data">)([^<]*)(<\/script>)/;
  const found = place.exec(player);
  if (!found) throw new Error("not a player");
  const bytes = Uint8Array.from(atob(found[2]), (letter) => letter.charCodeAt(0));
  const known = JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text());
  const packed = new Uint8Array(await new Response(new Blob([JSON.stringify({ ...known, film: JSON.stringify(film) })]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer());
  let letters = "";
  for (let i = 0; i < packed.length; i += 8192) letters += String.fromCharCode(...packed.subarray(i, i + 8192));
  return player.replace(place, (_, before, __, after) => before + btoa(letters) + after);
}
