"""Matrices and vectors."""

from __future__ import annotations

import numpy as np

from app.kernels.arrays import Array
from app.kernels.reductions import others
from app.shapes import Shape
from app.shapes.matrices import terms


def outer(a: Array, b: Array) -> Array:
    return np.multiply.outer(a, b)


def transpose(a: Array) -> Array:
    return np.swapaxes(a, -1, -2)


def determinant(a: Array) -> Array:
    return np.linalg.det(a)


def cofactors(a: Array) -> Array:
    """det(a) times the transposed inverse, for singular matrices too: by the products of all other singular values."""
    try:
        left, sizes, right = np.linalg.svd(a)
    except np.linalg.LinAlgError:
        return np.full(np.shape(a), np.nan)
    sign = np.sign(np.linalg.det(left) * np.linalg.det(right))
    return sign * (left * others(sizes)) @ right


def cofactors_changed(a: Array, b: Array) -> Array:
    """The derivative of the cofactors of `a` along `b`: products of all singular values but two, without a division.

    With a = U S V and h = Uᵀ b Vᵀ, a diagonal S changes its cofactors (i, j) by -h_ji Π s, without s_i and s_j, off the
    diagonal, and (i, i) by the sum over j of h_jj Π s. So singular matrices need no care.
    """
    try:
        left, sizes, right = np.linalg.svd(a)
    except np.linalg.LinAlgError:
        return np.full(np.shape(a), np.nan)
    same = np.eye(np.size(sizes)) == 1
    without_two = np.where(same, 0.0, others(np.where(same, 1.0, sizes), -1))
    turned = left.T @ b @ right.T
    inner = np.where(same, np.diag(without_two @ np.diagonal(turned)), -without_two * turned.T)
    sign = np.sign(np.linalg.det(left) * np.linalg.det(right))
    return sign * left @ inner @ right


def inverse(a: Array) -> Array:
    """The inverse of each matrix; NaN where a matrix has none."""
    try:
        return np.linalg.inv(a)
    except np.linalg.LinAlgError:
        if np.ndim(a) == 2:
            return np.full(np.shape(a), np.nan)
        return np.stack([inverse(matrix) for matrix in a])


def eye_like(a: Array) -> Array:
    """Ones on the diagonal of a matrix of this shape."""
    return np.eye(*np.shape(a))


# ── sums of products by indices ─────────────────────────────────────────────────────────────────────────────────────


def einsum(a: Array, b: Array | None = None, *, equation: str) -> Array:
    operands = (a,) if b is None else (a, b)
    return np.einsum(equation, *operands, optimize=True)[()]


def einsum_to_first(b: Array, g: Array, a: Array, equation: str) -> Array:
    """What reaches the first operand `a`, when `g` reaches the result."""
    first, second, result = terms(equation)
    return _gathered(f"{second},{result}", b, g, first, np.shape(a))


def einsum_to_second(a: Array, g: Array, b: Array, equation: str) -> Array:
    """What reaches the second operand `b`, when `g` reaches the result."""
    first, second, result = terms(equation)
    return _gathered(f"{first},{result}", a, g, second, np.shape(b))


def einsum_to_only(g: Array, a: Array, equation: str) -> Array:
    """What reaches the only operand `a`, when `g` reaches the result."""
    only, result = terms(equation)
    return _gathered(f"{result},", g, np.float64(1), only, np.shape(a))


def _gathered(left: str, a: Array, b: Array, indices: str, shape: Shape) -> Array:
    """The product summed to `indices`; an index that the product lacks has the same number along all of it."""
    kept = "".join(each for each in indices if each in left)
    value = np.einsum(f"{left}->{kept}", a, b, optimize=True)
    value = np.reshape(value, [size if each in kept else 1 for each, size in zip(indices, shape, strict=True)])
    return np.broadcast_to(value, shape)[()]
