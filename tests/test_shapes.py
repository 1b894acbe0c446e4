"""What shape rules refuse, and with which words. What they accept is tried on every row in test_operations.py."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import LimitExceeded, ShapeMismatch, ValueProblem
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
        ("eye", [], {"n": -1}, "shape.negative"),
        ("var", [(3,)], {"correction": 3}, "shape.correction"),
        ("var", [(2, 0)], {"dim": 1}, "shape.empty"),
        ("cumsum", [(3,)], {"dim": 1}, "shape.dim"),
        ("roll", [()], {"shift": 1, "dim": 0}, "shape.dim"),
        ("trace", [(3,)], {}, "shape.rank"),
        ("det", [(2, 3)], {}, "shape.square"),
        ("det", [(2, 2, 2)], {}, "shape.rank"),
        ("inverse", [(2, 3)], {}, "shape.square"),
        ("triu", [(3,)], {}, "shape.rank"),
        ("unsqueeze", [(3,)], {"dim": 2}, "shape.dim"),
        ("permute", [(2, 3)], {"dims": (0, 0)}, "shape.permute"),
        ("repeat", [(2, 3)], {"sizes": (2,)}, "shape.rank"),
        ("einsum", [(2, 3), (2, 3)], {"equation": "ij,jk->ik"}, "shape.same"),
        ("einsum", [(2, 3), (3,)], {"equation": "ij,jk->ik"}, "shape.rank"),
        ("layer_norm", [()], {}, "shape.rank"),
        ("layer_norm", [(2, 3), (2,)], {}, "shape.same"),
        ("batch_norm", [(3,)], {}, "shape.rank"),
        ("batch_norm", [(1, 3)], {}, "shape.batch"),
        ("batch_norm", [(2, 3), (3,)], {}, "shape.batch_norm"),
        ("attention", [(2, 3), (4, 2), (4, 2)], {}, "shape.attention"),
        ("attention", [(2, 3), (4, 3), (5, 2)], {}, "shape.attention"),
        ("embedding", [(2,), (3,)], {}, "shape.rank"),
        ("conv1d", [(2, 5), (1, 3, 2)], {}, "shape.convolution"),
        ("conv2d", [(2, 5), (1, 2, 2)], {}, "shape.rank"),
        ("conv1d", [(2, 5), (1, 2, 6)], {}, "shape.window"),
        ("max_pool1d", [(2, 5)], {"kernel_size": 2, "padding": 2}, "shape.padding"),
        ("max_pool2d", [(5,)], {"kernel_size": 2}, "shape.rank"),
        ("avg_pool1d", [(0, 5)], {"kernel_size": 2}, "shape.empty"),
        ("kl_div", [(2, 1), (2,)], {}, "shape.same"),
        ("cosine_similarity", [(2,), (3,)], {}, "shape.same"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, shapes: list[Any], parameters: dict[str, Any], code: str) -> None:
    with pytest.raises(ShapeMismatch) as caught:
        infer(name, shapes, parameters)
    assert caught.value.code == code
    assert caught.value.detail("en")
    assert caught.value.detail("zh-CN")


@pytest.mark.parametrize(
    ("name", "shapes", "parameters", "code"),
    [
        ("norm", [(3,)], {"p": 0.0}, "value.above_zero"),
        ("norm", [(3,)], {"p": float("inf")}, "value.too_large"),
        ("huber", [(3,), (3,)], {"delta": 0.0}, "value.above_zero"),
        ("smooth_l1", [(3,), (3,)], {"beta": 0.0}, "value.above_zero"),
        ("var", [(3,)], {"correction": -1}, "value.lowest"),
        ("repeat", [(3,)], {"sizes": (-1,)}, "value.lowest"),
        ("conv1d", [(1, 5), (1, 1, 2)], {"stride": 0}, "value.lowest"),
        ("max_pool1d", [(1, 5)], {"kernel_size": 0}, "value.lowest"),
        ("einsum", [(2, 2)], {"equation": "ii->i"}, "value.equation"),
        ("einsum", [(2, 2)], {"equation": "ij"}, "value.equation"),
        ("einsum", [(2, 2)], {"equation": "ij->ik"}, "value.equation"),
        ("einsum", [(2, 2)], {"equation": "ij,jk->ik"}, "value.equation"),
        ("einsum", [(10**4,), (10**4,)], {"equation": "i,j->"}, "limit.work"),
        ("conv2d", [(1, 300, 300), (1, 1, 150, 150)], {}, "limit.work"),
        ("conv1d", [(1, 5), (1, 1, 2)], {"padding": 10**9}, "limit.work"),
        ("max_pool2d", [(1, 300, 300)], {"kernel_size": 150, "stride": 1}, "limit.work"),
        ("attention", [(50_000, 2), (50_000, 2), (50_000, 2)], {}, "limit.work"),
        ("mse", [(100_000, 1), (100_000,)], {}, "limit.work"),
        ("inverse", [(300, 300)], {}, "limit.work"),
        ("repeat", [(0,)], {"sizes": (10**10,)}, "limit.work"),
    ],
)
def test_unfit_values_and_too_much_work_are_refused(
    name: str, shapes: list[Any], parameters: dict[str, Any], code: str
) -> None:
    with pytest.raises((ValueProblem, LimitExceeded)) as caught:
        infer(name, shapes, parameters)
    assert caught.value.code == code
    assert caught.value.detail("zh-CN") != caught.value.detail("en")


def infer(name: str, shapes: list[Any], parameters: dict[str, Any]) -> Any:
    """The shape of a row's result, by the variant that these shapes choose."""
    row = OPERATIONS[name]
    if row.variant:
        row = OPERATIONS[row.variant(*shapes, **parameters)]
    return row.shape(*shapes, **parameters)


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
        ((5, 2, 3), (3,), "matrices_vector"),
        ((3,), (5, 3, 2), "vector_matrices"),
    ],
)
def test_a_matrix_product_becomes_the_row_of_its_ranks(a: Any, b: Any, expected: str) -> None:
    variant = OPERATIONS["matmul"].variant
    assert variant
    assert variant(a, b) == expected
