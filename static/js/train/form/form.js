/**
 * The left side: all of a question to be chosen. What is wrong is said at its field, in the server's words.
 *
 * @typedef {import("../question.js").Question} Question
 * @typedef {import("../../api.js").Problem} Problem
 *
 * @typedef {object} Tables  what the server has to choose from
 * @property {readonly {name: string, torch: string, doc: string, options: import("./options.js").OptionRow[]}[]} optimizers
 * @property {readonly {name: string, doc: string, options: import("./options.js").OptionRow[]}[]} schedules
 * @property {readonly {name: string, doc: string, options: import("./options.js").OptionRow[]}[]} datasets
 */

import { byId, element } from "../../dom.js";
import { createProblem } from "../../panels/problem.js";
import { createSource } from "../../panels/source.js";
import { EXAMPLES, exampleFor } from "../examples.js";
import { changedOptimizer } from "../question.js";
import { createBeside } from "./beside.js";
import { createData } from "./data.js";
import { choiceField, flagField, numberField } from "./field.js";
import { optionFields } from "./options.js";
import { createSchedules } from "./schedules.js";
import { createValues } from "./values.js";

/**
 * @param {{t: import("../../texts.js").Texts, language: string, tables: Tables, question: Question,
 *   onChange: (change: Partial<Question>, kind: string) => void, onExample: (question: Question) => void,
 *   onBeside: (change: import("../question.js").Change | null, kind: string) => void}} options
 */
