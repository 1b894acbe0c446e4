"""Drawn -> the rank of each card along the flow, by the longest path that leads to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from app.layout.drawn import Drawn


def ranks(drawn: Drawn) -> dict[str, int]:
    """Card -> its rank from 0; what nothing enters stands right before the first card that uses it."""
    entering: dict[str, list[str]] = defaultdict(list)
    leaving: dict[str, list[str]] = defaultdict(list)
    for wire in drawn.wires:
        entering[wire.target].append(wire.source)
        leaving[wire.source].append(wire.target)
    found: dict[str, int] = {}
    for box in drawn.boxes:
        found[box.id] = 1 + max((found[source] for source in entering[box.id]), default=-1)
    for box in drawn.boxes:
        if not entering[box.id] and leaving[box.id]:
            found[box.id] = min(found[target] for target in leaving[box.id]) - 1
    least = min(found.values(), default=0)
    return {name: rank - least for name, rank in found.items()}


def depth(drawn: Drawn) -> int:
    """How many ranks there are."""
    return 1 + max(ranks(drawn).values(), default=-1)


def joints(drawn: Drawn) -> int:
    """How many ranks wires pass on their way, all together: each is one thing more to be placed."""
    found = ranks(drawn)
    return sum(found[wire.target] - found[wire.source] - 1 for wire in drawn.wires)


def longest(drawn: Drawn, lengths: Mapping[str, float], gaps: Mapping[str, float]) -> float:
    """The length of the longest path: of its cards, and of the gap at each of its wires."""
    entering: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for wire in drawn.wires:
        entering[wire.target].append((wire.source, wire.id))
    ends: dict[str, float] = {}
    for box in drawn.boxes:
        ends[box.id] = lengths[box.id] + max((ends[name] + gaps[wire] for name, wire in entering[box.id]), default=0.0)
    return max(ends.values(), default=0.0)
