"""Cards with places and wires with joints -> a curve for each wire, and a place on it for its text.

Everything runs from left to right here; a picture from top to bottom is turned before and after.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.layout.curves import Chain, halfway, height_at, level, spaced, through
from app.layout.drawn import Point, Wire
from app.layout.placement import Placement
from app.layout.rectangle import Rectangle

CLEAR = 10.0
"""the least distance of a wire from a card that it does not touch"""
PORTS = 30.0
"""the distance of two wires that arrive at one card, where the card is high enough"""
SNAP = 12.0
"""a lone wire that would bend by less than this arrives level instead"""
PARALLEL = 34.0
"""the distance at their middles of wires that join the same two cards: room for their texts"""
EASE = 1.3
"""a bend would like to be this many times as long as it is high"""
PARTS = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)
APART = 12.0
"""the distance of the points that stand for a wire: no text is smaller"""
CELL = 40.0
"""of the hash of what lies where"""
TAIL = 4
"""points of the last curve of a chain"""
TANGLED = 500
"""with more wires than this there is no place for a text that none crosses"""
MOST_TRIES, FEWEST_PLACES = 20_000, 10
"""places that are tried for the texts of a picture, and for each text at least"""


class Columns:
    """Cards in columns of one centre: what a level curve would run through is found by its height at their sides."""

    def __init__(self, cards: Mapping[str, Rectangle]) -> None:
        by_centre: dict[float, list[tuple[float, str]]] = defaultdict(list)
        for name, card in cards.items():
            by_centre[round(card.x, 3)].append((card.top, name))
        self.cards = cards
        self.columns = [
            (
                min(cards[name].left for _, name in column),
                max(cards[name].right for _, name in column),
                max(cards[name].height for _, name in column),
                sorted(column),
            )
            for _, column in sorted(by_centre.items())
        ]

    def extent(self, x: float) -> tuple[float, float] | None:
        """Left and right side of the column that `x` lies in."""
        return next(((left, right) for left, right, _, _ in self.columns if left <= x <= right), None)

    def left(self, start: Point) -> list[Point]:
        """The point at which a wire that starts level leaves its column, where cards there are wider than its own."""
        extent = self.extent(start[0])
        return [(extent[1], start[1])] if extent and extent[1] > start[0] else []

    def entered(self, end: Point) -> list[Point]:
        """The point at which a wire that ends level enters its column, likewise."""
        extent = self.extent(end[0])
        return [(extent[0], end[1])] if extent and extent[0] < end[0] else []

    def around(self, start: Point, end: Point, track: float) -> list[Point]:
        """The way of a wire that passes all columns between its own on a track beyond all cards."""
        first = next(left for left, _, _, _ in self.columns if left > start[0])
        last = next(right for _, right, _, _ in reversed(self.columns) if right < end[0])
        return [start, *self.left(start), (first, track), (last, track), *self.entered(end), end]

    def free(self, curve: Chain, apart: Sequence[str]) -> bool:
        """Whether a level curve keeps its distance from every card but those of `apart`."""
        (x0, y0), *_, (x1, y1) = curve
        low, high = min(y0, y1) - CLEAR, max(y0, y1) + CLEAR
        for left, right, tallest, column in self.columns:
            if right < x0 or left > x1:
                continue
            for _, name in column[bisect_left(column, (low - tallest, "")) :]:
                card = self.cards[name]
                if card.top > high:
                    break
                if name not in apart and self._meets(curve, card):
                    return False
        return True

    def _meets(self, curve: Chain, card: Rectangle) -> bool:
        start, end = max(card.left - CLEAR, curve[0][0]), min(card.right + CLEAR, curve[-1][0])
        if start > end:
            return False
        heights = height_at(curve, start), height_at(curve, end)
        return min(heights) < card.bottom + CLEAR and max(heights) > card.top - CLEAR


def ports(wires: Sequence[Wire], placed: Placement, columns: Columns) -> dict[str, tuple[Point, Point]]:
    """Where each wire leaves and arrives: from the middle of the right side, to places of their own at the left side.

    Those at one card stand in the order in which they come from above to below, so that they need not cross in front of
    it; where that tells nothing (`x x`), in the order of the operands.
    """
    cards = placed.areas
    arriving: dict[str, list[tuple[float, float, int, str]]] = defaultdict(list)
    for wire in wires:
        source, target = cards[wire.source], cards[wire.target]
        start, end = (source.right, source.y), (target.left, target.y)
        if wire.id in placed.tracks:
            before = placed.tracks[wire.id]
        else:
            stops = held(placed.joints[wire.id], columns, start, end)
            straight = not stops or columns.free(level(start, end), (wire.source, wire.target))
            before = source.y if straight else stops[-1][1]
        arriving[wire.target].append((round(before, 3), round(source.y, 3), wire.operand, wire.id))
    sources = {wire.id: cards[wire.source] for wire in wires}
    found: dict[str, tuple[Point, Point]] = {}
    for goal, together in arriving.items():
        card = cards[goal]
        gap = min(PORTS, (card.height - 20) / len(together))
        for k, (*_, name) in enumerate(sorted(together)):
            source = sources[name]
            y = card.y + (k - (len(together) - 1) / 2) * gap
            if len(together) == 1 and abs(source.y - card.y) <= SNAP:
                y = source.y
            found[name] = (source.right, source.y), (card.left, y)
    return found


def curves(wires: Sequence[Wire], placed: Placement) -> dict[str, Chain]:
    """A chain of level curves for each wire: one curve where nothing is in its way, else along its joints or track."""
    cards, joints = placed.areas, placed.joints
    columns = Columns(cards)
    ends = ports(wires, placed, columns)
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for wire in wires:
        together[wire.source, wire.target].append(wire.id)
    routed: dict[str, Chain] = {}
    for wire in wires:
        start, end = ends[wire.id]
        apart = (wire.source, wire.target)
        if wire.id in placed.tracks:
            routed[wire.id] = through(columns.around(start, end, placed.tracks[wire.id]))
            continue
        beside = sorted(together[apart], key=lambda name: ends[name][1])
        if len(beside) > 1 and columns.free(level(start, end), apart):
            offset = (beside.index(wire.id) - (len(beside) - 1) / 2) * PARALLEL
            middle = (start[0] + end[0]) / 2, (start[1] + cards[wire.target].y) / 2 + offset
            routed[wire.id] = through([start, middle, end])
        else:
            stops = [start, *columns.left(start), *held(joints[wire.id], columns, start, end)]
            routed[wire.id] = along([*stops, *columns.entered(end), end], columns, apart)
    return routed


def held(joints: list[Point], columns: Columns, start: Point, end: Point) -> list[Point]:
    """The two ends of each level piece on which a wire passes the cards of a column at the height of its joint."""
    stops: list[Point] = []
    for x, y in joints:
        extent = columns.extent(x)
        if extent is None:
            continue
        left, right = extent
        if left > start[0] and right < end[0]:
            stops += [(left, y), (right, y)]
    return stops


def along(stops: list[Point], columns: Columns, apart: Sequence[str]) -> Chain:
    """From stop to stop, each time as far as one curve reaches without meeting a card."""
    kept = stops[:1]
    here = 0
    while here < len(stops) - 1:
        there = len(stops) - 1
        while there > here + 1 and not columns.free(level(stops[here], stops[there]), apart):
            there -= 1
        kept.append(stops[there])
        here = there
    return through(eased(kept, columns, apart))


def eased(stops: list[Point], columns: Columns, apart: Sequence[str]) -> list[Point]:
    """The same way with wider bends: a curve takes from the level pieces beside it what it can use."""
    points = [
        point
        for k, point in enumerate(stops)
        if not (0 < k < len(stops) - 1 and stops[k - 1][1] == point[1] == stops[k + 1][1])
    ]
    for k in range(len(points) - 1):
        (x0, y0), (x1, y1) = points[k], points[k + 1]
        wish = max(EASE * abs(y1 - y0) - (x1 - x0), 0)
        if k > 0 and points[k - 1][1] == y0:
            room = min(wish, x0 - points[k - 1][0])
            points[k] = _first_free(
                ((x0 - part * room, y0) for part in PARTS), points[k + 1], columns, apart, before=True
            )
        (x0, y0), (x1, y1) = points[k], points[k + 1]
        if k + 2 < len(points) and points[k + 2][1] == y1:
            room = min(wish, points[k + 2][0] - x1)
            points[k + 1] = _first_free(
                ((x1 + part * room, y1) for part in PARTS), points[k], columns, apart, before=False
            )
    return [point for k, point in enumerate(points) if k == 0 or point != points[k - 1]]


def _first_free(
    candidates: Iterable[Point], other: Point, columns: Columns, apart: Sequence[str], *, before: bool
) -> Point:
    """The first candidate that one free curve joins to `other`, which comes after it (`before`) or before it."""
    point = other
    for point in candidates:
        if columns.free(level(point, other) if before else level(other, point), apart):
            break
    return point


class Occupied:
    """What lies where, in cells of a grid: cards, texts, and points of wires."""

    def __init__(self, cards: Iterable[Rectangle], chains: Mapping[str, Chain]) -> None:
        self.rectangles: dict[tuple[int, int], list[Rectangle]] = defaultdict(list)
        self.points: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        for card in cards:
            self.add(card)
        for name, chain in chains.items():
            for x, y in spaced(chain, APART):
                self.points[int(x // CELL), int(y // CELL)].append((x, y, name))

    @staticmethod
    def cells(area: Rectangle) -> Iterable[tuple[int, int]]:
        for i in range(int(area.left // CELL), int(area.right // CELL) + 1):
            for j in range(int(area.top // CELL), int(area.bottom // CELL) + 1):
                yield i, j

    def add(self, area: Rectangle) -> None:
        for cell in self.cells(area):
            self.rectangles[cell].append(area)

    def meets(self, area: Rectangle, name: str) -> tuple[int, int]:
        """How many rectangles, and how many wires other than `name`, an area would cover."""
        left, top, right, bottom = area.left, area.top, area.right, area.bottom
        covered: set[Rectangle] = set()
        crossed: set[str] = set()
        for cell in self.cells(area):
            covered.update(other for other in self.rectangles.get(cell, ()) if area.overlaps(other, 2.0))
            for x, y, wire in self.points.get(cell, ()):
                if left < x < right and top < y < bottom and wire != name:
                    crossed.add(wire)
        return len(covered), len(crossed)


def labels(
    wires: Sequence[Wire], sizes: Mapping[str, tuple[float, float]], placed: Placement, chains: Mapping[str, Chain]
) -> dict[str, Point]:
    """A place on each wire for its text, near its middle, covering no card, text or other wire if possible.

    Where wires share a track, their texts stand where they have left it.
    """
    own = {name: chain[-TAIL:] if name in placed.tracks else chain for name, chain in chains.items()}
    occupied = Occupied(placed.areas.values(), own if len(own) <= TANGLED else {})
    most = max(MOST_TRIES // max(len(wires), 1), FEWEST_PLACES)
    found: dict[str, Point] = {}
    for wire in wires:
        width, height = sizes[wire.id]
        best: tuple[int, int, int] | None = None
        for rank, (x, y) in enumerate(halfway(own[wire.id], most)):
            if not width:
                found[wire.id] = (x, y)
                break
            worse = (*occupied.meets(Rectangle(x, y, width, height), wire.id), rank)
            if best is None or worse < best:
                best, found[wire.id] = worse, (x, y)
            if worse[:2] == (0, 0):
                break
        if width:
            occupied.add(Rectangle(*found[wire.id], width, height))
    return found
