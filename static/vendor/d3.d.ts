export { select, selectAll, pointer } from "d3-selection";
export { transition, interrupt } from "d3-transition";
export { easeCubicInOut, easeCubicOut, easeLinear } from "d3-ease";
export { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
export { drag } from "d3-drag";
export { interpolate, interpolateNumber, interpolateRgb } from "d3-interpolate";
export { now, timer, timeout } from "d3-timer";
export { line, curveBasis, curveLinear } from "d3-shape";
