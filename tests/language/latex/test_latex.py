r"""LaTeX by its cases, by what SymPy prints, and by what must hold of any text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engines import engine
from app.errors import UserError
from app.graph import build
from app.language.formula import parse_formula
from app.language.latex import parse_latex
from app.language.latex.commands import COMMANDS, ENVIRONMENTS
from app.language.printer import print_program
from app.language.tree import Program
from tests.costs import processor_seconds_of
from tests.exploring import examples
from tests.in_turn import in_turn
from tests.language.cases import Case, cases, outcome, rendered
from tests.language.latex.stored import STORED, VALUES

ALL_CASES = [case for name in ("latex", "latex_errors") for case in cases(name)]


@in_turn(ALL_CASES, lambda case: case.source)
def test_latex_reads_as_its_cases_say(case: Case) -> None:
    assert rendered(case.source, case.values, case.syntax) == case.text


@in_turn(ALL_CASES, lambda case: case.source)
def test_what_is_printed_of_a_case_is_the_same_program_as_a_formula(case: Case) -> None:
    if "\ncode " not in case.text:
        check_that_it_prints_as_a_formula(parse_latex(case.source, values=case.values), case.values)


def check_that_it_prints_as_a_formula(program: Program, values: tuple[str, ...]) -> None:
    printed = print_program(program)
    assert print_program(parse_formula(printed, values=values)) == printed


def test_a_bound_may_have_its_value_from_outside() -> None:
    source = r"\sum_{i=1}^{m} x_i"
    assert print_program(parse_latex(source, values={"m": 2.0})) == "x_1 + x_2"
    assert parse_latex(source, values={"m": 2.0}).counted == {"m": 2.0}


def test_places_are_those_of_the_latex_source() -> None:
    source = r"y = \frac{a}{b} + \hat{c}_1^2"
    body: Any = parse_latex(source).definitions["y"].body
    assert source[slice(*body.operands[0].span)] == r"\frac{a}{b}"
    assert source[slice(*body.operands[1].operands[0].span)] == r"\hat{c}_1"


# ── what SymPy prints ───────────────────────────────────────────────────────────────────────────────────────────────

PRINTED = [line.rsplit("\t", 1) for line in STORED.read_text("utf-8").splitlines()]


def wrongly_read(samples: Iterable[tuple[str, float]]) -> list[str]:
    """What does not read back to its value."""
    tape, wrong = engine("tape"), []
    for latex, value in samples:
        run = tape.run(build(parse_latex(latex, values=VALUES), VALUES), VALUES)
        if not math.isclose(float(run.value), value, rel_tol=1e-7, abs_tol=1e-7):
            wrong.append(f"{latex} is {value}, not {run.value}")
    return wrong


@pytest.mark.parametrize("part", range(4))
def test_a_thousand_expressions_of_sympy_read_back_to_the_same_value(part: int) -> None:
    assert len(PRINTED) == 1000
    assert wrongly_read((latex, float(value)) for latex, value in PRINTED[part::4]) == []


@pytest.mark.slow
def test_what_sympy_prints_now_reads_back_to_the_same_value() -> None:
    from tests.language.latex.expressions import printed_expressions  # SymPy is not for who runs the quick tests

    assert wrongly_read(printed_expressions(60, seed=2)) == []


# ── any text at all ─────────────────────────────────────────────────────────────────────────────────────────────────

MANY = 16 * 1024

HOSTILE = {
    "a million backslashes": "\\" * 1_000_000,
    "backslashes": "\\" * MANY,
    "braces": "{" * MANY,
    "deep braces": "{" * 60 + "x" + "}" * 60,
    "empty groups": "{}" * (MANY // 2),
    "scripts": "x_" * (MANY // 2),
    "hats": "^" * MANY,
    "roots": "\\sqrt" * (MANY // 5),
    "optional arguments": "\\sqrt[" * (MANY // 6),
    "fractions": "\\frac" * (MANY // 5),
    "openings": "\\left(" * (MANY // 6),
    "bars": "|" * MANY,
    "double bars": "\\|" * (MANY // 2),
    "environments": "\\begin{bmatrix}" * (MANY // 15),
    "open systems": "\\left\\{\\begin{array}{ll}" * (MANY // 23),
    "rows": "\\\\" * (MANY // 2),
    "columns": "&" * MANY,
    "lines": "a\n" * (MANY // 2),
    "definitions": "\\\\".join(f"a_{{{number}}}=1" for number in range(1200)),
    "commas": "a," * (MANY // 2),
    "dollars": "$" * MANY,
    "formulas in prose": "$a$" * (MANY // 3),
    "words": "\\text{a}" * (MANY // 8),
    "primes": "x" + "'" * (MANY - 1),
    "sums in sums": "\\sum_{i=1}^{9}" * 60 + "x_i",
    "a large sum": "\\sum_{i=1}^{5000} x_i",
    "sums side by side": "\\sum_{i=1}^{99} x_i +" * 600 + "1",
    "comments": "%" * MANY,
    "unknown commands": "\\foo" * (MANY // 4),
    "letters": "a" * MANY,
    "indices": "\\sum_{i,j} A_{ij}" * 900,
    "NUL and a lone surrogate": "\0\\\ud800",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("source", [pytest.param(source, id=title) for title, source in HOSTILE.items()])
def test_a_hostile_source_is_read_or_refused_at_once(source: str) -> None:
    assert processor_seconds_of(lambda: outcome(source, syntax="latex"), enough=0.25) < 1


NAMES = st.sampled_from(
    [*"abeiwxyWT2", "12", "0.5", "wx", "price", r"\alpha", r"\sigma", r"\hat{y}", r"\mathbf{w}", r"\mathbf{Wx}",
     r"\text{loss}", r"\text{损失}", r"\mathrm{ab}", r"\mathrm{relu}", r"\text{mean}", r"\pi", "ŷ"]
)  # fmt: skip
SCRIPTS = st.sampled_from(
    ["", "", "", "_1", "_i", "_{ij}", "_{12}", "_{i,j}", r"_{\text{out}}", "^2", "^T", r"^\top", "^{-1}", "^{(1)}",
     "^{(i)}", "^{[l]}", "^{[2]T}", "'", "_1^2", "^2_1", "^{-x}", r"^{\frac{1}{2}}", r"_\theta", "_{t-1}", "_{i+1}"]
)  # fmt: skip
PATTERNS = st.sampled_from(
    ["{0} + {1}", "{0} - {1}", r"{0} \cdot {1}", "{0} {1}", "{0}/{1}", r"{0} \, {1}", r"\frac{{{0}}}{{{1}}}", "-{0}",
     "({0})^2", r"\left({0}\right)^T", r"\left[{0}\right]", "[{0}, {1}]", "|{0}|", r"\left|{0}\right|", r"\|{0}\|_2^2",
     r"\|{0}\|_\infty", r"\sin {0}", r"\ln({0})", r"\sin^{{2}}{{{0}}}", r"\log_{{3}}{{\left({0}\right)}}^2",
     r"\sqrt{{{0}}}", r"\sqrt[3]{{{0}}}", r"\sum_{{i=1}}^{{2}} {0}", r"\sum_i {0}", r"\prod_{{k=1}}^{{n}} {0}",
     r"\max\{{{0}, {1}\}}", r"\begin{{bmatrix}}{0} & {1} \\ {1} & {0}\end{{bmatrix}}", r"{{{0}}}^2",
     r"\begin{{pmatrix}}{0} \\ {1}\end{{pmatrix}}^\top", r"\operatorname{{softmax}}({0})",
     r"\begin{{cases}}{0} & {1} > 0 \\ {1} & \text{{otherwise}}\end{{cases}}"]
)  # fmt: skip
LATEX = st.recursive(
    st.tuples(NAMES, SCRIPTS).map("".join),
    lambda inner: st.tuples(PATTERNS, inner, inner).map(lambda parts: parts[0].format(*parts[1:])),
    max_leaves=8,
)
HEADS = st.sampled_from(["", "", "J = ", "z_i &= ", r"\hat{y} := ", "z^{[1]} = ", "f(x) = ", r"\mathrm{ab} = "])
FORMS = st.sampled_from(["{}", "${}$", r"\[{}\]", r"\begin{{aligned}}{}\end{{aligned}}", "{} % end"])
PROGRAMS = st.builds(
    lambda form, separator, statements: form.format(separator.join(map("".join, statements))),
    FORMS, st.sampled_from([r" \\ ", "\n", ";", r", \quad "]), st.lists(st.tuples(HEADS, LATEX), min_size=1, max_size=3),
)  # fmt: skip
PIECES = st.sampled_from(
    [f"\\{command} " for command in COMMANDS] + [f"\\begin{{{name}}}" for name in ENVIRONMENTS]
    + [f"\\end{{{name}}}" for name in ENVIRONMENTS]
) | st.sampled_from([*"abxyzW0123.+-*/^_(){}[]|=,;'&$ \n~%", "\\\\", "x_i", "^{", "_{", r"\frac", r"\left(", r"\right)"])  # fmt: skip


def check_that_it_parses_or_refuses(source: str) -> None:
    program = outcome(source, ["W"], "latex")
    if isinstance(program, UserError):
        assert program.detail("en") and program.detail("zh-CN")
        assert (program.hint("en") is None) == (program.hint("zh-CN") is None)
    else:
        check_that_it_prints_as_a_formula(program, ("W",))


@settings(max_examples=examples(100, 400), deadline=None)
@given(st.text(max_size=40))
def test_any_text_parses_or_is_refused_with_its_place(source: str) -> None:
    check_that_it_parses_or_refuses(source)


@settings(max_examples=examples(100, 500), deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_commands_parse_or_are_refused_with_their_place(source: str) -> None:
    check_that_it_parses_or_refuses(source)


@settings(max_examples=examples(100, 500), deadline=None)
@given(PROGRAMS)
def test_any_latex_prints_as_a_formula_that_reads_back(source: str) -> None:
    check_that_it_parses_or_refuses(source)
