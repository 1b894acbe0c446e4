/** How the learning rate changes: any number of schedules, one after another. */

import { element } from "../../dom.js";
import { choiceField } from "./field.js";
import { optionFields } from "./options.js";

/** What an option that has no default starts from. */
const STARTS = { step_size: 10, gamma: 0.9, T_max: 20 };
const MOST = 4;

/**
 * @param {HTMLElement} place
 * @param {{t: import("../../texts.js").Texts, rows: readonly {name: string, doc: string, options: import("./options.js").OptionRow[]}[],
 *   onChange: (schedule: import("../question.js").Options[], kind: string) => void}} options
 */
export function createSchedules(place, { t, rows, onChange }) {
  /** @type {import("../question.js").Options[]} */
  let chosen = [];
  let shown = "";
  /** @type {Map<string, import("./field.js").Field>} */
  let fields = new Map();
  const list = element("div", { class: "schedules" });
  const add = element("select", { autocomplete: "off", "aria-label": t("train.schedule.add"), onchange: () => more(add.value) });
  add.append(element("option", { value: "" }, t("train.schedule.add")), ...rows.map(({ name, doc }) => element("option", { value: name, title: doc }, name)));
  place.append(list, add);

  /** @param {import("../question.js").Options[]} next @param {string} kind */
  function tell(next, kind) {
    chosen = next;
    onChange(next, kind);
  }

  /** @param {string} name */
  function more(name) {
    add.value = "";
    const row = rows.find((each) => each.name === name);
    if (!row) return;
    const needed = row.options.filter((option) => option.default === null).map((option) => [option.name, STARTS[/** @type {keyof typeof STARTS} */ (option.name)] ?? 1]);
    tell([...chosen, { name, ...Object.fromEntries(needed) }], "schedule");
    update(chosen);
  }

  /** @param {import("../question.js").Options[]} next */
  function update(next) {
    chosen = next;
    add.hidden = chosen.length >= MOST;
    const key = chosen.map(({ name }) => name).join();
    if (key !== shown) {
      shown = key;
      fields = new Map();
      list.replaceChildren(...chosen.map(({ name }, i) => row(name, i)));
    }
    for (const [key, field] of fields) {
      const [i, name] = key.split(" ");
      field.set(chosen[Number(i)][name]);
    }
  }

  /** @param {string} name @param {number} i */
  function row(name, i) {
    const found = rows.find((each) => each.name === name);
    const body = element("div", { class: "fields" });
    /** @param {string} option @param {any} value */
    const set = (option, value) => {
      const next = chosen.map((each, at) => {
        if (at !== i) return each;
        const { [option]: _, ...rest } = each;
        return value === undefined ? rest : { ...rest, [option]: value };
      });
      tell(next, `schedule ${i} ${option}`);
    };
    for (const [option, field] of optionFields(body, found?.options ?? [], { t, chosen: chosen[i], first: 4, onChange: set })) fields.set(`${i} ${option}`, field);
    const per = choiceField({
      label: t("train.schedule.per"),
      options: [
        { value: "epoch", text: t("train.schedule.epoch") },
        { value: "update", text: t("train.schedule.update") },
      ],
      onChange: (value) => set("per", value === "epoch" ? undefined : value),
    });
    per.set(chosen[i].per ?? "epoch");
    fields.set(`${i} per`, { ...per, set: (value) => per.set(value ?? "epoch") });
    body.append(per.node);
    const away = element("button", { type: "button", class: "remove", "aria-label": t("train.schedule.remove", { name }), title: t("train.schedule.remove", { name }), onclick: remove }, "×");
    function remove() {
      tell(chosen.filter((_, at) => at !== i), "schedule");
      update(chosen);
    }
    return element("fieldset", { class: "schedule" }, element("legend", { title: found?.doc ?? "" }, name, away), body);
  }

  return {
    update,
    /** @param {string} name of an option, of whichever schedule has it */
    field: (name) => [...fields].find(([key]) => key.split(" ")[1] === name)?.[1],
  };
}
