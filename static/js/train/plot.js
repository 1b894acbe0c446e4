/**
 * A plot of lines over updates: axes, lines with their names at the right end, the present moment, and the same as a table.
 *
 * @typedef {[number, number]} Place
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} label  at the line's end; "" for none
 * @property {string} hue  a CSS colour
 * @property {boolean} [dashed]
 * @property {boolean} [thick]
 * @property {readonly Place[]} points  in order of x
 *
 * @typedef {object} Figure  what is drawn
 * @property {readonly Line[]} lines
 * @property {readonly [number, number]} across  the extent of x
 * @property {boolean} [log]  y by powers
 * @property {readonly number[]} [flags]  x where something is to be noticed
 * @property {string} xName
 * @property {string} summary  the picture in words
 */

import { line as lineOf } from "../../vendor/d3-shape.js";
import { pointer, select } from "../../vendor/d3.js";
import { element } from "../dom.js";
import { drawAxes } from "./axes.js";
import { extent, linear, logarithmic } from "./scale.js";
import { sized } from "./sized.js";
import { tableOf } from "./table.js";

const FRAME = { left: 52, right: 14, top: 10, bottom: 34 };
const LABEL = 13; // pixels between two names at line ends

/**
 * @param {HTMLElement} place a figure; what is in it stays above
 * @param {{t: import("../texts.js").Texts, onSeek?: (x: number) => void}} options `onSeek`: the reader goes to an update
 */
export function createPlot(place, { t, onSeek }) {
  const frame = element("div", { class: "plot-frame" });
  const table = tableOf(place, { t });
  place.append(frame, table.node);
  const svg = select(frame).append("svg").attr("class", "plot").attr("role", "img").attr("aria-label", t("train.nothing"));
  const [axes, flags, lines, names, marks] = ["axes", "flags", "lines", "names", "marks"].map((name) => svg.append("g").attr("class", name));
  const present = marks.append("path").attr("class", "present");

  /** @type {Figure | null} */
  let figure = null;
  /** @type {number | null} */
  let moment = null;
  /** @type {import("./scale.js").Scale} */
  let x = linear([0, 1], [0, 1]);
  let y = x;
  let [width, height] = [0, 0];
  /** Whether names stand above their lines: beside them there is no room. */
  let above = false;

  function draw() {
    if (!figure || !width) return;
    const { lines: all, across, log } = figure;
    svg.attr("viewBox", `0 0 ${width} ${height}`).attr("aria-label", figure.summary);
    const values = all.flatMap(({ points }) => points.map(([, value]) => value));
    const shown = log ? values.filter((value) => value > 0) : values;
    const end = Math.max(FRAME.right, ...all.map(({ label }) => label ? widthOf(label) + 16 : 0));
    above = end > width * 0.3;
    x = linear(across, [FRAME.left, width - (above ? FRAME.right : end)], Math.max(2, Math.min(7, Math.floor(width / 90))));
    const bounds = extent(shown, log ? 0 : 0.06) ?? [0, 1];
    const range = /** @type {const} */ ([height - FRAME.bottom, FRAME.top]);
    y = log && bounds[1] > 0 ? logarithmic([Math.max(bounds[0], 1e-300) / 1.3, Math.min(bounds[1], 1e300) * 1.3], range, 5) : linear(bounds, range, height > 200 ? 5 : 3);
    drawAxes(axes, { x, y, floor: height - FRAME.bottom, left: FRAME.left, xName: figure.xName, wholeX: true });
    const path = lineOf(
      (/** @type {Place} */ place) => x.to(place[0]),
      (/** @type {Place} */ place) => y.to(place[1]),
    ).defined(([at, value]) => Number.isFinite(y.to(value)) && Number.isFinite(at));
    const joined = lines.selectAll("path").data(all).join("path");
    joined.attr("d", ({ points }) => path([...points]) ?? "").style("stroke", ({ hue }) => hue);
    joined.classed("dashed", ({ dashed }) => dashed ?? false).classed("thick", ({ thick }) => thick ?? false);
    const floor = height - FRAME.bottom;
    flags.selectAll("path").data(figure.flags ?? []).join("path").attr("d", (at) => `M${x.to(at)} ${floor}l-4.5 8h9zM${x.to(at)} ${floor}V${FRAME.top}`);
    drawNames();
    mark(moment);
    table.update(figure.xName, all);
  }

  /** Names at the ends of lines, pushed apart where they would lie on one another. */
  function drawNames() {
    const ends = (figure?.lines ?? []).flatMap((line) => {
      const last = line.points.findLast(([, value]) => Number.isFinite(y.to(value)));
      return line.label && last ? [{ line, x: x.to(last[0]), y: y.to(last[1]) }] : [];
    });
    ends.sort((a, b) => a.y - b.y);
    for (const [i, end] of ends.entries()) if (i) end.y = Math.max(end.y, ends[i - 1].y + LABEL);
    const over = (ends.at(-1)?.y ?? 0) - (height - FRAME.bottom);
    if (over > 0) for (const end of ends) end.y -= over;
    const joined = names.selectAll("text").data(ends).join("text");
    joined.attr("x", (end) => end.x + (above ? 4 : 7)).attr("y", (end) => end.y + (above ? -9 : 4)).style("text-anchor", above ? "end" : "start").style("fill", ({ line }) => line.hue).text(({ line }) => line.label);
  }

  /** @param {number | null} at */
  function mark(at) {
    moment = at;
    if (!figure || !width) return;
    const here = at === null ? NaN : x.to(at);
    present.attr("d", Number.isFinite(here) ? `M${here} ${FRAME.top}V${height - FRAME.bottom}` : "");
    const dots = (at === null ? [] : figure.lines).flatMap((line) => {
      const value = valueAt(line.points, /** @type {number} */ (at));
      return value !== null && Number.isFinite(y.to(value)) ? [{ line, value }] : [];
    });
    const joined = marks.selectAll("circle").data(dots).join("circle");
    joined.attr("r", 4).attr("cx", here).attr("cy", ({ value }) => y.to(value)).style("fill", ({ line }) => line.hue);
  }

  let pressed = false;
  const seek = (/** @type {PointerEvent} */ event) => onSeek?.(Math.round(x.from(pointer(event, svg.node())[0])));
  svg
    .classed("seeks", onSeek !== undefined)
    .on("pointerdown", (event) => {
      if (event.button !== 0 || !onSeek) return;
      pressed = true;
      svg.node()?.setPointerCapture(event.pointerId);
      seek(event);
    })
    .on("pointermove", (event) => pressed && seek(event))
    .on("pointerup pointercancel", () => (pressed = false));

  sized(frame, (wide, high) => {
    [width, height] = [wide, high];
    draw();
  });

  return {
    /** @param {Figure} next */
    update(next) {
      figure = next;
      draw();
    },
    mark,
  };
}

/** Pixels that a word takes, about: those of Chinese are wider. @param {string} word */
const widthOf = (word) => [...word].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 6.6), 0);

/** The y at an x, of the nearest point at or before it; null before the first. @param {readonly Place[]} points @param {number} at @returns {number | null} */
export function valueAt(points, at) {
  let [low, high] = [0, points.length - 1];
  if (high < 0 || at < points[0][0]) return null;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (points[middle][0] <= at) low = middle;
    else high = middle - 1;
  }
  return points[low][1];
}
