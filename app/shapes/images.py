"""Shapes of windows over signals and images."""

from __future__ import annotations

from app.errors import ShapeMismatch
from app.shapes.rules import Shape, affordable, at_least, has_rank, must


def places(sides: Shape, sizes: Shape, stride: int, padding: int) -> Shape:
    """How many windows of these sizes fit in each direction."""
    at_least(1, stride=stride)
    at_least(0, padding=padding)
    found = tuple((side + 2 * padding - size) // stride + 1 for side, size in zip(sides, sizes, strict=True))
    if min(found) < 1 or not all(sizes):
        raise ShapeMismatch("shape.window", shape=sides, sizes=sizes)
    return found


def convolved(a: Shape, b: Shape, *bias: Shape, stride: int = 1, padding: int = 0) -> Shape:
    """(n, i, sides) or (i, sides), weights (o, i, sizes), bias (o) -> (n, o, places) or (o, places)."""
    rank = len(b) - 2
    if rank < 1 or len(a) not in (rank + 1, rank + 2) or a[-rank - 1] != b[1] or not b[1]:
        raise ShapeMismatch("shape.convolution", image=a, kernel=b)
    for each in bias:
        must(each == b[:1], b, each)
    found = places(a[-rank:], b[2:], stride, padding)
    affordable(*a[: -rank - 1], *b, *found)
    affordable(*(side + 2 * padding for side in a[-rank:]), *a[:-rank])
    return (*a[: -rank - 1], b[0], *found)


def convolved_1d(a: Shape, b: Shape, *bias: Shape, stride: int = 1, padding: int = 0) -> Shape:
    has_rank(b, 3)
    return convolved(a, b, *bias, stride=stride, padding=padding)


def convolved_2d(a: Shape, b: Shape, *bias: Shape, stride: int = 1, padding: int = 0) -> Shape:
    has_rank(b, 4)
    return convolved(a, b, *bias, stride=stride, padding=padding)


def convolved_to_input(b: Shape, g: Shape, a: Shape, *, stride: int = 1, padding: int = 0) -> Shape:
    must(g == convolved(a, b, stride=stride, padding=padding), g, a)
    return a


def convolved_to_weights(a: Shape, g: Shape, b: Shape, *, stride: int = 1, padding: int = 0) -> Shape:
    must(g == convolved(a, b, stride=stride, padding=padding), g, b)
    return b


def pooled(a: Shape, *, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Shape:
    """(n, channels, sides) or (channels, sides) -> the same with places for sides."""
    has_rank(a, rank + 1, rank + 2)
    if 0 in a:
        raise ShapeMismatch("shape.empty")
    at_least(1, kernel_size=kernel_size)
    if 2 * padding > kernel_size:
        raise ShapeMismatch("shape.padding", padding=padding, size=kernel_size)
    found = places(a[-rank:], (kernel_size,) * rank, kernel_size if stride is None else stride, padding)
    affordable(*a[:-rank], *found, *(kernel_size,) * rank)
    affordable(*(side + 2 * padding for side in a[-rank:]), *a[:-rank])
    return (*a[:-rank], *found)


def pooled_1d(a: Shape, *, kernel_size: int, stride: int | None = None, padding: int = 0) -> Shape:
    return pooled(a, rank=1, kernel_size=kernel_size, stride=stride, padding=padding)


def pooled_2d(a: Shape, *, kernel_size: int, stride: int | None = None, padding: int = 0) -> Shape:
    return pooled(a, rank=2, kernel_size=kernel_size, stride=stride, padding=padding)


def picked(a: Shape, b: Shape, *, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Shape:
    """One number of `a` for each window of `b`."""
    must(a == b, a, b)
    return pooled(b, rank=rank, kernel_size=kernel_size, stride=stride, padding=padding)


def unpooled(a: Shape, b: Shape, *, rank: int, kernel_size: int, stride: int | None = None, padding: int = 0) -> Shape:
    """One number for each window of `b`, over `b` again."""
    must(a == pooled(b, rank=rank, kernel_size=kernel_size, stride=stride, padding=padding), a, b)
    return b
