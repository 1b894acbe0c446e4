"""Numbers in rows and brackets, as torch and NumPy both print them; rows that nobody will see are left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

EDGE = 3
"""numbers that are shown before and behind the dots of a large one"""


class Texts(Protocol):
    """How the numbers of one tensor or array are written: all alike, and as wide as the widest."""

    def of(self, number: Any) -> str: ...

    def per_line(self, indent: int) -> int:
        """How many stand on one line, at least one."""
        ...


def block(numbers: Any, cut: list[bool], indent: int, texts: Texts, length: int) -> str:
    """Rows in brackets, their dots where a dimension is `cut`; no more of them than `length` needs."""
    if not cut:
        return texts.of(numbers)
    if len(cut) == 1:
        return row(numbers, cut[0], indent, texts)
    parts: list[str] = []
    size = 0
    for part in rows(numbers, cut, indent, texts, length):
        parts.append(part)
        size += len(part)
        if size > length:
            break
    return "[" + ("," + "\n" * (len(cut) - 1) + " " * (indent + 1)).join(parts) + "]"


def rows(numbers: list[Any], cut: list[bool], indent: int, texts: Texts, length: int) -> Iterator[str]:
    for place, each in enumerate(numbers):
        if cut[0] and place == EDGE:
            yield "..."
        yield block(each, cut[1:], indent + 1, texts, length)


def row(numbers: list[Any], cut: bool, indent: int, texts: Texts) -> str:
    found = [texts.of(each) for each in numbers]
    if cut:
        found = [*found[:EDGE], " ...", *found[EDGE:]]
    per_line = texts.per_line(indent)
    lines = [", ".join(islice(found, start, start + per_line)) for start in range(0, len(found), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
