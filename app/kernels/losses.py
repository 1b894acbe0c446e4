"""Losses: all give one number, the mean over what they compare."""

from __future__ import annotations

import math

import numpy as np

from app.kernels.arrays import Array
from app.kernels.functions import log_sigmoid, log_sigmoid_scalar, relu, relu_scalar, xlogy, xlogy_scalar
from app.kernels.reductions import log_softmax, mean, norm, total

LEAST_SPREAD = float(np.float32(1e-12))
"""below a (1 - a), as in torch's binary cross entropy, which keeps it in single precision"""


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


def odds_gap(a: Array, b: Array) -> Array:
    """a - b over a (1 - a), which is kept away from 0."""
    return (a - b) / np.maximum(a * (1 - a), LEAST_SPREAD)


def clamped_log(a: Array) -> Array:
    return np.maximum(np.log(a), -100.0)


def one_hot(a: Array, b: Array) -> Array:
    """1 at class `a` of each row of `b`, else 0; a row of NaN where `a` is no class."""
    classes = np.arange(np.shape(b)[-1])
    hits = np.equal(np.expand_dims(a, -1), classes) * 1.0
    return np.where(np.any(hits, -1, keepdims=True), hits, np.nan)


def l1(a: Array, b: Array) -> Array:
    return mean(np.abs(np.subtract(a, b)))


def l1_scalar(a: float, b: float) -> float:
    return abs(a - b)


def huber(a: Array, b: Array, delta: float = 1.0) -> Array:
    size = np.abs(np.subtract(a, b))
    return mean(np.where(size < delta, np.square(size) / 2, delta * (size - delta / 2)))


def huber_scalar(a: float, b: float, delta: float = 1.0) -> float:
    size = abs(a - b)
    return size * size / 2 if size < delta else delta * (size - delta / 2)


def smooth_l1(a: Array, b: Array, beta: float = 1.0) -> Array:
    size = np.abs(np.subtract(a, b))
    return mean(np.where(size < beta, np.square(size) / 2 / beta, size - beta / 2))


def smooth_l1_scalar(a: float, b: float, beta: float = 1.0) -> float:
    size = abs(a - b)
    return size * size / 2 / beta if size < beta else size - beta / 2


def hinge(a: Array, b: Array) -> Array:
    return mean(relu(1 - np.multiply(a, b)))


def hinge_scalar(a: float, b: float) -> float:
    return relu_scalar(1 - a * b)


def kl_div(a: Array, b: Array) -> Array:
    """The mean of b (log b - a): `a` holds logarithms of probabilities, `b` probabilities."""
    return mean(xlogy(b, b) - np.multiply(b, a))


def kl_div_scalar(a: float, b: float) -> float:
    return xlogy_scalar(b, b) - b * a


def nll(a: Array, b: Array) -> Array:
    """The mean over the rows of -a at class b; NaN for a number that is no class."""
    return mean(-total(np.where(one_hot(b, a) == 0, 0.0, one_hot(b, a) * a), -1))


def binary_cross_entropy_with_logits(a: Array, b: Array) -> Array:
    return mean((1 - b) * a - log_sigmoid(a))


def binary_cross_entropy_with_logits_scalar(a: float, b: float) -> float:
    return (1 - b) * a - log_sigmoid_scalar(a)


def cosine_similarity(a: Array, b: Array, dim: int = -1, eps: float = 1e-8) -> Array:
    """The inner product of both, each divided by its length, or by `eps` where it is shorter."""
    left, right = (each / np.maximum(norm(each, dim, True), eps) for each in (a, b))
    return total(left * right, dim)
