/**
 * What can be shared of a page <-> its address: one row a choice. What is the page's alone stands behind `#`.
 *
 * @typedef {import("./types.js").Figures} Figures
 *
 * @typedef {object} State  null: not chosen, the server's default
 * @property {string | null} panel  the chosen tab's
 * @property {"partial" | "bar" | "delta" | null} notation  of the derivation
 * @property {string | null} source
 * @property {Record<string, Figures> | null} values
 * @property {string | null} language
 * @property {string | null} syntax
 * @property {string | null} output
 * @property {string | null} upstream
 * @property {string | null} engine
 * @property {string | null} seed
 * @property {string | null} collapsed
 * @property {"backward" | null} graph  backward: the backward pass is drawn
 * @property {"forward" | null} mode  forward: tangents beside the values
 * @property {Record<string, Figures> | null} tangent  how fast inputs change
 * @property {string | null} direction
 * @property {"light" | "dark" | "contrast" | null} theme  null: as the browser prefers
 * @property {readonly string[] | null} show  what is shown beyond the usual: of EXTRAS
 * @property {readonly string[] | null} hide  what of the usual is not: of PARTS
 * @property {"gradients" | "values" | null} predict  what is hidden until a student finds it
 * @property {"1" | null} present  a lecture: large, without controls
 * @property {number | null} part  of a lesson, counted from 1
 * @property {number | null} step  finished steps; null: all of them
 * @property {number | null} episode  of a listing: which backward(), from 0
 */

const text = { read: (/** @type {string} */ written) => written || null, write: (/** @type {string} */ value) => value };
const values = { read: readValues, write: writeValues };
const whole = {
  read: (/** @type {string} */ written) => (/^\d{1,6}$/.test(written) ? Number(written) : null),
  write: (/** @type {number} */ value) => String(value),
};
const word = { read: (/** @type {string} */ written) => (/^[a-z]{1,16}$/.test(written) ? written : null), write: text.write };
/** @param {readonly string[]} words */
const oneOf = (words) => ({ read: (/** @type {string} */ written) => (words.includes(written) ? written : null), write: text.write });

/** @param {readonly string[]} words */
const someOf = (words) => ({
  read(/** @type {string} */ written) {
    const known = words.filter((each) => written.split(",").includes(each));
    return known.length ? known : null;
  },
  write: (/** @type {readonly string[]} */ chosen) => chosen.join(","),
});

export const THEMES = /** @type {const} */ (["light", "dark", "contrast"]);
/** What a link may show beside the usual: what each gate does with gradients, one colour a quantity. */
export const EXTRAS = /** @type {const} */ (["gates", "colours"]);
/** What a link may leave out: the left side, the right side, the local derivatives on the edges. */
export const PARTS = /** @type {const} */ (["left", "right", "locals"]);
/** How a gradient may be written. */
export const NOTATIONS = /** @type {const} */ (["partial", "bar", "delta"]);

/** @type {readonly {name: keyof State, key: string, place: "query" | "hash", read: (text: string) => any, write: (value: any) => string}[]} */
export const CHOICES = [
  { name: "panel", key: "panel", place: "hash", ...word },
  { name: "notation", key: "notation", place: "hash", ...oneOf(NOTATIONS) },
  { name: "source", key: "source", place: "query", ...text },
  { name: "values", key: "values", place: "query", ...values },
  { name: "syntax", key: "syntax", place: "query", ...text },
  { name: "output", key: "output", place: "query", ...text },
  { name: "upstream", key: "upstream", place: "query", ...text },
  { name: "engine", key: "engine", place: "query", ...text },
  { name: "seed", key: "seed", place: "query", ...text },
  { name: "collapsed", key: "collapsed", place: "query", ...text },
  { name: "direction", key: "direction", place: "query", ...text },
  { name: "theme", key: "theme", place: "query", ...oneOf(THEMES) },
  { name: "show", key: "show", place: "query", ...someOf(EXTRAS) },
  { name: "hide", key: "hide", place: "query", ...someOf(PARTS) },
  { name: "predict", key: "predict", place: "query", ...oneOf(["gradients", "values"]) },
  { name: "present", key: "present", place: "query", ...oneOf(["1"]) },
  { name: "graph", key: "graph", place: "query", ...oneOf(["backward"]) },
  { name: "mode", key: "mode", place: "query", ...oneOf(["forward"]) },
  { name: "tangent", key: "tangent", place: "query", ...values },
  { name: "language", key: "lang", place: "query", ...text },
  { name: "part", key: "part", place: "hash", ...whole },
  { name: "episode", key: "episode", place: "hash", ...whole },
  { name: "step", key: "step", place: "hash", ...whole },
];

