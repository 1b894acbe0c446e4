/**
 * The options of an optimiser, a schedule or a data set, each as a field: rows of the server's tables enter.
 *
 * @typedef {object} OptionRow
 * @property {string} name  torch's
 * @property {string} symbol
 * @property {"number" | "whole" | "flag"} kind
 * @property {number | boolean | null} default
 * @property {string} takes
 * @property {string} doc
 *
 * @typedef {import("./field.js").Field} Field
 */

import { element } from "../../dom.js";
import { flagField, numberField } from "./field.js";

/** Those that are seen at once; the others are one press away. */
const FIRST = 2;

/**
 * @param {HTMLElement} place its content is replaced
 * @param {readonly OptionRow[]} rows
 * @param {object} options
 * @param {import("../../texts.js").Texts} options.t
 * @param {Record<string, any>} options.chosen
 * @param {number} [options.first]
 * @param {boolean} [options.words]  fields are called by what they are, not by torch's names
 * @param {(name: string, value: any) => void} options.onChange  undefined: the default
 * @returns {Map<string, Field>} by name
 */
export function optionFields(place, rows, { t, chosen, first = FIRST, words = false, onChange }) {
  /** @type {Map<string, Field>} */
  const fields = new Map();
  const nodes = rows.map((row) => {
    const label = words ? row.doc.replace(/[.。]$/, "") : row.symbol ? `${row.symbol.replaceAll("_", "")}  ${row.name}` : row.name;
    const doc = `${words ? row.name : row.doc} ${row.takes}`;
    const field =
      row.kind === "flag"
        ? flagField({ label: row.name, doc: row.doc, onChange: (value) => onChange(row.name, value === row.default ? undefined : value) })
        : numberField({
            label,
            doc,
            otherwise: /** @type {number | null} */ (row.default),
            whole: row.kind === "whole",
            wrong: t(row.kind === "whole" ? "train.wrong.whole" : "train.wrong.number"),
            onChange: (value) => onChange(row.name, value ?? undefined),
          });
    field.set(chosen[row.name]);
    fields.set(row.name, field);
    return field.node;
  });
  const rest = nodes.slice(first);
  const open = rows.slice(first).some(({ name }) => chosen[name] !== undefined);
  place.replaceChildren(
    ...nodes.slice(0, first),
    ...(rest.length ? [element("details", { class: "more-options", open }, element("summary", {}, t("train.more")), element("div", { class: "fields" }, ...rest))] : []),
  );
  return fields;
}
