/**
 * The error of a central difference against its step, both axes in powers of ten: a picture of `differences`.
 *
 * @typedef {import("./differences.js").Difference} Difference
 */

import { line } from "../../vendor/d3-shape.js";
import { pointer, select } from "../../vendor/d3.js";

const WIDTH = 320;
const HEIGHT = 190;
const FRAME = { left: 42, right: 10, top: 10, bottom: 32 };
/** Errors from the last digit of a float64 upwards; a difference without error stands on the floor. */
const FLOOR = -16.5;
const TOP = 1;
const TICKS = { h: [-15, -10, -5, -1], error: [0, -5, -10, -15] };

/** @param {number} h */
const across = (h) => FRAME.left + ((Math.log10(h) + 15) / 14) * (WIDTH - FRAME.left - FRAME.right);
/** @param {number} error */
export function upwards(error) {
  const power = Math.min(Math.max(error > 0 ? Math.log10(error) : FLOOR, FLOOR), TOP);
  return FRAME.top + ((TOP - power) / (TOP - FLOOR)) * (HEIGHT - FRAME.top - FRAME.bottom);
}

/** @param {any} axis @param {number} power @param {number} x @param {number} y */
function tick(axis, power, x, y) {
  const text = axis.append("text").attr("x", x).attr("y", y).text("10");
  text.append("tspan").attr("dy", -4).attr("class", "power").text(String(power).replace("-", "−"));
}

/**
 * @param {HTMLElement} place
 * @param {{words: {h: string, error: string}, onPoint: (i: number) => void}} options `onPoint`: the step next to the pointer
 */
export function createErrorPlot(place, { words, onPoint }) {
  const svg = select(place).append("svg").attr("class", "error-plot").attr("viewBox", `0 0 ${WIDTH} ${HEIGHT}`).attr("role", "img");
  const axes = svg.append("g").attr("class", "axes");
  const [right, floor] = [WIDTH - FRAME.right, HEIGHT - FRAME.bottom];
  for (const power of TICKS.error) {
    const y = upwards(10 ** power);
    axes.append("path").attr("d", `M${FRAME.left} ${y}H${right}`);
    tick(axes.append("g").attr("class", "left"), power, FRAME.left - 6, y + 4);
  }
  for (const power of TICKS.h) tick(axes.append("g").attr("class", "below"), power, across(10 ** power), floor + 16);
  axes.append("path").attr("class", "floor").attr("d", `M${FRAME.left} ${floor}H${right}`);
  axes.append("text").attr("class", "word below").attr("x", (FRAME.left + right) / 2).attr("y", HEIGHT - 4).text(words.h);
  axes.append("text").attr("class", "word left-top").attr("x", FRAME.left + 6).attr("y", FRAME.top + 8).text(words.error);
  const curve = svg.append("path").attr("class", "curve");
  const dots = svg.append("g").attr("class", "dots");
  const present = svg.append("g").attr("class", "present");
  present.append("path");
  present.append("circle").attr("r", 5.5);

  /** @type {readonly Difference[]} */
  let shown = [];
  svg.on("pointermove pointerdown", (event) => {
    const [x] = pointer(event, svg.node());
    let nearest = 0;
    for (const [i, { h }] of shown.entries()) if (Math.abs(across(h) - x) < Math.abs(across(shown[nearest].h) - x)) nearest = i;
    if (shown.length && (event.type === "pointerdown" || event.buttons)) onPoint(nearest);
  });

  return {
    /** @param {readonly Difference[]} found @param {string} label what the picture shows, in words */
    update(found, label) {
      shown = found;
      const known = found.filter(({ error }) => !Number.isNaN(error));
      const path = line(
        (/** @type {Difference} */ { h }) => across(h),
        (/** @type {Difference} */ { error }) => upwards(error),
      );
      curve.attr("d", path(known) ?? "");
      dots
        .selectAll("circle")
        .data(known)
        .join("circle")
        .attr("r", 1.7)
        .attr("cx", ({ h }) => across(h))
        .attr("cy", ({ error }) => upwards(error));
      svg.attr("aria-label", label);
    },
    /** @param {Difference} at @param {boolean} good */
    point(at, good) {
      const [x, y] = [across(at.h), upwards(at.error)];
      present.classed("good", good).attr("visibility", Number.isNaN(at.error) ? "hidden" : null);
      present.select("path").attr("d", `M${x} ${FRAME.top}V${floor}`);
      present.select("circle").attr("cx", x).attr("cy", y);
    },
  };
}
