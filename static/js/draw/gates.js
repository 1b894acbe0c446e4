/**
 * What each card does with gradients, as small words on its upper border: add distributes, multiply swaps, max routes, and what
 * is used several times sums.
 *
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 */

import { select } from "../../vendor/d3.js";

const HEIGHT = 18;
const PADDING = 7;
const GAP = 4;

/** How wide a word is, at 11 pixels. @param {string} word */
function widthOf(word) {
  let width = 2 * PADDING;
  for (const letter of word) width += letter > "⺀" ? 11 : 5.9;
  return width;
}

/**
 * @param {SVGGElement} element a card's
 * @param {PayloadNode} node
 * @param {import("../texts.js").Texts | null} texts  null: none are shown
 */
export function drawGates(element, node, texts) {
  let x = -node.width / 2 + 10;
  const words = (texts ? (node.gates ?? []) : []).map((gate) => {
    const word = texts?.(`gate.${gate}`) ?? "";
    const width = widthOf(word);
    const place = { gate, word, width, x };
    x += width + GAP;
    return place;
  });
  const joined = select(element)
    .selectAll("g.node-gate")
    .data(words, (/** @type {any} */ each) => each.gate)
    .join((enter) => {
      const gate = enter.append("g").attr("class", "node-gate");
      gate.append("rect");
      gate.append("text").attr("dy", "0.35em");
      return gate;
    })
    .attr("data-gate", ({ gate }) => gate)
    .attr("transform", (each) => `translate(${each.x},${-node.height / 2})`);
  joined
    .select("rect")
    .attr("y", -HEIGHT / 2)
    .attr("width", ({ width }) => width)
    .attr("height", HEIGHT)
    .attr("rx", HEIGHT / 2);
  joined
    .select("text")
    .attr("x", ({ width }) => width / 2)
    .text(({ word }) => word);
}

/** The same to those who hear it. @param {PayloadNode} node @param {import("../texts.js").Texts} texts */
export const sayGates = (node, texts) => (node.gates ?? []).map((gate) => texts(`gate.${gate}`));
