"""Which entries of which tensors make an entry of a gradient: so that a page can light the row and the column.

What enters is a way back (`Xᵀ @ v̄`) with its numbers; what leaves says of each tensor in it which of its axes runs
along with which axis of the result; an axis that runs along with none is summed over. Found by trying, not by knowing
the operations: what is not a number in one slice of a tensor makes just those entries not a number that are made of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.graph.constants import CONSTANTS, applied
from app.graph.model import NO_PARAMETERS
from app.language.names import bar
from app.language.tree import Apply, Name, Number, Tree, walk
from app.picture import Passage, Picture

MOST = 400
"""entries of a tensor that anybody points at"""
RANK = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One tensor of a way back."""

    node: str
    """the card that it stands on"""
    gradient: bool
    """whether it is the card's gradient, not its value"""
    axes: tuple[int | None, ...]
    """axis of the tensor -> the axis of the result that it runs along with; None: summed over"""


def handy(shape: tuple[int, ...]) -> bool:
    """Whether a tensor has rows and columns that anybody looks at."""
    return len(shape) <= RANK and math.prod(shape) <= MOST


class Unknown(Exception):
    """What stands in the tree cannot be tried out."""


def made(drawn: Picture, passage: Passage) -> list[Part] | None:
    """The tensors that make a contribution; None where it is a number, is too large, or no rows and columns make it."""
    shape = np.shape(passage.contribution)
    if passage.tree is None or not handy(shape) or not shape:
        return None
    wanted = tuple(dict.fromkeys(each.name for each in walk(passage.tree) if isinstance(each, Name)))
    values: dict[str, Any] = {}
    places: dict[str, tuple[str, bool]] = {}
    for card in drawn.drawing.cards:
        name, gradient = card.id, drawn.run.gradients[card.node]
        for spelled, value, is_gradient in ((name, drawn.run.values[card.node], False), (bar(name), gradient, True)):
            if value is not None and spelled in wanted:
                if not handy(np.shape(value)):
                    return None
                values[spelled], places[spelled] = np.ones(np.shape(value)), (name, is_gradient)
    parts = []
    try:
        for name in wanted:
            if name not in values:
                return None
            found = tuple(axes(passage.tree, values, name, shape)) if values[name].ndim else ()
            if found:
                parts.append(Part(*places[name], found))
    except (Unknown, ValueError, TypeError, IndexError):
        return None
    return parts or None


def axes(tree: Tree, values: Mapping[str, Any], name: str, shape: tuple[int, ...]) -> Iterator[int | None]:
    """The axis of a result of this shape that each axis of `name` runs along with; none where it only decides."""
    tensor = values[name]
    for axis, size in enumerate(tensor.shape):
        if size == 1:
            yield None
            continue
        hit = tensor.copy()
        hit[(slice(None),) * axis + (size - 1,)] = np.nan
        with np.errstate(all="ignore"):
            found = np.isnan(evaluate(tree, {**values, name: hit}))
        if found.shape != shape:
            raise Unknown
        if not found.any():
            return
        if found.all():
            yield None
            continue
        along = [each for each in range(len(shape)) if shape[each] == size and only(found, each)]
        if len(along) != 1:
            raise Unknown
        yield along[0]


def only(found: Any, axis: int) -> bool:
    """Whether the last slice along an axis is all that was found."""
    wanted = np.zeros(found.shape, bool)
    wanted[(slice(None),) * axis + (-1,)] = True
    return bool((found == wanted).all())


def evaluate(tree: Tree, values: Mapping[str, Any]) -> Any:
    """A way back at these values. Raises Unknown where it has more than names, numbers and operations."""
    if isinstance(tree, Name):
        return values[tree.name] if tree.name in values else CONSTANTS[tree.name]
    if isinstance(tree, Number):
        return float(tree.value)
    if not isinstance(tree, Apply):
        raise Unknown
    operands = [evaluate(operand, values) for operand in tree.operands]
    return applied(tree.operation, operands, tree.parameters or NO_PARAMETERS)
