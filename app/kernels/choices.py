"""Choosing and comparing; what compares gives 1 or 0."""

from __future__ import annotations

import numpy as np

from app.kernels.arrays import Array


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
