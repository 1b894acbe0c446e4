/** Numbers <-> pixels, and the round numbers that stand at an axis. Pure. */

/**
 * @typedef {object} Scale
 * @property {(value: number) => number} to  pixels; NaN where the scale has no place for it
 * @property {(pixels: number) => number} from
 * @property {number[]} ticks
 * @property {[number, number]} domain
 */

/** Round numbers within, about `count` of them. @param {number} low @param {number} high @param {number} count */
export function ticksOf(low, high, count) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power >= 7.07 ? 10 : rough / power >= 3.16 ? 5 : rough / power >= 1.41 ? 2 : 1);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // One multiplication each: added up, 0.1 would drift.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** @param {readonly [number, number]} domain @param {readonly [number, number]} range pixels @param {number} [count] of ticks @returns {Scale} */
export function linear([low, high], [start, end], count = 5) {
  if (!(high > low)) [low, high] = [low - 0.5 * (Math.abs(low) || 1), low + 0.5 * (Math.abs(low) || 1)];
  return {
    to: (value) => start + ((value - low) / (high - low)) * (end - start),
    from: (pixels) => low + ((pixels - start) / (end - start)) * (high - low),
    ticks: ticksOf(low, high, count),
    domain: [low, high],
  };
}

/** The same for powers: what is not above 0 has no place. @param {readonly [number, number]} domain @param {readonly [number, number]} range @param {number} [count] @returns {Scale} */
export function logarithmic([low, high], range, count = 5) {
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const inner = linear([from, to], range);
  const [first, last] = inner.domain.map((edge) => Math.round(edge * 1e9) / 1e9);
  const every = Math.max(1, Math.ceil((last - first) / count));
  let ticks = [];
  for (let power = Math.ceil(first); power <= last; power += every) ticks.push(Number(`1e${power}`));
  if (ticks.length < 2) ticks = ticksOf(10 ** first, 10 ** last, count);
  return {
    to: (value) => (value > 0 ? inner.to(Math.log10(value)) : NaN),
    from: (pixels) => 10 ** inner.from(pixels),
    ticks,
    domain: [10 ** first, 10 ** last],
  };
}

/** The least and the largest finite number, with some room; null where there is none. @param {Iterable<number>} values @param {number} [room] as a part of the extent @returns {[number, number] | null} */
export function extent(values, room = 0.06) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  const more = high > low ? (high - low) * room : Math.abs(low) * 0.5 || 1;
  return [low - more, high + more];
}
