/**
 * What three witnesses say together, in words.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").CheckRow} CheckRow
 * @typedef {import("../texts.js").Texts} Texts
 */

import { shortFigure, toNumber } from "../figures.js";

/** The largest relative error, NaN where one could not be compared. @param {readonly CheckRow[]} rows */
export function largestError(rows) {
  return rows.reduce((most, row) => Math.max(most, toNumber(row.relative_error)), 0);
}

/** As in `2e-10`. @param {number} error */
export function errorText(error) {
  return error === 0 ? "0" : Number.isFinite(error) ? error.toExponential(0) : shortFigure(error);
}

/** What PyTorch and we agree to where nothing is said of a difference, as the server holds us to it. */
const AGREE_TORCH = 1e-12;
const AGREE_DIFFERENCE = 1e-6;

/** Whether a difference says nothing of a gradient: the way to the output leads over a kink, or out of a domain. @param {CheckRow} row */
const astray = (row) => Boolean(row.notes?.some(({ code }) => code !== "sampled")) && !(toNumber(row.relative_error) <= AGREE_DIFFERENCE);

/**
 * The line under the gradients; "" where there is no other witness.
 * @param {NonNullable<Payload["check"]>} check
 * @param {Texts} t
 */
export function verdict(check, t) {
  if (!check.agrees) {
    const names = check.rows.filter((row) => !(toNumber(row.relative_error) < 1e-4)).map((row) => row.name);
    return t("witnesses.differ", { names: names.join(", ") || check.rows.map((row) => row.name).join(", ") });
  }
  const believed = check.rows.filter((row) => !astray(row));
  const unsure = check.rows.filter(astray).map((row) => row.name);
  const others = [check.rows.some((row) => row.torch !== null) ? "witnesses.torch" : "", believed.some((row) => row.finite_difference !== null) ? "witnesses.difference" : ""];
  const error = Math.max(largestError(believed), unsure.length ? AGREE_TORCH : 0);
  const heard = others.filter(Boolean);
  if (!heard.length) return "";
  const named = heard.map((key) => t(key)).join(t("witnesses.and"));
  const agree = t(heard.length > 1 ? "witnesses.agree" : "witnesses.agree.two", {
    others: heard.length > 1 ? named.trim() : named,
    error: error > 0 ? errorText(error) : t("witnesses.exactly"),
  });
  return agree + (unsure.length ? t("witnesses.kink", { names: unsure.join(", ") }) : "");
}
