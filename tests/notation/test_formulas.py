"""The nodes and edges of a run, typeset with its names and values."""

from __future__ import annotations

from typing import Any

import pytest

from app.notation.formulas import Formulas, shape_latex, value_latex, value_text
from tests.runs import run_of


def formulas_of(source: str, **values: Any) -> dict[str, str]:
    """name -> card"""
    formulas = Formulas(run_of(source, values))
    return {node.name: formulas.latex(node.index) for node in formulas.nodes if node.operation}


def locals_of(source: str, **values: Any) -> dict[str, str]:
    """operand -> local derivative of the output, or its way back where tensors are"""
    run = run_of(source, values)
    formulas = Formulas(run)
    node = run.graph.nodes[run.graph.output]
    return {
        run.graph.nodes[operand].name: formulas.written(
            formulas.local(node.index, place) if (node.index, place) in run.locals else formulas.rule(node.index, place)
        )
        for place, operand in enumerate(node.operands)
        if (node.index, place) in run.contributions
    }


def test_a_card_has_names_and_constants_written_in() -> None:
    assert formulas_of("J = 3(a+bc)") == {"v": r"v = b \, c", "u": "u = a + v", "J": "J = 3u"}


def test_a_constant_is_written_as_the_writer_wrote_it() -> None:
    assert formulas_of("y = 1/2 x")["y"] == r"y = \frac{1}{2} \, x"
    assert formulas_of("y = 2π x")["y"] == r"y = 2\pi \, x"
    assert formulas_of("y = e^x")["y"] == "y = e^{x}"


def test_a_small_tensor_constant_is_written_out_and_a_large_one_is_not() -> None:
    assert formulas_of("y = sum(x + [1, 2])")["u"] == "u = x + [1, 2]"
    assert formulas_of("y = sum(x + [1,2,3,4,5,6,7,8,9,10])")["u"] == r"u = x + [\text{…}]"


@pytest.mark.parametrize(
    ("source", "values", "latex"),
    [
        ("v = b c", {"b": 3, "c": 2}, {"b": "c", "c": "b"}),
        ("u = v^2", {"v": 3}, {"v": "2v"}),
        ("u = v^3", {"v": 3}, {"v": "3v^{2}"}),
        ("y = tanh(z)", {"z": 0.5}, {"z": "1 - y^{2}"}),
        ("y = σ(z)", {"z": 0.5}, {"z": r"y \, (1 - y)"}),
        ("u = a + v", {"a": 1, "v": 2}, {"a": "1", "v": "1"}),
        ("u = a - v", {"a": 1, "v": 2}, {"a": "1", "v": "-1"}),
        ("J = 3u", {"u": 1}, {"u": "3"}),
        ("q = a/b", {"a": 1, "b": 2}, {"a": r"\frac{1}{b}", "b": r"-\frac{a}{b^{2}}"}),
        ("y = 1/x", {"x": 2}, {"x": r"-\frac{1}{x^{2}}"}),
        ("y = 2^x", {"x": 2}, {"x": r"y \, \ln 2"}),
        ("y = exp(x)", {"x": 2}, {"x": "y"}),
        ("y = log(x)", {"x": 2}, {"x": r"\frac{1}{x}"}),
        ("y = sqrt(x)", {"x": 2}, {"x": r"\frac{1}{2y}"}),
        ("y = sin(x)", {"x": 2}, {"x": r"\cos x"}),
        ("y = x^n", {"x": 2, "n": 3}, {"x": r"n \, x^{n - 1}", "n": r"y \, \ln x"}),
        ("y = mse(p, t)", {"p": 2, "t": 1}, {"p": "2(p - t)", "t": "2(t - p)"}),
    ],
)
def test_a_local_derivative_is_what_a_person_would_write(
    source: str, values: dict[str, float], latex: dict[str, str]
) -> None:
    assert locals_of(source, **values) == latex


