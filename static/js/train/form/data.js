/** The data: made by a generator, or a table of one's own, typed, pasted, or drawn on the plot. */

import { ask, Refusal } from "../../api.js";
import { element } from "../../dom.js";
import { columnsOf, dataOf } from "../question.js";
import { choiceField, readNumber, writeNumber } from "./field.js";
import { optionFields } from "./options.js";

/** @typedef {import("../question.js").Question} Question */

const MOST_ROWS = 200;
/** What a table of one's own starts with. */
const FIRST = { x: [1, 2, 3], y: [2, 4, 6] };

/**
 * @param {HTMLElement} place
 * @param {{t: import("../../texts.js").Texts, language: string, datasets: readonly {name: string, doc: string, options: import("./options.js").OptionRow[]}[],
 *   onChange: (change: Partial<Question>, kind: string) => void}} options
 */
export function createData(place, { t, language, datasets, onChange }) {
  const named = (/** @type {string} */ doc) => doc.replace(/[.。]$/, "");
  const kind = choiceField({
    label: t("train.data.kind"),
    options: [
      { value: "own", text: t("train.data.own") },
      ...datasets.map(({ name, doc }) => ({ value: name, text: named(doc) })),
      { value: "none", text: t("train.data.none") },
    ],
    onChange(value) {
      turn += 1;
      if (value === "own") onChange({ generator: null, data: columns() }, "data kind");
      else if (value === "none") onChange({ generator: null, data: null }, "data kind");
      else onChange({ generator: { name: value }, data: null }, "data kind");
    },
  });
  const options = element("div", { class: "fields" });
  const unused = element("p", { class: "quiet", role: "status" });
  const wrong = element("div", { class: "problem", role: "alert" });
  const body = element("div", { class: "data-table", tabindex: "0", role: "region", "aria-label": t("train.data.table") });
  const count = element("p", { class: "quiet" });
  const add = element("button", { type: "button", class: "button small", onclick: addRow }, t("train.data.add"));
  const pasted = element("textarea", { rows: 3, spellcheck: "false", autocomplete: "off", "aria-label": t("train.data.paste.label"), placeholder: "x,y\n1,2\n2,4.1" });
  const use = element("button", { type: "button", class: "button small", onclick: () => paste(pasted.value) }, t("train.data.use"));
  const table = element("details", { class: "data-own" }, element("summary", {}, t("train.data.table")), body, count, add);
  const paster = element("details", { class: "data-own" }, element("summary", {}, t("train.data.paste")), pasted, use);
  place.append(kind.node, options, wrong, unused, table, paster);

  /** @type {Record<string, any[]> | null} */
  let data = null;
  let made = "";
  /** @type {Map<string, import("./field.js").Field>} */
  let fields = new Map();
  let filled = "";
  /** @type {Record<string, any> | null} the generator as it was last chosen */
  let latest = null;
  /** Of what was pasted and of the kinds that were chosen: the answer to an earlier one changes nothing any more. */
  let turn = 0;

  const columns = () => (data && Object.keys(data).length ? data : FIRST);

  /** @param {Record<string, any[]>} next @param {string} kindOf */
  function own(next, kindOf) {
    data = next;
    onChange({ generator: null, data: next }, kindOf);
  }

  function addRow() {
    const all = columnsOf(columns());
    for (const column of all) column.cells = [...column.cells, 0];
    own(dataOf(all), "data row");
    fill(true);
    const first = /** @type {HTMLInputElement | null} */ (body.querySelector("tbody tr:last-child input"));
    first?.focus();
    first?.select(); // what is typed takes the place of the 0
  }

  /** @param {string} text */
  async function paste(text) {
    wrong.replaceChildren();
    const mine = ++turn;
    try {
      const answer = await ask("table", { text, language });
      if (mine !== turn) return; // another one has been pasted, or chosen
      own(answer.columns, "data paste");
      pasted.value = "";
      fill(true);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (mine !== turn) return;
      wrong.replaceChildren(...[error.problem.detail, error.problem.hint].flatMap((words) => (words ? [element("p", {}, words)] : [])));
    }
  }
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\n\t]/.test(text.trim())) return; // one cell
    event.preventDefault();
    paste(text);
  });

  /** The table, where it is open and has changed. */
  function fill(force = false) {
    if (!table.open || (!force && body.contains(document.activeElement))) return;
    const all = columnsOf(data ?? {});
    const key = JSON.stringify(data);
    if (key === filled && !force) return;
    filled = key;
    const length = all[0]?.cells.length ?? 0;
    const head = all.map((column) => {
      if (column.place !== null) return element("th", { scope: "col" }, column.name);
      const input = element("input", { type: "text", autocomplete: "off", spellcheck: "false", value: column.name, "aria-label": t("train.data.name", { name: column.name }) });
      input.addEventListener("change", () => {
        const name = input.value.trim();
        if (!name || (name !== column.name && name in (data ?? {}))) return void (input.value = column.name);
        return own(Object.fromEntries(Object.entries(data ?? {}).map(([each, cells]) => [each === column.name ? name : each, cells])), "data name");
      });
      return element("th", { scope: "col" }, input);
    });
    const rows = Array.from({ length: Math.min(length, MOST_ROWS) }, (_, row) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, String(row + 1)),
        ...all.map((column) => {
          const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", value: writeNumber(Number(column.cells[row].toPrecision(6))), title: String(column.cells[row]), "aria-label": t("train.data.cell", { name: column.name, row: row + 1 }) });
          input.addEventListener("input", () => {
            const value = readNumber(input.value);
            input.toggleAttribute("aria-invalid", Number.isNaN(value));
            if (Number.isNaN(value)) return input.setAttribute("aria-invalid", "true");
            const now = columnsOf(data ?? {});
            now.find(({ name }) => name === column.name)?.cells.splice(row, 1, value);
            return own(dataOf(now), `data ${column.name} ${row}`);
          });
          return element("td", {}, input);
        }),
        element("td", {}, element("button", { type: "button", class: "remove", "aria-label": t("train.data.remove", { row: row + 1 }), title: t("train.data.remove", { row: row + 1 }), disabled: length < 2, onclick: () => remove(row) }, "×")),
      ),
    );
    body.replaceChildren(element("table", {}, element("thead", {}, element("tr", {}, element("td", {}), ...head, element("td", {}))), element("tbody", {}, ...rows)));
    count.textContent = length > MOST_ROWS ? t("train.data.long", { n: length, most: MOST_ROWS }) : "";
  }
  table.addEventListener("toggle", () => fill(true));

  /** @param {number} row */
  function remove(row) {
    const all = columnsOf(data ?? {});
    for (const column of all) column.cells = column.cells.filter((_, i) => i !== row);
    own(dataOf(all), "data row");
    fill(true);
  }

  return {
    /** @param {Question} question @param {Record<string, any[]> | null} present the samples themselves @param {readonly string[]} idle columns that the formula does not name */
    update(question, present, idle) {
      unused.textContent = idle.length ? t("train.data.unused", { names: idle.join(", ") }) : "";
      data = present;
      const { generator } = question;
      kind.set(generator?.name ?? (question.data ? "own" : "none"));
      const key = JSON.stringify(generator?.name ?? null);
      if (key !== made) {
        made = key;
        const row = datasets.find(({ name }) => name === generator?.name);
        fields = optionFields(options, row?.options ?? [], {
          t,
          first: 3,
          words: true,
          chosen: generator ?? {},
          onChange(name, value) {
            const { [name]: _, ...rest } = latest ?? {};
            latest = value === undefined ? rest : { ...rest, [name]: value };
            onChange({ generator: latest, data: null }, `data ${name}`);
          },
        });
      }
      latest = generator;
      for (const [name, field] of fields) field.set(generator?.[name]);
      const none = !generator && !question.data;
      table.hidden = paster.hidden = none;
      fill();
    },
    /** @param {string} words */
    refuse(words) {
      wrong.replaceChildren(...(words ? [element("p", {}, words)] : []));
    },
    field: (/** @type {string} */ name) => fields.get(name),
  };
}
