/**
 * A tensor too large for a grid of its numbers: how they are spread, from the smallest to the largest, their mean and their
 * norm. app/views/cards.py draws the same.
 *
 * @typedef {import("../types.js").Summary} Summary
 * @typedef {import("../types.js").Figure} Figure
 */

import { select } from "../../vendor/d3.js";
import { fullFigure, shortFigure } from "../figures.js";
import { fittingSize } from "./number.js";

const MARGIN = 6; // at each side
const BARS = 34; // height of the histogram
const GAP = 1; // between bars
const ENDS = 43; // where smallest and largest stand
const LINES = [58, 74]; // the mean, the norm
const SMALL = 10;
const WORDS = 12;
const NORM = "\u2225\u22c5\u2225"; // as KaTeX's face has it

/**
 * The histogram's bars, in a box whose upper left corner is (0, 0): x, y, width and height of each.
 * @param {readonly number[]} counts @param {number} width @param {number} height
 * @returns {[number, number, number, number][]}
 */
export function barsOf(counts, width, height) {
  const most = Math.max(...counts, 1);
  const step = width / counts.length;
  // What is there is to be seen: a bar that is not empty has a pixel.
  return counts.map((count, i) => {
    const tall = count && Math.max((height * count) / most, 1);
    return [i * step, height - tall, Math.max(step - GAP, 1), tall];
  });
}

/** The lines under the histogram. @param {Summary} summary @param {import("../texts.js").Texts} t */
function linesOf({ mean, norm, nonfinite }, t) {
  if (mean === undefined || norm === undefined) return [t("summary.unknown"), ""];
  return [nonfinite ? t("summary.nonfinite", { count: nonfinite }) : t("summary.mean", { mean: shortFigure(mean) }), shortFigure(norm)];
}

/** Every fact of it, a line each. @param {Summary} summary @param {import("../texts.js").Texts} t @returns {[string, string][]} */
export function factsOf(summary, t) {
  const { min, max, mean, std, norm, nonfinite } = summary;
  /** @type {[string, Figure | undefined][]} */
  const facts = [[t("summary.min"), min], [t("summary.max"), max], [t("summary.average"), mean], [t("summary.std"), std], [t("summary.norm"), norm]];
  if (nonfinite) facts.push([t("summary.strange"), nonfinite]);
  return facts.flatMap(([name, figure]) => (figure === undefined ? [] : [/** @type {[string, string]} */ ([name, fullFigure(figure)])]));
}

/**
 * Draws a summary in the middle of a half.
 * @param {SVGGElement} element @param {Summary} summary @param {{width: number, height: number, x: number, y: number}} area its size and its middle
 * @param {import("../texts.js").Texts} t
 */
export function drawSummary(element, summary, { width, height, x, y }, t) {
  const inner = width - 2 * MARGIN;
  const group = select(element)
    .selectAll("g.summary")
    .data([summary])
    .join((enter) => {
      const made = enter.append("g").attr("class", "summary");
      made.append("title");
      made.append("path").attr("class", "bars");
      made.append("path").attr("class", "floor");
      for (const name of ["low", "high", "mean", "norm"]) made.append("text").attr("class", name).attr("dy", "0.35em");
      const norm = made.select(".norm");
      norm.append("tspan").attr("class", "sign");
      norm.append("tspan");
      return made;
    })
    .attr("transform", `translate(${x - width / 2},${y - height / 2})`);
  const bars = barsOf(summary.histogram ?? [], inner, BARS);
  group.select("title").text(factsOf(summary, t).map(([name, figure]) => `${name} ${figure}`).join("\n"));
  group.select(".bars").attr("d", bars.map(([left, top, wide, tall]) => (tall ? `M${(MARGIN + left).toFixed(2)} ${top.toFixed(2)}h${wide.toFixed(2)}v${tall.toFixed(2)}h${(-wide).toFixed(2)}z` : "")).join(""));
  group.select(".floor").attr("d", bars.length ? `M${MARGIN} ${BARS}h${inner}v1h${-inner}z` : null);
  const [mean, norm] = linesOf(summary, t);
  /** @param {string} name @param {string} words @param {number} left @param {number} top @param {number} size @param {number} room */
  const write = (name, words, left, top, size, room) =>
    group.select(`.${name}`).attr("x", left).attr("y", top).style("font-size", `${fittingSize(words, room, size).toFixed(1)}px`).text(words);
  const end = (/** @type {Figure | undefined} */ figure) => (figure === undefined || !bars.length ? "" : shortFigure(figure, 3));
  write("low", end(summary.min), MARGIN, ENDS, SMALL, inner / 2 - 4);
  write("high", end(summary.max), width - MARGIN, ENDS, SMALL, inner / 2 - 4);
  write("mean", mean, width / 2, LINES[0], WORDS, inner);
  group.select(".norm").attr("x", width / 2).attr("y", LINES[1]).style("font-size", `${WORDS}px`);
  group.select(".sign").text(norm && NORM);
  group.select(".norm tspan:last-child").text(norm && ` ${norm}`);
}
