"""What is drawn -> where everything stands: sizes by `cards`, places by dagre, curves by `routes`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from app.layout import cards, routes, v8
from app.layout.curves import Chain
from app.layout.drawn import Direction, Drawn, Layout, Placed, Point, Region, Route
from app.layout.routes import Rectangle

BETWEEN_CARDS = 30.0
BETWEEN_WIRES = 18.0
BETWEEN_RANKS = 44.0
"""free space from card to card along the picture, without the widest text on a wire that stands there too"""
MORE_BETWEEN_RANKS = 56.0
PER_WIRE = 1.5
"""a tangled picture gets wider gaps, so that its curves are less steep: this much for each wire more than a tree has"""
EDGE = 24.0
"""free space around the whole picture"""
FRAME = 16.0
"""free space inside the frame of a group"""
FRAME_TITLE = 24.0
"""height of the line with the group's name"""
IN_ONE_COLUMN = 6
"""as many inputs stand in one column at the start; of more, each stands before the card that uses it first"""


def layout(drawn: Drawn, *, direction: Direction = "LR", previous: Layout | None = None) -> Layout:
    """Positions and routes, the same for the same `drawn` (and `previous`).

    `direction` is where values flow: "LR" to the right, "TB" down. With `previous`, cards that were in it keep their
    order, so that a small edit moves little.
    """
    across = 1 if direction == "LR" else 0
    kept = (
        ()
        if previous is None
        else tuple(
            sorted(previous.boxes, key=lambda name: ((previous.boxes[name].x, previous.boxes[name].y)[across], name))
        )
    )
    return _laid_out(drawn, direction, kept)


@lru_cache(maxsize=256)
def _laid_out(drawn: Drawn, direction: Direction, kept: tuple[str, ...]) -> Layout:
    sizes = {box.id: cards.card(box) for box in drawn.boxes}
    texts = {wire.id: cards.label(wire.latex) for wire in drawn.wires}
    positions = v8.place(_question(drawn, direction, kept))

    turned = direction == "TB"
    areas = {box.id: _turned(Rectangle(*positions["nodes"][f"b{k}"]), turned) for k, box in enumerate(drawn.boxes)}
    joints = {
        wire.id: [_swapped(x, y, turned) for x, y in positions["edges"][f"w{k}"][1:-1]]
        for k, wire in enumerate(drawn.wires)
    }
    chains = routes.curves(drawn.wires, areas, joints)
    rooms = {name: (text.height, text.width) if turned else (text.width, text.height) for name, text in texts.items()}
    places = routes.labels(drawn.wires, rooms, areas.values(), chains)

    areas = {name: _turned(area, turned) for name, area in areas.items()}
    chains = {name: [_swapped(x, y, turned) for x, y in chain] for name, chain in chains.items()}
    places = {name: _swapped(*place, turned) for name, place in places.items()}
    frames = _frames(drawn, areas)
    labels = [Rectangle(*places[name], text.width, text.height) for name, text in texts.items()]
    left, top, right, bottom = _bounds([*areas.values(), *frames.values(), *labels], chains.values())
    x, y = EDGE - left, EDGE - top

    return Layout(
        direction=direction,
        size=(_tidy(right - left + 2 * EDGE), _tidy(bottom - top + 2 * EDGE)),
        boxes={name: Placed(_tidy(areas[name].x + x), _tidy(areas[name].y + y), *card) for name, card in sizes.items()},
        wires={
            wire.id: Route(
                tuple((_tidy(px + x), _tidy(py + y)) for px, py in chains[wire.id]),
                (_tidy(places[wire.id][0] + x), _tidy(places[wire.id][1] + y)),
                texts[wire.id].face,
            )
            for wire in drawn.wires
        },
        groups={
            name: Region(_tidy(area.x + x), _tidy(area.y + y), _tidy(area.width), _tidy(area.height))
            for name, area in frames.items()
        },
    )


