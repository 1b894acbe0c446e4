/**
 * Chains of cubic Béziers as values: a first point, then (control, control, end) for each cubic.
 *
 * @typedef {import("./types.js").Point} Point
 * @typedef {{x: number, y: number, angle: number}} Place  a point of the curve and the direction there, in degrees
 * @typedef {{length: number, box: import("./motion.js").Box, at: (fraction: number) => Place, cut: (from: number, to: number) => Point[]}} Measure
 */

const SAMPLES = 16; // a cubic; the error of the arc length stays under half a unit on the longest edges

/** @param {Point} a @param {Point} b @param {number} t @returns {Point} */
const between = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/** @param {readonly Point[]} points @returns {string} what an SVG path's `d` takes */
export function pathData(points) {
  if (points.length === 0) return "";
  const words = points.map(([x, y]) => `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`);
  return `M${words[0]}${words.length > 1 ? `C${words.slice(1).join(" ")}` : ""}`;
}

/**
 * Both halves of one cubic (de Casteljau).
 * @param {readonly Point[]} cubic four points
 * @param {number} t
 * @returns {[Point[], Point[]]}
 */
function split(cubic, t) {
  const [a, b, c, d] = cubic;
  const ab = between(a, b, t);
  const bc = between(b, c, t);
  const cd = between(c, d, t);
  const abc = between(ab, bc, t);
  const bcd = between(bc, cd, t);
  const middle = between(abc, bcd, t);
  return [
    [a, ab, abc, middle],
    [middle, bcd, cd, d],
  ];
}

/**
 * Walks a chain by length.
 * @param {readonly Point[]} points
 * @returns {Measure} `at` and `cut` take fractions of the length
 */
export function measure(points) {
  /** @type {Point[][]} */
  const cubics = [];
  for (let i = 0; i + 3 < points.length; i += 3) cubics.push(points.slice(i, i + 4));
  const lengths = [0];
  let previous = points[0] ?? [0, 0];
  for (const cubic of cubics) {
    for (let i = 1; i <= SAMPLES; i++) {
      const here = split(cubic, i / SAMPLES)[0][3];
      lengths.push(lengths[lengths.length - 1] + Math.hypot(here[0] - previous[0], here[1] - previous[1]));
      previous = here;
    }
  }
  const length = lengths[lengths.length - 1];

  /** Which cubic, and where on it. @param {number} fraction @returns {[number, number]} */
  function locate(fraction) {
    const wanted = Math.min(Math.max(fraction, 0), 1) * length;
    let low = 0;
    let high = lengths.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (lengths[middle] <= wanted) low = middle;
      else high = middle;
    }
    const step = lengths[high] - lengths[low] || 1;
    const sample = Math.min(low + (wanted - lengths[low]) / step, cubics.length * SAMPLES);
    const index = Math.min(Math.floor(sample / SAMPLES), cubics.length - 1);
    return [index, sample / SAMPLES - index];
  }

  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = points.length ? [Math.min(...xs), Math.min(...ys)] : [0, 0];
  // The controls count: a curve stays between its points.
  const box = points.length ? { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y } : { x, y, width: 0, height: 0 };

  return {
    length,
    box,
    at(fraction) {
      if (cubics.length === 0) return { x: previous[0], y: previous[1], angle: 0 };
      const [index, t] = locate(fraction);
      const cubic = cubics[index];
      const [head, tail] = split(cubic, t);
      const [x, y] = head[3];
      // A control that lies on its end gives no direction: take the chord there.
      const [from, to] = t < 0.5 ? [head[3], tail[1]] : [head[2], head[3]];
      const flat = Math.hypot(to[0] - from[0], to[1] - from[1]) < 1e-6;
      const [a, b] = flat ? [cubic[0], cubic[3]] : [from, to];
      return { x, y, angle: (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI };
    },
    cut(from, to) {
      if (cubics.length === 0) return [...points];
      const [first, start] = locate(from);
      const [last, end] = locate(to);
      /** @type {Point[]} */
      const kept = [];
      for (let i = first; i <= last; i++) {
        let piece = cubics[i];
        if (i === last) piece = split(piece, end)[0];
        if (i === first) piece = split(piece, first === last ? start / (end || 1) : start)[1];
        kept.push(...(kept.length ? piece.slice(1) : piece));
      }
      return kept;
    },
  };
}

/**
 * The chain after its ends were moved: the end cubics keep their direction at the card, what lies between gives way.
 * @param {readonly Point[]} points
 * @param {Point} start how far the source moved
 * @param {Point} end how far the target moved
 * @returns {Point[]}
 */
export function shift(points, start, end) {
  const last = points.length - 1;
  return points.map(([x, y], i) => {
    const t = Math.min(Math.max((i - 1) / (last - 2 || 1), 0), 1);
    return [x + start[0] + (end[0] - start[0]) * t, y + start[1] + (end[1] - start[1]) * t];
  });
}

/**
 * From one chain to another of as many points.
 * @param {readonly Point[]} a
 * @param {readonly Point[]} b
 * @param {number} t
 * @returns {Point[]}
 */
export function mixChains(a, b, t) {
  return b.map((point, i) => between(a[i], point, t));
}
