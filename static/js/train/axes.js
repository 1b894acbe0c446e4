/** The axes of a plot: hairlines and numbers at round places, and the name of what runs to the right. */

import { shortFigure } from "../figures.js";

/**
 * @param {import("d3-selection").Selection<any, any, any, any>} axes
 * @param {{x: import("./scale.js").Scale, y: import("./scale.js").Scale, floor: number, left: number, xName: string, yName?: string, wholeX?: boolean}} options
 *   floor, left: where the axes stand, in pixels; wholeX: only whole numbers along x
 */
export function drawAxes(axes, { x, y, floor, left, xName, yName = "", wholeX = false }) {
  const [right, top] = [x.to(x.domain[1]), y.to(y.domain[1])];
  const rows = axes
    .selectAll("g.row")
    .data(y.ticks)
    .join((enter) => {
      const row = enter.append("g").attr("class", "row");
      row.append("path");
      row.append("text");
      return row;
    });
  rows.select("path").attr("d", (tick) => `M${left} ${y.to(tick)}H${right}`);
  rows
    .select("text")
    .attr("x", left - 8)
    .attr("y", (tick) => y.to(tick) + 4)
    .text((tick) => shortFigure(tick, 3));
  const ticks = wholeX ? x.ticks.filter(Number.isInteger) : x.ticks;
  axes
    .selectAll("text.tick")
    .data(ticks)
    .join("text")
    .attr("class", "tick")
    .attr("x", (tick) => x.to(tick))
    .attr("y", floor + 17)
    .text((tick) => shortFigure(tick, wholeX ? 7 : 3));
  axes.selectAll("path.floor").data([0]).join("path").attr("class", "floor").attr("d", `M${left} ${floor}H${right}`);
  const words = [
    { kind: "below", name: xName, at: [(left + right) / 2, floor + 31] },
    { kind: "above", name: yName, at: [left + 6, top + 10] },
  ];
  axes
    .selectAll("text.word")
    .data(words)
    .join("text")
    .attr("class", ({ kind }) => `word ${kind}`)
    .attr("x", ({ at }) => at[0])
    .attr("y", ({ at }) => at[1])
    .text(({ name }) => name);
}
