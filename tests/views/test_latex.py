"""A whole program, and a row's way back, as LaTeX."""

from __future__ import annotations

import pytest

from app.lessons import LESSONS
from app.operations import OPERATIONS, ROWS
from app.views.latex import operation_latex, program_latex, way_back_latex
from tests.katex import refused
from tests.runs import run_of


@pytest.mark.parametrize(
    ("source", "latex"),
    [
        ("J = 3(a+bc)", r"J = 3(a + b \, c)"),
        ("a + b", "y = a + b"),
        ("f(x) = x^2; y = f(a)", r"\begin{aligned} f(x) &= x^{2} \\ y &= f(a) \end{aligned}"),
        ("a = 5; J = 3a", r"\begin{aligned} a &= 5 \\ J &= 3a \end{aligned}"),
        ("u = sum(x*x)", r"u = \operatorname{sum}(x \odot x)"),
        ("u = sum(x x)", r"u = \operatorname{sum}(x \, x)"),
    ],
)
def test_a_program_is_typeset_as_it_was_written(source: str, latex: str) -> None:
    values = {"x": [1, 2]} if "sum" in source else {}
    assert program_latex(run_of(source, values).graph) == latex


@pytest.mark.parametrize(
    ("name", "place", "latex"),
    [
        ("mul", 0, r"\bar{a} = \bar{y} \, b"),
        ("div", 1, r"\bar{b} = -\frac{\bar{y} \, a}{b^{2}}"),
        ("pow", 0, r"\bar{a} = \bar{y} \, b \, a^{b - 1}"),
        ("tanh", 0, r"\bar{a} = \bar{y} \, \left(1 - y^{2}\right)"),
        ("matmul", 1, r"\bar{b} = a^\top \, \bar{y}"),
        ("where", 0, None),
    ],
)
def test_a_way_back_is_typeset_in_bars(name: str, place: int, latex: str | None) -> None:
    assert way_back_latex(OPERATIONS[name], place) == latex


def test_katex_reads_every_row_and_every_lesson() -> None:
    lessons = [program_latex(run_of(lesson.source, lesson.values).graph) for lesson in LESSONS]
    assert refused([*lessons, *map(operation_latex, ROWS)]) == {}
