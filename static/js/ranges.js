/** How far a slider goes for a value, so that the usual numbers lie well inside and steps are round. */

/**
 * @param {number} value
 * @returns {{low: number, high: number, step: number}} symmetric around 0, high a power of ten at least 1
 */
export function rangeFor(value) {
  const size = Number.isFinite(value) ? Math.abs(value) : 0;
  let high = 1;
  while (high < Math.min(size * 1.5, 1e15)) high *= 10;
  if (size === 0 || (high === 1 && Number.isInteger(value))) high = 10;
  return { low: -high, high, step: high / 100 };
}

/** Whether a value still lies on a slider. @param {number} value @param {{low: number, high: number}} range */
export function within(value, { low, high }) {
  return value >= low && value <= high;
}
