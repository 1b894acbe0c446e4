/** Axes of a figure: from numbers to places, where ticks stand, and colours for numbers. Pure. */

/** Numbers that can be drawn. @param {readonly unknown[]} values */
export const finite = (values) => values.map(Number).filter(Number.isFinite);

/**
 * The range of an axis: that of its numbers with a little room, as matplotlib leaves it.
 * @param {readonly number[]} values finite
 * @param {readonly [number | null, number | null] | null} limits that the listing set
 * @param {boolean} log
 * @returns {[number, number]}
 */
export function domain(values, limits, log) {
  const seen = log ? values.filter((x) => x > 0) : values;
  let low = seen.length ? Math.min(...chunks(seen).map((part) => Math.min(...part))) : log ? 0.1 : 0;
  let high = seen.length ? Math.max(...chunks(seen).map((part) => Math.max(...part))) : 1;
  if (log) {
    const room = low === high ? 1 : (Math.log10(high) - Math.log10(low)) * 0.05;
    [low, high] = [low / 10 ** room, high * 10 ** room];
  } else {
    const room = low === high ? Math.abs(low) * 0.05 || 0.5 : (high - low) * 0.05;
    [low, high] = [low - room, high + room];
  }
  return [limits?.[0] ?? low, limits?.[1] ?? high];
}

/** Math.min takes no more arguments than a stack holds. @param {readonly number[]} values @returns {number[][]} */
function chunks(values) {
  const parts = [];
  for (let i = 0; i < values.length; i += 10_000) parts.push(values.slice(i, i + 10_000));
  return parts;
}

/**
 * @param {readonly [number, number]} from numbers
 * @param {readonly [number, number]} to places
 * @param {boolean} log
 * @returns {(x: number) => number}
 */
export function scale([low, high], [start, end], log) {
  const read = (/** @type {number} */ x) => (log ? Math.log10(Math.max(x, Number.MIN_VALUE)) : x);
  const [a, b] = [read(low), read(high)];
  return (x) => start + ((read(x) - a) / (b - a || 1)) * (end - start);
}

/**
 * Round numbers within a range, about `count` of them, and two at least.
 * @param {readonly [number, number]} range
 * @param {number} count
 * @param {boolean} log
 * @param {boolean} [whole] what is counted has nothing between its numbers
 * @returns {number[]}
 */
export function ticks([low, high], count, log, whole = false) {
  const [from, to] = low <= high ? [low, high] : [high, low];
  if (log) {
    const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
    const every = Math.max(1, Math.ceil((last - first + 1) / count));
    const powers = [];
    for (let power = first; power <= last; power += every) powers.push(Number(`1e${power}`));
    return powers.length > 1 ? powers : ticks([from, to], count, false).filter((x) => x > 0);
  }
  const rough = (to - from) / Math.max(count, 1);
  if (!(rough > 0) || !Number.isFinite(rough)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [0.1, 0.2, 0.5, 1, 2, 2.5, 5, 10].map((each) => each * power).filter((each) => !whole || Number.isInteger(Number(each.toPrecision(12))));
  if (!steps.length) steps.push(1);
  const least = steps.findIndex((each) => each >= rough);
  for (let at = least < 0 ? steps.length - 1 : least; ; at--) {
    const found = multiples(from, to, steps[at]);
    if (found.length > 1 || at === 0) return found;
  }
}

/** @param {number} from @param {number} to @param {number} step */
function multiples(from, to, step) {
  const found = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

/**
 * Where a legend hides least, as matplotlib's `best` has it: of the corners the first with the fewest points behind it.
 * @param {readonly [number, number][]} points
 * @param {{left: number, right: number, top: number, bottom: number}} box
 * @param {number} width
 * @param {number} height
 * @returns {[number, number]} its left upper corner
 */
export function freeCorner(points, box, width, height) {
  const [left, right, top, bottom] = [box.left + 6, Math.max(box.left + 4, box.right - width - 6), box.top + 6, box.bottom - height - 6];
  const corners = /** @type {[number, number][]} */ ([[right, top], [left, top], [left, bottom], [right, bottom]]);
  const hidden = corners.map(([x, y]) => points.filter(([a, b]) => a > x - 3 && a < x + width + 3 && b > y - 3 && b < y + height + 3).length);
  return corners[hidden.indexOf(Math.min(...hidden))];
}

/** A number at an axis. @param {number} x */
export function tickText(x) {
  const size = Math.abs(x);
  const text = size !== 0 && (size >= 1e5 || size < 1e-3) ? x.toExponential(0).replace("e+", "e") : String(Number(x.toPrecision(6)));
  return text.replaceAll("-", "−");
}

const MAPS = {
  viridis: ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"],
  gray: ["#000000", "#ffffff"],
  binary: ["#ffffff", "#000000"],
  coolwarm: ["#3b4cc0", "#dddddd", "#b40426"],
  jet: ["#000080", "#0080ff", "#80ff80", "#ff8000", "#800000"],
};
/** @type {Record<string, keyof typeof MAPS>} */
const LIKE = { gray: "gray", grey: "gray", Greys_r: "gray", binary: "binary", Greys: "binary", gray_r: "binary", coolwarm: "coolwarm", bwr: "coolwarm", RdBu: "coolwarm", seismic: "coolwarm", jet: "jet", rainbow: "jet" };

/** The colour of a number from 0 to 1. @param {string} map as matplotlib names it @param {number} x */
export function colourOf(map, x) {
  const stops = MAPS[LIKE[map] ?? "viridis"];
  const place = Math.max(0, Math.min(1, Number.isFinite(x) ? x : 0)) * (stops.length - 1);
  const at = Math.min(Math.floor(place), stops.length - 2);
  const parts = [1, 3, 5].map((i) => {
    const [a, b] = [stops[at], stops[at + 1]].map((stop) => parseInt(stop.slice(i, i + 2), 16));
    return Math.round(a + (b - a) * (place - at));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Where a field of numbers has one value: pieces of line, cell by cell (marching squares; Lorensen and Cline 1987, in the plane).
 * @param {readonly (readonly number[])[]} z rows
 * @param {number} level
 * @returns {[[number, number], [number, number]][]} pairs of (column, row), between the grid's places
 */
export function contourLines(z, level) {
  /** @type {[[number, number], [number, number]][]} */
  const found = [];
  for (let row = 0; row + 1 < z.length; row++) {
    for (let column = 0; column + 1 < z[row].length; column++) {
      const corners = /** @type {[number, number][]} */ ([[0, 0], [1, 0], [1, 1], [0, 1]]).map(([x, y]) => [column + x, row + y, z[row + y][column + x]]);
      /** @type {[number, number][]} */
      const cut = [];
      for (const [i, [x, y, value]] of corners.entries()) {
        const [u, v, other] = corners[(i + 1) % 4];
        if (value < level === other < level) continue;
        const part = (level - value) / (other - value);
        cut.push([x + (u - x) * part, y + (v - y) * part]);
      }
      for (let i = 0; i + 1 < cut.length; i += 2) found.push([cut[i], cut[i + 1]]);
    }
  }
  return found;
}
