/**
 * A run as the page knows it so far: what its events have told. One object, that grows; panels read it.
 *
 * A place in a run is k, the number of finished updates. After k updates the parameters are those that update k left behind
 * (at 0, where they start); the loss, the gradients and the graph of k are those that update k was made from.
 *
 * @typedef {import("../types.js").Figure} Figure
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("./question.js").Question} Question
 *
 * @typedef {Record<string, Figures> | null} Named  by parameter; null where there are too many to be listed
 *
 * @typedef {object} Row  an update, as the server tells it
 * @property {number} update  from 1
 * @property {number} epoch  from 1
 * @property {number} step  in its epoch, from 1
 * @property {number[]} samples
 * @property {Figure} loss  before the update
 * @property {Figure} learning_rate
 * @property {Named} parameters  before the update
 * @property {Named} gradients
 * @property {Figure} gradient_norm
 * @property {Record<string, Named>} state  after the update: what the optimiser remembers, by symbol
 * @property {Named} next  the parameters after the update
 *
 * @typedef {{code: string, update: number, where: string, text: string}} Note  a finding
 * @typedef {{name: string, of: string, place: number[]}} Entry  one number of the parameters: `w`, `W[0,1]`
 *
 * @typedef {object} Start
 * @property {string} run
 * @property {number} updates  in all
 * @property {number} epochs
 * @property {number} updates_in_epoch
 * @property {number} samples
 * @property {number} stride  of so many updates one is told
 * @property {"batch" | "sample"} reading
 * @property {string[]} rule
 * @property {string} rule_latex
 * @property {Record<string, Figures> | null} parameters
 *
 * @typedef {object} Run
 * @property {Question} question
 * @property {Start | null} start  null: nothing has come yet
 * @property {Row[]} rows  in order; thinned where there are many
 * @property {{epoch: number, update: number, loss: Figure, learning_rate: Figure}[]} epochs
 * @property {Note[]} notes
 * @property {{update: number, reason: "finished" | "diverged" | "time" | "failed", problem?: import("../api.js").Problem} | null} done
 * @property {string | null} last  the id of the last event
 * @property {Map<number, Row>} asked  rows between the thinned ones, that were asked for
 */

/** @param {Question} question @returns {Run} */
export function createRun(question) {
  return { question, start: null, rows: [], epochs: [], notes: [], done: null, last: null, asked: new Map() };
}

/** Takes an event in. @param {Run} run @param {import("./stream.js").StreamEvent} event */
export function take(run, { id, kind, body }) {
  run.last = id;
  if (kind === "start") run.start = body;
  else if (kind === "epoch") run.epochs.push(body);
  else if (kind === "done") {
    run.done = body;
    run.notes = body.notes ?? run.notes;
  } else if (kind === "update") {
    const { notes, ...row } = body;
    run.rows.push(row);
    if (notes) run.notes.push(...notes);
  }
}

/** How many updates are finished. @param {Run} run */
export const lengthOf = (run) => run.done?.update ?? run.rows.at(-1)?.update ?? 0;

/** How many there will be. @param {Run} run */
export const wholeLength = (run) => run.done?.update ?? run.start?.updates ?? 0;

/** The row of update k, or of the nearest one that is known; null before the first. @param {Run} run @param {number} k @returns {Row | null} */
export function rowAt(run, k) {
  const asked = run.asked.get(k);
  if (asked) return asked;
  const { rows } = run;
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].update < k) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [rows[low - 1], rows[low]];
  if (!before || !after) return after ?? null;
  return k - before.update < after.update - k ? before : after;
}

/** Whether the row of update k itself is known. @param {Run} run @param {number} k */
export const knows = (run, k) => rowAt(run, k)?.update === k;

/** The parameters after k updates. @param {Run} run @param {number} k @returns {Named} */
export function parametersAt(run, k) {
  if (k <= 0) return run.start?.parameters ?? null;
  const row = rowAt(run, k);
  return row && row.update > k ? row.parameters : (row?.next ?? null);
}

/** All single numbers of named values, in order. @param {Named} named @returns {Entry[]} */
export function entriesOf(named) {
  /** @param {string} of @param {Figures} value @param {number[]} place @returns {Entry[]} */
  const entries = (of, value, place) =>
    Array.isArray(value) ? value.flatMap((part, i) => entries(of, part, [...place, i])) : [{ name: place.length ? `${of}[${place}]` : of, of, place }];
  return Object.entries(named ?? {}).flatMap(([of, value]) => entries(of, value, []));
}

/** @param {Named | undefined} named @param {Entry} entry @returns {number} NaN where it is not known */
export function numberAt(named, { of, place }) {
  /** @type {any} */
  let value = named?.[of];
  for (const i of place) value = value?.[i];
  return value === undefined || value === null ? NaN : Number(value);
}

/** @typedef {[number, number]} Place  update, number */

/** The loss by update. @param {Run} run @returns {Place[]} */
export const lossesOf = (run) => run.rows.map(({ update, loss }) => [update, Number(loss)]);

/** The mean loss of each epoch, at its last update. @param {Run} run @returns {Place[]} */
export const epochLossesOf = (run) => run.epochs.map(({ update, loss }) => [update, Number(loss)]);

/** A parameter's number after each update. @param {Run} run @param {Entry} entry @returns {Place[]} */
export function pathOf(run, entry) {
  const last = run.rows.at(-1);
  /** @type {Place[]} */
  const path = run.rows.map((row) => [row.update - 1, numberAt(row.parameters, entry)]);
  if (last) path.push([last.update, numberAt(last.next, entry)]);
  return path;
}

/** Its gradient at each update. @param {Run} run @param {Entry} entry @returns {Place[]} */
export const gradientsOf = (run, entry) => run.rows.map((row) => [row.update, numberAt(row.gradients, entry)]);
