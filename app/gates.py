"""What a card does with gradients, in a word for a badge: gates route them in a few patterns (CS231n, Stanford).

What enters is a picture, what leaves is card id -> its words, of `WORDS`.
"""

from __future__ import annotations

from collections import Counter

from app.drawing import Card, Line
from app.language.tree import Name, Number, Tree
from app.picture import Picture
from app.roles import is_number

WORDS = ("add", "multiply", "scale", "route", "fan")
"""distributes, swaps, scales, routes; and of a card that is used several times: sums"""


def gates(drawn: Picture) -> dict[str, tuple[str, ...]]:
    """The words of each card that has any; the gate's own comes first."""
    passed = [line for line in drawn.drawing.lines if drawn.passages.get(line.id)]
    uses = Counter(line.source for line in passed)
    entering: dict[str, list[Line]] = {}
    for line in passed:
        entering.setdefault(line.target, []).append(line)
    found = {}
    for card in drawn.drawing.cards:
        words = [*gate(drawn, card, entering.get(card.id, [])), *(["fan"] if uses[card.id] > 1 else [])]
        if words:
            found[card.id] = tuple(words)
    return found


def gate(drawn: Picture, card: Card, lines: list[Line]) -> list[str]:
    """The word of an operation, where the local derivatives of these lines bear it out: a quotient swaps nothing."""
    row = drawn.run.graph.nodes[card.node].operation
    if row is None or card.collapsed or not lines:
        return []
    if row.kind == "route":
        return ["route"]
    locals_ = [local(drawn, line) for line in lines]
    if row.kind == "add" and all(is_number(each) for each in locals_):
        return ["add"]
    if row.kind == "multiply" and all(isinstance(each, Name) for each in locals_):
        return ["multiply"]
    return ["scale"] if row.kind == "multiply" and all(isinstance(each, Number) for each in locals_) else []


def local(drawn: Picture, line: Line) -> Tree | None:
    """The derivative of a line's target by its source, without the gradient that arrives."""
    passage = drawn.passages[line.id]
    return passage.tree if passage.slope is not None else drawn.formulas.local(*line.parts[0])
