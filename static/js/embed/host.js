/**
 * What a frame and the page around it say to each other, by postMessage: objects with a type. Every page may listen, and the one
 * around a frame may ask; a graph is no secret, and there is nothing here that could be done in a reader's name.
 *
 *     to the frame      chainlight:source {source, values, step, episode}   :step {step}   :episode {episode}   :play   :pause
 *                       :values {values, or written a:5,b:[1,2]}   :host (the page opens links for the frame)
 *     from the frame    chainlight:ready {length}   :episode {episode, count, line, output, value}   :step {step, length, phase, node, text}   :values {values, output, value, gradients}
 *                       :answer {node, asked, given, correct, mistake}   :height {height}   :open {href}   :problem {code, detail, hint}
 *
 * Canvas hears its own message too, `lti.frameResize`.
 *
 * @typedef {Record<string, import("../types.js").Figures>} Values
 * @typedef {object} Wishes
 * @property {(wish: {source: string, values: Values | null, step: number | null, episode: number | null}) => void} onSource
 * @property {(episode: number) => void} onEpisode
 * @property {(k: number) => void} onStep
 * @property {() => void} onPlay
 * @property {() => void} onPause
 * @property {(values: Values) => void} onValues
 * @property {() => void} onHost
 */

import { readValues } from "../state.js";

/** @param {unknown} value @returns {value is import("../types.js").Figures} */
const isFigures = (value) =>
  Array.isArray(value) ? value.length > 0 && value.every(isFigures) : typeof value === "number" || (typeof value === "string" && /^(NaN|-?Infinity)$/.test(value));

/** What a message asks for, null where it asks for nothing that can be done. @param {unknown} data @returns {((wishes: Wishes) => void) | null} */
export function wishOf(data) {
  if (typeof data !== "object" || data === null) return null;
  const { type, source, ...rest } = /** @type {Record<string, unknown>} */ (data);
  const [step, episode] = [countOf(rest.step), countOf(rest.episode)];
  if (type === "chainlight:step" && step !== null) return ({ onStep }) => onStep(step);
  if (type === "chainlight:episode" && episode !== null) return ({ onEpisode }) => onEpisode(episode);
  if (type === "chainlight:play") return ({ onPlay }) => onPlay();
  if (type === "chainlight:pause") return ({ onPause }) => onPause();
  if (type === "chainlight:host") return ({ onHost }) => onHost();
  const values = valuesOf(rest.values);
  if (type === "chainlight:source" && typeof source === "string") return ({ onSource }) => onSource({ source, values, step, episode });
  return type === "chainlight:values" && values ? ({ onValues }) => onValues(values) : null;
}

/** @param {unknown} number @returns {number | null} */
const countOf = (number) => (typeof number === "number" && number >= 0 ? Math.trunc(number) : null);

/** What a field of a form holds is a text, although it is a number. @param {unknown} value @returns {unknown} */
const numbered = (value) => (Array.isArray(value) ? value.map(numbered) : typeof value === "string" && value.trim() && Number.isFinite(+value) ? +value : value);

/** @param {unknown} values @returns {Values | null} */
function valuesOf(values) {
  const given = typeof values === "string" ? readValues(values) : values;
  if (typeof given !== "object" || given === null) return null;
  const read = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, numbered(value)]));
  if (!Object.values(read).every(isFigures)) return null;
  return /** @type {Values} */ (read);
}

/** @param {Wishes} wishes */
export function createHost(wishes) {
  const framed = parent !== window;
  /** What is asked for while the frame is still loading its parts; null: it is there. @type {((wishes: Wishes) => void)[] | null} */
  let early = [];
  addEventListener("message", ({ source, data }) => {
    const wish = source === parent ? wishOf(data) : null;
    if (wish && early) early.push(wish);
    else wish?.(wishes);
  });

  /** @param {string} type @param {object} [facts] */
  const tell = (type, facts = {}) => framed && parent.postMessage({ ...facts, type: `chainlight:${type}` }, "*");

  return {
    tell,
    /** From here on it does what it is asked for, and first what it has been. */
    open() {
      const wanted = early ?? [];
      early = null;
      for (const wish of wanted) wish(wishes);
    },
    /** How high the frame would be to show all of itself. @param {number} height */
    resize(height) {
      tell("height", { height });
      if (framed) parent.postMessage(JSON.stringify({ subject: "lti.frameResize", height }), "*");
    },
  };
}
