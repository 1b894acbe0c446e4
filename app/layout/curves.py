"""Cubic Béziers that run from left to right with level ends: where they are, and how far."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from app.layout.drawn import Point

Chain = list[Point]
"""start, then (control, control, end) for each curve"""

BEND = 0.5
"""how far the controls reach from the ends, as a part of the distance along"""
MOST_PLACES = 100
"""a text on a wire tries about this many places"""


def level(start: Point, end: Point) -> Chain:
    """The curve from `start` to `end` that is level at both: it rises or falls all the way, so it never turns back."""
    reach = (end[0] - start[0]) * BEND
    return [start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end]


def through(points: list[Point]) -> Chain:
    """Level curves through `points`, one after another."""
    chain = points[:1]
    for start, end in pairwise(points):
        chain += level(start, end)[1:]
    return chain


def height_at(chain: Chain, x: float) -> float:
    """The y of a level curve (four points) at `x`, which lies between its ends."""
    (x0, y0), _, _, (x1, y1) = chain
    span = x1 - x0
    if span <= 0:
        return y1
    wanted = min(max((x - x0) / span, 0.0), 1.0)
    low, high = 0.0, 1.0
    for _ in range(12):
        t = (low + high) / 2
        if 3 * BEND * (1 - t) ** 2 * t + 3 * (1 - BEND) * (1 - t) * t**2 + t**3 < wanted:
            low = t
        else:
            high = t
    t = (low + high) / 2
    return y0 + (y1 - y0) * (3 - 2 * t) * t * t


def length(chain: Chain) -> float:
    """The length of a chain, by eight chords a curve."""
    along = list(samples(chain, 8))
    return sum(math.hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(along))


def samples(chain: Chain, count: int) -> Iterator[Point]:
    """The start, then `count` points of each curve, its end the last."""
    yield chain[0]
    for k in range(0, len(chain) - 1, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = chain[k : k + 4]
        for i in range(1, count + 1):
            t = i / count
            s = 1 - t
            a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def spaced(chain: Chain, step: float) -> Iterator[Point]:
    """Points along a chain, at most about `step` pixels apart."""
    for k in range(0, len(chain) - 1, 3):
        (x0, y0), (x1, y1) = chain[k], chain[k + 3]
        count = max(int((abs(x1 - x0) + abs(y1 - y0)) / step), 1)
        yield from samples(chain[k : k + 4], count)


def halfway(chain: Chain, most: int = MOST_PLACES) -> list[Point]:
    """Points of a chain in the order of their distance along it from its middle; none is near its ends."""
    along = list(spaced(chain, max(6.0, length(chain) / min(most, MOST_PLACES))))
    lengths = [0.0]
    for (x0, y0), (x1, y1) in pairwise(along):
        lengths.append(lengths[-1] + math.hypot(x1 - x0, y1 - y0))
    total = lengths[-1]
    order = sorted(range(len(along)), key=lambda k: (abs(lengths[k] - total / 2), k))
    return [along[k] for k in order if 0.12 * total <= lengths[k] <= 0.88 * total] or [along[order[0]]]
