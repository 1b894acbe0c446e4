/**
 * What three witnesses say together, in words.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").CheckRow} CheckRow
 * @typedef {import("../texts.js").Texts} Texts
 */

import { toNumber } from "../figures.js";

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