export function createForm({ t, language, tables, question, onChange, onExample, onBeside }) {
  let now = question;
  /** @param {Partial<Question>} part @param {string} kind */
  function change(part, kind) {
    now = { ...now, ...part };
    onChange(part, kind);
  }

  const example = choiceField({
    label: t("train.example"),
    options: [{ value: "", text: t("train.example.choose") }, ...EXAMPLES.map(({ name }) => ({ value: name, text: t(`train.example.${name}`) }))],
    onChange(name) {
      const found = EXAMPLES.find((each) => each.name === name);
      if (found) onExample(found.question);
      example.set("");
    },
  });
  byId("examples").append(example.node);

  // ── the formula ───────────────────────────────────────────────────────────────────────────────────────────────────
  const source = createSource(byId("editor"), {
    onEdit: (text) => change({ source: text }, "source"),
    onPoint() {},
    completion: { language, label: t("formula.completion") },
  });
  const problems = createProblem(byId("problem"), { t, onFix: (edit) => source.change(edit, true) });
  const values = createValues(byId("values"), { t, onChange: change });
  const suits = element("button", { type: "button", class: "button small", onclick: suit, hidden: true }, t("train.data.suit"));
  const data = createData(byId("data"), { t, language, datasets: tables.datasets, onChange: change });

  byId("problem").after(suits);
  /** A formula for the chosen samples, and a way to descend it. */
  function suit() {
    const { source: text, values: starts, optimizer: by, epochs: often, batch: many } = exampleFor(now.generator?.name) ?? now;
    change({ source: text, values: starts, parameters: null, output: null, optimizer: by, epochs: often, batch: many, schedule: [] }, "suit");
  }

  // ── how to descend ────────────────────────────────────────────────────────────────────────────────────────────────
  const optimizer = choiceField({
    label: t("train.optimizer"),
    options: tables.optimizers.map(({ name, torch }) => ({ value: name, text: torch })),
    onChange: (name) => change({ optimizer: changedOptimizer(now.optimizer, name) }, "optimizer"),
  });
  const doc = element("p", { class: "quiet" });
  const options = element("div", { class: "fields" });
  byId("optimizer").append(optimizer.node, doc, options);
  /** @type {Map<string, import("./field.js").Field>} */
  let fields = new Map();
  let offered = "";

  function offerOptions() {
    const row = tables.optimizers.find(({ name }) => name === now.optimizer.name);
    optimizer.set(now.optimizer.name);
    doc.textContent = row?.doc ?? "";
    if (offered !== now.optimizer.name) {
      offered = now.optimizer.name;
      fields = optionFields(options, row?.options ?? [], {
        t,
        chosen: now.optimizer,
        onChange(name, value) {
          const { [name]: _, ...rest } = now.optimizer;
          change({ optimizer: value === undefined ? rest : { ...rest, [name]: value } }, `optimizer ${name}`);
        },
      });
    }
    for (const [name, field] of fields) field.set(now.optimizer[name]);
  }

  const schedules = createSchedules(byId("schedule"), { t, rows: tables.schedules, onChange: (schedule, kind) => change({ schedule }, kind) });
  const whole = t("train.wrong.whole");
  const epochs = numberField({ label: t("train.epochs"), otherwise: 100, whole: true, wrong: whole, onChange: (value) => change({ epochs: value ?? 100 }, "epochs") });
  const batch = choiceField({
    label: t("train.batch"),
    options: [
      { value: "full", text: t("train.batch.full") },
      { value: "each", text: t("train.batch.each") },
      { value: "some", text: t("train.batch.some") },
    ],
    onChange: (value) => {
      change({ batch: value === "some" ? 10 : /** @type {"each" | "full"} */ (value) }, "batch");
      offerBatch();
    },
  });
  const size = numberField({ label: t("train.batch.size"), otherwise: 10, whole: true, wrong: whole, onChange: (value) => change({ batch: value ?? 10 }, "batch") });
  const shuffle = flagField({ label: t("train.shuffle"), onChange: (value) => change({ shuffle: value }, "shuffle") });
  const seed = numberField({ label: t("train.seed"), otherwise: 0, whole: true, wrong: whole, onChange: (value) => change({ seed: value ?? 0 }, "seed") });
  byId("batches").append(epochs.node, batch.node, size.node, shuffle.node, seed.node);
  const clip = choiceField({
    label: t("train.clip"),
    options: [
      { value: "", text: t("train.clip.none") },
      { value: "norm", text: t("train.clip.norm") },
      { value: "value", text: t("train.clip.value") },
    ],
    onChange: (value) => {
      change({ clip: value === "" ? null : value === "norm" ? { norm: 1 } : { value: 1 } }, "clip");
      offerBatch();
    },
  });
  const bound = numberField({ label: t("train.clip.bound"), otherwise: 1, wrong: t("train.wrong.number"), onChange: (value) => change({ clip: now.clip && "norm" in now.clip ? { norm: value ?? 1 } : { value: value ?? 1 } }, "clip bound") });
  byId("clip").append(clip.node, bound.node);
  const beside = createBeside(byId("beside"), { t, optimizers: tables.optimizers, onChange: onBeside });

  function offerBatch() {
    const some = typeof now.batch === "number";
    batch.set(some ? "some" : now.batch);
    size.node.hidden = !some;
    if (some) size.set(now.batch);
    clip.set(now.clip ? Object.keys(now.clip)[0] : "");
    bound.node.hidden = !now.clip;
    if (now.clip) bound.set(Object.values(now.clip)[0]);
  }

  /** The field that a refusal speaks of, by the names in its words. @param {Problem} problem */
  function fieldOf({ code, detail }) {
    const words = [...detail.matchAll(/`([^`]+)`/g)].map(([, word]) => word.replace(/\..*$/, ""));
    const owned = (/** @type {readonly {name: string}[]} */ rows) => rows.some(({ name }) => words.includes(name));
    const all = { epochs, seed, shuffle, batch: typeof now.batch === "number" ? size : batch, clip: bound, optimizer, source: null };
    if (code.startsWith("training.option") || code === "training.nesterov") {
      for (const word of words) {
        const found = (owned(tables.schedules) ? schedules.field(word) : null) ?? (owned(tables.datasets) ? data.field(word) : null) ?? fields.get(word) ?? (word === "clip" ? bound : null);
        if (found) return found;
      }
    }
    if (code === "limit.updates") return epochs;
    if (code.startsWith("request.")) for (const word of words) if (word in all) return all[/** @type {keyof typeof all} */ (word)];
    return null;
  }

  /** @type {import("./field.js").Field | null} */
  let refused = null;

  return {
    names: beside.names,
    /** What the form cannot know by itself. @param {Question} next @param {Record<string, any[]> | null} samples @param {{inputs: readonly any[], trained: readonly string[], unused: readonly string[]}} found in the graph @param {import("../question.js").Change | null} change of the second run */
    update(next, samples, { inputs, trained, unused }, change) {
      now = next;
      if (source.text !== next.source) source.change({ from: 0, to: source.text.length, insert: next.source });
      values.update(next, inputs, trained);
      data.update(next, samples, unused);
      offerOptions();
      schedules.update(next.schedule);
      epochs.set(next.epochs);
      shuffle.set(next.shuffle);
      seed.set(next.seed);
      offerBatch();
      beside.update(next, change);
    },
    /** @param {Problem | null} problem @param {boolean} [second] it is about what the second run changes */
    refuse(problem, second = false) {
      refused?.refuse(null);
      data.refuse("");
      const field = problem && (second ? beside.field() : fieldOf(problem));
      refused = field;
      const words = problem ? [problem.detail, problem.hint].filter(Boolean).join(" ").replaceAll("`", "") : "";
      const ofData = problem !== null && /^training\.(data|data_twice|column|generator)$/.test(problem.code);
      if (field) field.refuse(words);
      else if (ofData) data.refuse(words);
      problems.show(field || ofData ? null : problem, source.text);
      const other = now.generator ? exampleFor(now.generator.name) : undefined;
      suits.hidden = !problem || field !== null || !other || other.source === now.source;
      const { offset, length } = problem ?? { offset: null, length: null };
      source.mark({ wrong: offset === null ? null : [offset, offset + (length ?? 0)] });
    },
  };
}
