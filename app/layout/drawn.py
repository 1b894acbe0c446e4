"""What is drawn, and where it stands: what enters the layout, and what leaves it.

A `Drawn` says nothing of operations or values, so that the same source keeps its picture while its values change.
Everything is frozen and hashable: a `Drawn` is the key of the layout's cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BoxKind = Literal["input", "constant", "operation", "group"]
Direction = Literal["LR", "TB"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A card to be placed: one node of the payload, or one collapsed group."""

    id: str
    kind: BoxKind
    latex: str
    """the formula above: `v = b \\, c`; "" where the card has none (a tensor constant is its grid alone)"""
    shape: tuple[int, ...] = ()
    """of the value: () gives each half one number, anything else a small grid"""
    has_gradient: bool = True
    """whether the card has a half for its gradient; a constant has none"""
    group: str | None = None
    """the expanded group that it is drawn in"""
    summarised: bool = False
    """whether a half shows what is told of a large tensor, in the room of the largest grid"""


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge to be routed from the card of an operand to the card that uses it."""

    id: str
    source: str
    target: str
    operand: int
    latex: str = ""
    """the local derivative that is written on it; "" for nothing"""


@dataclass(frozen=True, slots=True)
class Frame:
    """An expanded group: a frame around its members, which name it in `Box.group` or, if frames, in `parent`."""

    id: str
    label: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture before it has positions.

    `boxes` stand in the order of reading: inputs as the source names them, then the rest in topological order; where
    nothing else decides, earlier boxes are placed higher. `wires` of one target stand in the order of its operands.
    No wire touches a frame: a collapsed group is a box of kind "group".
    """

    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The numbers of a tensor that a half shows: `rows` x `columns` cells of `cell` pixels (width, height).

    A vector is a column. Where the tensor has more rows than are shown, the last row is an ellipsis, columns likewise;
    of a tensor of rank 3 or more the first matrix is shown. `note` is then the shape in words (`8 × 16`), else "".
    """

    rows: int
    columns: int
    cell: tuple[float, float]
    note: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A card: centre and size in pixels. `header` is the height of the formula's part; the halves lie below it.

    `face` is the LaTeX to draw on the card: the box's own, shortened where it would be too wide.
    """

    x: float
    y: float
    width: float
    height: float
    header: float
    face: str
    grid: Grid | None


@dataclass(frozen=True, slots=True)
class Route:
    """An edge: `points` is a chain of cubic Béziers (start, then control, control, end), `label` a centre.

    `face` is the LaTeX to draw there, shortened where it would be too wide.
    """

    points: tuple[Point, ...]
    label: Point
    face: str


@dataclass(frozen=True, slots=True)
class Region:
    """The frame of an expanded group: centre and size in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Order:
    """How a picture lay before an edit."""

    direction: Direction
    cards: tuple[str, ...]
    """ids as they stand across the flow: from top to bottom where it flows to the right, else from left to right"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions in pixels, the origin at the left above, everything inside (0, 0) .. `size`."""

    direction: Direction
    size: tuple[float, float]
    boxes: dict[str, Placed]
    wires: dict[str, Route]
    groups: dict[str, Region]

    def order(self) -> Order:
        """What the next layout should know of this one."""
        across = 1 if self.direction == "LR" else 0
        return Order(
            self.direction,
            tuple(sorted(self.boxes, key=lambda name: ((self.boxes[name].x, self.boxes[name].y)[across], name))),
        )
