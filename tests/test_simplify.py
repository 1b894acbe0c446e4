"""Simplification keeps the value exactly, and leaves out only what IEEE arithmetic lets it."""

from __future__ import annotations

import pytest

from app.language.formula import parse_rule
from app.language.printer import print_tree
from app.language.tree import Number
from app.simplify import simplify, substitute


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("g 1", "g"),
        ("1 g", "g"),
        ("a^1", "a"),
        ("a + 0", "a"),
        ("0 + a", "a"),
        ("a / 1", "a"),
        ("2 * 3 + a", "6 + a"),
        ("where(0 == 0, a, b)", "a"),
        ("where(2 == 0, 0, g b a^(2 - 1))", "g*b*a"),
        ("0 a", "0*a"),
        ("a^0", "a^0"),
    ],
)
def test_only_what_never_changes_the_value_is_dropped(text: str, short: str) -> None:
    assert print_tree(simplify(parse_rule(text, "ab", ()))) == short


def test_names_are_replaced_everywhere() -> None:
    tree = parse_rule("a (b + a)", "ab", ())
    assert print_tree(substitute(tree, {"a": Number(2.0, (0, 0))})) == "2*(b + 2)"
