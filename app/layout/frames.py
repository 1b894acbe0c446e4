"""The frames of expanded groups, and the room that they need."""

from __future__ import annotations

from collections.abc import Mapping

from app.layout.drawn import Drawn
from app.layout.rectangle import Rectangle

FRAME = 16.0
"""free space inside the frame of a group"""
FRAME_TITLE = 24.0
"""height of the line with the group's name"""


def frames(drawn: Drawn, areas: Mapping[str, Rectangle]) -> dict[str, Rectangle]:
    """The frame of each expanded group: around its members and the frames inside it."""
    inside: dict[str, list[Rectangle]] = {frame.id: [] for frame in drawn.frames}
    for box in drawn.boxes:
        if box.group is not None:
            inside[box.group].append(areas[box.id])
    found: dict[str, Rectangle] = {}
    parents = {frame.id: frame.parent for frame in drawn.frames}
    for name in inward(parents)[::-1]:
        members = inside[name]
        if not members:
            continue
        left, top = min(area.left for area in members) - FRAME, min(area.top for area in members) - FRAME - FRAME_TITLE
        right, bottom = max(area.right for area in members) + FRAME, max(area.bottom for area in members) + FRAME
        found[name] = Rectangle((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
        parent = parents[name]
        if parent is not None:
            inside[parent].append(found[name])
    return found


def inward(parents: Mapping[str, str | None]) -> list[str]:
    """Groups, each after the one around it."""

    def depth(name: str) -> int:
        count, around = 0, parents[name]
        while around is not None:
            count, around = count + 1, parents[around]
        return count

    return sorted(parents, key=depth)


def margins(drawn: Drawn, ranks: Mapping[str, int], title: float) -> tuple[dict[int, float], dict[int, float]]:
    """Rank -> the room that frames need which begin before it, and end behind it; `title` where names stand before."""
    parents = {frame.id: frame.parent for frame in drawn.frames}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for box in drawn.boxes:
        around = box.group
        while around is not None:
            first[around] = min(first.get(around, ranks[box.id]), ranks[box.id])
            last[around] = max(last.get(around, ranks[box.id]), ranks[box.id])
            around = parents[around]

    def room(ends: Mapping[str, int], each: float) -> dict[int, float]:
        found: dict[int, float] = {}
        nested: dict[str, float] = {}
        for name in inward(parents):
            if name in ends:
                around = parents[name]
                outer = nested[around] if around is not None and ends[around] == ends[name] else 0.0
                nested[name] = outer + each
                found[ends[name]] = max(found.get(ends[name], 0.0), nested[name])
        return found

    return room(first, FRAME + title), room(last, FRAME)
