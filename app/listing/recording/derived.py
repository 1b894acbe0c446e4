"""What a form of torch's functions needs beside the arguments: an order of dimensions, an index, the slope drawn.

Each takes what a call's parameters are bound to, with `shape`, `shapes`, `output` and `slope` of its results, and
raises Unfit where the form does not say what the call does.
"""

from __future__ import annotations

from typing import Any

from app.operations import Shape

Bound = dict[str, Any]


RANDOM = frozenset({"dropout"})
"""functions that draw numbers: their slope is taken from torch when they are called"""


class Unfit(Exception):
    """A form does not say what this call does."""


def rank(bound: Bound) -> int:
    return len(bound["input"].shape)


def swapped(bound: Bound) -> Shape:
    """The dimensions with two of them in each other's place."""
    order = list(range(rank(bound)))
    first, second = (bound[name] % len(order) for name in ("dim0", "dim1"))
    order[first], order[second] = second, first
    return tuple(order)


def last_two(bound: Bound) -> bool:
    """Whether the last two dimensions are the ones that change places."""
    found = rank(bound)
    if found < 2 or {bound["dim0"] % found, bound["dim1"] % found} != {found - 2, found - 1}:
        raise Unfit
    return True


def whole_numbers(bound: Bound) -> Shape:
    """`2, 3` and `(2, 3)` alike."""
    given = bound["dims"]
    return tuple(given[0]) if len(given) == 1 and not isinstance(given[0], int) else tuple(given)


def at_most_a_matrix(bound: Bound) -> bool:
    if rank(bound) > 2:
        raise Unfit
    return True


def drawn(bound: Bound) -> Any:
    """The slope number by number that torch drew."""
    if bound["slope"] is None:
        raise Unfit
    return bound["slope"]


def plain_index(bound: Bound) -> Any:
    """Whole numbers and slices, an ellipsis written out. Raises Unfit for masks and lists."""
    given = bound["index"] if isinstance(bound["index"], tuple) else (bound["index"],)
    if any(each is None for each in given):
        raise Unfit
    if any(each is Ellipsis for each in given):
        at = next(place for place, each in enumerate(given) if each is Ellipsis)
        given = (*given[:at], *(slice(None),) * (rank(bound) + 1 - len(given)), *given[at + 1 :])
    if not all(isinstance(each, slice) or (isinstance(each, int) and not isinstance(each, bool)) for each in given):
        raise Unfit
    return given[0] if len(given) == 1 else given


def only_new_dimensions(bound: Bound) -> bool:
    """Whether an index takes everything and only adds dimensions: `x[:, None]`."""
    given = bound["index"] if isinstance(bound["index"], tuple) else (bound["index"],)
    if not all(each is None or each is Ellipsis or each == slice(None) for each in given):
        raise Unfit
    return True


def row_numbers(bound: Bound) -> Any:
    """The numbers of the rows of a matrix that `table[indices]` takes."""
    index = bound["index"]
    kind = str(getattr(index, "dtype", ""))
    if not kind.startswith("torch.int") or index.ndim < 1 or rank(bound) != 2:
        raise Unfit
    return index


def one_number_a_row(bound: Bound) -> bool:
    """Whether a layer normalises the last dimension alone."""
    if len(bound["normalized_shape"]) != 1:
        raise Unfit
    return True


def repeats(bound: Bound) -> Shape:
    """How often `expand` repeats each dimension of its operand to reach its result."""
    own, shape = tuple(bound["input"].shape), bound["shape"]
    padded = (1,) * (len(shape) - len(own)) + own
    return tuple(size // before if before else 1 for size, before in zip(shape, padded, strict=True))


def place_of_output(bound: Bound) -> Any:
    """The index that one of the equal parts of `unbind` has."""
    return (slice(None),) * (bound["dim"] % rank(bound)) + (bound["output"],)


def slice_of_output(bound: Bound) -> Any:
    """The slice that one of the parts of `split` or `chunk` has."""
    dim = bound["dim"] % rank(bound)
    sizes = [shape[dim] for shape in bound["shapes"]]
    start = sum(sizes[: bound["output"]])
    return (slice(None),) * dim + (slice(start, start + sizes[bound["output"]]),)


def first_output(bound: Bound) -> bool:
    if bound["output"] != 0:
        raise Unfit
    return True


def count_rows(bound: Bound) -> int:
    return int(bound["input"].shape[0])


def count_all(bound: Bound) -> int:
    return int(bound["input"].numel())


# ── pooling to a size, attention ────────────────────────────────────────────────────────────────────────────────────


def to_one(bound: Bound) -> bool:
    """Whether each plane is pooled to one number."""
    if tuple(bound["shape"][-2:]) != (1, 1):
        raise Unfit
    return True


def to_one_of_one(bound: Bound) -> bool:
    """Whether only the last dimension is pooled, to one number: that of a signal, or of a plane one row high."""
    own, shape = tuple(bound["input"].shape), tuple(bound["shape"])
    if shape != (*own[:-1], 1) or own[-1] == 1:
        raise Unfit
    return True


def equal_windows(bound: Bound) -> int:
    """The side of the square windows, all alike, that a pooling to this size has."""
    pairs = list(zip(tuple(bound["input"].shape)[-2:], tuple(bound["shape"])[-2:], strict=True))
    if any(before % after for before, after in pairs) or len({before // after for before, after in pairs}) != 1:
        raise Unfit
    return int(pairs[0][0] // pairs[0][1])


def causal_mask(bound: Bound) -> Any:
    """Which key each query may look at: itself and those before it."""
    if not bound["is_causal"]:
        raise Unfit
    query, key = bound["query"].detach(), bound["key"]
    return query.new_ones((query.shape[-2], key.shape[-2])).tril()


def truth_mask(bound: Bound) -> bool:
    """Whether a mask says of each key that it is looked at; one of numbers would be added."""
    if bound["is_causal"] or str(getattr(bound["attn_mask"], "dtype", "")) != "torch.bool":
        raise Unfit
    return True
