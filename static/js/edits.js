/**
 * Edits of a source that the page makes for the writer. They change text at places; none of them parses a formula.
 *
 * @typedef {import("./api.js").Problem} Problem
 * @typedef {import("./types.js").Figures} Figures
 * @typedef {{from: number, to: number, insert: string}} Edit  in UTF-16 units
 */

import { unitOffset } from "./spans.js";

const SHORT = 60;
const NUMBER = String.raw`[-+−]?\s*(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const LITERAL = String.raw`(?:${NUMBER}|\[[-+−\s\d.,eE\[\]]*\])`;

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A value as the formula language writes it. @param {Figures} value @returns {string} */
function written(value) {
  return Array.isArray(value) ? `[${value.map(written).join(", ")}]` : String(value);
}

/**
 * What turns `a = 5` into `a = 7` where the source gives `a` a number or an array of numbers, so that a slider and the
 * text never disagree.
 * @param {string} source
 * @param {string} name in its spelling in the source
 * @param {Figures} value
 * @returns {Edit | null} null where the source gives the name no such literal
 */
export function literalEdit(source, name, value) {
  const pattern = new RegExp(String.raw`(^|[;\n])(\s*${escaped(name)}\s*=\s*)(${LITERAL})(?=[^\S\n]*(?:$|[;#\n]))`, "u");
  const match = pattern.exec(source);
  if (!match) return null;
  const from = match.index + match[1].length + match[2].length;
  return { from, to: from + match[3].length, insert: written(value) };
}

/**
 * The change that a problem's hint proposes, where it proposes one: a better spelling, the bracket that is missing, or the
 * sum of an output that is not one number.
 * @param {string} source
 * @param {Problem} problem
 * @returns {Edit | null}
 */
export function hintedEdit(source, problem) {
  const quoted = [...(problem.hint ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  if (problem.offset === null || problem.length === null) return null;
  const from = unitOffset(source, problem.offset);
  const to = unitOffset(source, problem.offset + problem.length);
  // LaTeX writes a sum otherwise; and a button has room for so much.
  if (problem.code === "shape.upstream" && !source.includes("\\") && problem.length < SHORT) return { from, to, insert: `sum(${source.slice(from, to)})` };
  if (quoted.length !== 1) return null;
  if (problem.code === "syntax.unclosed") {
    const statement = /[^;#\n]*/.exec(source.slice(to));
    const end = to + (statement?.[0].trimEnd().length ?? 0);
    return { from: end, to: end, insert: quoted[0] };
  }
  return ["name.unknown", "name.function", "syntax.unexpected"].includes(problem.code) ? { from, to, insert: quoted[0] } : null;
}

/** The smallest edit between two texts. @param {string} before @param {string} after @returns {Edit} */
export function editBetween(before, after) {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let [to, end] = [before.length, after.length];
  while (to > from && end > from && before[to - 1] === after[end - 1]) [to, end] = [to - 1, end - 1];
  return { from, to, insert: after.slice(from, end) };
}

/** @param {string} source @param {Edit} edit */
export function applyEdit(source, { from, to, insert }) {
  return source.slice(0, from) + insert + source.slice(to);
}
