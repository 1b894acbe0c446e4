"""Operations as expressions of Python."""

from __future__ import annotations

import ast
import math
from typing import Any

import numpy as np
import pytest

from app.operations import OPERATIONS
from app.views.code.definitions import Definitions
from app.views.code.expressions import ArrayWords, literal, number, torch_expression

A, B, C = (ast.Name(name, ast.Load()) for name in "abc")


def numpy_text(operation: str, *operands: ast.expr, **parameters: Any) -> str:
    return ast.unparse(ArrayWords(Definitions()).expression(OPERATIONS[operation], operands, parameters))


def torch_text(operation: str, *operands: ast.expr, **parameters: Any) -> str:
    return ast.unparse(torch_expression(OPERATIONS[operation], operands, parameters))


@pytest.mark.parametrize(
    ("operation", "operands", "parameters", "written"),
    [
        ("add", (A, B), {}, "a + b"), ("neg", (A,), {}, "-a"), ("matmul", (A, B), {}, "a @ b"),
        ("pow", (A, number(2.0)), {}, "a ** 2"), ("pow", (A, number(0.5)), {}, "a ** 0.5"),
        ("tanh", (A,), {}, "np.tanh(a)"), ("gt", (A, B), {}, "(a > b) * 1.0"),
        ("sum", (A,), {}, "np.sum(a)"), ("sum", (A,), {"dim": 0, "keepdim": True}, "np.sum(a, axis=0, keepdims=True)"),
        ("leaky_relu", (A,), {"slope": 0.3}, "leaky_relu(a, slope=0.3)"), ("leaky_relu", (A,), {}, "leaky_relu(a)"),
        ("index", (A,), {"index": (0, slice(1, None))}, "index(a, index=(0, slice(1, None, None)))"),
        ("identity", (A,), {}, "a"), ("max_pool1d", (A,), {"kernel_size": 2}, "max_pool(a, rank=1, kernel_size=2)"),
    ],
)  # fmt: skip
def test_an_operation_in_numpy(operation: str, operands: Any, parameters: dict[str, Any], written: str) -> None:
    assert numpy_text(operation, *operands, **parameters) == written


@pytest.mark.parametrize(
    ("operation", "operands", "parameters", "written"),
    [
        ("mul", (A, B), {}, "a * b"), ("sigmoid", (A,), {}, "torch.sigmoid(a)"),
        ("sum", (A,), {}, "torch.sum(a)"), ("sum", (A,), {"dim": 0}, "torch.sum(a, dim=0)"),
        ("maximum", (A, number(2.0)), {}, "torch.maximum(a, torch.tensor(2.0))"),
        ("concat", (A, B), {"dim": 1}, "torch.cat([a, b], dim=1)"), ("index", (A,), {"index": (0,)}, "a[0,]"),
        ("transpose", (A,), {}, "a.transpose(-1, -2)"), ("cross_entropy_of_classes", (A, B), {}, "F.cross_entropy(a, b.long())"),
        ("conv1d", (A, B), {"stride": 2}, "F.conv1d(a, b, stride=2, padding=0)"),
    ],
)  # fmt: skip
def test_an_operation_in_torch(operation: str, operands: Any, parameters: dict[str, Any], written: str) -> None:
    assert torch_text(operation, *operands, **parameters) == written


def test_a_choice_asks_comparisons_as_python_does() -> None:
    words = ArrayWords(Definitions())
    equal = words.expression(OPERATIONS["eq"], [A, B], {})
    less = words.expression(OPERATIONS["lt"], [B, C], {})
    both = words.expression(OPERATIONS["mul"], [equal, less], {})
    either = words.expression(OPERATIONS["add"], [equal, less], {})
    chosen = [ast.unparse(words.expression(OPERATIONS["where"], [each, A, B], {})) for each in (equal, both, either, A)]
    assert chosen == [
        "np.where(a == b, a, b)",
        "np.where((a == b) & (b < c), a, b)",
        "np.where((a == b) | (b < c), a, b)",
        "np.where(a != 0.0, a, b)",
    ]


def test_brackets_stand_where_python_needs_them() -> None:
    total = ast.BinOp(A, ast.Add(), B)
    assert numpy_text("mul", total, C) == "(a + b) * c"
    assert numpy_text("pow", ast.UnaryOp(ast.USub(), A), number(2.0)) == "(-a) ** 2"
    assert numpy_text("sub", A, total) == "a - (a + b)"


def test_numbers_without_a_literal_have_a_name() -> None:
    numbers = [2.0, -2.0, math.inf, -math.inf, math.nan]
    assert [ast.unparse(number(each)) for each in numbers] == ["2.0", "-2.0", "np.inf", "-np.inf", "np.nan"]
    assert ast.unparse(literal(np.array([[1, math.inf], [0, -0.5]]), "torch")) == "[[1.0, torch.inf], [0.0, -0.5]]"
