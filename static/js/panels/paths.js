/**
 * The paths lens: every path from one input to the output is a ribbon over the graph; its product stands in a list, and the
 * products add up to the gradient. Under it, what three ways to that gradient cost.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("../types.js").Figure} Figure
 *
 * @typedef {{nodes: string[], edges: string[], product: Figures | null, latex: string}} Path
 * @typedef {{every_path: number, symbolic: number, backpropagation: number}} Multiplications
 * @typedef {object} PathsAnswer  of POST /api/v1/paths
 * @property {string} input
 * @property {string} output
 * @property {number} count
 * @property {string} [count_text]
 * @property {"all" | "largest"} [listed]
 * @property {Path[]} paths
 * @property {Figures | null} sum
 * @property {{one_input: Multiplications, all_inputs: Multiplications, repeated: {node: string, text: string, values: number}[]}} [cost]
 */

import { createAsker } from "../api.js";
import { element, withCode } from "../dom.js";
import { isFigure, latexFigure, shapeText, shortFigure, toNumber } from "../figures.js";
import { typeset } from "../math.js";
import { createChoice } from "./choice.js";
import { isPartial, latexOf, symbolOf } from "./gradients.js";
import { drawRibbons, HUES } from "./ribbons.js";

/** So many paths are listed and drawn; the server says how many there are. */
const MOST = 24;
const MOST_TERMS = 8;

/** The terms of a sum with their signs, `3`, `+ 3`, `− 0.99`. @param {readonly Figure[]} products */
export function terms(products) {
  return products.map((product, i) => {
    const x = toNumber(product);
    const size = latexFigure(/** @type {Figure} */ (x < 0 && i > 0 ? -x : x));
    return i === 0 ? size : `${x < 0 ? "-" : "+"}\\,${size}`;
  });
}

/** Whole numbers as people write them: `12`, `3,628,800`, `1.3·10³⁰`. @param {number} count */
export function countText(count) {
  return count < 1e9 ? String(count).replace(/\B(?=(\d{3})+$)/g, ",") : shortFigure(count, 2);
}

