/** A second run beside the first, from the same seed, with one thing changed. */

import { shortFigure } from "../../figures.js";
import { present, things } from "../question.js";
import { choiceField, flagField, numberField } from "./field.js";

/** @typedef {import("../question.js").Question} Question */
/** @typedef {import("../question.js").Change} Change */

const BATCHES = ["each", "full", 2, 5, 10, 20, 50];

/**
 * @param {HTMLElement} place
 * @param {{t: import("../../texts.js").Texts, optimizers: import("./form.js").Tables["optimizers"], onChange: (change: Change | null, kind: string) => void}} options
 */
export function createBeside(place, { t, optimizers, onChange }) {
  /** @type {Question | null} */
  let question = null;
  /** @type {Change | null} */
  let chosen = null;
  let offered = "";
  let made = "";
  /** @type {import("./field.js").Field | null} */
  let field = null;

  const which = choiceField({ label: t("train.beside.thing"), options: [], onChange: begin });
  const value = document.createElement("div");
  value.className = "fields";
  place.append(which.node, value);

  const rowsOf = (/** @type {Question} */ { optimizer }) => optimizers.find(({ name }) => name === optimizer.name)?.options ?? [];
  const named = (/** @type {string} */ thing) => (thing === "optimizer" ? t("train.optimizer") : thing === "batch" ? t("train.batch") : thing === "seed" ? t("train.seed") : thing);
  const batchText = (/** @type {any} */ size) => (size === "each" || size === "full" ? t(`train.batch.${size}`) : String(size));
  const now = (/** @type {Question} */ of, /** @type {string} */ thing) => present(of, thing) ?? rowsOf(of).find(({ name }) => name === thing)?.default;

  /** Something else than it is now. @param {Question} of @param {string} thing */
  function other(of, thing) {
    const value = now(of, thing);
    if (thing === "optimizer") return value === "adam" ? "sgd" : "adam";
    if (thing === "batch") return value === "full" ? "each" : "full";
    if (thing === "seed") return value + 1;
    if (thing === "lr") return Number((value * 3).toPrecision(3));
    if (thing === "momentum") return value ? 0 : 0.9;
    return typeof value === "boolean" ? !value : value ? Number((value / 2).toPrecision(3)) : 0.1;
  }

  /** @param {string} thing */
  function begin(thing) {
    tell(thing && question ? { thing, to: other(question, thing) } : null, "beside");
    draw();
  }

  /** @param {Change | null} next @param {string} kind */
  function tell(next, kind) {
    chosen = next;
    onChange(next, kind);
  }

  function draw() {
    if (!question) return;
    const all = things(rowsOf(question));
    if (offered !== all.join()) {
      offered = all.join();
      which.offer([{ value: "", text: t("train.beside.none") }, ...all.map((thing) => ({ value: thing, text: named(thing) }))]);
    }
    which.set(chosen?.thing ?? "");
    const key = chosen?.thing ?? "";
    if (key !== made) {
      made = key;
      field = key ? fieldFor(key) : null;
      value.replaceChildren(...(field ? [field.node] : []));
    }
    field?.set(chosen?.to);
  }

  /** @param {string} thing */
  function fieldFor(thing) {
    const label = t("train.beside.to", { thing: named(thing) });
    const row = question ? rowsOf(question).find(({ name }) => name === thing) : undefined;
    const change = (/** @type {any} */ to) => tell({ thing, to }, `beside ${thing}`);
    if (thing === "optimizer") return choiceField({ label, options: optimizers.map(({ name, torch }) => ({ value: name, text: torch })), onChange: change });
    if (thing === "batch") {
      const read = (/** @type {string} */ written) => change(BATCHES.find((size) => String(size) === written));
      return choiceField({ label, options: BATCHES.map((size) => ({ value: String(size), text: batchText(size) })), onChange: read });
    }
    if (row?.kind === "flag") return flagField({ label, onChange: change });
    const whole = thing === "seed" || row?.kind === "whole";
    return numberField({ label, whole, wrong: t(whole ? "train.wrong.whole" : "train.wrong.number"), onChange: (to) => to !== null && change(to) });
  }

  /** How a run is called, by what differs. @param {Question} of @param {string} thing @param {any} to */
  function nameOf(of, thing, to) {
    const value = to ?? now(of, thing);
    if (thing === "optimizer") return optimizers.find(({ name }) => name === value)?.torch.replace(/^.*\./, "") ?? value;
    if (thing === "batch") return t("train.whose", { whose: named(thing), text: batchText(value) });
    return `${named(thing)} ${typeof value === "number" ? shortFigure(value) : t(value ? "train.yes" : "train.no")}`;
  }

  return {
    /** @param {Question} next @param {Change | null} change */
    update(next, change) {
      question = next;
      chosen = change;
      draw();
    },
    field: () => field,
    /** @param {Question} of @param {Change | null} change @returns {[string, string]} */
    names: (of, change) => (change ? [nameOf(of, change.thing, undefined), nameOf(of, change.thing, change.to)] : ["", ""]),
  };
}
