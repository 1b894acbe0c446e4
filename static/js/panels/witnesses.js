/**
 * What the witnesses say: every gradient by our own engine, by PyTorch and by a central difference. Asked for after the run,
 * so that loading PyTorch never delays a graph.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").CheckRow} CheckRow
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("../texts.js").Texts} Texts
 */

import { element } from "../dom.js";
import { isFigure, shapeText, shortFigure, toNumber } from "../figures.js";

/** How long a graph must stand before its witnesses are heard. */
const REST = 500;
const PATIENCE = 300;

/** The largest relative error, NaN where one could not be compared. @param {readonly CheckRow[]} rows */
export function largestError(rows) {
  return rows.reduce((most, row) => Math.max(most, toNumber(row.relative_error)), 0);
}

/** As in `2e-10`. @param {number} error */
export function errorText(error) {
  return error.toExponential(0);
}

/**
 * The line under the gradients.
 * @param {NonNullable<Payload["check"]>} check
 * @param {Texts} t
 */
export function verdict(check, t) {
  if (!check.agrees) {
    const names = check.rows.filter((row) => !(toNumber(row.relative_error) < 1e-4)).map((row) => row.name);
    return t("witnesses.differ", { names: names.join(", ") || check.rows.map((row) => row.name).join(", ") });
  }
  const others = [check.rows.some((row) => row.torch !== null) ? "witnesses.torch" : "", "witnesses.difference"];
  const error = largestError(check.rows);
  return t("witnesses.agree", {
    others: others.filter(Boolean).map((key) => t(key)).join(t("witnesses.and")),
    error: error > 0 ? errorText(error) : t("witnesses.exactly"),
  });
}

/** @param {Figures | null} value @param {Texts} t */
function figureText(value, t) {
  if (value === null || value === undefined) return t("check.missing");
  if (isFigure(value)) return shortFigure(value);
  /** @type {number[]} */
  const shape = [];
  for (let part = /** @type {Figures} */ (value); Array.isArray(part); part = part[0]) shape.push(part.length);
  return shapeText(shape);
}

/** @param {NonNullable<Payload["check"]>} check @param {Texts} t */
function tableOf(check, t) {
  const columns = ["check.name", "check.tape", "check.torch", "check.difference", "check.error"];
  const head = element("tr", {}, ...columns.map((key) => element("th", { scope: "col" }, t(key))));
  const rows = check.rows.map((row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, row.name),
      ...[row.tape, row.torch, row.finite_difference].map((value) => element("td", {}, figureText(value, t))),
      element("td", {}, errorText(toNumber(row.relative_error))),
    ),
  );
  return element(
    "table",
    { class: "check" },
    element("caption", {}, t("check.caption")),
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  );
}

/**
 * @param {HTMLElement} line
 * @param {HTMLElement} panel
 * @param {{t: Texts, ask: (signal: AbortSignal) => Promise<Payload>}} options `ask`: the graph as it stands, checked
 */
export function createWitnesses(line, panel, { t, ask }) {
  /** @type {AbortController | null} */
  let under = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} text @param {string} [state] */
  function say(text, state = "") {
    line.className = `witnesses ${state}`.trim();
    line.textContent = text;
  }

  function silence() {
    clearTimeout(timer);
    under?.abort();
    under = null;
    say("");
    panel.replaceChildren(element("p", { class: "quiet" }, t("check.empty")));
  }

  async function hear() {
    const controller = new AbortController();
    under = controller;
    const patience = setTimeout(() => say(t("witnesses.asking")), PATIENCE);
    // A refusal here is no news: the graph itself has been answered. The line stays empty.
    const payload = await ask(controller.signal).catch(() => null);
    clearTimeout(patience);
    if (controller.signal.aborted) return;
    under = null;
    const check = payload?.check;
    if (!check || !check.rows.length) return say("");
    say((check.agrees ? "✓ " : "✗ ") + verdict(check, t), check.agrees ? "agree" : "differ");
    panel.replaceChildren(tableOf(check, t));
  }

  return {
    silence,
    /** The graph has changed. */
    update() {
      silence();
      timer = setTimeout(hear, REST);
    },
  };
}
