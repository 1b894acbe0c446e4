"""What shape rules refuse, and with which words. What they accept is tried on every row in test_operations.py."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import ShapeMismatch
from app.operations import OPERATIONS


@pytest.mark.parametrize(
    ("name", "shapes", "parameters", "code"),
    [
        ("add", [(2,), (3,)], {}, "shape.broadcast"),
        ("matmul", [(1, 2), (1, 2)], {}, "shape.matmul"),
        ("matmul", [(2, 2, 3), (2,)], {}, "shape.matmul"),
        ("matmul", [(), (2,)], {}, "shape.matmul"),
        ("dot", [(2,), (3,)], {}, "shape.same"),
        ("dot", [(2, 2), (2,)], {}, "shape.vector"),
        ("outer", [(2, 2), (2,)], {}, "shape.vector"),
        ("sum", [(2, 3)], {"dim": 2}, "shape.dim"),
        ("sum", [()], {"dim": 1}, "shape.dim"),
        ("sum", [(2, 3)], {"keepdim": True}, "shape.keepdim"),
        ("max", [(0,)], {}, "shape.empty"),
        ("softmax", [(2, 0)], {"dim": 1}, "shape.empty"),
        ("reshape", [(2, 3)], {"shape": (4,)}, "shape.reshape"),
        ("reshape", [(2, 3)], {"shape": (-1, -1)}, "shape.reshape"),
        ("reshape", [(2, 3)], {"shape": (-2, -3)}, "shape.reshape"),
        ("reshape", [(0,)], {"shape": (0, -1)}, "shape.reshape"),
        ("concat", [(2, 3), (2, 4)], {}, "shape.concat"),
        ("concat", [(), ()], {}, "shape.dim"),
        ("stack", [(2,), (3,)], {}, "shape.same"),
        ("index", [(3,)], {"index": (3,)}, "shape.index"),
        ("index", [(3,)], {"index": (0, 0)}, "shape.index"),
        ("index", [()], {"index": (0,)}, "shape.index"),
        ("mse", [(2,), (3,)], {}, "shape.broadcast"),
        ("binary_cross_entropy", [(2, 1), (2,)], {}, "shape.same"),
        ("cross_entropy", [(2, 3), (3,)], {}, "shape.classes"),
        ("cross_entropy", [(2, 2, 2), (2, 2, 2)], {}, "shape.classes"),
        ("zeros", [], {"shape": (-1,)}, "shape.negative"),
        ("arange", [], {"start": 5.0, "stop": 0.0}, "shape.arange"),
        ("arange", [], {"start": 0.0, "stop": 5.0, "step": 0.0}, "shape.arange"),
        ("arange", [], {"start": float("inf")}, "shape.arange"),
        ("arange", [], {"start": 5.0, "step": 2.0}, "shape.arange_stop"),
        ("linspace", [], {"start": 0.0, "stop": 1.0, "steps": -1}, "shape.negative"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, shapes: list[Any], parameters: dict[str, Any], code: str) -> None:
    with pytest.raises(ShapeMismatch) as caught:
        OPERATIONS[name].shape(*shapes, **parameters)
    assert caught.value.code == code
    assert caught.value.detail("en")
    assert caught.value.detail("zh-CN")


def test_a_huge_shape_is_inferred_without_being_allocated() -> None:
    assert OPERATIONS["zeros"].shape(shape=(100_000, 100_000)) == (100_000, 100_000)
    assert OPERATIONS["index"].shape((10**6, 10**6), index=(0,)) == (10**6,)
    assert OPERATIONS["arange"].shape(start=1e15) == (10**15,)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((3,), (3,), "dot"),
        ((2, 3), (3,), "matrix_vector"),
        ((3,), (3, 2), "vector_matrix"),
        ((2, 3), (3, 2), "matmul"),
        ((5, 2, 3), (3, 2), "matmul"),
    ],
)
def test_a_matrix_product_becomes_the_row_of_its_ranks(a: Any, b: Any, expected: str) -> None:
    variant = OPERATIONS["matmul"].variant
    assert variant
    assert variant(a, b) == expected
