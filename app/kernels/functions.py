"""Functions of one or two numbers, and their twins on Python floats."""

from __future__ import annotations

import math

import numpy as np

from app.kernels.arrays import Array
from app.kernels.choices import where

SQRT_HALF = math.sqrt(0.5)

SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
"""of Klambauer et al., Self-Normalizing Neural Networks, 2017; with these torch computes"""

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


def hardsigmoid(a: Array) -> Array:
    return np.clip(a + 3, 0, 6) / 6


def hardsigmoid_scalar(a: float) -> float:
    return min(max(a + 3, 0.0), 6.0) / 6 if a == a else a


def hardswish(a: Array) -> Array:
    return a * np.clip(a + 3, 0, 6) / 6


def hardswish_scalar(a: float) -> float:
    return a * min(max(a + 3, 0.0), 6.0) / 6 if a == a else a


def softsign(a: Array) -> Array:
    return a / (1 + np.abs(a))


def softsign_scalar(a: float) -> float:
    return a / (1 + math.fabs(a))


def below_zero(a: Array) -> Array:
    return np.minimum(a, 0.0)


def below_zero_scalar(a: float) -> float:
    return a if a < 0 or math.isnan(a) else 0.0


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


def mish(a: Array) -> Array:
    return a * np.tanh(softplus(a))


def mish_scalar(a: float) -> float:
    return a * math.tanh(softplus_scalar(a))


def selu(a: Array) -> Array:
    return SELU_SCALE * elu(a, SELU_ALPHA)


def selu_scalar(a: float) -> float:
    return SELU_SCALE * elu_scalar(a, SELU_ALPHA)


def celu(a: Array, alpha: float = 1.0) -> Array:
    return where(np.less(a, 0), alpha * np.expm1(np.minimum(a, 0) / alpha), a)


def celu_scalar(a: float, alpha: float = 1.0) -> float:
    return alpha * math.expm1(a / alpha) if a < 0 else a


def clamp(a: Array, low: float = -math.inf, high: float = math.inf) -> Array:
    """`a` between the bounds; the upper one where they cross, as in torch."""
    return np.minimum(np.maximum(a, low), high)


def clamp_scalar(a: float, low: float = -math.inf, high: float = math.inf) -> float:
    return high if a > high or low > high else low if a < low else a


def hardtanh(a: Array, low: float = -1.0, high: float = 1.0) -> Array:
    return clamp(a, low, high)


def hardtanh_scalar(a: float, low: float = -1.0, high: float = 1.0) -> float:
    return clamp_scalar(a, low, high)


def relu6(a: Array) -> Array:
    return clamp(a, 0.0, 6.0)


def relu6_scalar(a: float) -> float:
    return clamp_scalar(a, 0.0, 6.0)


def log_sigmoid(a: Array) -> Array:
    return np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))


def log_sigmoid_scalar(a: float) -> float:
    return (a if a < 0 else 0.0) - math.log1p(math.exp(-abs(a)))


def rsqrt(a: Array) -> Array:
    return 1 / np.sqrt(a)


def rsqrt_scalar(a: float) -> float:
    return 1 / math.sqrt(a)


def reciprocal(a: Array) -> Array:
    return 1 / a


def floor_scalar(a: float) -> float:
    return float(math.floor(a))


def ceil_scalar(a: float) -> float:
    return float(math.ceil(a))


def round_scalar(a: float) -> float:
    """To the nearest whole number, to the even one of two."""
    return float(round(float(a)))


# ── functions of two numbers ────────────────────────────────────────────────────────────────────────────────────────


def logaddexp_scalar(a: float, b: float) -> float:
    distance = abs(a - b)
    if not distance < math.inf:
        raise ValueError
    return max(a, b) + math.log1p(math.exp(-distance))


def xlogy(a: Array, b: Array) -> Array:
    """The product of a and log b; 0 where a is 0, unless b is NaN."""
    return where(np.equal(a, 0) & np.equal(b, b), 0.0, np.multiply(a, np.log(b)))


def xlogy_scalar(a: float, b: float) -> float:
    return 0.0 if a == 0 and b == b else a * math.log(b)
