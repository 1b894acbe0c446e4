"""Numbers of a query string: whole ones, finite ones, and so many of them between two ends."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from app.errors import RequestError, ValueProblem
from app.limits import LIMITS

Query = Mapping[str, str]


def whole(query: Query, name: str, default: int) -> int:
    """A whole number of at most nine digits, or `default` where none is written. Raises training.query."""
    written = query.get(name)
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise RequestError("training.query", name=name, found=written[:40])
    return int(written)


def real(query: Query, name: str, default: float) -> float:
    """A finite number, or `default` where none is written. Raises training.number."""
    written = query.get(name)
    if not written:
        return default
    try:
        value = float(written)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or not written.isascii():
        raise RequestError("training.number", name=name, found=written[:40])
    return value


def spaced(query: Query, start: str, bounds: np.ndarray) -> np.ndarray:
    """`size` numbers from `from` to `to`, the names beginning with `start`. Raises training.grid."""
    size = whole(query, "size", 41)
    ends = zip(("from", "to"), bounds.tolist(), strict=True)
    first, last = (real(query, start + name, value) for name, value in ends)
    if not 2 <= size <= LIMITS.surface_points or first == last or not math.isfinite(last - first):
        raise ValueProblem("training.grid", limit=LIMITS.surface_points)
    return np.linspace(first, last, size)
