export { line } from "d3-shape";
