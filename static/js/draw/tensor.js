/**
 * A tensor as a small grid of cells with heat.
 *
 * @typedef {import("../types.js").Figure} Figure
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("../types.js").Grid} Grid
 * @typedef {{row: number, column: number, figure: Figure | null, mark: string, heat: number, place: string}} Cell
 *   figure is null for an ellipsis, whose `mark` is drawn; heat is 0 to 1 of the largest magnitude; place as in `[0, 1]`
 */

import { select } from "../../vendor/d3.js";
import { fullFigure, isFigure, shortFigure, toNumber } from "../figures.js";
import { fittingSize } from "./number.js";

const LARGEST = 12; // a number in a cell
const LEGIBLE = 9.5;

/**
 * The first matrix of a tensor; a vector is a column.
 * @param {Figures} value
 * @returns {Figure[][]}
 */
export function firstMatrix(value) {
  if (!Array.isArray(value)) return isFigure(value) ? [[value]] : [];
  if (value.length === 0) return [];
  if (value.every(isFigure)) return value.map((figure) => [figure]);
  const first = value[0];
  if (Array.isArray(first) && first.every(isFigure)) return /** @type {Figure[][]} */ (value);
  return firstMatrix(first);
}

/**
 * What the grid shows of a value.
 * @param {Figures} value
 * @param {Grid} grid
 * @returns {Cell[]}
 */
export function gridCells(value, grid) {
  const matrix = firstMatrix(value);
  const vector = Array.isArray(value) && value.every(isFigure);
  const rowsCut = matrix.length > grid.rows;
  const columnsCut = (matrix[0]?.length ?? 0) > grid.columns;
  const magnitude = (/** @type {Figure} */ figure) => Math.abs(toNumber(figure));
  const sizes = matrix.flat().map(magnitude).filter(Number.isFinite);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0) || 1;
  const cells = [];
  for (let row = 0; row < Math.min(grid.rows, matrix.length); row++) {
    for (let column = 0; column < Math.min(grid.columns, matrix[row].length); column++) {
      const below = rowsCut && row === grid.rows - 1;
      const beside = columnsCut && column === grid.columns - 1;
      if (below || beside) {
        cells.push({ row, column, figure: null, mark: below && beside ? "⋱" : below ? "⋮" : "⋯", heat: 0, place: "" });
        continue;
      }
      const figure = matrix[row][column];
      const size = magnitude(figure);
      const heat = Number.isNaN(size) ? 0 : Math.min(size / largest, 1);
      cells.push({ row, column, figure, mark: "", heat, place: vector ? `[${row}]` : `[${row}, ${column}]` });
    }
  }
  return cells;
}

/**
 * Draws a value's grid around the middle of a half.
 * @param {SVGGElement} element
 * @param {Figures} value
 * @param {Grid} grid
 * @param {{x: number, y: number}} centre
 */
export function drawTensor(element, value, grid, centre) {
  const cells = gridCells(value, grid);
  const [width, height] = grid.cell;
  const left = centre.x - (grid.columns * width) / 2;
  const top = centre.y - (grid.rows * height) / 2;
  // One size for all numbers of a grid: the widest decides. Where that is too small to read a digit goes; the title has all.
  const sizeWith = (/** @type {number} */ digits) =>
    cells.reduce((least, { figure }) => (figure === null ? least : Math.min(least, fittingSize(shortFigure(figure, digits), width - 5, LARGEST))), LARGEST);
  const digits = sizeWith(4) < LEGIBLE ? 3 : 4;
  const size = sizeWith(digits);
  const joined = select(element)
    .selectAll("g.cell")
    .data(cells)
    .join((enter) => {
      const cell = enter.append("g").attr("class", "cell");
      cell.append("rect").attr("rx", 3);
      cell.append("text");
      cell.append("title");
      return cell;
    })
    .attr("transform", (cell) => `translate(${left + cell.column * width},${top + cell.row * height})`);
  joined
    .select("rect")
    .attr("x", 1)
    .attr("y", 1)
    .attr("width", width - 2)
    .attr("height", height - 2)
    .attr("fill-opacity", (cell) => (0.04 + 0.4 * cell.heat).toFixed(3))
    .attr("visibility", (cell) => (cell.figure === null ? "hidden" : null));
  joined
    .select("text")
    .attr("x", width / 2)
    .attr("y", height / 2)
    .attr("dy", "0.35em")
    .style("font-size", (cell) => `${cell.figure === null ? LARGEST : size.toFixed(1)}px`)
    .text((cell) => (cell.figure === null ? cell.mark : shortFigure(cell.figure, digits)));
  joined.select("title").text((cell) => (cell.figure === null ? "" : `${cell.place} = ${fullFigure(cell.figure)}`));
}
