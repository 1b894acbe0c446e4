"""How large each card is: the measures of the picture, in pixels, and what of a tensor is shown.

A size hangs on the formula and the shape alone, never on values: the picture stands still while values change, and a
number that is too wide for its half is set smaller there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from app.layout.drawn import Box, BoxKind, Direction, Grid
from app.typeset import elide, typeset

FORMULA = 20.0
"""size of the formula on a card"""
DERIVATIVE = 17.0
"""size of the local derivative on an edge"""
NUMBER = 17.0
"""size of the number in a half"""
CELL_NUMBER = 12.0
"""size of a number in a grid"""

MARGIN = 16.0
"""free space at each side of a formula"""
HEADER = 42.0
"""height of the part with the formula; more where the formula is tall"""
HALF = 36.0
"""height of the halves with one number each"""
LONE = 34.0
"""height of a scalar constant: it has no halves"""
WIDTHS: dict[BoxKind, float] = {"input": 120.0, "constant": 56.0, "operation": 148.0, "group": 148.0}
"""the least width of a card"""
LOW_HEADER, LOW_HALF = 36.0, 32.0
TIGHT_WIDTHS: dict[Direction | None, dict[BoxKind, float]] = {
    None: WIDTHS,
    "LR": {"input": 112.0, "constant": 48.0, "operation": 136.0, "group": 136.0},
    "TB": {**WIDTHS, "input": 136.0},
}
"""in a deep drawing cards are lower where it flows down, and narrower where it flows to the right: what is saved along
the flow makes all of it larger, and there is room enough across it"""
WIDEST = 300.0
TALLEST = 110.0
"""a formula that is wider or taller is shortened on the card; the payload has it whole"""

CELL = (38.0, 20.0)
"""width and height of one number in a grid"""
MOST_CELLS = 4
"""rows, and columns, of a grid; of a larger tensor the last row (column) is an ellipsis"""
GRID_MARGIN = 8.0
"""free space around a grid in its half"""
NOTE = 18.0
"""height of the line with the shape, under a grid that does not show all of it"""

LABEL_WIDEST = 225.0
LABEL_TALLEST = 40.0
LABEL_MARGIN = (6.0, 3.0)
"""free space around the text on an edge"""


class Card(NamedTuple):
    width: float
    height: float
    header: float
    face: str
    grid: Grid | None


class Label(NamedTuple):
    """The text on an edge: its size with the free space around it; (0, 0) where there is none."""

    width: float
    height: float
    face: str


def grid(shape: tuple[int, ...], *, summarised: bool = False) -> Grid | None:
    """What a half shows of a tensor of this shape; None for a scalar, which is one number."""
    if not shape:
        return None
    if summarised:
        return Grid(MOST_CELLS, MOST_CELLS, CELL, " × ".join(map(str, shape)))
    rows, columns = (shape[0], 1) if len(shape) == 1 else shape[-2:]
    whole = len(shape) <= 2 and rows <= MOST_CELLS and columns <= MOST_CELLS
    note = "" if whole else " × ".join(map(str, shape))
    return Grid(min(rows, MOST_CELLS), min(columns, MOST_CELLS), CELL, note)


@lru_cache(maxsize=4096)
def card(box: Box, tight: Direction | None = None) -> Card:
    """The measures of one card; a `tight` one has less space around what it says along this flow."""
    face = elide(box.latex, FORMULA, WIDEST, TALLEST)
    formula = typeset(face, FORMULA)
    shown = grid(box.shape, summarised=box.summarised)
    if box.kind == "constant" and not shown:
        height = round(max(LONE, formula.height + 14))
        return Card(round(max(WIDTHS["constant"], formula.width + MARGIN)), height, height, face, None)
    low = tight == "TB"
    header = max(LOW_HEADER, formula.height + 12) if low else max(HEADER, formula.height + 18)
    header = header if face else 0.0
    halves = 1 + box.has_gradient
    inside, below = 0.0, LOW_HALF if low else HALF
    if shown:
        inside = halves * (shown.columns * CELL[0] + 2 * GRID_MARGIN)
        below = max(shown.rows, 1) * CELL[1] + 2 * GRID_MARGIN + (NOTE if shown.note else 0)
    width = max(TIGHT_WIDTHS[tight][box.kind], formula.width + 2 * MARGIN, inside)
    return Card(round(width), round(header + below), round(header), face, shown)


@lru_cache(maxsize=4096)
def label(latex: str) -> Label:
    """The measures of the text on one edge."""
    if not latex:
        return Label(0, 0, "")
    face = elide(latex, DERIVATIVE, LABEL_WIDEST, LABEL_TALLEST)
    formula = typeset(face, DERIVATIVE)
    return Label(formula.width + 2 * LABEL_MARGIN[0], formula.height + 2 * LABEL_MARGIN[1], face)
