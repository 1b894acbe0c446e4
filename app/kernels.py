"""Forwards that are not one NumPy call, and their twins on Python floats.

Arrays in, arrays out, all float64; numbers and their treatment of NaN, infinities and ties are torch's. The twins
(`..._scalar`) may raise ArithmeticError or ValueError where NumPy gives NaN or an infinity.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from app.shapes import Shape, counted

Array = Any
"""a float64 ndarray or NumPy scalar"""

SQRT_HALF = math.sqrt(0.5)

# ── functions of one number ─────────────────────────────────────────────────────────────────────────────────────────

_erf = np.frompyfunc(math.erf, 1, 1)


def same(a: Array) -> Array:
    return a


def same_scalar(a: float, dim: int | None = None, keepdim: bool = False) -> float:
    """Any reduction of one number."""
    return a


def square_scalar(a: float) -> float:
    return a * a


def sign(a: Array) -> Array:
    """-1, 0 or 1; 0 for NaN."""
    return np.greater(a, 0) * 1.0 - np.less(a, 0)


def sign_scalar(a: float) -> float:
    return 1.0 if a > 0 else -1.0 if a < 0 else 0.0


def erf(a: Array) -> Array:
    return np.asarray(_erf(a), dtype=np.float64)[()]


def power(a: Array, b: Array) -> Array:
    """C's pow. NumPy takes a square root where b is one 0.5, which differs from pow at minus infinity alone."""
    return where(np.equal(b, 0.5) & np.isneginf(a), np.inf, np.power(a, b))


def over_square(a: Array, b: Array) -> Array:
    """The quotient a / b², by two divisions as in torch: b² may be out of reach."""
    return np.divide(np.divide(a, b), b)


def over_square_scalar(a: float, b: float) -> float:
    return a / b / b


def sigmoid(a: Array) -> Array:
    return 1 / (1 + np.exp(-a))


def sigmoid_scalar(a: float) -> float:
    return 1 / (1 + math.exp(-a))


def relu(a: Array) -> Array:
    """0 below 0; NaN and -0 stay, as in torch."""
    return where(np.less(a, 0), 0.0, a)


def relu_scalar(a: float) -> float:
    return 0.0 if a < 0 else a


def leaky_relu(a: Array, slope: float = 0.01) -> Array:
    return where(np.greater(a, 0), a, a * slope)


def leaky_relu_scalar(a: float, slope: float = 0.01) -> float:
    return a if a > 0 else a * slope


def elu(a: Array, alpha: float = 1.0) -> Array:
    return where(np.less(a, 0), alpha * np.expm1(np.minimum(a, 0)), a)


def elu_scalar(a: float, alpha: float = 1.0) -> float:
    return alpha * math.expm1(a) if a < 0 else a


def softplus(a: Array) -> Array:
    """log(1 + exp(a)); above 20, as in torch, a itself."""
    return where(np.greater(a, 20), a, np.log1p(np.exp(np.minimum(a, 20))))


def softplus_scalar(a: float) -> float:
    return a if a > 20 else math.log1p(math.exp(a))


def silu(a: Array) -> Array:
    return a / (1 + np.exp(-a))


def silu_scalar(a: float) -> float:
    return a / (1 + math.exp(-a))


def gelu(a: Array) -> Array:
    """The exact form, not the one by tanh."""
    return a * 0.5 * (1 + erf(a * SQRT_HALF))


def gelu_scalar(a: float) -> float:
    return a * 0.5 * (1 + math.erf(a * SQRT_HALF))


# ── choosing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def maximum_scalar(a: float, b: float) -> float:
    return a if a > b or a != a else b


def minimum_scalar(a: float, b: float) -> float:
    return a if a < b or a != a else b


def less(a: Array, b: Array) -> Array:
    return np.less(a, b) * 1.0


def greater(a: Array, b: Array) -> Array:
    return np.greater(a, b) * 1.0


def less_equal(a: Array, b: Array) -> Array:
    return np.less_equal(a, b) * 1.0


def greater_equal(a: Array, b: Array) -> Array:
    return np.greater_equal(a, b) * 1.0


def equal(a: Array, b: Array) -> Array:
    return np.equal(a, b) * 1.0


def not_equal(a: Array, b: Array) -> Array:
    return np.not_equal(a, b) * 1.0


def less_scalar(a: float, b: float) -> float:
    return 1.0 if a < b else 0.0


def greater_scalar(a: float, b: float) -> float:
    return 1.0 if a > b else 0.0


def less_equal_scalar(a: float, b: float) -> float:
    return 1.0 if a <= b else 0.0


def greater_equal_scalar(a: float, b: float) -> float:
    return 1.0 if a >= b else 0.0


def equal_scalar(a: float, b: float) -> float:
    return 1.0 if a == b else 0.0


def not_equal_scalar(a: float, b: float) -> float:
    return 1.0 if a != b else 0.0


def where(a: Array, b: Array, c: Array) -> Array:
    result: Array = np.where(np.not_equal(a, 0), b, c)
    return result[()]


def where_scalar(a: float, b: float, c: float) -> float:
    return b if a else c


# ── reductions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def total(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.sum(a, axis=dim, keepdims=keepdim)


