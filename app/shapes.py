"""Shape rules: the operands' shapes and the parameters -> the shape of the result, before anything is allocated.

Each rule takes the operands' shapes in order and the row's parameters as keywords, and raises ShapeMismatch (without a
span: the graph knows the place) where they do not fit.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from app.errors import LimitExceeded, ShapeMismatch, ValueProblem
from app.limits import LIMITS

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


def has_rank(a: Shape, *ranks: int) -> None:
    if len(a) not in ranks:
        raise ShapeMismatch("shape.rank", shape=a, wanted=" | ".join(map(str, ranks)))


def affordable(*sizes: int) -> None:
    """Refuse what would need too many numbers on the way, however few the result has."""
    found = math.prod(sizes)
    if found > LIMITS.work_elements:
        raise LimitExceeded("limit.work", limit=LIMITS.work_elements, found=found)


def at_least(lowest: float, **numbers: float | None) -> None:
    for name, number in numbers.items():
        if number is not None and number < lowest:
            raise ValueProblem("value.lowest", name=name, lowest=lowest)


def above_zero(**numbers: float) -> None:
    for name, number in numbers.items():
        if number <= 0:
            raise ValueProblem("value.above_zero", name=name)


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


def rolled(a: Shape, *, shift: int, dim: int) -> Shape:
    if not a:
        raise ShapeMismatch("shape.dim", dim=dim, shape=a)
    return kept_along(a, dim=dim)


# ── matrices ────────────────────────────────────────────────────────────────────────────────────────────────────────


def matrix_product(a: Shape, b: Shape) -> Shape:
    """(…, n, k) @ (…, k, m) -> (…, n, m), leading dimensions broadcast; a vector's side is left out."""
    left = (1, *a) if len(a) == 1 else a
    right = (*b, 1) if len(b) == 1 else b
    if len(left) < 2 or len(right) < 2 or left[-1] != right[-2]:
        raise ShapeMismatch("shape.matmul", left=a, right=b)
    return (*broadcast(left[:-2], right[:-2]), *left[-2:-1][: len(a) - 1], *right[-1:][: len(b) - 1])


def matmul_variant(a: Shape, b: Shape) -> str:
    """The row of `@` for these ranks."""
    few = {(1, 1): "dot", (2, 1): "matrix_vector", (1, 2): "vector_matrix"}.get((len(a), len(b)))
    return few or ("matrices_vector" if len(b) == 1 else "vector_matrices" if len(a) == 1 else "matmul")


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


def traced(a: Shape) -> Shape:
    has_rank(a, 2)
    return ()


def square(a: Shape) -> Shape:
    """(…, n, n), which stays."""
    if len(a) < 2 or a[-1] != a[-2]:
        raise ShapeMismatch("shape.square", shape=a)
    affordable(*a, a[-1])
    return a


def inverse_variant(a: Shape) -> str:
    """The inverse of a number, or of each one of a vector, is what it is divided by."""
    return "inverse" if len(a) > 1 else "reciprocal"


def determined(a: Shape) -> Shape:
    """(n, n) -> scalar."""
    has_rank(a, 2)
    square(a)
    return ()


def one_square(a: Shape) -> Shape:
    has_rank(a, 2)
    return square(a)


def squares(a: Shape, b: Shape) -> Shape:
    """Two square matrices of one shape."""
    must(a == b, a, b)
    return one_square(a)


def triangular(a: Shape, *, diagonal: int = 0) -> Shape:
    """(…, n, m), which stays."""
    if len(a) < 2:
        raise ShapeMismatch("shape.rank", shape=a, wanted="≥ 2")
    return a


def terms(equation: str) -> list[str]:
    """The indices of each operand and of the result: `ij,jk->ik` -> ij, jk, ik."""
    left, arrow, result = equation.replace(" ", "").partition("->")
    found = [*left.split(","), result]
    known = all(term == "" or (term.isascii() and term.isalpha()) for term in found)
    repeated = any(len(set(term)) < len(term) for term in found)
    if not arrow or not known or repeated or not set(result) <= set(left):
        raise ValueProblem("value.equation", equation=equation)
    return found


