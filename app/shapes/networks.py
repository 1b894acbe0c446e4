"""Shapes of the layers of networks: normalisation, attention, embedding."""

from __future__ import annotations

import math

from app.errors import ShapeMismatch
from app.shapes.matrices import matrix_product
from app.shapes.reductions import axis
from app.shapes.rules import Shape, affordable, broadcast, has_rank, must


def normalised(a: Shape, *scales: Shape, eps: float = 1e-5) -> Shape:
    """Rows (of the last dimension) stay; what scales and shifts them has one number for each column."""
    if not a or not a[-1]:
        raise ShapeMismatch("shape.rank", shape=a, wanted="≥ 1")
    for scale in scales:
        must(scale == a[-1:], a, scale)
    return a


def normalised_channels(a: Shape, *scales: Shape, eps: float = 1e-5) -> Shape:
    """(n, channels, …), more than one number in each channel; one number for each channel scales and shifts it."""
    by_channel(a)
    if math.prod(a) <= a[1]:
        raise ShapeMismatch("shape.batch", shape=a)
    for scale in scales:
        must(scale == a[1:2], a, scale)
    return a


def by_channel(a: Shape) -> Shape:
    if len(a) < 2:
        raise ShapeMismatch("shape.rank", shape=a, wanted="≥ 2")
    return a


def channels_summed(a: Shape, *, dim: int) -> Shape:
    return (a[axis(a, dim)],)


def channels_spread(a: Shape, b: Shape, *, dim: int) -> Shape:
    must(a == channels_summed(b, dim=dim), a, b)
    return b


def layer_norm_variant(*shapes: Shape, eps: float = 1e-5) -> str:
    return ("layer_norm", "layer_norm_scaled", "layer_norm_affine")[len(shapes) - 1]


def batch_norm_variant(*shapes: Shape, eps: float = 1e-5) -> str:
    if len(shapes) == 2:
        raise ShapeMismatch("shape.batch_norm")
    return "batch_norm" if len(shapes) == 1 else "batch_norm_affine"


def scored(a: Shape, b: Shape, d: Shape = ()) -> Shape:
    """Queries (…, n, k) and keys (…, m, k) -> (…, n, m)."""
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1] or not a[-1]:
        raise ShapeMismatch("shape.attention", queries=a, keys=b)
    shape = (*broadcast(a[:-2], b[:-2]), a[-2], b[-2])
    affordable(*shape)
    must(broadcast(shape, d) == shape, shape, d)
    return shape


def attended(a: Shape, b: Shape, c: Shape, d: Shape = ()) -> Shape:
    """The same with values (…, m, v) -> (…, n, v)."""
    if len(c) < 2 or len(b) < 2 or b[-2] != c[-2] or not b[-2]:
        raise ShapeMismatch("shape.attention", queries=b, keys=c)
    return matrix_product(scored(a, b, d), c)


def attention_variant(*shapes: Shape) -> str:
    return "attention" if len(shapes) == 3 else "masked_attention"


def looked_up(a: Shape, b: Shape) -> Shape:
    """Row numbers (…) of a table (n, k) -> (…, k)."""
    has_rank(b, 2)
    if not b[0]:
        raise ShapeMismatch("shape.empty")
    return (*a, b[1])


def looked_back(a: Shape, b: Shape, c: Shape) -> Shape:
    must(a == looked_up(b, c), a, c)
    return c
