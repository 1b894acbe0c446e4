"""Which syntax a source is read in."""

from __future__ import annotations

import pytest

from app.errors import LimitExceeded, ValueProblem
from app.language import parse, recognised
from app.language.printer import print_program


@pytest.mark.parametrize(
    ("source", "syntax"),
    [
        ("J = 3(a+bc)", "formula"),
        ("x = 0.5; y = x[1:3]", "formula"),
        ("f(x) = x # for i in x:", "formula"),
        (r"E = \frac{1}{2} x^2", "latex"),
        ("$x^2$", "latex"),
        (r"\sigma(z)", "latex"),
        ("L = ½ ∑_{i=1}^{3} (y_i - x_i)²", "latex"),
        ("L = Σ_{i=1}^3 x_i", "latex"),
        ("L = Σ(y − t)²", "latex"),
        ("Σ = [[2, 0], [0, 1]]; y = sum(Σ(x − μ))", "formula"),
        ("y = x^T Σ x", "formula"),
        ("import torch", "listing"),
        ("from torch import nn", "listing"),
        ("x = torch.tensor(2.0)\ny = x**2", "listing"),
        ("y.backward()", "listing"),
        ("def f(x):\n    return x", "listing"),
        ("for i in range(3):\n    x = i", "listing"),
        ("f = lambda x: x", "listing"),
        ("print(x)", "listing"),
    ],
)
def test_the_syntax_of_a_source_is_recognised(source: str, syntax: str) -> None:
    assert recognised(source) == syntax


def test_formulas_are_parsed_by_default() -> None:
    assert parse("J = 3(a+bc)").syntax == "formula"


def test_each_syntax_gives_the_same_program_and_says_which_it_is() -> None:
    formula, latex = parse("y = 1/2 x^2"), parse(r"y = \frac{1}{2} x^2")
    assert (formula.syntax, latex.syntax) == ("formula", "latex")
    assert print_program(formula) == print_program(latex)


def test_a_syntax_that_is_not_read_yet_is_named() -> None:
    with pytest.raises(ValueProblem) as caught:
        parse("import torch")
    assert caught.value.span == (0, 12)
    assert caught.value.detail("en") == "This looks like PyTorch, which is run and not drawn from its text."


def test_a_source_that_is_too_long_is_refused_in_any_syntax() -> None:
    with pytest.raises(LimitExceeded):
        parse("\\alpha" * 10_000)
    with pytest.raises(LimitExceeded):
        parse("import torch\n" * 10_000)
