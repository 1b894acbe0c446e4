"""Windows that slide over signals and images: convolution and pooling, in as many dimensions as the kernel has.

A convolution is linear in its input, in its weights, and, on the way back, in the gradient of its result. So three
functions serve all derivatives: each gives what reaches one of the three from the other two.
"""

from __future__ import annotations

import math

import numpy as np

from app.kernels.arrays import Array
from app.shapes import Shape

LETTERS = "xyz"


def padded(a: Array, rank: int, padding: int, fill: float = 0.0) -> Array:
    """`a` with a margin around its last `rank` dimensions."""
    margins = [(0, 0)] * (np.ndim(a) - rank) + [(padding, padding)] * rank
    return np.pad(a, margins, constant_values=fill)


def unpadded(a: Array, rank: int, padding: int) -> Array:
    return a[(..., *[slice(padding, size - padding) for size in a.shape[-rank:]])]


def windows(a: Array, sizes: Shape, stride: int) -> Array:
    """(…, sides) -> (…, places, sizes): a view of every window."""
    rank = len(sizes)
    view: Array = np.lib.stride_tricks.sliding_window_view(a, sizes, axis=tuple(range(-rank, 0)))
    return view[(..., *[slice(None, None, stride)] * rank, *[slice(None)] * rank)]


def collected(a: Array, shape: Shape, sizes: Shape, stride: int) -> Array:
    """The adjoint of `windows`: (…, places, sizes) -> `shape`, what lies on top of one another added up."""
    places = windows(np.arange(math.prod(shape)).reshape(shape), sizes, stride)
    return np.bincount(places.ravel(), np.ravel(a), math.prod(shape)).reshape(shape)


# ── convolution (which, as in every library of networks, does not flip its kernel) ──────────────────────────────────


def convolve(a: Array, b: Array, c: Array | None = None, stride: int = 1, padding: int = 0) -> Array:
    """Input (n, channels, sides) or (channels, sides), weights (out, channels, sizes), bias (out)."""
    sizes = b.shape[2:]
    rank, space, kernel = letters(b)
    value = np.einsum(
        f"...i{space}{kernel},oi{kernel}->...o{space}",
        windows(padded(a, rank, padding), sizes, stride),
        b,
        optimize=True,
    )
    return value if c is None else value + np.reshape(c, (-1, *[1] * rank))


def convolve_to_input(b: Array, g: Array, a: Array, stride: int = 1, padding: int = 0) -> Array:
    """What reaches the input `a` from the weights and the gradient of the result."""
    rank, space, kernel = letters(b)
    spread = np.einsum(f"oi{kernel},...o{space}->...i{space}{kernel}", b, g, optimize=True)
    shape = (*a.shape[:-rank], *[size + 2 * padding for size in a.shape[-rank:]])
    return unpadded(collected(spread, shape, b.shape[2:], stride), rank, padding)


def convolve_to_weights(a: Array, g: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
    """What reaches the weights `b` from the input and the gradient of the result."""
    rank, space, kernel = letters(b)
    view = windows(padded(a, rank, padding), b.shape[2:], stride)
    view, g = (view, g) if np.ndim(a) == rank + 2 else (view[np.newaxis], g[np.newaxis])
    return np.einsum(f"ni{space}{kernel},no{space}->oi{kernel}", view, g, optimize=True)


def letters(b: Array) -> tuple[int, str, str]:
    """How many sides the windows have, and letters of einsum for their places and their entries."""
    rank = np.ndim(b) - 2
    return rank, LETTERS[:rank], LETTERS[:rank].upper()


# ── pooling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def max_pool(a: Array, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """The largest number of each window."""
    return np.max(pool_windows(a, rank, kernel_size, stride, padding), axis=-1)


def pool_windows(a: Array, rank: int, kernel_size: int, stride: int | None, padding: int) -> Array:
    """(…, sides) -> (…, places, entries); beyond the margin there is nothing to choose."""
    view = windows(padded(a, rank, padding, -np.inf), (kernel_size,) * rank, stride or kernel_size)
    return view.reshape(*view.shape[:-rank], -1)


def unpool(g: Array, a: Array, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """Each gradient at the place of its window's largest number, the first of several."""
    chosen = winners(a, rank, kernel_size, stride, padding)
    view = np.arange(kernel_size**rank) == np.expand_dims(chosen, -1)
    return _spread_over(np.where(view, np.expand_dims(g, -1), 0.0), a, rank, kernel_size, stride, padding)


def picked(g: Array, a: Array, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """The number of `g` at the place of the largest one of `a`, for each window."""
    chosen = np.expand_dims(winners(a, rank, kernel_size, stride, padding), -1)
    return np.take_along_axis(pool_windows(g, rank, kernel_size, stride, padding), chosen, -1)[..., 0]


def winners(a: Array, rank: int, kernel_size: int, stride: int | None, padding: int) -> Array:
    """The place in each window of its largest number: as in torch the last NaN, else the first of several, and never in
    the margin.
    """
    view = pool_windows(a, rank, kernel_size, stride, padding)
    inside = pool_windows(np.zeros(np.shape(a)[-rank:]), rank, kernel_size, stride, padding) == 0
    missing = np.isnan(view)
    first = np.argmax((view == np.max(view, -1, keepdims=True)) & inside, -1)
    return np.where(np.any(missing, -1), view.shape[-1] - 1 - np.argmax(missing[..., ::-1], -1), first)


def avg_pool(a: Array, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """The mean of each window; the margin counts as zeros."""
    view = windows(padded(a, rank, padding), (kernel_size,) * rank, stride or kernel_size)
    return np.mean(view, axis=tuple(range(-rank, 0)))


def avg_unpool(g: Array, a: Array, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """Each gradient spread evenly over its window."""
    entries = kernel_size**rank
    shares = np.broadcast_to(np.expand_dims(g / entries, -1), (*np.shape(g), entries))
    return _spread_over(shares, a, rank, kernel_size, stride, padding)


def _spread_over(entries: Array, a: Array, rank: int, kernel_size: int, stride: int | None, padding: int) -> Array:
    """(…, places, entries) -> the shape of `a`."""
    shape = (*a.shape[:-rank], *[size + 2 * padding for size in a.shape[-rank:]])
    return unpadded(collected(entries, shape, (kernel_size,) * rank, stride or kernel_size), rank, padding)
