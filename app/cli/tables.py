"""Rows -> aligned text that reads well in a terminal and is easy to cut by columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.cli.telling import columns

MOST = 24
"""numbers of a tensor that are written out"""


def table(heading: list[str], rows: list[list[str]]) -> str:
    """The first column to the left, numbers to the right, two blanks between them."""
    widths = [max(map(columns, column)) for column in zip(heading, *rows, strict=True)]
    lines = []
    for row in (heading, *rows):
        cells = [
            " " * (width - columns(cell)) + cell if place else cell + " " * (width - columns(cell))
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def number(value: Any) -> str:
    """A number with up to twelve digits, a tensor as nested lists, nothing as a dash."""
    if value is None:
        return "–"
    array = np.asarray(value, dtype=np.float64)
    if array.ndim == 0:
        return f"{float(array):.12g}"
    written = np.array2string(
        array, separator=", ", threshold=MOST, edgeitems=2, formatter={"float_kind": lambda each: f"{each:.6g}"}
    )
    return " ".join(written.split())
