/** Where the parameters start, and which inputs are trained. */

import { element } from "../../dom.js";
import { isFigure, shortFigure } from "../../figures.js";
import { readNumber, refusable, writeNumber } from "./field.js";

/**
 * @param {HTMLElement} place
 * @param {{t: import("../../texts.js").Texts, onChange: (change: {values: Record<string, any>, parameters: string[] | null}, kind: string) => void}} options
 */
export function createValues(place, { t, onChange }) {
  let shown = "";

  /** A number, or brackets with numbers. @param {string} written @returns {any} undefined where it is none */
  function read(written) {
    const value = readNumber(written);
    if (!Number.isNaN(value)) return value;
    try {
      const found = JSON.parse(written.replaceAll("−", "-"));
      return Array.isArray(found) ? found : undefined;
    } catch {
      return undefined;
    }
  }
  /** @param {any} value @returns {string} */
  const write = (value) => (isFigure(value) ? writeNumber(value) : `[${value.map(write).join(", ")}]`);
  /** What the formula gives is only read: four digits of it. @param {any} value @returns {string} */
  const short = (value) => (isFigure(value) ? shortFigure(value) : `[${value.map(short).join(", ")}]`);

  return {
    /**
     * @param {import("../question.js").Question} question
     * @param {readonly {name: string, value: import("../../types.js").Figures, written: boolean}[]} inputs that are no data; written: the source gives the value
     */
    update(question, inputs) {
      const trained = (/** @type {string} */ name) => question.parameters === null || question.parameters.includes(name);
      const key = JSON.stringify([inputs.map(({ name, written, value }) => [name, written, question.values[name] ?? value]), question.parameters]);
      if (key === shown || place.contains(document.activeElement)) return;
      shown = key;
      place.replaceChildren(
        ...inputs.map(({ name, value, written }) => {
          const input = element("input", { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": t("train.value.of", { name }), readonly: written, title: written ? t("train.value.written") : null, value: written ? short(value) : write(question.values[name] ?? value), oninput: change });
          const flag = element("input", { type: "checkbox", autocomplete: "off", checked: trained(name), onchange: choose });
          const node = element("div", { class: "field value" }, element("span", { class: "name" }, name), input, element("label", { title: t("train.trained") }, flag, element("span", {}, t("train.trained.short"))));
          const refuse = refusable(node, input);
          function change() {
            const found = read(input.value);
            refuse(found === undefined ? t("train.wrong.value") : null);
            if (found !== undefined) onChange({ values: { ...question.values, [name]: found }, parameters: question.parameters }, `value ${name}`);
            if (found !== undefined) question = { ...question, values: { ...question.values, [name]: found } };
          }
          function choose() {
            const names = inputs.map((each) => each.name).filter((each) => (each === name ? flag.checked : trained(each)));
            question = { ...question, parameters: names.length === inputs.length ? null : names };
            onChange({ values: question.values, parameters: question.parameters }, `trained ${name}`);
          }
          return node;
        }),
      );
    },
  };
}
