"""Functions of one or two numbers, and their twins on Python floats."""

from __future__ import annotations

import math

import numpy as np

from app.kernels.arrays import Array
from app.kernels.choices import where

SQRT_HALF = math.sqrt(0.5)

_erf = np.frompyfunc(math.erf, 1, 1)


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
