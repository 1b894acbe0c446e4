"""Numbers at which derivatives are in doubt: zeros, ties, probabilities of 0 and 1, masks, singular matrices."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from app.operations import Operation
from app.shapes import broadcast
from tests.rows import cases

Values = list[np.ndarray]

ONE_NUMBER = (0.0, -0.0, 0.5, 1.0, -1.0, 2.0, 3.0, -3.0, 6.0, 20.0, 25.0, -40.0, 800.0, -800.0, 1e-320)
TWO_NUMBERS = (0.0, -0.0, 0.5, 1.0, -1.0, 2.0, 3.0, -0.5)
TENSORS: tuple[Any, ...] = (
    [0, 0, 0], [1, 1, 1], [0, 1, 2], [0, 0, 2], [1, 1, -2], [800, -800, 0], [1e-200, 1e-200, 1e-200],
    [[0, 0, 0], [1, 1, 1]], [[0, 1, 2], [3, 0, 0]], [[1, 1, 2], [1, 2, 2]],
    [[1, 2], [2, 4]], [[0, 0], [0, 0]], [[0, 1], [0, 0]], [[0.5, 0], [1, 0]],
    [[2, 1, 3], [1, 0, 4], [1, 2, 0]], [[1, 2, 3], [2, 4, 6], [3, 6, 9]], [[1, 2, 3], [2, 4, 6], [1, 0, 1]],
)  # fmt: skip
"""zeros, ties, and singular matrices"""
MASKED: tuple[Any, ...] = ([-math.inf, 1, 2], [-math.inf] * 3, [[-math.inf, -math.inf], [1, 2]], [0, -math.inf, 0])
"""scores with masks of minus infinity, as attention writes them"""
MASKED_ROWS = ("softmax", "log_softmax", "logsumexp", "max", "min", "maximum")

POOLS: dict[str, tuple[float, ...]] = {"probabilities": (0.0, 1.0, 0.5), "ties": (0.0, 1.0, -1.0, 2.0)}
BEYOND = (math.inf, -math.inf, math.nan, 0.0, 1.0, 0.5)
DRAWN = 6
"""tensors drawn for each shape and pool"""


class Point(NamedTuple):
    values: Values
    parameters: dict[str, Any]


def points(row: Operation) -> Iterator[Point]:
    """Finite numbers, and minus infinity where it is a mask. None twice."""
    seen = set()
    for point in all_points(row):
        key = (str(point.parameters), *((value.shape, value.tobytes()) for value in point.values))
        if key not in seen:
            seen.add(key)
            yield point


def all_points(row: Operation) -> Iterator[Point]:
    if row.shape is broadcast and row.operands[0] <= 2:
        numbers = ONE_NUMBER if row.operands[0] == 1 else TWO_NUMBERS
        for values in itertools.product(numbers, repeat=row.operands[0]):
            yield Point([np.array(value) for value in values], {})
    if row.operands == (1, 1) and row.shape is not broadcast:
        tensors = (*TENSORS, *(MASKED if row.name in MASKED_ROWS else ()))
        for value, parameters in itertools.product(tensors, some_parameters(row)):
            yield Point([np.array(value, dtype=float)], parameters)
    for pool in POOLS.values():
        yield from drawn(row, pool)


def beyond(row: Operation) -> Iterator[Point]:
    """Infinities and NaN among the numbers."""
    yield from drawn(row, BEYOND)


def drawn(row: Operation, pool: tuple[float, ...]) -> Iterator[Point]:
    """Tensors of a few shapes filled from a pool; 0 and 1 where no gradient flows."""
    source = random.Random(row.name)
    for case in one_of_each_shape(row)[:6]:
        for _ in range(DRAWN):
            pools = [
                (0.0, 1.0) if row.way_back(place) is None and row.kind != "compare" else pool
                for place in range(len(case.shapes))
            ]
            yield Point(
                [
                    np.array([source.choice(numbers) for _ in range(math.prod(shape))], dtype=float).reshape(shape)
                    for shape, numbers in zip(case.shapes, pools, strict=True)
                ],
                case.parameters,
            )


def one_of_each_shape(row: Operation) -> list[Any]:
    """Small cases, spread over shapes and parameters."""
    small = [case for case in cases(row) if sum(map(math.prod, case.shapes)) <= 14] or list(cases(row))[:2]
    random.Random(0).shuffle(small)
    return small[:60]


def some_parameters(row: Operation) -> list[dict[str, Any]]:
    """Up to five of the parameters that the row takes."""
    found = {str(case.parameters): case.parameters for case in cases(row)}
    return random.Random(0).sample(list(found.values()), min(5, len(found)))
