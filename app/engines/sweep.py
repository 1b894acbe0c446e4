"""Columns of operations, evaluated once and then again and again where only a seed changes.

A Hessian or a Jacobian is many passes over one graph. What does not depend on the seed, all values and all local
derivatives, is computed once; each pass then goes through what does.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from app.differentiate import Adjoint
from app.engines import Value
from app.errors import LimitExceeded
from app.growing import Growing
from app.limits import LIMITS
from app.operations import Shape

Columns = Adjoint | Growing
"""what can be evaluated: by node, operands before what uses them"""


class Deadline:
    """So many seconds for all that is asked of it together."""

    def __init__(self, seconds: float = LIMITS.evaluation_seconds) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def check(self) -> None:
        if time.monotonic() > self.end:
            raise LimitExceeded("limit.time", seconds=self.seconds)


class Sweep:
    """`given`: the values of leaves that are no constants; `seeds`: the leaves that change from pass to pass."""

    def __init__(
        self,
        columns: Columns,
        wanted: Iterable[int],
        given: Mapping[int, Value],
        seeds: Collection[int],
        deadline: Deadline,
    ) -> None:
        self.columns, self.deadline = columns, deadline
        order = needed(columns, wanted)
        if sum(math.prod(columns.shapes[index]) for index in order) > 4 * LIMITS.live_elements:
            raise LimitExceeded("limit.live", limit=4 * LIMITS.live_elements)
        self.values: dict[int, Any] = {
            index: np.float64(value) if np.ndim(value) == 0 else value
            for index, value in {**columns.constants, **given}.items()
        }
        changing = set(seeds)
        for index in order:
            if not changing.isdisjoint(columns.operands[index]):
                changing.add(index)
        self.passing = [index for index in order if index in changing]
        self.evaluate(index for index in order if index not in changing)

    def run(self, seeds: Mapping[int, Value]) -> dict[int, Any]:
        """One pass with these seeds; values by node, valid until the next pass."""
        self.values.update(seeds)
        self.evaluate(self.passing)
        return self.values

    def evaluate(self, order: Iterable[int]) -> None:
        columns, values = self.columns, self.values
        with np.errstate(all="ignore"):
            for index in order:
                row = columns.operations[index]
                if row is None:
                    continue
                self.deadline.check()
                operands = [values[each] for each in columns.operands[index]]
                values[index] = row.forward(*operands, **columns.parameters.get(index, {}))


def needed(columns: Columns, wanted: Iterable[int]) -> list[int]:
    """What `wanted` are computed from, themselves included, in order."""
    found = bytearray(len(columns.operations))
    for index in wanted:
        found[index] = True
    for index in range(len(found) - 1, -1, -1):
        if found[index]:
            for operand in columns.operands[index]:
                found[operand] = True
    return [index for index, is_needed in enumerate(found) if is_needed]


def basis(shape: Shape) -> Iterable[Any]:
    """Arrays of `shape`, zero but for a 1 at each place in turn; for a scalar the number 1."""
    for place in range(math.prod(shape)):
        unit = np.zeros(math.prod(shape))
        unit[place] = 1.0
        yield np.reshape(unit, shape)[()]


def gathered(rows: Sequence[Any], outer: Shape, inner: Shape) -> Any:
    """As many results in the shape `inner` as `outer` has entries -> one array of shape (*outer, *inner)."""
    return np.reshape(np.array([np.broadcast_to(row, inner) for row in rows]), (*outer, *inner))
