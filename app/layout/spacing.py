"""How far ranks stand apart, and the cards of a rank: by the texts that stand between them, and by the room there is.

A deep graph is drawn tight, so that its cards are as large as they can be; a small one spreads over the room it has.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.layout.drawn import Direction, Drawn
from app.layout.frames import FRAME_TITLE, margins
from app.layout.placement import Placement

Space = tuple[float, float]
"""width and height of the window that the picture is for, in pixels"""

LEAST, WISH = 40.0, 66.0
"""between two ranks, where no text asks for more"""
ROUND_TEXT, ROUND_TEXT_WISH = 22.0, 44.0
"""around a text along its wire, arrowhead and all"""
STEEP, WIDEST = 0.4, 120.0
"""a wire would like to run this part of the way that it climbs; no gap is made wider than that for it"""

MARGIN = 28.0
"""left free at each side of the window, in pixels of the screen"""
LARGEST = 1.25
"""a picture is never shown larger than this"""
FILL: dict[Direction, float] = {"LR": 0.66, "TB": 0.8}
"""the part of the window's other side that a picture spreads over at most"""
SPREAD: dict[Direction, float] = {"LR": 1.7, "TB": 1.3}
"""how many times as far apart its cards then are at most"""


def scale_in(extent: tuple[float, float], space: Space) -> float:
    """The scale at which a picture of this width and height fits into the window."""
    (width, height), (across, down) = extent, space
    return min((across - 2 * MARGIN) / max(width, 1.0), (down - 2 * MARGIN) / max(height, 1.0), LARGEST)


def spaced_out(
    drawn: Drawn, placed: Placement, texts: Mapping[str, float], direction: Direction, space: Space | None
) -> Placement:
    """`placed` with the spaces it should have. `texts` are the lengths of the texts on wires along the flow."""
    if not placed.areas:
        return placed
    centres = sorted({round(area.x, 3) for area in placed.areas.values()})
    rank_at = {x: k for k, x in enumerate(centres)}
    ranks = {name: rank_at[round(area.x, 3)] for name, area in placed.areas.items()}
    thick = [0.0] * len(centres)
    for name, area in placed.areas.items():
        thick[ranks[name]] = max(thick[ranks[name]], area.width)

    least, wish = gaps(drawn, placed, texts, ranks, thick)
    before, behind = margins(drawn, ranks, FRAME_TITLE if direction == "TB" else 0.0)
    framed = [behind.get(k, 0.0) + before.get(k + 1, 0.0) for k in range(len(least))]
    along, across = room(direction, space)
    slack = sum(wish) - sum(least)
    part = 1.0
    if along is not None and slack > 0:
        part = min(max((along - sum(thick) - sum(framed) - sum(least)) / slack, 0.0), 1.0)

    stands = [0.0]
    for k, (short, long) in enumerate(zip(least, wish, strict=True)):
        between = short + part * (long - short) + framed[k]
        stands.append(stands[-1] + (thick[k] + thick[k + 1]) / 2 + between)
    length = stands[-1] + (thick[0] + thick[-1]) / 2
    wider = 1.0 if along is None or across is None else spread(placed, direction, min(along / length, LARGEST), across)
    return Placement(
        {name: area._replace(x=stands[ranks[name]], y=area.y * wider) for name, area in placed.areas.items()},
        {
            name: [(stands[rank_at[round(x, 3)]], y * wider) for x, y in points if round(x, 3) in rank_at]
            for name, points in placed.joints.items()
        },
        {name: y * wider for name, y in placed.tracks.items()},
    )


def least_gap(text: float) -> float:
    """What is at least between the two cards of a wire with a text of this length, whatever ranks they stand in.

    Where their ranks are no neighbours, the text may be longer than what is between them.
    """
    return min(max(LEAST, text + ROUND_TEXT if text else 0.0), 2 * LEAST)


def room(direction: Direction, space: Space | None) -> tuple[float | None, float | None]:
    """What the window has along and across the flow."""
    if space is None:
        return None, None
    width, height = (max(side - 2 * MARGIN, 1.0) for side in space)
    return (width, height) if direction == "LR" else (height, width)


def gaps(
    drawn: Drawn, placed: Placement, texts: Mapping[str, float], ranks: Mapping[str, int], thick: list[float]
) -> tuple[list[float], list[float]]:
    """Behind each rank but the last: the least space, and the space it would like to have."""
    least, wish = [LEAST] * (len(thick) - 1), [WISH] * (len(thick) - 1)
    for wire in drawn.wires:
        rank = ranks[wire.source]
        source, target = placed.areas[wire.source], placed.areas[wire.target]
        if ranks[wire.target] != rank + 1:
            continue  # its text finds a place on its long way
        # What the two cards are narrower than their ranks is free for the text too.
        free = (thick[rank] - source.width + thick[rank + 1] - target.width) / 2
        text = texts[wire.id]
        climb = min(abs(target.y - source.y) * STEEP, WIDEST)
        least[rank] = max(least[rank], text + ROUND_TEXT - free if text else 0.0)
        wish[rank] = max(wish[rank], least[rank], text + ROUND_TEXT_WISH - free, climb - free)
    return least, wish


def spread(placed: Placement, direction: Direction, scale: float, across: float) -> float:
    """How many times as far apart cards may stand across the flow, at a scale that the flow allows."""
    heights = [area.y for area in placed.areas.values()]
    span = max(heights) - min(heights)
    if span <= 0:
        return 1.0
    cards = placed.extent()[1] - span
    wanted = FILL[direction] * across / scale - cards
    return min(max(wanted / span, 1.0), SPREAD[direction])
