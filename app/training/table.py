"""Pasted text with a row for each sample -> columns of numbers.

What people paste: commas, semicolons, tabs or blanks between the cells, a first row of names or none, numbers with a
decimal point (or a decimal comma, where cells are split by something else), words for classes.
"""

from __future__ import annotations

import csv
import math
import re
from typing import NamedTuple

import numpy as np

from app.errors import LimitExceeded, ValueProblem
from app.limits import LIMITS

SEPARATORS = ("\t", ";", ",")
_BLANKS = re.compile(r"[ \u3000\xa0]+")
_NUMBER = re.compile(r"[+\-\u2212]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


class Table(NamedTuple):
    """`classes`: the words of a column, in the order of the numbers that stand for them."""

    columns: dict[str, np.ndarray]
    classes: dict[str, list[str]]


def read_table(text: str) -> Table:
    """Raises training.table (a row of another length, an empty cell, a column of words and numbers), limit.elements."""
    rows = cells_of(text)
    if not rows:
        raise ValueProblem("training.table_empty")
    width = len(rows[0][1])
    for line, cells in rows:
        if len(cells) != width:
            raise ValueProblem("training.table", line=line, found=len(cells), wanted=width)
    if width * len(rows) > LIMITS.tensor_elements:
        raise LimitExceeded("limit.elements", limit=LIMITS.tensor_elements, found=width * len(rows))
    names, body = header_of(rows)
    columns: dict[str, np.ndarray] = {}
    classes: dict[str, list[str]] = {}
    for place, name in enumerate(names):
        written = [cells[place] for _, cells in body]
        numbers = [number(cell) for cell in written]
        if all(each is not None for each in numbers):
            columns[name] = np.array(numbers, dtype=np.float64)
            continue
        words = numbers[0] is None
        for (line, _), cell, value in zip(body, written, numbers, strict=True):
            if not cell or (value is None) is not words:
                raise ValueProblem("training.table_cell", line=line, name=name, found=cell[:40])
        classes[name] = sorted(set(written))
        columns[name] = np.array([classes[name].index(cell) for cell in written], dtype=np.float64)
    return Table(columns, classes)


def cells_of(text: str) -> list[tuple[int, list[str]]]:
    """The cells of every line that has any, with its number from 1."""
    lines = [(number, line.strip("\r\ufeff")) for number, line in enumerate(text.split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    separator = next((each for each in SEPARATORS if lines and each in lines[0][1]), None)
    if separator is None:
        return [(number, _BLANKS.split(line.strip())) for number, line in lines]
    rows = []
    for number_, line in lines:
        cells = next(iter(csv.reader([line], delimiter=separator)), [])
        rows.append((number_, [cell.strip() for cell in cells]))
    if separator != ",":
        rows = [(line, [decimal(cell) for cell in cells]) for line, cells in rows]
    return rows


def decimal(cell: str) -> str:
    """A decimal comma as a point."""
    changed = cell.replace(",", ".")
    return changed if cell.count(",") == 1 and number(changed) is not None else cell


def number(cell: str) -> float | None:
    """The number that a cell is; None for a word."""
    if not _NUMBER.fullmatch(cell):
        return None
    value = float(cell.replace("\u2212", "-"))
    return value if math.isfinite(value) else None


def header_of(rows: list[tuple[int, list[str]]]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the rows without them. Without a header: x, y; x1, x2, …, y."""
    first = rows[0][1]
    if len(rows) > 1 and not any(number(cell) is not None for cell in first) and any(
        number(cell) is not None for cell in rows[1][1]
    ):  # fmt: skip
        names = [re.sub(r"\s+", "_", cell)[: LIMITS.name_length] or f"x{place + 1}" for place, cell in enumerate(first)]
        return unique(names), rows[1:]
    inputs = len(first) - 1
    return (
        ["x"] if not inputs else ["x", "y"] if inputs == 1 else [f"x{place + 1}" for place in range(inputs)] + ["y"]
    ), rows


def unique(names: list[str]) -> list[str]:
    """A name that stands twice gets a number."""
    found: list[str] = []
    for name in names:
        count, free = 2, name
        while free in found:
            free, count = f"{name}_{count}", count + 1
        found.append(free)
    return found
