"""Arguments become operands and parameters of the row that fits."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import NameProblem, UserError, ValueProblem
from app.language.arguments import Application, constant, plain_row, required
from app.language.formula import parse_formula
from app.language.grammar import FUNCTIONS
from app.language.tree import Apply, Tree
from app.operations import OPERATIONS


def body(source: str) -> Tree:
    return parse_formula(f"y = {source}", values=("x",)).definitions["y"].body


def applied(source: str) -> tuple[str, int, dict[str, Any]]:
    """The row, how many operands it has, and its parameters."""
    tree = body(source)
    assert isinstance(tree, Apply)
    return tree.operation.name, len(tree.operands), tree.parameters or {}


@pytest.mark.parametrize(
    ("source", "row", "count", "parameters"),
    [
        ("max(a, b)", "maximum", 2, {}),
        ("max(a)", "max", 1, {}),
        ("max(a, dim=0)", "max", 1, {"dim": 0}),
        ("max(a, b, c)", "maximum", 2, {}),
        ("sum(x, -1)", "sum", 1, {"dim": -1}),
        ("sum(x, 0, 1)", "sum", 1, {"dim": 0, "keepdim": True}),
        ("sum(x, keepdim=False)", "sum", 1, {"keepdim": False}),
        ("sum(x, axis=0, keepdims=True)", "sum", 1, {"dim": 0, "keepdim": True}),
        ("norm(x, 1)", "norm", 1, {"p": 1.0}),
        ("norm(x, 2, 0)", "norm", 1, {"p": 2.0, "dim": 0}),
        ("softmax(x)", "softmax", 1, {}),
        ("leaky_relu(x, 0.25)", "leaky_relu", 1, {"slope": 0.25}),
        ("leaky_relu(x, slope=2^-2)", "leaky_relu", 1, {"slope": 0.25}),
        ("reshape(x, 2, -1)", "reshape", 1, {"shape": (2, -1)}),
        ("reshape(x, [6])", "reshape", 1, {"shape": (6,)}),
        ("reshape(x, 6)", "reshape", 1, {"shape": (6,)}),
        ("zeros(2, 3)", "zeros", 0, {"shape": (2, 3)}),
        ("rand()", "rand", 0, {}),
        ("arange(1, 2, 0.5)", "arange", 0, {"start": 1.0, "stop": 2.0, "step": 0.5}),
        ("concat(a, b, c)", "concat", 3, {}),
        ("concat([a, b], 1)", "concat", 2, {"dim": 1}),
        ("concat([a], [b])", "concat", 2, {}),
        ("index(x, 0)", "index", 1, {"index": (0,)}),
        ("x[0, -1]", "index", 1, {"index": (0, -1)}),
        ("x[1:, ::2]", "index", 1, {"index": (slice(1, None), slice(None, None, 2))}),
    ],
)
def test_arguments_find_their_row(source: str, row: str, count: int, parameters: dict[str, Any]) -> None:
    assert applied(source) == (row, count, parameters)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("tanh()", "name.arguments"),
        ("tanh(a, b)", "name.arguments"),
        ("max()", "name.arguments"),
        ("mse(a, b, c)", "name.arguments"),
        ("arange(1, 2, 3, 4)", "name.arguments"),
        ("tanh(a, dim=0)", "name.no_keyword"),
        ("max(a, b, dim=0)", "name.given_twice"),
        ("sum(a, along=0)", "name.keyword"),
        ("sum(a, 0, dim=0)", "name.given_twice"),
        ("sum(a, dim=0, axis=0)", "name.given_twice"),
        ("sum(a, b)", "value.parameter"),
        ("sum(a, 0.5)", "value.parameter"),
        ("sum(a, [0, 1])", "value.parameter"),
        ("sum(a, 10^16)", "value.parameter"),
        ("sum(a, 1/0)", "value.parameter"),
        ("zeros([[1]])", "value.parameter"),
        ("zeros(a)", "value.parameter"),
        ("reshape(a)", "value.parameter_missing"),
        ("linspace(0, 1)", "value.parameter_missing"),
        ("arange()", "value.parameter_missing"),
        ("x[0.5]", "value.index"),
        ("x[a]", "value.index"),
        ("x[10^16]", "value.index"),
        ("x[1:2:3:4]", "value.index"),
    ],
)
def test_arguments_that_fit_no_row_are_refused(source: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        body(source)
    assert isinstance(caught.value, NameProblem | ValueProblem)
    assert caught.value.code == code


def test_numbers_known_before_anything_runs_may_be_calculated() -> None:
    assert constant(body("2^3 - 1/2")) == 7.5
    assert constant(body("-π/π")) == -1
    assert constant(body("x + 1")) is None
    assert constant(body("log(-1)")) is None


def test_a_row_needs_the_parameters_that_its_shape_cannot_do_without() -> None:
    assert required(OPERATIONS["reshape"]) == {"shape"}
    assert required(OPERATIONS["sum"]) == frozenset()
    assert required(OPERATIONS["linspace"]) == {"start", "stop", "steps"}


def test_most_applications_are_settled_by_their_number_of_operands() -> None:
    assert plain_row(FUNCTIONS["tanh"], 1) is OPERATIONS["tanh"]
    assert plain_row(FUNCTIONS["max"], 2) is OPERATIONS["maximum"]
    assert plain_row(FUNCTIONS["reshape"], 1) is None
    assert Application("tanh", FUNCTIONS["tanh"], [body("x")], {}, (0, 0)).applied().operation is OPERATIONS["tanh"]
