/**
 * The question and what is looked at <-> the page's address. Names and values are written as in every address of ours; data
 * stand behind `#`, since they may be longer than a server takes.
 *
 *     /train?source=p = w x; L = (p - y)^2&generator=line,noise:0.3&optimizer=adam,lr:0.1&epochs=20#update=17
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./question.js").Options} Options
 *
 * @typedef {object} Looks  what is looked at, and how
 * @property {number | null} update  finished updates; null: all
 * @property {boolean} log  the loss on a logarithmic scale
 * @property {string | null} fit  the definition that is drawn over the data
 * @property {import("./question.js").Change | null} beside  a second run, with this changed
 * @property {"light" | "dark" | "contrast" | null} theme
 * @property {number | null} part  of a lesson, counted from 1
 */

import { encoded, pairs, readValues, THEMES, writeValues } from "../state.js";
import { DEFAULTS } from "./question.js";

/** `adam,lr:0.1` @param {string | undefined} written @returns {Options | null} */
export function readNamed(written) {
  if (!written) return null;
  const comma = written.indexOf(",");
  if (comma < 0) return { name: written };
  return { name: written.slice(0, comma), ...readValues(written.slice(comma + 1)) };
}

/** @param {Options} options */
export function writeNamed({ name, ...options }) {
  const rest = writeValues(options);
  return rest ? `${name},${rest}` : name;
}

/** @param {string | undefined} written @param {number} otherwise @param {number} least */
function whole(written, otherwise, least) {
  return written && /^\d{1,10}$/.test(written) && Number(written) >= least ? Number(written) : otherwise;
}

/**
 * @param {{search: string, hash: string}} address
 * @returns {{question: Question | null, looks: Looks}} question: null where the address names none
 */
export function readAddress({ search, hash }) {
  const [query, fragment] = [pairs(search), pairs(hash)];
  const get = (/** @type {string} */ key) => query.get(key) || undefined;
  const source = get("source");
  const batch = get("batch");
  const theme = get("theme");
  const data = readValues(fragment.get("data") ?? get("data") ?? "");
  const beside = Object.entries(readValues(get("beside") ?? "") ?? {})[0];
  const generator = readNamed(get("generator"));
  const update = fragment.get("update");
  /** @type {Question | null} */
  const question = source
    ? {
        source,
        output: get("output") ?? null,
        values: readValues(get("values") ?? "") ?? {},
        parameters: get("parameters")?.split(",") ?? null,
        data: generator || !data || !Object.keys(data).length ? null : /** @type {Question["data"]} */ (data),
        generator,
        batch: batch === "each" ? "each" : whole(batch, 0, 1) || "full",
        shuffle: get("shuffle") === "1",
        optimizer: readNamed(get("optimizer")) ?? DEFAULTS.optimizer,
        schedule: (get("schedule") ?? "").split(";").flatMap((each) => readNamed(each) ?? []),
        clip: /** @type {Question["clip"]} */ (readValues(get("clip") ?? "x")),
        epochs: whole(get("epochs"), DEFAULTS.epochs, 1),
        seed: whole(get("seed"), DEFAULTS.seed, 0),
      }
    : null;
  /** @type {Looks} */
  const looks = {
    update: update && /^\d{1,6}$/.test(update) ? Number(update) : null,
    log: fragment.get("loss") === "log",
    fit: fragment.get("fit") || null,
    beside: beside ? { thing: beside[0], to: beside[1] } : null,
    theme: THEMES.find((each) => each === theme) ?? null,
    part: whole(fragment.get("part") ?? get("part"), 0, 1) || null,
  };
  return { question, looks };
}

/** @param {Question} question @param {Looks} looks @param {string} [language] @returns {string} from `?` on */
export function writeAddress(question, looks, language) {
  const { data, generator, values, parameters, optimizer, schedule, clip, beside } = { ...question, beside: looks.beside };
  /** @type {[string, string | null][]} */
  const query = [
    ["source", question.source],
    ["output", question.output],
    ["values", Object.keys(values).length ? writeValues(values) : null],
    ["parameters", parameters?.join(",") ?? null],
    ["generator", generator && writeNamed(generator)],
    ["batch", question.batch === DEFAULTS.batch ? null : String(question.batch)],
    ["shuffle", question.shuffle ? "1" : null],
    ["optimizer", writeNamed(optimizer)],
    ["schedule", schedule.length ? schedule.map(writeNamed).join(";") : null],
    ["clip", clip && writeValues(/** @type {Record<string, number>} */ (clip))],
    ["epochs", String(question.epochs)],
    ["seed", question.seed === DEFAULTS.seed ? null : String(question.seed)],
    ["beside", beside && writeValues({ [beside.thing]: beside.to })],
    ["theme", looks.theme],
    ["part", looks.part === null ? null : String(looks.part)],
    ["lang", language ?? null],
  ];
  /** @type {[string, string | null][]} */
  const hash = [
    ["data", data && !generator ? writeValues(data) : null],
    ["fit", looks.fit],
    ["loss", looks.log ? "log" : null],
    ["update", looks.update === null ? null : String(looks.update)],
  ];
  const joined = (/** @type {[string, string | null][]} */ rows) => rows.flatMap(([key, value]) => (value === null ? [] : `${key}=${encoded(value)}`)).join("&");
  return `?${joined(query)}${joined(hash) && `#${joined(hash)}`}`;
}
