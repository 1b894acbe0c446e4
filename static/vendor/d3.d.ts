export { select, pointer } from "d3-selection";
export { interrupt, transition } from "d3-transition";
export { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
export { drag } from "d3-drag";
export { interpolateNumber } from "d3-interpolate";
export { timer } from "d3-timer";
