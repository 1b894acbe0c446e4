"""Cases that derive from the table: for each row, shapes and parameters that its own shape rule accepts."""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from app.errors import UserError
from app.graph import Graph, build
from app.language.tree import Apply, Definition, Name, Program
from app.operations import ROWS, Operation, Shape

SHAPES: tuple[Shape, ...] = ((), (3,), (2, 3), (3, 2), (1, 3), (2, 1, 3), (2, 2))

CANDIDATES: dict[str, tuple[Any, ...]] = {
    "dim": (None, 0, -1, 1),
    "keepdim": (False, True),
    "shape": ((), (3,), (2, 3), (3, 2), (-1,), (6,)),
    "index": ((0,), (1, 2), (-1,), 1, (slice(None), 1)),
    "place": (0, 1),
    "start": (0.0, 2.0),
    "stop": (None, 5.0),
    "step": (None, 0.5),
    "steps": (1, 4),
    "slope": (0.01, 0.3),
    "alpha": (1.0, 0.7),
    "low": (-math.inf, 0.25),
    "high": (math.inf, 0.75),
    "correction": (0, 1, 2),
    "p": (2.0, 1.0, 3.0, 1.5),
    "delta": (1.0, 0.3),
    "beta": (1.0, 0.3),
    "eps": (1e-5, 0.05),
    "diagonal": (0, 1, -1),
    "shift": (1, -2),
    "dims": ((), (0,), (1, 0), (-1, 0, 1)),
    "sizes": ((), (2,), (2, 3), (2, 1, 3)),
    "stride": (1, 2, None),
    "padding": (0, 1),
    "kernel_size": (2, 3),
    "rank": (1, 2),
    "n": (1, 3),
    "equation": ("ij,jk->ik", "ij,kj->k", "i,i->", "i,j->ij", "ij->j", "ij->ji", "i->"),
}
"""values to try for parameters, by name"""

OPERATIONS_WITH_TORCH = [row for row in ROWS if row.torch and row.kind != "create"]


class Case(NamedTuple):
    row: Operation
    shapes: tuple[Shape, ...]
    parameters: dict[str, Any]

    def __str__(self) -> str:
        given = ", ".join([*map(str, self.shapes), *(f"{name}={value}" for name, value in self.parameters.items())])
        return f"{self.row.name}({given})"


def cases(row: Operation) -> Iterator[Case]:
    """Every combination of a few shapes and parameters that the row takes."""
    fewest, most = row.operands
    counts = range(fewest, (fewest + 1 if most is None else most) + 1)
    names = [parameter.name for parameter in row.parameters]
    for count in counts:
        for shapes in shapes_for(row, count):
            choices = itertools.product(*(CANDIDATES[name] for name in names))
            for parameters in ({}, *(dict(zip(names, choice, strict=True)) for choice in choices if choice)):
                if fits(row, shapes, parameters):
                    yield Case(row, shapes, parameters)


def shapes_for(row: Operation, count: int) -> Iterator[tuple[Shape, ...]]:
    """Combinations of a few shapes, and the shapes that the row assumes, also without a batch."""
    if count <= 3:
        yield from itertools.product(SHAPES, repeat=count)
    if count and len(row.assumed) >= count:
        yield row.assumed[:count]
        yield (row.assumed[0][1:], *row.assumed[1:count])


def fits(row: Operation, shapes: tuple[Shape, ...], parameters: dict[str, Any]) -> bool:
    if any(value is None and takes_no_none(row, name) for name, value in parameters.items()):
        return False
    try:
        if row.variant and row.variant(*shapes, **parameters) != row.name:
            return False
        row.shape(*shapes, **parameters)
    except (UserError, TypeError, IndexError):
        return False
    return True


def takes_no_none(row: Operation, name: str) -> bool:
    return inspect.signature(row.shape).parameters[name].default is not None


def operands(case: Case, seed: int = 0) -> list[np.ndarray]:
    """Distinct numbers from 0.1 to 0.9, or one over them where those are outside an operation's domain; 0 and 1 where no
    gradient flows."""
    random = np.random.default_rng(seed)
    sizes = [int(np.prod(shape)) for shape in case.shapes]
    numbers = np.linspace(0.1, 0.9, sum(sizes)) ** 1.13
    random.shuffle(numbers)
    parts: list[np.ndarray] = np.split(numbers, np.cumsum(sizes)[:-1])
    whole = [case.row.way_back(place) is None and case.row.kind != "compare" for place in range(len(parts))]
    parts = [np.arange(part.size) % 2.0 if each else part for part, each in zip(parts, whole, strict=True)]
    shaped = [part.reshape(shape) for part, shape in zip(parts, case.shapes, strict=True)]
    with np.errstate(all="ignore"):
        outside = len(shaped) == 1 and bool(np.isnan(case.row.forward(*shaped, **case.parameters)).any())
    return [1 / part for part in shaped] if outside else shaped


def graph_of(row: Operation, values: list[Any], parameters: dict[str, Any] | None = None) -> Graph:
    """The graph of one operation on inputs `a b c ...`, built as if it had been written."""
    names = [chr(ord("a") + place) for place in range(len(values))]
    tree = Apply(row, tuple(Name(name, (0, 0)) for name in names), (0, 0), dict(parameters or {}))
    program = Program("", "formula", {"y_out": Definition("y_out", tree, (0, 0))}, {}, ())
    return build(program, dict(zip(names, values, strict=True)))