/** @type {import("./desk.js").PanelMaker} */
export function createPanel(place, { t, ask, trace, onPoint }) {
  const choice = createChoice(t("paths.input"), () => question());
  const lead = element("p", { class: "quiet" });
  const list = element("ol", { class: "paths" });
  const sum = element("p", { class: "paths-sum" });
  const cost = element("div");
  const body = element("div", { class: "paths-body" }, choice.element, lead, list, sum, cost);
  const none = element("p", { class: "quiet", hidden: true }, t("paths.none"));
  place.replaceChildren(body, none);

  /** @type {Payload | null} */
  let payload = null;
  /** @type {PathsAnswer | null} */
  let answer = null;
  /** @type {number | null} */
  let present = null;
  let closed = false;

  const asker = createAsker({
    /** @param {string} input @param {AbortSignal} signal @returns {Promise<PathsAnswer>} */
    ask: (input, signal) => ask("paths", { input, most: MOST }, signal),
    onAnswer(found) {
      answer = found;
      body.classList.remove("waiting");
      write(found);
      draw();
    },
    onProblem(problem) {
      answer = null;
      for (const part of [list, sum, cost]) part.replaceChildren();
      lead.textContent = problem?.detail ?? t("stage.unreachable");
      draw();
    },
  });

  function question() {
    if (choice.value) asker.slide(choice.value);
  }

  function draw() {
    if (closed || !answer) return trace(null);
    const ribbons = answer.paths.map(({ edges }, i) => ({ edges, hue: i % HUES }));
    return trace((layer, route) => drawRibbons(layer, route, ribbons, present));
  }

  /** @param {number | null} i */
  function point(i) {
    present = i;
    draw();
  }

  /** @param {string} id */
  const nodeOf = (id) => payload?.nodes.find((node) => node.id === id);
  /** @param {string} id */
  const symbol = (id) => {
    const node = nodeOf(id);
    return node ? symbolOf(node) : id;
  };

  /** @param {PathsAnswer} found */
  function write(found) {
    const count = found.count_text && found.count < 1e9 ? found.count_text : countText(found.count);
    const all = found.paths.length >= found.count;
    lead.textContent = t(found.count === 1 ? "paths.one" : all ? "paths.all" : "paths.some", { count, shown: found.paths.length });
    list.replaceChildren(
      ...found.paths.map((path, i) => {
        const names = path.nodes.map((id) => nodeOf(id)?.name ?? id).join(" → ");
        const way = element("span", { class: "path-way" });
        typeset(way, path.nodes.map(symbol).join(" \\to "), { text: names });
        const product = element("span", { class: "path-product" });
        typeset(product, path.latex, { text: path.product === null ? "" : shortFigure(/** @type {Figure} */ (path.product)) });
        const button = element(
          "button",
          { type: "button", "aria-label": names, onmouseenter: () => point(i), onmouseleave: () => point(null), onfocus: () => point(i), onblur: () => point(null) },
          element("span", { class: "path-hue", "aria-hidden": "true" }),
          way,
          product,
        );
        return element("li", { style: `--trace: var(--trace-${(i % HUES) + 1})` }, button);
      }),
    );
    writeSum(found);
    cost.replaceChildren(...(found.cost ? costOf(found, found.cost) : []));
  }

  /** @param {PathsAnswer} found */
  function writeSum({ paths, count, sum: total, input, output }) {
    sum.replaceChildren();
    if (total === null) return;
    const products = paths.map((path) => path.product);
    const partial = payload && isPartial(payload);
    const gradient = partial ? `\\frac{\\partial ${symbol(output)}}{\\partial ${symbol(input)}}` : `\\bar{${symbol(input)}}`;
    const figures = latexOf(total);
    if (isFigure(total) && products.every((product) => isFigure(product))) {
      const shown = terms(/** @type {Figure[]} */ (products)).slice(0, MOST_TERMS);
      for (const [i, term] of shown.entries()) sum.append(math(term, `--trace: var(--trace-${(i % HUES) + 1})`));
      if (shown.length < count) sum.append(math("+\\,\\cdots"));
      sum.append(math(`= ${figures}`), math(`= ${gradient}`));
    } else if (figures !== null) sum.append(math(`${gradient} = ${figures}`));
    else sum.append(math(gradient), ` ${shapeText(nodeOf(input)?.shape ?? [])}`);
  }

  /** @param {string} latex @param {string | null} [style] */
  function math(latex, style = null) {
    const made = element("span", { style, class: style ? "term" : null });
    typeset(made, latex);
    return made;
  }

  /** @param {PathsAnswer} found @param {NonNullable<PathsAnswer["cost"]>} costs */
  function costOf({ input }, { one_input: one, all_inputs: every, repeated }) {
    const ways = /** @type {const} */ (["every_path", "symbolic", "backpropagation"]);
    const table = element(
      "table",
      { class: "check cost" },
      element("caption", {}, t("paths.cost")),
      element(
        "thead",
        {},
        element("tr", {}, ...[t("paths.cost.way"), input, t("paths.cost.every")].map((words) => element("th", { scope: "col" }, words))),
      ),
      element(
        "tbody",
        {},
        ...ways.map((way) =>
          element(
            "tr",
            { class: way === "backpropagation" ? "agree" : null },
            element("th", { scope: "row" }, t(`paths.cost.${way}`)),
            element("td", {}, countText(one[way])),
            element("td", {}, countText(every[way])),
          ),
        ),
      ),
    );
    const most = repeated.find(({ values }) => values > 1);
    if (!most) return [table];
    return [table, element("p", { class: "quiet repeated" }, ...withCode(t("paths.repeated", { text: most.text, count: countText(most.values) })))];
  }

  return {
    update(next) {
      payload = next;
      closed = false;
      const inputs = next.nodes.filter((node) => node.kind === "input" && node.requires_grad);
      body.hidden = !inputs.length;
      none.hidden = inputs.length > 0;
      choice.offer(inputs.map((node) => ({ value: node.name, label: node.name, latex: node.latex })));
      if (answer && !answer.paths.every((path) => path.edges.every((id) => next.edges.some((edge) => edge.id === id)))) {
        answer = null;
        draw();
      }
      body.classList.add("waiting");
      question();
    },
    light(targets) {
      for (const [i, row] of [...list.children].entries()) {
        const path = answer?.paths[i];
        row.classList.toggle("lit", targets.some(({ kind, id }) => (kind === "edge" ? path?.edges : path?.nodes)?.includes(id)));
      }
    },
    close() {
      closed = true;
      present = null;
      draw();
      onPoint(null);
    },
  };
}
