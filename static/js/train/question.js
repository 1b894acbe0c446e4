/**
 * What is trained, and how: the body of POST /api/v1/train as the page holds it. Pure.
 *
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {Record<string, any>} Options  by torch's names
 *
 * @typedef {object} Question  null: not chosen
 * @property {string} source
 * @property {string | null} output  the definition that is the loss
 * @property {Record<string, Figures>} values  where parameters start, and other inputs
 * @property {string[] | null} parameters  null: as the server finds them by their names and the data
 * @property {Record<string, Figures[]> | null} data
 * @property {Options | null} generator  instead of data: `name`, and its options
 * @property {"each" | "full" | number} batch
 * @property {boolean} shuffle
 * @property {Options} optimizer  `name`, and its options
 * @property {Options[]} schedule  `name`, `per`, and its options each
 * @property {{value?: number, norm?: number} | null} clip
 * @property {number} epochs
 * @property {number} seed
 *
 * @typedef {{thing: string, to: any}} Change  one thing of a question changed: `batch`, or an option of the optimiser
 */

/** What a question is where nothing is said. @type {Readonly<Question>} */
export const DEFAULTS = Object.freeze({
  source: "", output: null, values: {}, parameters: null, data: null, generator: null,
  batch: "full", shuffle: false, optimizer: { name: "sgd", lr: 0.1 }, schedule: [], clip: null, epochs: 100, seed: 0,
}); // prettier-ignore

/** A question as the server takes it: what is not chosen is left out. @param {Question} question */
export function bodyOf(question) {
  const { data, generator, ...rest } = question;
  const given = { ...rest, ...(generator ? { generator } : data && Object.keys(data).length ? { data } : {}) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

/** The options of an optimiser, of which only `name` and `lr` go over to another one. @param {Options} optimizer @param {string} name */
export const changedOptimizer = (optimizer, name) => ({ name, ...("lr" in optimizer ? { lr: optimizer.lr } : {}) });

/** What else could be changed of a question, beside the options of its optimiser. */
const OF_QUESTION = ["batch", "seed"];

/** The same question with one thing changed. @param {Question} question @param {Change} change @returns {Question} */
export function changed(question, { thing, to }) {
  if (thing === "optimizer") return { ...question, optimizer: changedOptimizer(question.optimizer, to) };
  if (OF_QUESTION.includes(thing)) return { ...question, [thing]: to };
  return { ...question, optimizer: { ...question.optimizer, [thing]: to } };
}

/** What a question has there now; undefined where the default stands. @param {Question} question @param {string} thing */
export function present(question, thing) {
  if (thing === "optimizer") return question.optimizer.name;
  return OF_QUESTION.includes(thing) ? question[/** @type {"batch" | "seed"} */ (thing)] : question.optimizer[thing];
}

/** The things that two runs may differ in. @param {readonly {name: string}[]} options of the optimiser */
export const things = (options) => [...options.map(({ name }) => name), "optimizer", ...OF_QUESTION];

/** @typedef {{name: string, of: string, place: number | null, cells: number[]}} Column  one number of every sample */

/** The columns of data as numbers: a column of vectors becomes `x[0]`, `x[1]`. @param {Record<string, Figures[]>} data @returns {Column[]} */
export function columnsOf(data) {
  return Object.entries(data).flatMap(([of, column]) => {
    const first = column[0];
    /** @type {Column[]} */
    const found = Array.isArray(first)
      ? first.map((_, place) => ({ name: `${of}[${place}]`, of, place, cells: column.map((row) => Number(/** @type {Figures[]} */ (row)[place])) }))
      : [{ name: of, of, place: null, cells: column.map(Number) }];
    return found;
  });
}

/** The other way. @param {{of: string, place: number | null, cells: number[]}[]} columns @returns {Record<string, Figures[]>} */
export function dataOf(columns) {
  /** @type {Record<string, Figures[]>} */
  const data = {};
  for (const { of, place, cells } of columns) {
    if (place === null) data[of] = cells;
    else data[of] = cells.map((cell, i) => [...(/** @type {Figures[]} */ (data[of]?.[i]) ?? []), cell]);
  }
  return data;
}
