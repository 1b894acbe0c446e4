"""Trees are typeset with the brackets they need, by the rows' templates and binding powers."""

from __future__ import annotations

import pytest

from app.language import parse
from app.language.tree import Apply, Name, Number, Tree
from app.notation.trees import tree_latex
from app.operations import OPERATIONS, ROWS
from app.views.latex import operation_latex
from tests.katex import refused

CASES = {
    "3(a+bc)": r"3(a + b \, c)",
    "a+b+c": "a + b + c",
    "a+(b+c)": "a + (b + c)",
    "a-(b-c)": "a - (b - c)",
    "a-b-c": "a - b - c",
    "(a+b)(a-b)": r"(a + b) \, (a - b)",
    "2x": "2x",
    "3 4 x": r"3 \cdot 4 \, x",
    "x*3": r"x \cdot 3",
    "x*(-2)": r"x \cdot (-2)",
    "-x^2": "-x^{2}",
    "(-x)^2": r"(-x)^{2}",
    "-a*b": r"-a \, b",
    "a-(-b)": "a - (-b)",
    "2^-x": "2^{-x}",
    "a^b^c": "a^{b^{c}}",
    "(a^b)^c": r"\left(a^{b}\right)^{c}",
    "a/b*c": r"\frac{a}{b} \, c",
    "a/(b*c)": r"\frac{a}{b \, c}",
    "(a+b)/c": r"\frac{a + b}{c}",
    "(a/b)^2": r"\left(\frac{a}{b}\right)^{2}",
    "2*(1/2)": r"2 \cdot \frac{1}{2}",
    "x/2*3": r"\frac{x}{2} \cdot 3",
    "σ(z)": r"\sigma(z)",
    "σ(1/x)": r"\sigma\left(\frac{1}{x}\right)",
    "tanh(z)": r"\tanh z",
    "tanh(2z+1)": r"\tanh (2z + 1)",
    "tanh(z)^2": r"(\tanh z)^{2}",
    "tanh(z) x": r"\tanh(z) \, x",
    "x tanh(z)": r"x \, \tanh z",
    "log(x)": r"\ln x",
    "log(x^2)": r"\ln \left(x^{2}\right)",
    "sin(log(x))": r"\sin (\ln x)",
    "exp(-x^2)": "e^{-x^{2}}",
    "exp(x)^2": r"\left(e^{x}\right)^{2}",
    "|x-3|": r"\left|x - 3\right|",
    "|x|^2": r"\left|x\right|^{2}",
    "sqrt(x)/2": r"\frac{\sqrt{x}}{2}",
    "(x > 0) x": r"[x > 0] \, x",
    "relu(W x + b)": r"\operatorname{relu}(W \, x + b)",
    "w_1^2": "w_{1}^{2}",
    "a_0^{(1)}^2": r"\left(a_{0}^{(1)}\right)^{2}",
    "π r^2": r"\pi \, r^{2}",
    "1e-5 x": r"10^{-5} \, x",
    "0.001 x": "0.001x",
    "sum(x, dim=1)": r"\operatorname{sum}(x)_{\mathrm{dim}=1}",
    "‖x‖_1": r"\left\lVert x \right\rVert_1",
    "norm(x, p=3) + norm(x, p=1, dim=0)[0]": r"\left\lVert x \right\rVert_{3} "
    r"+ \left(\left\lVert x \right\rVert_{1, \mathrm{dim}=0}\right)_{0}",
    "eˣ hₜ₋₁ + a⁽¹⁾": r"e^{x} \, h_{t-1} + a^{(1)}",
    "[a, b]": "[a, b]",
    "[[1, 2], [3, 4]]": r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
    "max(a, b)": r"\max(a, b)",
}


def body(source: str) -> Tree:
    program = parse(f"f = {source}")
    return program.definitions["f"].body


@pytest.mark.parametrize(("source", "latex"), CASES.items(), ids=CASES)
def test_a_formula_is_typeset(source: str, latex: str) -> None:
    assert tree_latex(body(source)) == latex


def test_products_of_tensors_entry_by_entry_are_told_from_matrix_products() -> None:
    shapes = {"W": (2, 2), "V": (2, 2)}
    assert tree_latex(body("W*V"), shapes) == r"W \odot V"
    assert tree_latex(body("W @ V"), shapes) == r"W \, V"
    assert tree_latex(body("k*V"), shapes) == r"k \, V"


def test_a_sum_of_ten_thousand_terms_is_no_deep_tree() -> None:
    tree: Tree = Name("x", (0, 0))
    for _ in range(10_000):
        tree = Apply(OPERATIONS["add"], (tree, Number(1.0, (0, 0))), (0, 0))
    assert tree_latex(tree).count("+") == 10_000


def test_katex_reads_all_of_it() -> None:
    rows = [operation_latex(row) for row in ROWS]
    assert refused([*rows, *(tree_latex(body(source)) for source in CASES)]) == {}


@pytest.mark.slow
def test_katex_reads_every_row_within_every_other() -> None:
    """Brackets and scripts: `x^2^3` and the like would be refused."""
    x = Name("x_1", (0, 0))
    unary = [
        row
        for row in ROWS
        if row.operands[0] <= 1 and not any(p.accepts in ("index", "wholes") for p in row.parameters)
    ]
    inner = [Apply(row, (x,) * row.operands[0], (0, 0)) for row in unary if row.operands[0] == 1]
    pairs = [Apply(row, (x, x), (0, 0)) for row in ROWS if row.operands[0] == 2]
    formulas = {
        tree_latex(Apply(outer, (each,) * outer.operands[0], (0, 0)))
        for outer in ROWS
        if outer.operands[0] in (1, 2) and not any(p.accepts == "wholes" for p in outer.parameters)
        for each in [*inner, *pairs]
    }
    assert refused(formulas) == {}
