from __future__ import annotations

import math

from app.cli.tables import number, table


def test_names_stand_to_the_left_and_numbers_to_the_right() -> None:
    assert table(["输入", "value"], [["a", "5"], ["长名字", "-10.5"]]) == "输入    value\na           5\n长名字  -10.5"


def test_numbers_are_written_as_short_as_they_are_exact_to_twelve_digits() -> None:
    assert [number(each) for each in (5.0, 1 / 3, 1e30, -0.5, None)] == ["5", "0.333333333333", "1e+30", "-0.5", "–"]
    assert [number(each) for each in ("NaN", math.inf)] == ["nan", "inf"]
    assert number([[1, 2], [3, 4.25]]) == "[[1, 2], [3, 4.25]]"
    assert number([0.0] * 1000) == "[0, 0, ..., 0, 0]"
