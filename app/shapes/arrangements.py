"""Shapes of the same numbers arranged anew, and of their ways back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from app.errors import ShapeMismatch
from app.shapes.reductions import axis, kept_along
from app.shapes.rules import Shape, affordable, at_least, must


def rolled(a: Shape, *, shift: int, dim: int) -> Shape:
    if not a:
        raise ShapeMismatch("shape.dim", dim=dim, shape=a)
    return kept_along(a, dim=dim)


def reshaped(a: Shape, *, shape: Shape) -> Shape:
    """`shape`, one entry of which may be -1: what remains."""
    size, known = math.prod(a), math.prod(each for each in shape if each != -1)
    holes = shape.count(-1)
    fits = known > 0 and size % known == 0 if holes == 1 else holes == 0 and known == size
    if not fits or min(shape, default=1) < -1:
        raise ShapeMismatch("shape.reshape", shape=a, wanted=shape)
    return tuple(size // known if each == -1 else each for each in shape)


def concatenated(*shapes: Shape, dim: int = 0) -> Shape:
    """All dimensions equal but `dim`, which adds."""
    first = shapes[0]
    if not first:
        raise ShapeMismatch("shape.dim", dim=dim, shape=first)
    place = axis(first, dim)
    for shape in shapes[1:]:
        if len(shape) != len(first) or (shape[:place], shape[place + 1 :]) != (first[:place], first[place + 1 :]):
            raise ShapeMismatch("shape.concat", left=first, right=shape, dim=dim)
    return (*first[:place], sum(shape[place] for shape in shapes), *first[place + 1 :])


def stacked(*shapes: Shape) -> Shape:
    """Equal shapes under one new first dimension."""
    for shape in shapes[1:]:
        must(shape == shapes[0], shapes[0], shape)
    return (len(shapes), *shapes[0])


def indexed(a: Shape, *, index: Any) -> Shape:
    """What NumPy's basic indexing by whole numbers and slices leaves. The probe occupies no memory."""
    try:
        shape: Shape = np.broadcast_to(np.False_, a)[index].shape
    except IndexError:
        raise ShapeMismatch("shape.index", index=written_index(index), shape=a) from None
    return shape


def written_index(index: Any) -> str:
    return ", ".join(map(str, index)) if isinstance(index, tuple) else str(index)


def squeezed(a: Shape, *, dim: int) -> Shape:
    """Without the dimension, where its size is 1."""
    place = axis(a, dim)
    return (*a[:place], *a[place + 1 :]) if a and a[place] == 1 else a


def unsqueezed(a: Shape, *, dim: int) -> Shape:
    """A new dimension of size 1."""
    rank = len(a) + 1
    if not -rank <= dim < rank:
        raise ShapeMismatch("shape.dim", dim=dim, shape=a)
    return (*a[: dim % rank], 1, *a[dim % rank :])


def permuted(a: Shape, *, dims: Shape) -> Shape:
    """The dimensions in another order, each once."""
    if len(dims) != len(a) or sorted(axis(a, dim) for dim in dims) != list(range(len(a))):
        raise ShapeMismatch("shape.permute", dims=dims, shape=a)
    return tuple(a[dim] for dim in dims)


def permuted_back(a: Shape, *, dims: Shape) -> Shape:
    permuted(a, dims=dims)
    sizes = {axis(a, dim): size for dim, size in zip(dims, a, strict=True)}
    return tuple(size for _, size in sorted(sizes.items()))


def repeated(a: Shape, *, sizes: Shape) -> Shape:
    """So many copies in each dimension, the last ones those of `a`."""
    at_least(0, sizes=min(sizes, default=0))
    affordable(*sizes)
    if len(sizes) < len(a):
        raise ShapeMismatch("shape.rank", shape=a, wanted=f"≤ {len(sizes)}")
    whole = (1,) * (len(sizes) - len(a)) + a
    return tuple(copies * size for copies, size in zip(sizes, whole, strict=True))


def copies_gathered(a: Shape, b: Shape, *, sizes: Shape) -> Shape:
    must(a == repeated(b, sizes=sizes), a, b)
    return b


def recast(a: Shape, b: Shape) -> Shape:
    must(math.prod(a) == math.prod(b), a, b)
    return b


def scattered(a: Shape, b: Shape, *, index: Any) -> Shape:
    must(a == indexed(b, index=index), a, b)
    return b


def part_of(a: Shape, *parts: Shape, place: int, dim: int = 0) -> Shape:
    """`a` is what `parts` were joined to."""
    must(a == concatenated(*parts, dim=dim) and place < len(parts), a, parts[0])
    return parts[place]


def embedded(a: Shape, whole: Shape, *parts: Shape, place: int, dim: int = 0) -> Shape:
    """`a` is one of the `parts` that were joined to `whole`."""
    must(a == part_of(whole, *parts, place=place, dim=dim), a, whole)
    return whole