@pytest.mark.parametrize(
    ("source", "values", "slopes"),
    [
        ("y = relu(x)", {"x": 2}, {"x": "1"}),
        ("y = relu(x)", {"x": -2}, {"x": "0"}),
        ("y = relu(x)", {"x": 0}, {"x": "0"}),
        ("y = max(a, b)", {"a": 2, "b": 1}, {"a": "1", "b": "0"}),
        ("y = max(a, b)", {"a": 1, "b": 1}, {"a": r"\frac{1}{2}", "b": r"\frac{1}{2}"}),
        ("y = x^2", {"x": 0}, {"x": "2x"}),
    ],
)
def test_at_a_kink_the_branch_of_these_values_is_written(
    source: str, values: dict[str, float], slopes: dict[str, str]
) -> None:
    assert locals_of(source, **values) == slopes


MATRIX, VECTOR = [[1, 2], [3, 4]], [1, -1]


@pytest.mark.parametrize(
    ("source", "values", "rules"),
    [
        ("s = sum(x)", {"x": VECTOR}, {"x": r"\bar{s}"}),
        ("m = mean(x)", {"x": MATRIX}, {"x": r"\frac{\bar{m}}{4}"}),
        ("L = mse(p, t)", {"p": [1, 2, 3], "t": [0, 0, 0]}, {"p": r"\frac{2(p - t) \, \bar{L}}{3}", "t": r"\frac{2(t - p) \, \bar{L}}{3}"}),
        ("d = dot(a, b)", {"a": VECTOR, "b": VECTOR}, {"a": r"\bar{d} \, b", "b": r"\bar{d} \, a"}),
    ],
)  # fmt: skip
def test_between_tensors_the_whole_way_back_is_written(
    source: str, values: dict[str, Any], rules: dict[str, str]
) -> None:
    assert locals_of(source, **values) == rules


def rules_of(source: str, name: str, **values: Any) -> dict[str, str]:
    run = run_of(source, values)
    formulas = Formulas(run)
    node = next(node for node in run.graph.nodes if node.name == name)
    return {
        run.graph.nodes[operand].name: formulas.written(formulas.rule(node.index, place))
        for place, operand in enumerate(node.operands)
        if (node.index, place) in run.contributions
    }


def test_a_matrix_product_transposes_the_other_factor() -> None:
    found = rules_of("z = W @ x\ny = sum(z)", "z", W=MATRIX, x=VECTOR)
    assert found == {"W": r"\bar{z} \, x^\top", "x": r"W^\top \, \bar{z}"}


def test_an_undone_broadcast_is_a_sum() -> None:
    found = rules_of("z = X + b\ny = sum(z)", "z", X=MATRIX, b=VECTOR)
    assert found == {"X": r"\bar{z}", "b": r"\operatorname{sum}(\bar{z})_{\mathrm{dim}=0}"}


def test_a_relu_that_is_open_here_and_there_is_a_gate() -> None:
    assert rules_of("h = relu(z)\ny = sum(h)", "h", z=VECTOR) == {"z": r"\bar{h} \odot [h > 0]"}
    assert rules_of("h = relu(z)\ny = sum(h)", "h", z=[1, 2]) == {"z": r"\bar{h}"}
    assert rules_of("h = relu(z)\ny = sum(h)", "h", z=[-1, -2]) == {"z": "0"}


def test_values_are_short_in_sentences_and_formulas() -> None:
    run = run_of("y = sum(x)", {"x": [[1 / 3, -2], [0, 4]]})
    value = run.values[run.graph.inputs["x"]]
    assert value_text(value) == "[[0.3333, −2], [0, 4]]"
    assert value_latex(value) == r"\begin{bmatrix} 0.3333 & -2 \\ 0 & 4 \end{bmatrix}"
    assert value_text(1 / 3) == "0.3333"
    assert shape_latex((2, 3)) == r"2 \times 3"


def test_a_large_tensor_is_not_written_out() -> None:
    run = run_of("y = sum(x)", {"x": [[0.0] * 5] * 5})
    value = run.values[run.graph.inputs["x"]]
    assert value_text(value) is None
    assert value_latex(value) is None
