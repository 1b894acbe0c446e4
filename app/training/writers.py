"""A kernel, its operands and an array -> calls that write the kernel's result into that array.

Kernels that are one ufunc write by themselves. Those that are several calls of NumPy are written out here: the same
operations in the same order, so that not a bit differs. All others are called as they are, and their result copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from app.kernels import choices, functions, reductions
from app.operations import Shape

Call = Callable[[], Any]
Writer = Callable[..., Iterator[Call]]

ZERO, ONE = np.zeros(()), np.ones(())


def writing(
    kernel: Callable[..., Any], operands: tuple[np.ndarray, ...], parameters: Mapping[str, Any], out: np.ndarray
) -> list[Call]:
    """The calls that make `out` hold `kernel(*operands, **parameters)`, whatever the operands then hold."""
    if kernel in WRITERS:
        return list(WRITERS[kernel](*operands, **parameters, out=out))
    if is_elementwise(kernel):
        return [partial(kernel, *[plain(each, out.shape) for each in operands], out=out)]
    if isinstance(kernel, np.ufunc) and not parameters:
        return [partial(kernel, *operands, out=out)]
    return [partial(store, out, kernel, operands, parameters)]


def is_elementwise(kernel: Callable[..., Any]) -> bool:
    """Whether it may write into the array of an operand."""
    return isinstance(kernel, np.ufunc) and kernel.signature is None and kernel.nout == 1


def plain(operand: np.ndarray, shape: Shape) -> np.ndarray:
    """One number without dimensions, which goes along faster, unless it makes the shape of the result."""
    return operand.reshape(()) if operand.size == 1 and shape and np.prod(shape) > 1 else operand


def store(
    out: np.ndarray, kernel: Callable[..., Any], operands: tuple[np.ndarray, ...], parameters: Mapping[str, Any]
) -> None:
    out[...] = kernel(*operands, **parameters)


def where(a: np.ndarray, b: np.ndarray, c: np.ndarray, out: np.ndarray) -> Iterator[Call]:
    """`a` may be truths."""
    mask = a if a.dtype == bool else np.empty(a.shape, dtype=bool)
    if mask is not a:
        yield partial(np.not_equal, a, ZERO, out=mask)
    yield partial(np.copyto, out, c)
    yield partial(np.copyto, out, b, where=mask)


def matmul(a: np.ndarray, b: np.ndarray, out: np.ndarray) -> Iterator[Call]:
    if a.ndim == b.ndim == 2 and a.shape[1] == 1:
        yield partial(np.multiply, a, b, out=out)
    else:
        yield partial(np.matmul, a, b, out=out)


def positive(a: np.ndarray, out: np.ndarray) -> Iterator[Call]:
    """The numbers of truths."""
    yield partial(np.copyto, out, a)


def relu(a: np.ndarray, out: np.ndarray) -> Iterator[Call]:
    mask = np.empty(out.shape, dtype=bool)
    yield partial(np.less, a, ZERO, out=mask)
    yield partial(np.copyto, out, a)
    yield partial(np.copyto, out, ZERO, where=mask)


def sigmoid(a: np.ndarray, out: np.ndarray) -> Iterator[Call]:
    yield partial(np.negative, a, out=out)
    yield partial(np.exp, out, out=out)
    yield partial(np.add, ONE, out, out=out)
    yield partial(np.divide, ONE, out, out=out)


def power(a: np.ndarray, b: np.ndarray, out: np.ndarray) -> Iterator[Call]:
    if b.flags.writeable or np.any(b == 0.5):
        yield partial(store, out, functions.power, (a, b), {})
    else:
        yield partial(np.power, a, b, out=out)


def total(a: np.ndarray, dim: int | None = None, keepdim: bool = False, *, out: np.ndarray) -> Iterator[Call]:
    yield partial(np.add.reduce, a, dim, None, out, bool(keepdim))


def mean(a: np.ndarray, dim: int | None = None, keepdim: bool = False, *, out: np.ndarray) -> Iterator[Call]:
    yield from total(a, dim, keepdim, out=out)
    yield partial(np.divide, out, np.array(reductions.count(a, dim)), out=out)


def sum_to(a: np.ndarray, shape: Shape, out: np.ndarray) -> Iterator[Call]:
    extra = a.ndim - len(shape)
    stretched = [extra + place for place, size in enumerate(shape) if size == 1 != a.shape[extra + place]]
    axes = (*range(extra), *stretched)
    kept = tuple([1 if place in axes else size for place, size in enumerate(a.shape)])
    if extra < 0 or kept[extra:] != shape or not out.flags.c_contiguous:
        yield partial(store, out, reductions.sum_to, (a,), {"shape": shape})
    else:
        yield partial(np.add.reduce, a, axes, None, out.reshape(kept), True)


WRITERS: dict[Callable[..., Any], Writer] = {
    choices.where: where,
    np.matmul: matmul,
    np.positive: positive,
    functions.power: power,
    functions.relu: relu,
    functions.sigmoid: sigmoid,
    reductions.mean: mean,
    reductions.sum_to: sum_to,
    reductions.total: total,
}
COMPARING: dict[Callable[..., Any], np.ufunc] = {
    choices.less: np.less,
    choices.greater: np.greater,
    choices.less_equal: np.less_equal,
    choices.greater_equal: np.greater_equal,
    choices.equal: np.equal,
    choices.not_equal: np.not_equal,
}

"""what compares, as truths"""
