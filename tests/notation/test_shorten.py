"""Ways back are written as a person would write them."""

from __future__ import annotations

import pytest

from app.language.formula import parse_rule
from app.language.tree import Number, Tree
from app.notation.plain import plain
from app.notation.shorten import ONE, opposite, shorten
from app.notation.trees import tree_latex
from app.operations import OPERATIONS, ROWS
from app.simplify import substitute
from app.views.latex import way_back_latex
from tests.katex import refused


def rule(text: str) -> Tree:
    return parse_rule(text, "abc", ())


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("1 a", "a"),
        ("a 1 b", "a·b"),
        ("a 2 b 3", "6a·b"),
        ("-1 a", "−a"),
        ("-(-a)", "a"),
        ("-a b", "−a·b"),
        ("a (-b)", "−a·b"),
        ("-a / b^2", "−a/b²"),
        ("a / 1", "a"),
        ("a / (2 b)", "a/(2b)"),
        ("4 a / 2", "2a"),
        ("2 a / 4", "2a/4"),
        ("0 a", "0"),
        ("a + 0", "a"),
        ("0 - a", "−a"),
        ("a - (-b)", "a + b"),
        ("a^1", "a"),
        ("a^0", "1"),
        ("b a^(2 - 1)", "b·a"),
        ("2 + 3", "5"),
        ("g / (a log(2))", "g/(a·log(2))"),
    ],
)
def test_what_a_reader_does_not_need_is_left_out(text: str, short: str) -> None:
    assert plain(shorten(rule(text))) == short


def test_a_gradient_of_one_is_not_written() -> None:
    assert plain(shorten(substitute(rule("g b"), {"g": ONE}))) == "b"
    assert plain(shorten(substitute(rule("g (b a^(b - 1))"), {"g": ONE, "b": Number(2.0, (0, 0))}))) == "2a"


def test_the_usual_branch_is_written() -> None:
    assert plain(shorten(rule("where(b == 0, 0, g b)"))) == "g·b"
    assert plain(shorten(rule("where((a == 0) (b >= 0), 0, g)"))) == "g"


def test_a_choice_is_made_where_it_is_known() -> None:
    assert plain(shorten(rule("where(a > 0, g, c g)"), lambda _: True)) == "g"
    assert plain(shorten(rule("where(a > 0, g, c g)"), lambda _: False)) == "c·g"


def test_a_gate_is_a_product_with_its_condition() -> None:
    assert tree_latex(shorten(rule("where(y <= 0, 0, g)"))) == r"g \, [y > 0]"
    assert tree_latex(shorten(rule("where(a > 0, g, 0)"))) == r"g \, [a > 0]"
    assert plain(shorten(rule("where(a > 0, g, c g)"))) == "where(a > 0, g, c·g)"


def test_every_comparison_has_an_opposite() -> None:
    comparisons = [row for row in ROWS if row.kind == "compare" and row.binding]
    assert {opposite(OPERATIONS[name]) for name in ("lt", "eq")} == {OPERATIONS["ge"], OPERATIONS["ne"]}
    assert all(opposite(opposite(row) or row) is row for row in comparisons)


def test_katex_reads_the_way_back_of_every_row() -> None:
    written = [way_back_latex(row, place) for row in ROWS for place in range(len(row.back))]
    assert refused(latex for latex in written if latex) == {}
