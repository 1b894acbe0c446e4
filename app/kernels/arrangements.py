"""The same numbers elsewhere, and what the ways back of that need."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.kernels.arrays import Array
from app.shapes import Shape


def same(a: Array) -> Array:
    return a


def reshape(a: Array, shape: Shape) -> Array:
    return np.reshape(a, shape)[()]


def concat(*operands: Array, dim: int = 0) -> Array:
    return np.concatenate(operands, dim)


def stack(*operands: Array) -> Array:
    return np.stack(operands)


def index(a: Array, index: Any) -> Array:
    return np.asarray(a)[index]


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


# ── the same numbers in another order ───────────────────────────────────────────────────────────────────────────────


def flip(a: Array, dim: int) -> Array:
    return np.flip(a, dim) if np.ndim(a) else a


def roll(a: Array, shift: int, dim: int) -> Array:
    return np.roll(a, shift, dim) if np.ndim(a) else a


def triu(a: Array, diagonal: int = 0) -> Array:
    return np.triu(a, diagonal)


def tril(a: Array, diagonal: int = 0) -> Array:
    return np.tril(a, diagonal)


def squeeze(a: Array, dim: int) -> Array:
    """Without the dimension, where its size is 1."""
    return np.squeeze(a, dim)[()] if np.ndim(a) and np.shape(a)[dim] == 1 else a


def unsqueeze(a: Array, dim: int) -> Array:
    return np.expand_dims(a, dim)


def permute(a: Array, dims: Shape) -> Array:
    return np.transpose(a, dims)


def permute_back(a: Array, dims: Shape) -> Array:
    """The inverse of `permute`."""
    return np.transpose(a, np.argsort([dim % np.ndim(a) for dim in dims])) if dims else a


def repeat(a: Array, sizes: Shape) -> Array:
    """`a` side by side with itself, so many times in each dimension."""
    return np.tile(a, sizes)[()]


def copies_summed(a: Array, b: Array, sizes: Shape) -> Array:
    """The sum of the copies of `b` that `repeat` made."""
    shape = (1,) * (len(sizes) - np.ndim(b)) + np.shape(b)
    pairs = [each for pair in zip(sizes, shape, strict=True) for each in pair]
    return np.reshape(np.sum(np.reshape(a, pairs), axis=tuple(range(0, len(pairs), 2))), np.shape(b))[()]
