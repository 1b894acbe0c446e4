"""Shape rules: the operands' shapes and the parameters -> the shape of the result, before anything is allocated.

Each rule takes the operands' shapes in order and the row's parameters as keywords, and raises ShapeMismatch (without a
span: the graph knows the place) where they do not fit.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from app.errors import ShapeMismatch

Shape = tuple[int, ...]


def broadcast(*shapes: Shape, **_: Any) -> Shape:
    """NumPy's rule: shapes are aligned at the right; 1 stretches."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        raise ShapeMismatch("shape.broadcast", left=shapes[0], right=shapes[-1]) from None


def must(fits: bool, left: Shape, right: Shape) -> None:
    if not fits:
        raise ShapeMismatch("shape.same", left=left, right=right)


# ── reductions ──────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── matrices ────────────────────────────────────────────────────────────────────────────────────────────────────────


def matrix_product(a: Shape, b: Shape) -> Shape:
    """(…, n, k) @ (…, k, m) -> (…, n, m), leading dimensions broadcast; a vector's side is left out."""
    left = (1, *a) if len(a) == 1 else a
    right = (*b, 1) if len(b) == 1 else b
    fits = len(left) >= 2 and len(right) >= 2 and left[-1] == right[-2]
    if not fits or (1 in (len(a), len(b)) and max(len(a), len(b)) > 2):
        raise ShapeMismatch("shape.matmul", left=a, right=b)
    return (*broadcast(left[:-2], right[:-2]), *left[-2:-1][: len(a) - 1], *right[-1:][: len(b) - 1])


def matmul_variant(a: Shape, b: Shape) -> str:
    """The row of `@` for these ranks."""
    return {(1, 1): "dot", (2, 1): "matrix_vector", (1, 2): "vector_matrix"}.get((len(a), len(b)), "matmul")


def vectors(a: Shape, b: Shape) -> None:
    for shape in (a, b):
        if len(shape) != 1:
            raise ShapeMismatch("shape.vector", shape=shape)


def inner_product(a: Shape, b: Shape) -> Shape:
    """(n) · (n) -> scalar."""
    vectors(a, b)
    must(a == b, a, b)
    return ()


def outer_product(a: Shape, b: Shape) -> Shape:
    """(n), (m) -> (n, m)."""
    vectors(a, b)
    return (*a, *b)


def transposed(a: Shape) -> Shape:
    """(…, n, m) -> (…, m, n)."""
    return (*a[:-2], a[-1], a[-2])


def transpose_variant(a: Shape) -> str:
    """A vector or a scalar is its own transpose."""
    return "transpose" if len(a) >= 2 else "transpose_vector"


# ── the same numbers in another shape ───────────────────────────────────────────────────────────────────────────────


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


# ── losses: all give one number ─────────────────────────────────────────────────────────────────────────────────────


def compared(a: Shape, b: Shape) -> Shape:
    """Element by element, with broadcasting."""
    broadcast(a, b)
    return ()


def paired(a: Shape, b: Shape) -> Shape:
    """Element by element, without broadcasting."""
    must(a == b, a, b)
    return ()


def classified(a: Shape, b: Shape) -> Shape:
    """Logits (c) or (n, c); the target has the same shape, or one class number for each row: () or (n)."""
    if len(a) not in (1, 2) or 0 in a or b not in (a, a[:-1]):
        raise ShapeMismatch("shape.classes", logits=a, target=b)
    return ()


def classified_by_number(a: Shape, b: Shape) -> Shape:
    """The second of the two forms."""
    must(b == a[:-1], a, b)
    return classified(a, b)


def cross_entropy_variant(a: Shape, b: Shape) -> str:
    """Probabilities where the target has the logits' shape, else class numbers."""
    return "cross_entropy" if a == b else "cross_entropy_of_classes"


# ── new tensors ─────────────────────────────────────────────────────────────────────────────────────────────────────


def created(*, shape: Shape = ()) -> Shape:
    if min(shape, default=0) < 0:
        raise ShapeMismatch("shape.negative", shape=shape)
    return shape


def counted(*, start: float, stop: float | None = None, step: float | None = None) -> Shape:
    """From `start` (0 where only one number is given) up to `stop`, which is not reached, by `step` (1)."""
    if stop is None and step is not None:
        raise ShapeMismatch("shape.arange_stop")
    first, last = (0.0, start) if stop is None else (start, stop)
    step = 1.0 if step is None else step
    length = (last - first) / step if step else math.nan
    if not 0 <= length < math.inf:
        raise ShapeMismatch("shape.arange", start=first, stop=last, step=step)
    return (math.ceil(length),)


def spaced(*, start: float, stop: float, steps: int) -> Shape:
    return created(shape=(steps,))


# ── what only ways back need ────────────────────────────────────────────────────────────────────────────────────────


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


def rows_counted(a: Shape) -> Shape:
    return ()


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


def classes_marked(a: Shape, b: Shape) -> Shape:
    """One class number in `a` for each row of `b`."""
    must(len(b) > 0 and a == b[:-1], a, b)
    return b
