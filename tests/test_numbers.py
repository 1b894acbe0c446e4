"""Short numbers, as text and as LaTeX."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.numbers import short, short_latex

CASES = [
    (0.0, "0", "0"),
    (-0.0, "0", "0"),
    (33.0, "33", "33"),
    (-2.0, "−2", "-2"),
    (0.125, "0.125", "0.125"),
    (0.1 + 0.2, "0.3", "0.3"),
    (2 / 3, "0.6667", "0.6667"),
    (123456.7, "123457", "123457"),
    (999999.9, "10⁶", "10^{6}"),
    (1e6, "10⁶", "10^{6}"),
    (-1234567.0, "−1.235·10⁶", r"-1.235 \cdot 10^{6}"),
    (0.0001234, "0.0001234", "0.0001234"),
    (1.2e-5, "1.2·10⁻⁵", r"1.2 \cdot 10^{-5}"),
    (-1e-5, "−10⁻⁵", "-10^{-5}"),
    (1.0005, "1.001", "1.001"),
    (5e-324, "5·10⁻³²⁴", r"5 \cdot 10^{-324}"),
    (math.inf, "∞", r"\infty"),
    (-math.inf, "−∞", r"-\infty"),
    (math.nan, "NaN", r"\mathrm{NaN}"),
]


@pytest.mark.parametrize(("value", "text", "latex"), CASES)
def test_a_number_is_written_as_people_write_it(value: float, text: str, latex: str) -> None:
    assert short(value) == text
    assert short_latex(value) == latex


def test_fewer_digits_are_kept_where_there_is_less_room() -> None:
    assert short(0.123456, 3) == "0.123"
    assert short(-1.999, 3) == "−2"
    assert short(12345.0, 3) == "12345", "a whole number is never rounded while it is under a million"


WRITTEN = re.compile("(−?)(?:([0-9.]+)(?:·|$))?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_written_is_within_half_a_unit_of_the_fourth_digit(value: float) -> None:
    match = WRITTEN.fullmatch(short(value))
    assert match
    sign, digits, power = match.groups()
    exponent = int((power or "⁰").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    written = Decimal(digits or "1").scaleb(exponent) * (-1 if sign else 1)
    exact = Decimal(repr(value))
    assert abs(written - exact) <= abs(exact) * Decimal("0.0005")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_short_number_has_at_most_thirteen_characters(value: float) -> None:
    assert len(short(value)) <= 13
