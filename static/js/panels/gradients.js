/**
 * The derivatives found so far: gradients, or in forward mode the tangent of the output. What is not computed yet is said to be
 * absent; it is never shown as 0.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Figures} Figures
 */

import { element } from "../dom.js";
import { isFigure, isSummary, latexFigure, shapeText, shortFigure, toNumber } from "../figures.js";
import { typeset } from "../math.js";
import { gradientsAt, hueOf, presentStep, wanted } from "../progress.js";
import { symbolOf } from "../symbols.js";

export { symbolOf };

const LARGEST_MATRIX = 5;

/** A scalar, a vector on one line or a small matrix as LaTeX; null where it is too large to be read. @param {Figures} value @returns {string | null} */
export function latexOf(value) {
  if (!Array.isArray(value)) return isFigure(value) ? latexFigure(value) : null;
  if (value.length === 0 || value.length > LARGEST_MATRIX) return null;
  if (value.every(isFigure)) return `[${value.map(latexFigure).join(", ")}]`;
  const rows = value.map((row) => (isFigure(row) ? [row] : row));
  if (!rows.every((row) => Array.isArray(row) && row.length <= LARGEST_MATRIX && row.every(isFigure))) return null;
  const lines = rows.map((row) => /** @type {Figures[]} */ (row).map((cell) => latexFigure(/** @type {import("../types.js").Figure} */ (cell))).join(" & "));
  return `\\begin{bmatrix}${lines.join(" \\\\ ")}\\end{bmatrix}`;
}

/** Whether gradients are ∂output/∂node: the output is one number, and nothing but 1 arrives there. @param {Payload} payload */
export function isPartial({ nodes, output, value, mode }) {
  return isFigure(value) && (mode === "forward" || nodes.find((node) => node.name === output)?.gradient === 1);
}

/**
 * How the derivative at a node is written, in a line and as what it equals: ∂J/∂a; where something else than 1 arrives at the
 * output, and in a backward graph, ā; in forward mode J̇, which is a partial derivative where one number changes by 1.
 * @param {Payload} payload @param {PayloadNode} node @param {string} top the symbol of the output
 */
export function written(payload, node, top) {
  if (payload.graph === "backward" && payload.mode !== "forward") return { flat: symbolOf(node), fraction: symbolOf(node), name: node.name };
  const partial = (/** @type {PayloadNode} */ below) => `\\frac{\\partial ${top}}{\\partial ${symbolOf(below)}}`;
  if (payload.mode === "forward") {
    const moving = payload.nodes.filter((each) => each.kind === "input" && (each.tangent ?? 0) !== 0);
    const dotted = `\\dot{${symbolOf(node)}}`;
    const alone = moving.length === 1 && moving[0].tangent === 1 ? ` = ${partial(moving[0])}` : "";
    return { flat: dotted, fraction: dotted + alone, name: node.name };
  }
  const bar = `\\bar{${symbolOf(node)}}`;
  if (!isPartial(payload)) return { flat: bar, fraction: bar, name: `${node.name}\u0304` };
  return { flat: `\\partial ${top}/\\partial ${symbolOf(node)}`, fraction: partial(node), name: `∂${payload.output}/∂${node.name}` };
}

/** The square root of the sum of the squares of all entries. @param {Figures} value @returns {number} */
export function norm(value) {
  if (isFigure(value)) return Math.abs(toNumber(value));
  if (isSummary(value)) return toNumber(value.norm ?? "NaN");
  let size = 0;
  for (const part of value) size = Math.hypot(size, norm(part));
  return size;
}

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} title
 * @param {{t: import("../texts.js").Texts}} options
 */
export function createGradients(place, title, { t }) {
  /** @type {Payload | null} */
  let payload = null;
  let shown = "";
  /** @type {Map<string, HTMLLIElement>} what stays, to write other numbers into */
  let lines = new Map();

  return {
    /** @param {Payload} next */
    update(next) {
      payload = next;
      shown = "";
      const output = next.nodes.find((node) => node.kind === "input" && node.gradient_of)?.gradient_of ?? next.output;
      const words = t(next.mode === "forward" ? "tangents.title" : "gradients.title", { output });
      if (title.textContent !== words) title.textContent = words;
    },
    /** @param {{k: number, t: number}} moment */
    show(moment) {
      if (!payload) return;
      const present = presentStep(payload, moment);
      const key = `${moment.k} ${present}`;
      if (key === shown) return;
      shown = key;
      const output = payload.nodes.find((node) => node.name === payload?.output);
      const { phase } = wanted(payload);
      const top = output ? symbolOf(output) : payload.output;
      const before = lines;
      lines = new Map();
      const items = gradientsAt(payload, moment.k).map(({ node, value, index, coming }) => {
        const { flat, fraction, name } = written(/** @type {Payload} */ (payload), node, top);
        const why = node.asks ? "gradients.asked" : coming || payload?.hides ? "gradients.absent" : payload?.mode === "forward" ? "tangents.none" : "gradients.none";
        const key = value === null ? `${node.id} ${why}` : node.id;
        const line = before.get(key) ?? element("li", { "data-name": node.name });
        lines.set(key, line);
        if (value === null) {
          if (!line.firstElementChild) line.append(element("span"), t(why));
          line.className = "absent";
          typeset(/** @type {HTMLElement} */ (line.firstElementChild), flat, { text: name });
          return line;
        }
        line.className = index === present ? `present ${hueOf(/** @type {Payload} */ (payload), phase)}` : "";
        const figures = latexOf(value);
        if (figures !== null) typeset(line, `${fraction} = ${figures}`, { text: name });
        else {
          const large = t("gradients.large", { shape: shapeText(node.shape), norm: shortFigure(norm(value)) });
          const symbol = element("span");
          typeset(symbol, fraction, { text: name });
          line.replaceChildren(symbol, element("span", { class: "quiet" }, ` ${large}`));
        }
        return line;
      });
      if (items.length !== place.childNodes.length || items.some((item, i) => item !== place.childNodes[i])) place.replaceChildren(...items);
    },
  };
}
