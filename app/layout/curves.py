"""Cubic Béziers that run from left to right with level ends: where they are, and how far."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from app.layout.drawn import Point

Chain = list[Point]
"""start, then (control, control, end) for each curve"""

BEND = 0.5
"""how far the controls reach from the ends, as a part of the distance along"""


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


def point(chain: Chain, place: float) -> Point:
    """The point of a chain at `place`: 0 its start, 1 the end of its first curve, and so on."""
    count = (len(chain) - 1) // 3
    k = min(int(place), count - 1)
    t = place - k
    s = 1 - t
    a, b, c, d = chain[3 * k : 3 * k + 4]
    w0, w1, w2, w3 = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return (
        w0 * a[0] + w1 * b[0] + w2 * c[0] + w3 * d[0],
        w0 * a[1] + w1 * b[1] + w2 * c[1] + w3 * d[1],
    )


def samples(chain: Chain, step: float) -> Iterator[Point]:
    """Points along a chain, at most about `step` pixels apart."""
    for k in range(0, len(chain) - 1, 3):
        (x0, y0), (x1, y1) = chain[k], chain[k + 3]
        count = max(int((abs(x1 - x0) + abs(y1 - y0)) / step), 1)
        for i in range(count + (k + 4 >= len(chain))):
            yield point(chain, k / 3 + i / count)


def halfway(chain: Chain) -> list[Point]:
    """Points of a chain in the order of their distance from its middle, measured along the chain."""
    along = list(samples(chain, 6.0))
    lengths = [0.0]
    for (x0, y0), (x1, y1) in pairwise(along):
        lengths.append(lengths[-1] + ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    middle = lengths[-1] / 2
    order = sorted(range(len(along)), key=lambda k: (abs(lengths[k] - middle), k))
    inner = [along[k] for k in order if 0.12 * lengths[-1] <= lengths[k] <= 0.88 * lengths[-1]]
    return inner or [point(chain, ((len(chain) - 1) // 3) / 2)]
