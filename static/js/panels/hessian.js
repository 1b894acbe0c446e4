/**
 * The second derivatives of an output that is one number by up to eight inputs that are: a table shaded by size, and what it
 * tells in a sentence.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {{output: string, inputs: string[], blocks: Record<string, Record<string, import("../types.js").Figures>>}} HessianAnswer
 */

import { createAsker } from "../api.js";
import { element } from "../dom.js";
import { shortFigure } from "../figures.js";
import { typeset } from "../math.js";
import { curvature, matrixOf, strongestPair } from "./curvature.js";
import { hessianFits } from "./fits.js";
import { symbolOf } from "./gradients.js";

/** @type {import("./desk.js").PanelMaker} */
export function createPanel(place, { t, ask, onPoint }) {
  const formula = element("p", { class: "hessian-formula" });
  const table = element("table", { class: "hessian" });
  const frame = element("div", { class: "hessian-frame" }, table);
  const sentence = element("p");
  const pair = element("p", { class: "quiet" });
  const body = element("div", { class: "hessian-body" }, formula, frame, sentence, pair);
  const none = element("p", { class: "quiet", hidden: true }, t("hessian.none"));
  place.replaceChildren(body, none);

  /** @type {Payload | null} */
  let payload = null;

  /** @param {string} name */
  function symbol(name) {
    const node = payload?.nodes.find((each) => each.name === name);
    return node ? symbolOf(node) : name;
  }

  /** @param {string} name @param {"row" | "col"} scope */
  function head(name, scope) {
    const cell = element("th", { scope, onmouseenter: () => onPoint({ kind: "node", id: name }), onmouseleave: () => onPoint(null) });
    typeset(cell, symbol(name), { text: name });
    return cell;
  }

  const asker = createAsker({
    /** @param {{}} _ @param {AbortSignal} signal @returns {Promise<HessianAnswer>} */
    ask: (_, signal) => ask("hessian", {}, signal),
    onAnswer({ output, inputs, blocks }) {
      body.classList.remove("waiting");
      const matrix = matrixOf(inputs, blocks);
      const most = Math.max(...matrix.flat().filter(Number.isFinite).map(Math.abs), 0);
      const top = symbol(output);
      typeset(formula, `H_{ij} = \\frac{\\partial^2 ${top}}{\\partial x_i\\,\\partial x_j}`, { text: t("hessian.caption", { output }) });
      table.replaceChildren(
        element("caption", { class: "visually-hidden" }, t("hessian.caption", { output })),
        element("thead", {}, element("tr", {}, element("td"), ...inputs.map((name) => head(name, "col")))),
        element(
          "tbody",
          {},
          ...inputs.map((row, i) =>
            element(
              "tr",
              {},
              head(row, "row"),
              ...inputs.map((column, j) => {
                const heat = most > 0 && Number.isFinite(matrix[i][j]) ? Math.abs(matrix[i][j]) / most : 0;
                const below = row === column ? `∂${row}²` : `∂${row}∂${column}`;
                return element(
                  "td",
                  { style: `--heat: ${heat.toFixed(3)}`, title: `∂²${output}/${below}` },
                  shortFigure(blocks[row][column] === undefined ? NaN : matrix[i][j], 3),
                );
              }),
            ),
          ),
        ),
      );
      const { shape, low, high } = curvature(matrix);
      sentence.textContent = t(`hessian.${shape}`, { output, low: shortFigure(low, 3), high: shortFigure(high, 3) });
      const strongest = strongestPair(matrix);
      pair.hidden = strongest === null;
      if (strongest) {
        const [i, j] = strongest;
        const facts = { output, a: inputs[i], b: inputs[j], value: shortFigure(matrix[i][j], 3) };
        pair.textContent = t("hessian.pair", facts);
      }
    },
    onProblem(problem) {
      for (const part of [formula, table, pair]) part.replaceChildren();
      sentence.textContent = problem?.detail ?? t("stage.unreachable");
    },
  });

  return {
    update(next) {
      payload = next;
      const fits = hessianFits(next);
      body.hidden = !fits;
      none.hidden = fits;
      body.classList.add("waiting");
      if (fits) asker.slide({});
    },
  };
}
