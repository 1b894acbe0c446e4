/**
 * Figures as people write them: what the API sent enters; text or LaTeX leaves.
 *
 * @typedef {import("./types.js").Figure} Figure
 * @typedef {import("./types.js").Figures} Figures
 */

const MINUS = "\u2212";
const DIGITS = 4;
const LARGEST_WHOLE = 6; // digits before the point that are still written out
const LEADING_ZEROS = 4; // the point may stand this many places before the first digit

/** The float64 behind a figure. @param {Figure} figure @returns {number} */
export function toNumber(figure) {
  return Number(figure);
}

/**
 * Whether a value is a scalar; the words for NaN and infinities are.
 * @param {Figures | null | undefined} value
 * @returns {value is Figure}
 */
export function isFigure(value) {
  return typeof value === "number" || typeof value === "string";
}

/** Whether a value is what is told of a tensor that is too large. @param {Figures} value @returns {value is import("./types.js").Summary} */
export const isSummary = (value) => typeof value === "object" && !Array.isArray(value);

/**
 * Four significant digits without idle zeros, halves away from zero, as app/numbers.py writes them: the cards are measured
 * with its text. A whole number under a million keeps every digit.
 * @param {number} x finite
 * @param {number} wanted significant digits
 * @returns {{sign: string, mantissa: string, exponent: number}} no exponent is 0
 */
function shortened(x, wanted = DIGITS) {
  if (x === 0) return { sign: "", mantissa: "0", exponent: 0 };
  // The shortest decimal form of x, so that 1.0005 rounds as it is read and not as it is stored.
  const [written, power] = Math.abs(x).toExponential().split("e");
  const all = written.replace(".", "");
  let exponent = Number(power);
  const kept = exponent < LARGEST_WHOLE ? Math.max(wanted, exponent + 1) : wanted;
  let rounded = BigInt(all.slice(0, kept).padEnd(kept, "0"));
  if ((all[kept] ?? "0") >= "5") rounded += 1n;
  let digits = String(rounded);
  if (digits.length > kept) exponent += 1;
  digits = digits.replace(/0+$/, "");
  const sign = x < 0 ? "-" : "";
  if (exponent >= LARGEST_WHOLE || exponent < -LEADING_ZEROS) {
    return { sign, mantissa: digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits, exponent };
  }
  if (exponent < 0) return { sign, mantissa: `0.${"0".repeat(-exponent - 1)}${digits}`, exponent: 0 };
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const rest = digits.slice(exponent + 1);
  return { sign, mantissa: rest ? `${whole}.${rest}` : whole, exponent: 0 };
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * As short as a card needs it: `33`, `0.3333`, `−1.5`, `1.2·10⁻⁵`, `∞`, `NaN`.
 * @param {Figure} figure
 * @param {number} [wanted] significant digits
 */
export function shortFigure(figure, wanted = DIGITS) {
  const x = toNumber(figure);
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x < 0 ? `${MINUS}∞` : "∞";
  const { sign, mantissa, exponent } = shortened(x, wanted);
  const minus = sign ? MINUS : "";
  if (!exponent) return minus + mantissa;
  const power = `10${String(exponent).replace("-", "⁻").replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)])}`;
  return minus + (mantissa === "1" ? power : `${mantissa}·${power}`);
}

/** Every digit that float64 holds, for titles. @param {Figure} figure */
export function fullFigure(figure) {
  const x = toNumber(figure);
  return Number.isFinite(x) ? String(x).replaceAll("-", MINUS).replace("e+", "e") : shortFigure(figure);
}

/** `shortFigure` as LaTeX. @param {Figure} figure */
export function latexFigure(figure) {
  const x = toNumber(figure);
  if (Number.isNaN(x)) return "\\mathrm{NaN}";
  if (!Number.isFinite(x)) return x < 0 ? "-\\infty" : "\\infty";
  const { sign, mantissa, exponent } = shortened(x);
  if (!exponent) return sign + mantissa;
  const power = `10^{${exponent}}`;
  return sign + (mantissa === "1" ? power : `${mantissa} \\cdot ${power}`);
}

/** `2×3` for a matrix, "" for a scalar. @param {readonly number[]} shape */
export function shapeText(shape) {
  return shape.length === 1 ? `(${shape[0]})` : shape.join("×");
}

/**
 * A value in words for labels: a scalar is a figure, a small tensor its rows, a large one its shape.
 * @param {Figures} value
 * @param {readonly number[]} shape
 * @returns {string}
 */
export function sayFigures(value, shape) {
  if (isFigure(value)) return shortFigure(value);
  if (isSummary(value)) return value.norm === undefined ? shapeText(shape) : `${shapeText(shape)}, ‖·‖ ${shortFigure(value.norm)}`;
  const count = shape.reduce((a, b) => a * b, 1);
  if (count > 12) return shapeText(shape);
  /** @param {Figures} part @returns {string} */
  const say = (part) => (isFigure(part) ? shortFigure(part) : `[${/** @type {Figures[]} */ (part).map(say).join(", ")}]`);
  return say(value);
}
