"""Shapes of new tensors."""

from __future__ import annotations

import math

from app.errors import ShapeMismatch
from app.shapes.rules import Shape


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
