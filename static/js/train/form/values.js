/** Where the parameters start, and which inputs are trained. */

import { element } from "../../dom.js";
import { literalEdit } from "../../edits.js";
import { isFigure, shortFigure } from "../../figures.js";
import { readNumber, refusable, writeNumber } from "./field.js";

/** @typedef {import("../question.js").Question} Question */
/** @typedef {{name: string, value: import("../../types.js").Figures, defined: boolean}} Input  defined: the formula gives the value, unless `values` does */

/**
 * @param {HTMLElement} place
 * @param {{t: import("../../texts.js").Texts, onChange: (change: Partial<Question>, kind: string) => void}} options
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
  /** What the formula computes: four digits of it. @param {any} value @returns {string} */
  const short = (value) => (isFigure(value) ? shortFigure(value) : `[${value.map(short).join(", ")}]`);

  /** What was last to be shown; a field that is being written in keeps what stands in it until then. */
  let again = () => {};
  place.addEventListener("focusout", () => setTimeout(() => again()));

  const panel = {
    /**
     * @param {Question} question
     * @param {readonly Input[]} inputs that are no data
     * @param {readonly string[]} unasked what is trained where the question does not say
     */
    update(question, inputs, unasked) {
      again = () => panel.update(question, inputs, unasked);
      const trained = (/** @type {string} */ name) => (question.parameters ?? unasked).includes(name);
      /** Written as a number, which can be written otherwise. @param {Input} input */
      const literal = ({ name, defined, value }) => defined && literalEdit(question.source, name, value) !== null;
      const computed = inputs.filter((input) => input.defined && !literal(input)).map(({ name }) => name);
      const key = JSON.stringify([inputs.map(({ name, defined, value }) => [name, defined, question.values[name] ?? value]), question.parameters, unasked, computed, question.data, question.generator]);
      if (key === shown || place.contains(document.activeElement)) return;
      shown = key;
      const rows = inputs.map(({ name, value, defined }) => {
        const own = question.values[name];
        const input = element("input", { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": t("train.value.of", { name }), "aria-description": computed.includes(name) ? t("train.value.defined", { names: name }) : null, value: own === undefined && computed.includes(name) ? short(value) : write(own ?? value), oninput: change });
        const flag = element("input", { type: "checkbox", autocomplete: "off", checked: trained(name), onchange: choose });
        const node = element("div", { class: "field value" }, element("span", { class: "name" }, name), input, element("label", { title: t("train.trained") }, flag, element("span", {}, t("train.trained.short"))));
        const refuse = refusable(node, input);
        /** @param {Partial<Question>} part @param {string} kind */
        function take(part, kind) {
          question = { ...question, ...part };
          onChange(part, kind);
        }
        function change() {
          const { [name]: _, ...others } = question.values;
          const found = input.value.trim() === "" && defined ? null : read(input.value);
          refuse(found === undefined ? t("train.wrong.value") : null);
          if (found === undefined) return;
          // What stands in the formula is changed there, so that the two never disagree.
          const edit = found === null ? null : literalEdit(question.source, name, found);
          if (edit) take({ source: question.source.slice(0, edit.from) + edit.insert + question.source.slice(edit.to), values: others }, `value ${name}`);
          else take({ values: found === null ? others : { ...others, [name]: found } }, `value ${name}`);
        }
        function choose() {
          const names = inputs.map((each) => each.name).filter((each) => (each === name ? flag.checked : trained(each)));
          take({ parameters: names }, `trained ${name}`);
        }
        return node;
      });
      const some = unasked.length < inputs.length;
      const said = question.parameters || question.data || question.generator || inputs.length < 2 ? "" : some ? t("train.unasked.named", { names: unasked.join(", ") }) : t("train.unasked.all");
      const words = [computed.length ? t("train.value.defined", { names: computed.join(", ") }) : "", said];
      place.replaceChildren(...rows, ...words.flatMap((each) => (each ? [element("p", { class: "quiet" }, each)] : [])));
    },
  };
  return panel;
}