def _question(drawn: Drawn, direction: Direction, kept: tuple[str, ...]) -> dict[str, Any]:
    """What `place.js` is asked: sizes and neighbours under names of our own: a user may name a value `__proto__`."""
    frames = {frame.id: f"f{k}" for k, frame in enumerate(drawn.frames)}
    names = {box.id: f"b{k}" for k, box in enumerate(drawn.boxes)}
    boxes: list[dict[str, Any]] = [
        {
            "id": names[box.id],
            "width": size.width,
            "height": size.height,
            "kind": box.kind,
            "parent": frames.get(box.group or ""),
        }
        for box in drawn.boxes
        for size in (cards.card(box),)
    ]
    wires: list[dict[str, Any]] = [
        {
            "id": f"w{k}",
            "source": names[wire.source],
            "target": names[wire.target],
            "width": text.width,
            "height": text.height,
            "weight": 1,
        }
        for k, wire in enumerate(drawn.wires)
        for text in (cards.label(wire.latex),)
    ]
    inputs = [names[box.id] for box in drawn.boxes if box.kind == "input" and box.group is None]
    if 1 < len(inputs) <= IN_ONE_COLUMN:
        pull = len(wires) + 1
        start = {"id": "start", "width": 0, "height": 0, "kind": "start", "parent": None}
        pulls = [
            {"id": f"pull {name}", "source": "start", "target": name, "width": 0, "height": 0, "weight": pull}
            for name in inputs
        ]
        boxes, wires = [*boxes, start], [*wires, *pulls]
    return {
        "boxes": boxes,
        "wires": wires,
        "frames": [{"id": frames[frame.id], "parent": frames.get(frame.parent or "")} for frame in drawn.frames],
        "previous": [names[name] for name in kept if name in names],
        "direction": direction,
        "nodesep": BETWEEN_CARDS,
        "edgesep": BETWEEN_WIRES,
        "ranksep": BETWEEN_RANKS + min(MORE_BETWEEN_RANKS, PER_WIRE * max(len(drawn.wires) - len(drawn.boxes), 0)),
    }


def _frames(drawn: Drawn, areas: dict[str, Rectangle]) -> dict[str, Rectangle]:
    """The frame of each expanded group: around its members and the frames inside it."""
    inside: dict[str, list[Rectangle]] = {frame.id: [] for frame in drawn.frames}
    for box in drawn.boxes:
        if box.group is not None:
            inside[box.group].append(areas[box.id])
    found: dict[str, Rectangle] = {}
    parents = {frame.id: frame.parent for frame in drawn.frames}

    def depth(name: str) -> int:
        parent = parents[name]
        return 0 if parent is None else 1 + depth(parent)

    for frame in sorted(drawn.frames, key=lambda frame: -depth(frame.id)):
        members = inside[frame.id]
        if not members:
            continue
        left, top, right, bottom = _bounds(members, ())
        left, top, right, bottom = left - FRAME, top - FRAME - FRAME_TITLE, right + FRAME, bottom + FRAME
        found[frame.id] = Rectangle((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
        if frame.parent is not None:
            inside[frame.parent].append(found[frame.id])
    return found


def _bounds(areas: Iterable[Rectangle], chains: Iterable[Chain]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything. Controls count: a curve stays between its points."""
    listed = list(areas)
    points = [point for chain in chains for point in chain]
    return (
        min([area.left for area in listed] + [x for x, _ in points], default=0.0),
        min([area.top for area in listed] + [y for _, y in points], default=0.0),
        max([area.right for area in listed] + [x for x, _ in points], default=0.0),
        max([area.bottom for area in listed] + [y for _, y in points], default=0.0),
    )


def _turned(area: Rectangle, turned: bool) -> Rectangle:
    return Rectangle(area.y, area.x, area.height, area.width) if turned else area


def _swapped(x: float, y: float, turned: bool) -> Point:
    return (y, x) if turned else (x, y)


def _tidy(length: float) -> float:
    """To a hundredth of a pixel: short JSON, the same on every machine."""
    return round(length, 2) + 0.0
