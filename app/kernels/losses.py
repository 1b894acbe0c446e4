"""Losses: all give one number, the mean over what they compare."""

from __future__ import annotations

import math

import numpy as np

from app.kernels.arrays import Array
from app.kernels.reductions import log_softmax, mean, total


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


def one_hot(a: Array, b: Array) -> Array:
    """1 at class `a` of each row of `b`, else 0; a row of NaN where `a` is no class."""
    classes = np.arange(np.shape(b)[-1])
    hits = np.equal(np.expand_dims(a, -1), classes) * 1.0
    return np.where(np.any(hits, -1, keepdims=True), hits, np.nan)
