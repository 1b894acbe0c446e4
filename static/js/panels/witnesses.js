/**
 * What the witnesses say: every gradient by our own engine, by PyTorch and by a central difference. Asked for after the run,
 * so that loading PyTorch never delays a graph.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").CheckRow} CheckRow
 * @typedef {import("../texts.js").Texts} Texts
 */

import { toNumber } from "../figures.js";

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
  const others = [check.rows.some((row) => row.torch !== null) ? "witnesses.torch" : "", check.rows.some((row) => row.finite_difference !== null) ? "witnesses.difference" : ""];
  const error = largestError(check.rows);
  const heard = others.filter(Boolean);
  return t(heard.length > 1 ? "witnesses.agree" : "witnesses.agree.two", {
    others: heard.map((key) => t(key)).join(t("witnesses.and")),
    error: error > 0 ? errorText(error) : t("witnesses.exactly"),
  });
}

/**
 * @param {HTMLElement} line
 * @param {object} options
 * @param {Texts} options.t
 * @param {(signal: AbortSignal) => Promise<Payload>} options.ask the graph as it stands, checked
 * @param {(check: NonNullable<Payload["check"]>) => void} options.onHeard
 */
export function createWitnesses(line, { t, ask, onHeard }) {
  /** @type {AbortController | null} */
  let under = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} text @param {string} [state] */
  function say(text, state = "") {
    if (line.textContent === text) return;
    line.className = `witnesses ${state}`.trim();
    line.textContent = text;
  }

  function silence() {
    clearTimeout(timer);
    under?.abort();
    under = null;
    say("");
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
    tell(payload?.check ?? null);
  }

  /** @param {Payload["check"]} check */
  function tell(check) {
    if (!check || !check.rows.length) return say("");
    say((check.agrees ? "✓ " : "✗ ") + verdict(check, t), check.agrees ? "agree" : "differ");
    onHeard(check);
  }

  return {
    silence,
    /** The graph has changed; `heard`: it comes with what its witnesses say. @param {Pick<Payload, "check">} [heard] */
    update(heard) {
      silence();
      if (heard) tell(heard.check);
      else timer = setTimeout(hear, REST);
    },
  };
}
