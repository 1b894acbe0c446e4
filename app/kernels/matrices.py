"""Matrices and vectors."""

from __future__ import annotations

import numpy as np

from app.kernels.arrays import Array


def outer(a: Array, b: Array) -> Array:
    return np.multiply.outer(a, b)


def transpose(a: Array) -> Array:
    return np.swapaxes(a, -1, -2)
