"""A float -> the few characters that a card, a sentence or a formula has room for.

Four significant digits tell a reader what a number is; all seventeen stand in the API. Whole numbers under a million
keep every digit. A number that is too large or too small for that is written with a power of ten.
"""

from __future__ import annotations

import math
from typing import NamedTuple

DIGITS = 4
"""significant digits where nothing else is asked for"""

LARGEST_WHOLE = 6
"""digits before the point that are still written out"""

LEADING_ZEROS = 4
"""the point may stand this many places before the first digit (0.0001234)"""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Short(NamedTuple):
    """Shortened: `sign` is "−" (U+2212) or "", `digits` figures and point, `exponent` 0 where there is none."""

    sign: str
    digits: str
    exponent: int


def shortened(value: float, digits: int = DIGITS) -> Short:
    """`value`, finite, rounded to `digits` significant digits, halves of its shortest decimal form away from zero."""
    if value == 0:
        return Short("", "0", 0)
    written, _, power = repr(abs(float(value))).partition("e")
    before, _, behind = written.partition(".")
    figures = (before + behind).lstrip("0")
    exponent = len(figures) - len(behind) - 1 + int(power or 0)
    figures, carried = _rounded(figures, max(digits, exponent + 1) if exponent < LARGEST_WHOLE else digits)
    exponent += carried
    sign = "−" if value < 0 else ""
    if -LEADING_ZEROS <= exponent < LARGEST_WHOLE:
        return Short(sign, _pointed(figures, exponent), 0)
    return Short(sign, _pointed(figures, 0), exponent)


def short(value: float, digits: int = DIGITS) -> str:
    """`value` as plain text: 0.125, −2, 1.2·10⁻⁵, 10⁶, ∞, −∞, NaN. The minus sign is U+2212."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
    sign, mantissa, exponent = shortened(value, digits)
    if not exponent:
        return sign + mantissa
    power = "10" + str(exponent).translate(SUPERSCRIPTS)
    return sign + (power if mantissa == "1" else f"{mantissa}·{power}")


def short_latex(value: float, digits: int = DIGITS) -> str:
    r"""`value` as LaTeX: 0.125, -2, 1.2 \cdot 10^{-5}, 10^{6}, \infty, \mathrm{NaN}."""
    if not math.isfinite(value):
        return r"\mathrm{NaN}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    sign, mantissa, exponent = shortened(value, digits)
    minus = "-" if sign else ""
    if not exponent:
        return minus + mantissa
    power = f"10^{{{exponent}}}"
    return minus + (power if mantissa == "1" else rf"{mantissa} \cdot {power}")


def _rounded(figures: str, count: int) -> tuple[str, int]:
    """The first `count` significant figures, rounded, and 1 where that made one more before the point."""
    if len(figures) > count:
        kept = str(int(figures[:count]) + (figures[count] >= "5"))
        return kept.rstrip("0"), len(kept) - count
    return figures.rstrip("0"), 0


def _pointed(figures: str, exponent: int) -> str:
    """Figures of which the first counts 10^`exponent`, without an exponent."""
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + figures
    whole = figures[: exponent + 1].ljust(exponent + 1, "0")
    return f"{whole}.{figures[exponent + 1 :]}" if len(figures) > exponent + 1 else whole
