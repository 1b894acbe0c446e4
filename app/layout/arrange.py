"""What is drawn -> where all of it stands: sizes by `cards`, places by dagre, gaps by `spacing`, curves by `routes`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

from app.layout import cards, routes, v8
from app.layout.curves import Chain
from app.layout.drawn import Direction, Drawn, Layout, Order, Placed, Point, Region, Route
from app.layout.frames import frames
from app.layout.layered import layered
from app.layout.placement import Placement
from app.layout.ranks import depth, joints, longest
from app.layout.rectangle import Rectangle
from app.layout.spacing import Space, least_gap, scale_in, spaced_out

BETWEEN_CARDS = 30.0
BETWEEN_WIRES = 18.0
"""free space from card to card across the flow, and from wire to wire"""
EDGE = 24.0
"""free space around the whole picture"""
DEEP = 6
"""a drawing of more ranks has tight cards, and its inputs stand before the cards that use them first"""
IN_ONE_COLUMN = 6
"""in one that is not deep as many inputs stand in one column at the start"""
MOST_FOR_DAGRE = 600
"""cards, and ranks that wires pass on their way: with more, dagre takes seconds"""

RELATED = 0.5
"""a drawing of which less than this part was there before is a new one"""
GAIN = 1.15
"""the picture turns where it is shown so many times as large for it ..."""
STAY, LEAVE = 1.3, 1.0
"""... and one that was turned already turns back where that costs nothing; one that was not waits a little longer"""


def layout(
    drawn: Drawn,
    *,
    direction: Direction | Literal["auto"] = "LR",
    space: Space | None = None,
    previous: Order | None = None,
) -> Layout:
    """Positions and routes, the same for the same arguments.

    `direction` is where values flow: "LR" to the right, "TB" down, "auto" where cards are larger in a window of `space`
    (width and height in pixels). `space` also says how far apart cards may stand. With `previous`, cards that were
    drawn before keep their order unless that makes wires cross, so that a small edit moves little.
    """
    known = {box.id for box in drawn.boxes}
    kept = () if previous is None else tuple(dict.fromkeys(name for name in previous.cards if name in known))
    if len(kept) < RELATED * len(known):
        previous, kept = None, ()
    if direction == "auto":
        direction = chosen(drawn, space, previous, kept)
    return _laid_out(drawn, direction, kept, space)


def chosen(drawn: Drawn, space: Space | None, previous: Order | None, kept: tuple[str, ...]) -> Direction:
    """Down where that makes cards clearly larger, else to the right, as one reads.

    Placing is what costs: a direction that could not win even if its drawing were as short as its longest path is not
    placed for this.
    """
    if space is None:
        return "LR" if previous is None else previous.direction
    gain = GAIN if previous is None else STAY if previous.direction == "LR" else LEAVE
    most: dict[Direction, float] = {
        "LR": shown_at(least_extent(drawn, "LR"), space), "TB": shown_at(least_extent(drawn, "TB"), space)
    }  # fmt: skip
    if most["TB"] > gain * most["LR"] and shown_at(_extent(drawn, "TB", kept, space), space) > gain * most["LR"]:
        return "TB"
    right = shown_at(_extent(drawn, "LR", kept, space), space)
    if most["TB"] <= gain * right:
        return "LR"
    return "TB" if shown_at(_extent(drawn, "TB", kept, space), space) > gain * right else "LR"


def shown_at(extent: tuple[float, float], space: Space) -> float:
    """The scale of a picture of this width and height in the window."""
    return min(scale_in(extent, space), 1.0)


def _extent(drawn: Drawn, direction: Direction, kept: tuple[str, ...], space: Space) -> tuple[float, float]:
    """Width and height of the cards, drawn in this direction."""
    along, across = _spaced(drawn, direction, kept, space).extent()
    return (along, across) if direction == "LR" else (across, along)


def least_extent(drawn: Drawn, direction: Direction) -> tuple[float, float]:
    """A width and a height that the cards have at least, wherever they are placed: those of the longest path."""
    sizes, texts = _sizes(drawn, direction), _lengths(drawn, direction)
    lengths = {name: card.width if direction == "LR" else card.height for name, card in sizes.items()}
    along = longest(drawn, lengths, {wire.id: least_gap(texts[wire.id]) for wire in drawn.wires})
    across = max((card.height if direction == "LR" else card.width for card in sizes.values()), default=0.0)
    return (along, across) if direction == "LR" else (across, along)


@lru_cache(maxsize=256)
def _laid_out(drawn: Drawn, direction: Direction, kept: tuple[str, ...], space: Space | None) -> Layout:
    sizes = _sizes(drawn, direction)
    texts = {wire.id: cards.label(wire.latex) for wire in drawn.wires}
    turned = direction == "TB"
    placed = _spaced(drawn, direction, kept, space)
    chains = routes.curves(drawn.wires, placed)
    rooms = {name: (text.height, text.width) if turned else (text.width, text.height) for name, text in texts.items()}
    places = routes.labels(drawn.wires, rooms, placed, chains)

    areas = {name: _turned(area, turned) for name, area in placed.areas.items()}
    chains = {name: [_swapped(x, y, turned) for x, y in chain] for name, chain in chains.items()}
    places = {name: _swapped(*place, turned) for name, place in places.items()}
    regions = frames(drawn, areas)
    labels = [Rectangle(*places[name], text.width, text.height) for name, text in texts.items()]
    left, top, right, bottom = _bounds([*areas.values(), *regions.values(), *labels], chains.values())
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
            for name, area in regions.items()
        },
    )


@lru_cache(maxsize=64)
def _spaced(drawn: Drawn, direction: Direction, kept: tuple[str, ...], space: Space | None) -> Placement:
    return spaced_out(drawn, _placed(drawn, direction, kept), _lengths(drawn, direction), direction, space)


@lru_cache(maxsize=64)
def _lengths(drawn: Drawn, direction: Direction) -> dict[str, float]:
    """Of the texts on wires, along the flow."""
    texts = {wire.id: cards.label(wire.latex) for wire in drawn.wires}
    return {name: text.width if direction == "LR" else text.height for name, text in texts.items()}


@lru_cache(maxsize=256)
def _placed(drawn: Drawn, direction: Direction, kept: tuple[str, ...]) -> Placement:
    """By dagre; by ourselves where that would take too long, or fails."""
    turned = direction == "TB"
    if len(drawn.boxes) + joints(drawn) <= MOST_FOR_DAGRE:
        positions = v8.place(_question(drawn, direction, kept))
        if positions is not None:
            return Placement(
                {box.id: _turned(Rectangle(*positions["nodes"][f"b{k}"]), turned) for k, box in enumerate(drawn.boxes)},
                {
                    wire.id: [_swapped(x, y, turned) for x, y in positions["edges"][f"w{k}"]]
                    for k, wire in enumerate(drawn.wires)
                },
            )
    sizes = {
        name: (card.height, card.width) if turned else (card.width, card.height)
        for name, card in _sizes(drawn, direction).items()
    }
    return layered(drawn, sizes, kept, BETWEEN_CARDS)


@lru_cache(maxsize=64)
def _sizes(drawn: Drawn, direction: Direction) -> dict[str, cards.Card]:
    tight = direction if depth(drawn) > DEEP else None
    return {box.id: cards.card(box, tight) for box in drawn.boxes}


def _question(drawn: Drawn, direction: Direction, kept: tuple[str, ...]) -> dict[str, Any]:
    """What `place.js` is asked: sizes and neighbours under names of our own: a user may name a value `__proto__`."""
    parents = {frame.id: f"f{k}" for k, frame in enumerate(drawn.frames)}
    names = {box.id: f"b{k}" for k, box in enumerate(drawn.boxes)}
    sizes = _sizes(drawn, direction)
    boxes: list[dict[str, Any]] = [
        {
            "id": names[box.id],
            "width": sizes[box.id].width,
            "height": sizes[box.id].height,
            "kind": box.kind,
            "parent": parents.get(box.group or ""),
        }
        for box in drawn.boxes
    ]
    wires: list[dict[str, Any]] = [
        {"id": f"w{k}", "source": names[wire.source], "target": names[wire.target], "weight": 1}
        for k, wire in enumerate(drawn.wires)
    ]
    inputs = [names[box.id] for box in drawn.boxes if box.kind == "input" and box.group is None]
    if 1 < len(inputs) <= IN_ONE_COLUMN and depth(drawn) <= DEEP:
        pull = len(wires) + 1
        boxes.append({"id": "start", "width": 0, "height": 0, "kind": "start", "parent": None})
        wires += [{"id": f"pull {name}", "source": "start", "target": name, "weight": pull} for name in inputs]
    return {
        "boxes": boxes,
        "wires": wires,
        "frames": [{"id": parents[frame.id], "parent": parents.get(frame.parent or "")} for frame in drawn.frames],
        "previous": [names[name] for name in kept if name in names],
        "direction": direction,
        "nodesep": BETWEEN_CARDS,
        "edgesep": BETWEEN_WIRES,
    }


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
    return area.turned() if turned else area


def _swapped(x: float, y: float, turned: bool) -> Point:
    return (y, x) if turned else (x, y)


def _tidy(length: float) -> float:
    """To a hundredth of a pixel: short JSON, the same on every machine."""
    return round(length, 2) + 0.0
