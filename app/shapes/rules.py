"""What the rules of all kinds are made of."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np

from app.errors import LimitExceeded, ShapeMismatch, ValueProblem
from app.limits import LIMITS

Shape = tuple[int, ...]

ALLOWED: ContextVar[int] = ContextVar("allowed", default=LIMITS.work_elements)
"""numbers that one operation may go through"""


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
    found, allowed = math.prod(sizes), ALLOWED.get()
    if found > allowed:
        raise LimitExceeded("limit.work", limit=allowed, found=found)


@contextmanager
def allowing(work: int) -> Iterator[None]:
    """Let one operation go through so many numbers: where a process has its own limits, or nothing is computed."""
    usual = ALLOWED.set(work)
    try:
        yield
    finally:
        ALLOWED.reset(usual)


def at_least(lowest: float, **numbers: float | None) -> None:
    for name, number in numbers.items():
        if number is not None and number < lowest:
            raise ValueProblem("value.lowest", name=name, lowest=lowest)


def above_zero(**numbers: float) -> None:
    for name, number in numbers.items():
        if number <= 0:
            raise ValueProblem("value.above_zero", name=name)