def mean(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.divide(total(a, dim, keepdim), count(a, dim))


def product(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.prod(a, axis=dim, keepdims=keepdim)


def norm(a: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    return np.sqrt(total(np.square(a), dim, keepdim))


def norm_scalar(a: float, dim: int | None = None, keepdim: bool = False) -> float:
    return math.sqrt(a * a)


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


def log_softmax(a: Array, dim: int = -1) -> Array:
    shifted = a - largest(a, dim, True)
    return shifted - np.log(total(np.exp(shifted), dim, True))


# ── shapes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def outer(a: Array, b: Array) -> Array:
    return np.multiply.outer(a, b)


def transpose(a: Array) -> Array:
    return np.swapaxes(a, -1, -2)


def reshape(a: Array, shape: Shape) -> Array:
    return np.reshape(a, shape)[()]


def concat(*operands: Array, dim: int = 0) -> Array:
    return np.concatenate(operands, dim)


def stack(*operands: Array) -> Array:
    return np.stack(operands)


def index(a: Array, index: Any) -> Array:
    return np.asarray(a)[index]


# ── losses ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def mse(a: Array, b: Array) -> Array:
    return mean(np.square(np.subtract(a, b)))


def mse_scalar(a: float, b: float) -> float:
    return (a - b) * (a - b)


def cross_entropy(a: Array, b: Array) -> Array:
    """The mean over the rows of -Σ b log softmax(a)."""
    return mean(-total(b * log_softmax(a), -1))


def cross_entropy_of_classes(a: Array, b: Array) -> Array:
    """The mean over the rows of -log softmax(a) at class b; NaN for a number that is no class of `a`."""
    return mean(-total(np.where(one_hot(b, a) == 0, 0.0, one_hot(b, a) * log_softmax(a)), -1))


def binary_cross_entropy(a: Array, b: Array) -> Array:
    """The mean of -(b log a + (1 - b) log(1 - a)); torch bounds the logarithms by -100."""
    return mean(-(b * clamped_log(a) + (1 - b) * clamped_log(1 - a)))


def binary_cross_entropy_scalar(a: float, b: float) -> float:
    return -(b * max(math.log(a), -100.0) + (1 - b) * max(math.log(1 - a), -100.0))


def clamped_log(a: Array) -> Array:
    return np.maximum(np.log(a), -100.0)


# ── new tensors ─────────────────────────────────────────────────────────────────────────────────────────────────────


def randn(shape: Shape = (), *, random: np.random.Generator) -> Array:
    return random.standard_normal(shape)


def rand(shape: Shape = (), *, random: np.random.Generator) -> Array:
    return random.random(shape)


def ones(shape: Shape = (), **_: Any) -> Array:
    return np.ones(shape)


def zeros(shape: Shape = (), **_: Any) -> Array:
    return np.zeros(shape)


def arange(start: float, stop: float | None = None, step: float | None = None, **_: Any) -> Array:
    (length,) = counted(start=start, stop=stop, step=step)
    return (0.0 if stop is None else start) + (1.0 if step is None else step) * np.arange(length)


def linspace(start: float, stop: float, steps: int, **_: Any) -> Array:
    return np.linspace(start, stop, steps)


# ── what only ways back need ────────────────────────────────────────────────────────────────────────────────────────


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
    """For each entry the product of all others, without a division. As in torch two zeros outweigh infinities."""
    if dim is None and np.count_nonzero(np.equal(a, 0)) > 1:
        return np.zeros(np.shape(a))
    flat = np.reshape(a, -1) if dim is None else np.moveaxis(np.atleast_1d(a), dim, -1)
    edge = np.ones((*flat.shape[:-1], 1))
    before = np.concatenate([edge, np.cumprod(flat[..., :-1], -1)], -1)
    after = np.concatenate([edge, np.cumprod(flat[..., :0:-1], -1)], -1)[..., ::-1]
    result = before * after
    return np.reshape(result, np.shape(a)) if dim is None else np.reshape(np.moveaxis(result, -1, dim), np.shape(a))


def others_scalar(a: float, dim: int | None = None) -> float:
    return 1.0


def reshape_as(a: Array, b: Array) -> Array:
    return np.reshape(a, np.shape(b))[()]


def reshape_as_scalar(a: float, b: float) -> float:
    return a


def scatter(a: Array, b: Array, index: Any) -> Array:
    """Zeros in the shape of `b`, with `a` where `index` points."""
    result = np.zeros(np.shape(b))
    result[index] = a
    return result


def part(a: Array, *parts: Array, place: int, dim: int = 0) -> Array:
    """The slice of `a` that holds the part at `place`, where `a` is as `parts` concatenated along `dim`."""
    return np.asarray(a)[_part_slice(parts, place, dim)]


def embed(a: Array, whole: Array, *parts: Array, place: int, dim: int = 0) -> Array:
    """Zeros in the shape of `whole`, with `a` where the part at `place` is."""
    return scatter(a, whole, _part_slice(parts, place, dim))


def _part_slice(parts: tuple[Array, ...], place: int, dim: int) -> tuple[slice, ...]:
    dim %= np.ndim(parts[0])
    start = sum(np.shape(each)[dim] for each in parts[:place])
    return (*[slice(None)] * dim, slice(start, start + np.shape(parts[place])[dim]))


def one_hot(a: Array, b: Array) -> Array:
    """1 at class `a` of each row of `b`, else 0; a row of NaN where `a` is no class."""
    classes = np.arange(np.shape(b)[-1])
    hits = np.equal(np.expand_dims(a, -1), classes) * 1.0
    return np.where(np.any(hits, -1, keepdims=True), hits, np.nan)
