"""How tightly things bind: each source beside the same one with all its brackets."""

from __future__ import annotations

import pytest

from app.language.formula import parse_formula
from app.language.tree import Tree
from tests.language.trees import said


def body(source: str) -> Tree:
    return parse_formula(f"J = {source}", values=("x",)).definitions["J"].body


@pytest.mark.parametrize(
    ("source", "bracketed"),
    [
        ("a + b + c", "(a + b) + c"),
        ("a - b + c", "(a - b) + c"),
        ("a + b*c", "a + (b*c)"),
        ("a/b/c", "(a/b)/c"),
        ("a/b c", "(a/b)*c"),
        ("a b/c d", "((a*b)/c)*d"),
        ("a^b^c", "a^(b^c)"),
        ("-a^b", "-(a^b)"),
        ("a^-b", "a^(-b)"),
        ("a^-b^c", "a^(-(b^c))"),
        ("a^-b c", "(a^(-b))*c"),
        ("-a b", "(-a)*b"),
        ("-a - -b", "(-a) - (-b)"),
        ("2x^2", "2*(x^2)"),
        ("x^2y", "(x^2)*y"),
        ("x²y", "(x^2)*y"),
        ("-x²", "-(x^2)"),
        ("x^y²", "x^(y^2)"),
        ("x^T y", "(x^T)*y"),
        ("x^2^T", "x^(2^T)"),
        ("2x^T", "2*(x^T)"),
        ("2x[0]", "2*(x[0])"),
        ("x[0]^2", "(x[0])^2"),
        ("a @ b c", "(a @ b)*c"),
        ("a b @ c", "(a*b) @ c"),
        ("a + b < c d", "(a + b) < (c*d)"),
        ("√x^2", "√(x^2)"),
        ("√x y", "(√(x))*y"),
        ("√(x)^2", "(√(x))^2"),
        ("|a b| c", "(|a*b|)*c"),
        ("sin a b", "sin(a*b)"),
        ("sin a*b", "sin(a)*b"),
        ("sin a b + c", "sin(a*b) + c"),
        ("sin a^2", "sin(a^2)"),
        ("sin a cos b", "sin(a)*cos(b)"),
        ("sin cos a", "sin(cos(a))"),
        ("sin -a b", "sin((-a)*b)"),
        ("sin(a) b", "(sin(a))*b"),
        ("sin(a)^2", "(sin(a))^2"),
        ("sin^2 a", "(sin(a))^2"),
        ("sin²a b", "(sin(a*b))^2"),
        ("2 sin^2(a) b", "(2*(sin(a)^2))*b"),
        ("e^{a b}c", "(e^(a*b))*c"),
    ],
)
def test_a_source_binds_as_its_brackets_say(source: str, bracketed: str) -> None:
    assert said(body(source)) == said(body(bracketed))
