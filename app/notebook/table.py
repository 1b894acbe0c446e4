"""A payload -> a table of values and gradients, for terminals."""

from __future__ import annotations

import unicodedata
from typing import Any

from app.messages import Language, text
from app.numbers import short

HEAD = (text("", ""), text("value", "值"), text("gradient", "梯度"))
DIFFERS = text(
    "PyTorch has other gradients: something, such as a hook, changes them on their way.",
    "PyTorch 得到的梯度与此不同：有东西（例如 hook）在途中改动了它们。",
)
FEW = 6
"""numbers of a tensor that are written out"""


def table(payload: dict[str, Any], language: Language) -> str:
    """One line a node: what it is, its value, its gradient."""
    rows = [tuple(words[language] for words in HEAD)]
    rows += [(node["text"], told(node["value"]), told(node["gradient"])) for node in payload["nodes"]]
    widths = [max(wide(row[column]) for row in rows) for column in range(3)]
    lines = []
    for name, value, gradient in rows:
        cells = [name + " " * (widths[0] - wide(name))]
        cells += [" " * (width - wide(cell)) + cell for cell, width in zip((value, gradient), widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join([*lines, *warnings(payload, language)])


def warnings(payload: dict[str, Any], language: Language) -> list[str]:
    """What a reader has to know before trusting the numbers."""
    return [DIFFERS[language]] if payload["check"] and not payload["check"]["agrees"] else []


def told(value: Any) -> str:
    """A number, a small tensor, or how large a tensor is and between which numbers it lies."""
    if value is None:
        return ""
    if isinstance(value, dict):
        ends = f"{short(float(value['min']))} … {short(float(value['max']))}" if "min" in value else "…"
        return f"{'×'.join(map(str, value['shape']))}: {ends}"
    if not isinstance(value, list):
        return short(float(value))
    numbers = flat(value)
    if len(numbers) <= FEW:
        return written(value)
    shape = "×".join(map(str, shape_of(value)))
    return f"{shape}: {short(min(numbers))} … {short(max(numbers))}"


def written(value: Any) -> str:
    return f"[{', '.join(map(written, value))}]" if isinstance(value, list) else short(float(value))


def flat(value: Any) -> list[float]:
    return [number for each in value for number in flat(each)] if isinstance(value, list) else [float(value)]


def shape_of(value: Any) -> list[int]:
    return [len(value), *shape_of(value[0])] if isinstance(value, list) else []


def wide(words: str) -> int:
    """Columns of a terminal."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in words
    )