/** What nobody writes by hand: a program has encoded this, and a plus is a space. */
const ENCODED = /%(?:2B|3D|3A)/i;

/** Else a plus is a plus here, as it is on the server. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(ENCODED.test(part) ? part.replaceAll("+", " ") : part);
  } catch {
    return part;
  }
}

/** Readable, and safe where a plus would be read as a space. @param {string} part */
export function encoded(part) {
  return encodeURIComponent(part).replaceAll("%3D", "=").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/");
}

/** @param {string} written what follows `?` or `#` @returns {Map<string, string>} */
export function pairs(written) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const part of written.replace(/^[?#]/, "").split("&")) {
    const at = part.indexOf("=");
    const key = decoded(at < 0 ? part : part.slice(0, at));
    if (key && !found.has(key)) found.set(key, at < 0 ? "" : decoded(part.slice(at + 1)));
  }
  return found;
}

/**
 * @param {{search: string, hash: string}} address
 * @returns {State}
 */
export function readState({ search, hash }) {
  const [query, fragment] = [pairs(search), pairs(hash)];
  const state = Object.fromEntries(
    CHOICES.map(({ name, key, place, read }) => {
      const written = place === "hash" || name === "source" ? (fragment.get(key) ?? query.get(key)) : query.get(key);
      return [name, written === undefined ? null : read(written)];
    }),
  );
  return /** @type {State} */ (state);
}

/** What servers take of an address. A source that is longer stands behind `#`, which they are not sent. */
const LONGEST = 15_000;

/**
 * @param {State} state
 * @returns {string} from `?` on; empty where nothing was chosen
 */
export function writeState(state) {
  const written = { query: "", hash: "" };
  for (const { name, key, place, write } of CHOICES) {
    const value = state[name];
    if (value === null) continue;
    const part = `&${key}=${encoded(write(value))}`;
    written[name === "source" && part.length > LONGEST ? "hash" : place] += part;
  }
  return (written.query && `?${written.query.slice(1)}`) + (written.hash && `#${written.hash.slice(1)}`);
}

/**
 * `a:5,b:3,x:[1,2]`, or a JSON object.
 * @param {string} written
 * @returns {Record<string, Figures> | null} null where it cannot be read; the server says why
 */
export function readValues(written) {
  try {
    if (written.trimStart().startsWith("{")) return JSON.parse(written);
    /** @type {[string, Figures][]} */
    const found = [];
    for (let rest = written; rest.trim(); ) {
      const colon = rest.indexOf(":");
      if (colon < 1) return null;
      const end = valueEnd(rest, colon + 1);
      found.push([rest.slice(0, colon).trim(), readValue(rest.slice(colon + 1, end).trim())]);
      rest = rest.slice(end + 1);
    }
    return Object.fromEntries(found);
  } catch {
    return null;
  }
}

/** Where the value that starts here ends: at the comma outside all brackets. @param {string} written @param {number} start */
function valueEnd(written, start) {
  let depth = 0;
  for (let i = start; i < written.length; i++) {
    if (written[i] === "[") depth += 1;
    else if (written[i] === "]") depth -= 1;
    else if (written[i] === "," && depth === 0) return i;
  }
  return written.length;
}

/** @param {string} written @returns {Figures} */
export function readValue(written) {
  const word = /^([+-]?)(nan|inf(?:inity)?)$/i.exec(written);
  if (word) return word[2].toLowerCase() === "nan" ? "NaN" : word[1] === "-" ? "-Infinity" : "Infinity";
  return JSON.parse(written.replace(/^\+/, "").replace(/^(-?)\./, "$10.").replace(/\.(?=$|[eE])/, ""));
}

/** @param {Record<string, Figures>} chosen */
export function writeValues(chosen) {
  const entries = Object.entries(chosen);
  if (entries.some(([name]) => /[:{]|^\s|\s$/.test(name))) return JSON.stringify(chosen);
  return entries.map(([name, value]) => `${name}:${JSON.stringify(value)}`).join(",");
}
