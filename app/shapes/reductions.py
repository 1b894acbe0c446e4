"""Shapes of reductions, and of their ways back."""

from __future__ import annotations

import math

from app.errors import ShapeMismatch, ValueProblem
from app.shapes.rules import Shape, above_zero, at_least, broadcast, must


def axis(a: Shape, dim: int) -> int:
    """`dim` counted from the front. A scalar has, as in torch, one dimension for this purpose."""
    rank = max(len(a), 1)
    if not -rank <= dim < rank:
        raise ShapeMismatch("shape.dim", dim=dim, shape=a)
    return dim % rank


def reduced(a: Shape, *, dim: int | None = None, keepdim: bool = False) -> Shape:
    """One dimension goes (or becomes 1 with `keepdim`); all of them without `dim`."""
    if dim is None:
        if keepdim:
            raise ShapeMismatch("shape.keepdim")
        return ()
    place = axis(a, dim)
    return (*a[:place], *((1,) if keepdim and a else ()), *a[place + 1 :])


def chosen(a: Shape, *, dim: int | None = None, keepdim: bool = False) -> Shape:
    """A reduction that needs at least one number to choose from."""
    if 0 in (a if dim is None else a[axis(a, dim) :][:1]):
        raise ShapeMismatch("shape.empty")
    return reduced(a, dim=dim, keepdim=keepdim)


def chosen_along(a: Shape, *, dim: int = -1, keepdim: bool = False) -> Shape:
    """The same, along the last dimension where none is given."""
    return chosen(a, dim=dim, keepdim=keepdim)


def along(a: Shape, *, dim: int = -1) -> Shape:
    """Every number stays; the dimension must exist and hold something."""
    chosen(a, dim=dim)
    return a


def varied(a: Shape, *, dim: int | None = None, keepdim: bool = False, correction: int = 1) -> Shape:
    """A reduction that divides by how many numbers there are, less `correction`."""
    shape = chosen(a, dim=dim, keepdim=keepdim)
    count = math.prod(a) if dim is None else a[axis(a, dim)] if a else 1
    at_least(0, correction=correction)
    if correction >= count and not correction == count == 1:
        raise ShapeMismatch("shape.correction", correction=correction, count=count)
    return shape


def normed(a: Shape, *, dim: int | None = None, keepdim: bool = False, p: float = 2.0) -> Shape:
    """A reduction by the p-th powers."""
    above_zero(p=p)
    if math.isinf(p):
        raise ValueProblem("value.too_large", found="p")
    return reduced(a, dim=dim, keepdim=keepdim)


def norm_variant(a: Shape, *, dim: int | None = None, keepdim: bool = False, p: float = 2.0) -> str:
    """The row of `norm` for this p."""
    return {2.0: "norm", 1.0: "norm_1"}.get(p, "norm_p")


def kept_along(a: Shape, *, dim: int) -> Shape:
    """Every number stays; the dimension must exist."""
    axis(a, dim)
    return a


def summed(a: Shape, *, shape: Shape) -> Shape:
    """`shape` was broadcast to `a`; or `a` is smaller and is broadcast to `shape`."""
    must(broadcast(a, shape) in (a, shape), a, shape)
    return shape


def respread(a: Shape, b: Shape, *, dim: int | None = None, keepdim: bool = False) -> Shape:
    """`a` as reduced from `b`, over `b` again; without `dim` anything that broadcasts to `b`."""
    must(broadcast(a, b) == b if dim is None else a == reduced(b, dim=dim, keepdim=keepdim), a, b)
    return b


def shared(a: Shape, b: Shape, *, dim: int | None = None, keepdim: bool = False) -> Shape:
    """`b` is what `a` was reduced to."""
    must(b == chosen(a, dim=dim, keepdim=keepdim), a, b)
    return a


def measured(a: Shape, *, dim: int | None = None) -> Shape:
    reduced(a, dim=dim)
    return ()


def kept(a: Shape, *, dim: int | None = None) -> Shape:
    chosen(a, dim=dim)
    return a


def paired_along(a: Shape, b: Shape, *, dim: int | None = None) -> Shape:
    must(a == b, a, b)
    return kept(a, dim=dim)
