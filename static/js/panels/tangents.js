/**
 * What forward mode starts from: how fast each input changes. One of them by 1 is a chip away; any rates can be given.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Figures} Figures
 */

import { element } from "../dom.js";
import { createChoice } from "./choice.js";
import { createInputs } from "./inputs.js";

/** A value of this shape, the same number in every entry. @param {readonly number[]} shape @param {number} number @returns {Figures} */
export function filled([size, ...rest], number) {
  return size === undefined ? number : Array.from({ length: size }, () => filled(rest, number));
}

/** @param {PayloadNode} node @returns {Figures} */
const rate = (node) => node.tangent ?? filled(node.shape, 0);

/** @param {PayloadNode} node @param {number} number */
const isFilled = (node, number) => JSON.stringify(rate(node)) === JSON.stringify(filled(node.shape, number));

/** The one input that changes, by 1 in each entry; null where it is otherwise. @param {readonly PayloadNode[]} inputs */
export function changing(inputs) {
  const moving = inputs.filter((node) => !isFilled(node, 0));
  return moving.length === 1 && isFilled(moving[0], 1) ? moving[0] : null;
}

/**
 * @param {HTMLElement} place
 * @param {{t: import("../texts.js").Texts, onChoose: (tangent: Record<string, Figures>, sliding: boolean) => void}} options
 */
export function createTangents(place, { t, onChoose }) {
  /** @type {readonly PayloadNode[]} */
  let inputs = [];
  const choice = createChoice(t("tangents.which"), (name) => {
    const node = inputs.find((each) => each.name === name);
    if (node) onChoose({ [name]: filled(node.shape, 1) }, false);
  });
  const list = element("div");
  place.replaceChildren(element("p", { class: "quiet" }, t("tangents.which")), choice.element, list);
  const words = (/** @type {string} */ key, /** @type {any} */ facts = {}) => t(key, { ...facts, name: t("tangents.name", facts) });
  const rows = createInputs(list, {
    t: words,
    onChange(name, value, sliding) {
      const given = inputs.filter((node) => !isFilled(node, 0)).map((node) => [node.name, rate(node)]);
      onChoose({ ...Object.fromEntries(given), [name]: value }, sliding);
    },
  });

  return {
    /** @param {Payload} payload in forward mode */
    update(payload) {
      inputs = payload.nodes.filter((node) => node.kind === "input" && node.requires_grad);
      choice.offer(inputs.map(({ name, latex }) => ({ value: name, label: name, latex })));
      choice.show(changing(inputs)?.name ?? null);
      const dotted = inputs.map((node) => ({ ...node, latex: `\\dot{${node.latex}}`, value: rate(node) }));
      rows.update({ ...payload, nodes: dotted, assumed: [] });
    },
  };
}
