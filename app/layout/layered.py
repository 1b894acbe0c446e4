"""A placement of our own, for drawings that would keep dagre too long, and for whatever it fails at.

Ranks by the longest path, orders by barycentres (Sugiyama, Tagawa and Toda 1981), places by the least squares that keep
the order. A wire over several ranks runs on a track above all cards, and wires from one card share one, so that a value
that every other card uses costs one line and not thousands of joints. Each group has a band of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.layout.drawn import Drawn
from app.layout.frames import FRAME, FRAME_TITLE
from app.layout.placement import Placement
from app.layout.ranks import ranks
from app.layout.rectangle import Rectangle

SWEEPS = 12
"""times that orders and places are carried from neighbour to neighbour, there and back"""
RANKS = 1000.0
"""ranks need only be told apart here"""
BETWEEN_TRACKS = 16.0

Neighbours = Mapping[str, Sequence[str]]


def layered(drawn: Drawn, sizes: Mapping[str, tuple[float, float]], kept: Sequence[str], between: float) -> Placement:
    """`sizes` are lengths along and across the flow; `kept` is the order across it that cards had before."""
    rank = ranks(drawn)
    before, behind = neighbours(drawn)
    earlier = {name: k for k, name in enumerate(kept)}
    reading = {box.id: k for k, box in enumerate(drawn.boxes)}
    rows: list[list[str]] = [[] for _ in range(1 + max(rank.values(), default=-1))]
    for box in drawn.boxes:
        rows[rank[box.id]].append(box.id)
    for row in rows:
        row.sort(key=lambda name: (earlier.get(name, -1), reading[name]))
    rows = ordered(rows, before, behind)

    heights = banded(drawn, rows, {name: across for name, (_, across) in sizes.items()}, before, behind, between)
    areas = {name: Rectangle(RANKS * rank[name], heights[name], *sizes[name]) for name in reading}
    top = min((area.top for area in areas.values()), default=0.0) - FRAME - FRAME_TITLE - between
    lanes = tracks(drawn, rank)
    return Placement(areas, {wire.id: [] for wire in drawn.wires}, {
        wire.id: top - BETWEEN_TRACKS * lanes[wire.source]
        for wire in drawn.wires
        if rank[wire.target] > rank[wire.source] + 1
    })  # fmt: skip


def neighbours(drawn: Drawn) -> tuple[Neighbours, Neighbours]:
    """Card -> what it uses, and what uses it."""
    before: dict[str, list[str]] = {box.id: [] for box in drawn.boxes}
    behind: dict[str, list[str]] = {box.id: [] for box in drawn.boxes}
    for wire in drawn.wires:
        before[wire.target].append(wire.source)
        behind[wire.source].append(wire.target)
    return before, behind


def ordered(rows: list[list[str]], before: Neighbours, behind: Neighbours) -> list[list[str]]:
    """Each row sorted by where the neighbours of its cards stand, again and again; the best of all that came about."""
    best, fewest = rows, crossings(rows, before)
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        forth = sweep % 2 == 0
        # Cards of a wide row and of a narrow one are compared by the part of the row that is above them.
        place = {name: (k + 0.5) / len(row) for row in rows for k, name in enumerate(row)}
        turned = []
        for row in rows if forth else reversed(rows):
            near = before if forth else behind
            wish = {
                name: sum(place[other] for other in near[name]) / len(near[name]) if near[name] else place[name]
                for name in row
            }
            new = sorted(row, key=lambda name: wish[name])
            place.update({name: (k + 0.5) / len(new) for k, name in enumerate(new)})
            turned.append(new)
        rows = turned if forth else turned[::-1]
        count = crossings(rows, before)
        if count < fewest:
            best, fewest = rows, count
    return best


def crossings(rows: list[list[str]], before: Neighbours) -> int:
    """How often wires cross between neighbouring rows: pairs that end in the other order than they begin."""
    count = 0
    for upper, lower in pairwise(rows):
        place = {name: k for k, name in enumerate(upper)}
        ends: list[int] = []
        for name in lower:
            ends += sorted(place[other] for other in before[name] if other in place)
        count += inversions(ends)
    return count


def inversions(ends: list[int]) -> int:
    """Pairs in the wrong order, by merging."""
    if len(ends) < 2:
        return 0
    half = len(ends) // 2
    left, right = ends[:half], ends[half:]
    count = inversions(left) + inversions(right)
    left.sort()
    right.sort()
    k = 0
    for end in right:
        while k < len(left) and left[k] <= end:
            k += 1
        count += len(left) - k
    return count


# ── places across the flow ────────────────────────────────────────────────────────────────────────────────────────────


def banded(
    drawn: Drawn,
    rows: list[list[str]],
    sizes: Mapping[str, float],
    before: Neighbours,
    behind: Neighbours,
    between: float,
) -> dict[str, float]:
    """Card -> its place across the flow. Cards of a group, and of the groups in it, stand in a band of their own."""
    members: dict[str | None, list[str]] = defaultdict(list)
    for box in drawn.boxes:
        members[box.group].append(box.id)
    inner: dict[str | None, list[str]] = defaultdict(list)
    for frame in drawn.frames:
        inner[frame.parent].append(frame.id)

    def band(group: str | None) -> dict[str, float]:
        own = set(members[group])
        found = placed([[name for name in row if name in own] for row in rows], sizes, before, behind, between)
        foot = max((place + sizes[name] / 2 for name, place in found.items()), default=0.0)
        for child in inner[group]:
            inside = band(child)
            if not inside:
                continue
            top = min(place - sizes[name] / 2 for name, place in inside.items())
            start = foot + between + FRAME + FRAME_TITLE
            found |= {name: place - top + start for name, place in inside.items()}
            foot = max(found[name] + sizes[name] / 2 for name in inside) + FRAME
        return found

    return band(None)


def placed(
    rows: list[list[str]], sizes: Mapping[str, float], before: Neighbours, behind: Neighbours, between: float
) -> dict[str, float]:
    """Cards near their neighbours, in the order of their rows, and apart."""
    rows = [row for row in rows if row]
    place: dict[str, float] = {}
    for row in rows:
        y = 0.0
        for name in row:
            place[name] = y + sizes[name] / 2
            y += sizes[name] + between
        for name in row:
            place[name] -= (y - between) / 2
    for sweep in range(SWEEPS):
        near = before if sweep % 2 == 0 else behind
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wish = []
            for name in row:
                others = [place[other] for other in near[name] if other in place]
                wish.append(sum(others) / len(others) if others else place[name])
            place.update(zip(row, apart(wish, [sizes[name] for name in row], between), strict=True))
    return place


def apart(wish: list[float], sizes: list[float], between: float) -> list[float]:
    """The places nearest to `wish` (least squares) at which cards keep their order and a distance: pooled violators."""
    offset, offsets = 0.0, []
    for k, size in enumerate(sizes):
        offset += (sizes[k - 1] + size) / 2 + between if k else 0.0
        offsets.append(offset)
    pools: list[tuple[float, int]] = []  # sum and count of what stands in one piece
    for goal, offset in zip(wish, offsets, strict=True):
        total, count = goal - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            total, count = total + pools[-1][0], count + pools[-1][1]
            pools.pop()
        pools.append((total, count))
    levels = [total / count for total, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


def tracks(drawn: Drawn, rank: Mapping[str, int]) -> dict[str, int]:
    """Source of wires over several ranks -> its track from 0; two share one where one ends before the other begins."""
    ends: dict[str, int] = {}
    for wire in drawn.wires:
        if rank[wire.target] > rank[wire.source] + 1:
            ends[wire.source] = max(ends.get(wire.source, 0), rank[wire.target])
    free: list[int] = []
    found: dict[str, int] = {}
    for name in sorted(ends, key=lambda name: rank[name]):
        lane = next((k for k, end in enumerate(free) if end <= rank[name]), len(free))
        free[lane : lane + 1] = [ends[name]]
        found[name] = lane
    return found