def summed_products(*shapes: Shape, equation: str) -> Shape:
    """Each index has one size everywhere."""
    *operands, result = terms(equation)
    if len(operands) != len(shapes):
        raise ValueProblem("value.equation", equation=equation)
    sizes: dict[str, int] = {}
    for term, shape in zip(operands, shapes, strict=True):
        if len(term) != len(shape):
            raise ShapeMismatch("shape.rank", shape=shape, wanted=len(term))
        for letter, size in zip(term, shape, strict=True):
            if sizes.setdefault(letter, size) != size:
                raise ShapeMismatch("shape.same", left=shapes[0], right=shapes[-1])
    affordable(*sizes.values())
    return tuple(sizes[letter] for letter in result)


def einsum_variant(*shapes: Shape, equation: str) -> str:
    return "einsum" if len(shapes) == 2 else "einsum_of_one"


def traced_like(a: Shape) -> Shape:
    has_rank(a, 2)
    return a


def einsummed_to_first(b: Shape, g: Shape, a: Shape, *, equation: str) -> Shape:
    must(g == summed_products(a, b, equation=equation), g, a)
    return a


def einsummed_to_second(a: Shape, g: Shape, b: Shape, *, equation: str) -> Shape:
    must(g == summed_products(a, b, equation=equation), g, b)
    return b


def einsummed_to_only(g: Shape, a: Shape, *, equation: str) -> Shape:
    must(g == summed_products(a, equation=equation), g, a)
    return a


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


# ── layers of networks ──────────────────────────────────────────────────────────────────────────────────────────────


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


# ── windows over signals and images ─────────────────────────────────────────────────────────────────────────────────


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


# ── losses: all give one number ─────────────────────────────────────────────────────────────────────────────────────


def compared(a: Shape, b: Shape) -> Shape:
    """Element by element, with broadcasting."""
    affordable(*broadcast(a, b))
    return ()


def compared_to(a: Shape, b: Shape, *, delta: float = 1.0) -> Shape:
    """The same, with a distance that is above 0."""
    above_zero(delta=delta)
    return compared(a, b)


def compared_beyond(a: Shape, b: Shape, *, beta: float = 1.0) -> Shape:
    """The same; without a distance it would be the l1 loss."""
    above_zero(beta=beta)
    return compared(a, b)


def likened(a: Shape, b: Shape, *, dim: int = -1, eps: float = 1e-8) -> Shape:
    """Vectors along one dimension, pair by pair; the other dimensions broadcast."""
    if not a:
        raise ShapeMismatch("shape.dim", dim=dim, shape=a)
    must(len(a) == len(b) and a[axis(a, dim) :][:1] == b[axis(b, dim) :][:1], a, b)
    shape = broadcast(a, b)
    affordable(*shape)
    return reduced(shape, dim=dim)


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
    if b != a[:-1]:
        raise ShapeMismatch("shape.classes", logits=a, target=b)
    return classified(a, b)


def cross_entropy_variant(a: Shape, b: Shape) -> str:
    """Probabilities where the target has the logits' shape, else class numbers."""
    return "cross_entropy" if a == b else "cross_entropy_of_classes"


# ── new tensors ─────────────────────────────────────────────────────────────────────────────────────────────────────


def created(*, shape: Shape = ()) -> Shape:
    if min(shape, default=0) < 0:
        raise ShapeMismatch("shape.negative", shape=shape)
    return shape


def squared(*, n: int) -> Shape:
    return created(shape=(n, n))


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


def paired_along(a: Shape, b: Shape, *, dim: int | None = None) -> Shape:
    must(a == b, a, b)
    return kept(a, dim=dim)


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
