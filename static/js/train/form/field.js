/** One field of the form: its name, its box, and what is wrong with it, right below. */

import { element } from "../../dom.js";

let made = 0;

/** A number as people write it: a minus sign of any kind, a decimal comma. NaN where it is none. @param {string} written */
export function readNumber(written) {
  const plain = written.trim().replace(/[−–]/, "-").replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** As it is written into a box. @param {number | string} value */
export const writeNumber = (value) => String(value).replace("-", "−").replace("e−", "e-");

/**
 * @typedef {object} Field
 * @property {HTMLElement} node
 * @property {(value: any) => void} set
 * @property {(words: string | null) => void} refuse  says what is wrong, or that nothing is
 */

/** Keeps a message below an input. @param {HTMLElement} node @param {HTMLElement} input @returns {(words: string | null) => void} */
export function refusable(node, input) {
  const said = element("p", { class: "field-wrong", id: `wrong-${(made += 1)}`, role: "alert" });
  return (words) => {
    input.toggleAttribute("aria-invalid", words !== null);
    if (words !== null) input.setAttribute("aria-invalid", "true");
    said.textContent = words ?? "";
    if (words === null) {
      said.remove();
      input.removeAttribute("aria-describedby");
    } else {
      input.setAttribute("aria-describedby", said.id);
      node.append(said);
    }
  };
}

/**
 * A number. An empty box is the default, which stands in it palely.
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.doc]
 * @param {number | null} [options.otherwise]  the default
 * @param {boolean} [options.whole]
 * @param {string} options.wrong  what is said where it is no number
 * @param {(value: number | null) => void} options.onChange  null: the default
 * @returns {Field}
 */
export function numberField({ label, doc = "", otherwise = null, whole = false, wrong, onChange }) {
  const input = element("input", { type: "text", inputmode: whole ? "numeric" : "decimal", autocomplete: "off", placeholder: otherwise === null ? "" : writeNumber(otherwise), "aria-description": doc || null, title: doc || null, oninput: read });
  const node = element("label", { class: "field" }, element("span", {}, label), input);
  const refuse = refusable(node, input);
  function read() {
    const written = input.value.trim();
    const value = written === "" ? null : readNumber(written);
    const bad = value !== null && (Number.isNaN(value) || (whole && !Number.isInteger(value)));
    refuse(bad ? wrong : null);
    if (!bad) onChange(value);
  }
  return {
    node,
    refuse,
    set(value) {
      if (document.activeElement === input && readNumber(input.value) === value) return;
      input.value = value === undefined || value === null ? "" : writeNumber(value);
      refuse(null);
    },
  };
}

/** @param {{label: string, doc?: string, onChange: (value: boolean) => void}} options @returns {Field} */
export function flagField({ label, doc = "", onChange }) {
  const input = element("input", { type: "checkbox", autocomplete: "off", "aria-description": doc || null, title: doc || null, onchange: () => onChange(input.checked) });
  const node = element("label", { class: "field flag" }, input, element("span", {}, label));
  return { node, refuse: refusable(node, input), set: (value) => (input.checked = Boolean(value)) };
}

/** @param {{label: string, options: readonly {value: string, text: string}[], onChange: (value: string) => void}} options @returns {Field & {offer: (options: readonly {value: string, text: string}[]) => void}} */
export function choiceField({ label, options, onChange }) {
  const input = element("select", { autocomplete: "off", onchange: () => onChange(input.value) });
  const node = element("label", { class: "field" }, element("span", {}, label), input);
  const offer = (/** @type {readonly {value: string, text: string}[]} */ all) => input.replaceChildren(...all.map(({ value, text }) => element("option", { value }, text)));
  offer(options);
  return { node, refuse: refusable(node, input), set: (value) => (input.value = String(value)), offer };
}
