"""LaTeX -> items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.typeset.tex import DOTS, Accent, Atom, Fence, Fraction, Root, Scripts, Table, parse, parse_with_places

A, B = Atom("a", "ord", "italic"), Atom("b", "ord", "italic")
TWO = Atom("2", "ord", "upright")


@pytest.mark.parametrize(
    ("latex", "items"),
    [
        (r"\frac{a}{b}", [Fraction([A], [B])]),
        (r"\frac ab", [Fraction([A], [B])]),
        (r"\tfrac12", [Fraction([Atom("1", "ord", "upright")], [TWO])]),
        (r"\sqrt{a}", [Root([A], [])]),
        (r"\sqrt[2]{a}", [Root([A], [TWO])]),
        (r"\bar{a}", [Accent("bar", [A])]),
        (r"a^2", [Scripts(A, [], [TWO])]),
        (r"a_{b}^{2}", [Scripts(A, [B], [TWO])]),
        (r"\left(a\right)", [Fence("(", [A], ")")]),
        (r"\left. a \right|", [Fence("", [A], "∣")]),
        (r"\begin{bmatrix} a & b \\ b & a \end{bmatrix}", [Table("[", [[[A], [B]], [[B], [A]]], "]", cases=False)]),
        (r"\begin{cases} a & b \\ b & a \end{cases}", [Table("{", [[[A], [B]], [[B], [A]]], "", cases=True)]),
        (r"\begin{cases} a & b \\ b & \end{cases}", [Table("{", [[[A], [B]], [[B], []]], "", cases=True)]),
        (r"\operatorname{softmax}", [Atom("softmax", "op", "upright")]),
        (r"\mathrm{y\_pred}", [Atom("y_pred", "ord", "upright")]),
        (r"\lambda", [Atom("λ", "ord", "italic")]),
        (r"W^\top", [Scripts(Atom("W", "ord", "italic"), [], [Atom("⊤", "ord", "upright")])]),
        ("12.5", [Atom("12.5", "ord", "upright")]),
        ("-", [Atom("−", "bin", "upright")]),
        ("f'", [Scripts(Atom("f", "ord", "italic"), [], [Atom("′", "ord", "upright")])]),
        (r"\unheard", [Atom("unheard", "ord", "upright")]),
        (r"\text{否则}", [Atom("否则", "ord", "upright")]),
    ],
)
def test_latex_is_read_as_items(latex: str, items: list[object]) -> None:
    assert parse(latex) == items


@pytest.mark.parametrize(
    "latex", ["}}{{", "^^__", r"\left(" * 500, "{" * 5000, r"\sqrt" * 5000, r"\frac{", r"\begin{cases} a", "\\"]
)
def test_broken_latex_is_read_as_far_as_it_goes(latex: str) -> None:
    parse(latex)


@given(st.text(alphabet="ab1{}^_&\\ '|()[]ftqrsncleighbar", max_size=60))
def test_no_text_fails(latex: str) -> None:
    parse(latex)


def test_what_lies_deeper_than_anyone_writes_becomes_dots() -> None:
    assert repr(DOTS) in repr(parse("{" * 50 + "a" + "}" * 50))
    assert repr(A) not in repr(parse("{" * 50 + "a" + "}" * 50))


def test_each_item_ends_where_its_text_ends() -> None:
    latex = r"a + \frac{a}{b}^2 - b"
    assert [latex[:place].strip() for _, place in parse_with_places(latex)][2].endswith("^2")
    assert parse_with_places(latex)[-1][1] == len(latex)
