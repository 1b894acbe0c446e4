"""Reductions over all numbers or along a dimension, and what their ways back need."""

from __future__ import annotations

import math

import numpy as np

from app.kernels.arrays import Array
from app.shapes import Shape


def same_scalar(a: float, dim: int | None = None, keepdim: bool = False) -> float:
    """Any reduction of one number."""
    return a


def total(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.sum(a, axis=dim, keepdims=keepdim)


def mean(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.divide(total(a, dim, keepdim), count(a, dim))


def product(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.prod(a, axis=dim, keepdims=keepdim)


def norm(a: Array, dim: int | None = None, keepdim: bool = False, p: float = 2.0) -> Array:
    if dim is None and not np.ndim(a):
        return np.abs(a)
    return np.sqrt(total(np.square(a), dim, keepdim))


def norm_scalar(a: float, dim: int | None = None, keepdim: bool = False, p: float = 2.0) -> float:
    return math.fabs(a) if dim is None else math.sqrt(a * a)


def largest(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.max(a, axis=dim, keepdims=keepdim)


def smallest(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.min(a, axis=dim, keepdims=keepdim)


def logsumexp(a: Array, dim: int = -1, keepdim: bool = False) -> Array:
    """The logarithm of the sum of exp(a), shifted by the largest entry so that nothing overflows."""
    top = largest(a, dim, True)
    top = np.where(np.isinf(top), 0.0, top)
    result = np.log(total(np.exp(a - top), dim, True)) + top
    return result if keepdim or not np.ndim(a) else np.squeeze(result, dim)


def softmax(a: Array, dim: int = -1) -> Array:
    powers = np.exp(a - largest(a, dim, True))
    return powers / total(powers, dim, True)


def softmin(a: Array, dim: int = -1) -> Array:
    return softmax(-a, dim)


def log_softmax(a: Array, dim: int = -1) -> Array:
    shifted = a - largest(a, dim, True)
    return shifted - np.log(total(np.exp(shifted), dim, True))


def spread(a: Array, b: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    """`a`, once reduced from the shape of `b`, over that shape again."""
    if dim is not None and not keepdim and np.ndim(b):
        a = np.expand_dims(a, dim)
    return np.broadcast_to(a, np.shape(b))[()]


def spread_scalar(a: float, b: float, dim: int | None = None, keepdim: bool = False) -> float:
    return a


def sum_to(a: Array, shape: Shape) -> Array:
    """Undo a broadcast from `shape`: sum over the dimensions that were added or stretched."""
    extra = np.ndim(a) - len(shape)
    if extra >= 0:
        stretched = [extra + place for place, size in enumerate(shape) if size == 1 != a.shape[extra + place]]
        a = np.sum(a, axis=(*range(extra), *stretched), keepdims=True)
        a = np.reshape(a, a.shape[extra:])
    return np.broadcast_to(a, shape)[()]


def sum_to_scalar(a: float, shape: Shape) -> float:
    return a


def count(a: Array, dim: int | None = None) -> float:
    """How many numbers `a` has, all in all or along `dim`."""
    return float(np.size(a) if dim is None or not np.ndim(a) else np.shape(a)[dim])


def count_scalar(a: float, dim: int | None = None) -> float:
    return 1.0


def rows(a: Array) -> float:
    """How many rows (of the last dimension) `a` has."""
    return float(math.prod(np.shape(a)[:-1]))


def shares(a: Array, y: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    """Where `a` equals its extreme `y`: 1, divided among those that tie; else 0."""
    hits = np.equal(a, spread(y, a, dim, keepdim)) * 1.0
    return hits / total(hits, dim, True)


def shares_scalar(a: float, y: float, dim: int | None = None, keepdim: bool = False) -> float:
    return 1.0 if a == y else math.nan


def others(a: Array, dim: int | None = None) -> Array:
    """For each entry the product of all others. As torch: by a division, but without one where anything is 0; then two
    zeros outweigh infinities.
    """
    if not np.ndim(a):
        return np.ones(())[()]
    zeros = np.equal(a, 0)
    if not np.any(zeros):
        return np.divide(product(a, dim, True), a)
    if dim is None and np.count_nonzero(zeros) > 1:
        return np.zeros(np.shape(a))
    flat = np.reshape(a, -1) if dim is None else np.moveaxis(np.atleast_1d(a), dim, -1)
    edge = np.ones((*flat.shape[:-1], 1))
    before = np.concatenate([edge, np.cumprod(flat[..., :-1], -1)], -1)
    after = np.concatenate([edge, np.cumprod(flat[..., :0:-1], -1)], -1)[..., ::-1]
    result = before * after
    return np.reshape(result, np.shape(a)) if dim is None else np.reshape(np.moveaxis(result, -1, dim), np.shape(a))


def others_changed(a: Array, b: Array, dim: int | None = None) -> Array:
    """For each entry i the sum over k of b at k times the product of all others than i and k.

    Without a division, so that zeros and numbers near them need no care: the product of what comes before each entry
    and of what comes after it, and how fast both change, by the product rule.
    """
    if not np.ndim(a):
        return np.zeros(())[()]
    rows = np.reshape(a, -1) if dim is None else np.moveaxis(a, dim, -1)
    moved = np.reshape(b, -1) if dim is None else np.moveaxis(b, dim, -1)
    before, rise = running_products(rows, moved)
    after, fall = (each[..., ::-1] for each in running_products(rows[..., ::-1], moved[..., ::-1]))
    result = rise * after + before * fall
    return np.reshape(result, np.shape(a)) if dim is None else np.moveaxis(result, -1, dim)


def running_products(a: Array, b: Array) -> tuple[Array, Array]:
    """Along the last dimension the products of all that comes before each entry, and how they change along b."""
    products, changes = np.empty(np.shape(a)), np.empty(np.shape(a))
    product, change = np.ones(np.shape(a)[:-1]), np.zeros(np.shape(a)[:-1])
    for place in range(np.shape(a)[-1]):
        products[..., place], changes[..., place] = product, change
        product, change = product * a[..., place], change * a[..., place] + product * b[..., place]
    return products, changes


def others_scalar(a: float, dim: int | None = None) -> float:
    return 1.0


# ── spread and running sums ─────────────────────────────────────────────────────────────────────────────────────────


def var(a: Array, dim: int | None = None, keepdim: bool = False, correction: int = 1) -> Array:
    """The sum of squared deviations over their number less `correction`."""
    squares = total(np.square(a - mean(a, dim, True)), dim, keepdim)
    return np.divide(squares, max(count(a, dim) - correction, 0.0))


def std(a: Array, dim: int | None = None, keepdim: bool = False, correction: int = 1) -> Array:
    return np.sqrt(var(a, dim, keepdim, correction))


def cumsum(a: Array, dim: int) -> Array:
    return np.cumsum(a, axis=dim) if np.ndim(a) else a


def norm_1(a: Array, dim: int | None = None, keepdim: bool = False, p: float = 1.0) -> Array:
    return total(np.abs(a), dim, keepdim)


def norm_p(a: Array, dim: int | None = None, keepdim: bool = False, p: float = 2.0) -> Array:
    return np.power(total(np.power(np.abs(a), p), dim, keepdim), 1 / p)
