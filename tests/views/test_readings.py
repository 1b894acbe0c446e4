"""How a source was read, and the source that is read otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from app.language.readings import ALTERNATIVES, READINGS
from app.views.readings import OTHERS, reading_rows
from tests.runs import run_of


def others(source: str, values: dict[str, Any] | None = None) -> dict[str, str | None]:
    rows = reading_rows(run_of(source, values), "en")
    return {row["code"]: row["alternative"] and row["alternative"]["source"] for row in rows}


@pytest.mark.parametrize(
    ("source", "values", "code", "other"),
    [
        ("J = 3(a+bc)", {"a": 5, "b": 3, "c": 2}, "product", "J = 3(a+bc)\nbc = 6"),
        ("J = 3(a+bc)\nbc = 6", {"a": 5}, "defined_name", "J = 3(a+bc)"),
        ("J = 3(a+bc); bc = 6; a = 2", {}, "defined_name", "J = 3(a+bc); a = 2"),
        ("bc = 6; J = 3(a+bc)", {}, "defined_name", "J = 3(a+bc)"),
        ("y = 2dolar + dolar", {}, "one_name", "y = 2d·o·l·a·r + d·o·l·a·r"),
        ("y = e^x", {}, "euler", "y = e^x\ne = 2.718281828459045"),
        ("y = σ(x)", {}, "letter_function", "y = σ·(x)"),
        ("y = log(x) + log(u)", {}, "natural_logarithm", "y = log10(x) + log10(u)"),
        ("y = a/bc", {}, "grouping", "y = a/(bc)"),
        ("y = W x", {"W": [[1, 2], [3, 4]], "x": [1, 2]}, "matrix_product", "y = W * x"),
        ("y = W x", {"W": [[1, 2], [3, 4], [5, 6]], "x": [[1], [2]]}, "matrix_product", None),
        ("y = 3½ x", {}, "mixed_number", "y = 3·½ x"),
        ("y = x(a+1)", {}, "factor", None),
    ],
)
def test_a_decision_has_its_other_reading_as_a_source(
    source: str, values: dict[str, Any], code: str, other: str | None
) -> None:
    upstream = [1.0, 1.0] if code == "matrix_product" and other else None
    rows = reading_rows(run_of(source, values, upstream or ([[1.0]] * 3 if code == "matrix_product" else None)), "en")
    found = {row["code"]: row["alternative"] and row["alternative"]["source"] for row in rows}
    assert code in found and found[code] == other
    if other and code != "matrix_product":
        assert code not in others(other) or others(other)[code] != other


def test_the_numbers_stay_where_a_product_becomes_a_name() -> None:
    run = run_of("J = 3(a+bc)", {"a": 5, "b": 3, "c": 2})
    other = others("J = 3(a+bc)", {"a": 5, "b": 3, "c": 2})["product"]
    assert other and run_of(other, {"a": 5}).value == run.value


def test_a_source_in_latex_is_left_as_it_is() -> None:
    rows = reading_rows(run_of(r"J = \frac{a}{2} bc"), "en")
    assert all(row["alternative"] is None for row in rows)


def test_every_other_reading_has_words_for_it() -> None:
    assert set(OTHERS) == set(ALTERNATIVES) <= set(READINGS)


def test_words_are_in_the_asked_language() -> None:
    (row,) = reading_rows(run_of("y = bc"), "zh-CN")
    assert row["alternative"]["text"] == "把 `bc` 读作一个名字"
