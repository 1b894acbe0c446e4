"""Slopes of functions that no row knows, with as few questions as will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import torch

from app.listing.recording.slopes import slopes_of

X = torch.linspace(-2.0, 2.0, 6, dtype=torch.float64).reshape(2, 3)


def asked(function: Callable[[Any], Any], most: int = 100) -> tuple[Any, int]:
    """What is told of a function at `X`, and after how many questions."""
    operand = X.clone().requires_grad_()
    result = function(operand)
    count = 0

    def back(arriving: Any) -> Sequence[Any]:
        nonlocal count
        count += 1
        return torch.autograd.grad(result, [operand], arriving, retain_graph=True)

    return slopes_of(back, result, [operand], most), count


def matrix(function: Callable[[Any], Any]) -> Any:
    return torch.autograd.functional.jacobian(function, X).reshape(-1, 6)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("function", [torch.sin, lambda x: x * x[0, 0].detach(), lambda x: x.clamp(min=0)])
def test_two_questions_are_enough_where_each_number_follows_one(function: Callable[[Any], Any]) -> None:
    for most in (1, 100):
        (found,), count = asked(function, most)
        assert count == 2 and found.alone
        rows = matrix(function)
        assert torch.allclose(torch.diag(found.numbers.reshape(-1)), rows)
        assert torch.allclose(found.times(X, (2, 3)), (rows @ X.reshape(-1)).reshape(2, 3))


@pytest.mark.parametrize(
    ("function", "shape"),
    [(lambda x: x.softmax(1), (2, 3)), (lambda x: x @ x.detach().T, (2, 2)), (lambda x: x.flip(0), (2, 3)), (torch.sum, ())],
)  # fmt: skip
def test_else_there_is_a_row_for_each_number_of_the_result(
    function: Callable[[Any], Any], shape: tuple[int, ...]
) -> None:
    (found,), _ = asked(function)
    rows = matrix(function)
    assert not found.alone and torch.allclose(found.numbers, rows)
    assert torch.allclose(found.times(X, shape), (rows @ X.reshape(-1)).reshape(shape))


def test_no_more_questions_are_asked_than_may_be() -> None:
    assert asked(lambda x: x.softmax(1), most=5) == (None, 2)
