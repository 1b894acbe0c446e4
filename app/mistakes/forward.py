"""What a node's value would be, had one of the classic mistakes been made in its formula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.engines import Value
from app.graph.model import as_value
from app.language.tree import Apply, Number
from app.mistakes.model import Mistake
from app.notation.plain import plain
from app.notation.shorten import NOWHERE, ONE, Terms
from app.operations import ROWS, Operation
from app.picture import Picture

OPERATORS = tuple(row for row in ROWS if row.public and row.kind in ("add", "multiply") and row.binding and row.scalar)
"""signs that one may stand for another"""


def value_mistakes(drawn: Picture, id: str) -> Iterator[Mistake]:
    """The likeliest first; numbers may be the answer by chance, or not finite. `id` is that of an operation's card."""
    card = next(card for card in drawn.drawing.cards if card.id == id)
    node, run = drawn.run.graph.nodes[card.node], drawn.run
    value, row = run.values[card.node], node.operation
    facts: dict[str, Any] = {"x": id, "formula": drawn.card_text(card)}
    if row is None or card.collapsed is not None:
        return
    lines = {line.operand: line.id for line in drawn.drawing.lines if line.target == id}
    operands = [run.values[each] for each in node.operands]
    said = [plain(drawn.formulas.symbol(each)) for each in node.operands]
    with np.errstate(all="ignore"):
        if len(operands) == 1 and row.kind == "function":
            yield Mistake("unapplied", operands[0], lines.get(0), {**facts, "operand": said[0]})
        for place, neutral in enumerate(row.neutral if len(operands) == 2 else ()):
            if neutral is not None:
                given = [neutral if at == place else each for at, each in enumerate(operands)]
                number = evaluated(row, given, node.parameters, np.shape(value))
                yield Mistake("left_out", number, lines.get(place), {**facts, "operand": said[place]})
        if len(operands) == 2 and np.shape(operands[0]) == np.shape(operands[1]):
            swapped = evaluated(row, operands[::-1], node.parameters, np.shape(value))
            yield Mistake("swapped", swapped, None, facts)
        if row.kind == "reduce" and len(operands) == 1:
            yield from reductions(drawn, card.node, lines.get(0), facts)
        if row in OPERATORS and len(operands) == 2 and not np.ndim(value):
            symbols = tuple(drawn.formulas.symbol(each) for each in node.operands)
            for other in OPERATORS:
                if other is not row and other.operands == row.operands:
                    written = plain(Apply(other, symbols, NOWHERE))
                    yield Mistake("operator", evaluated(other, operands, {}, ()), None, {**facts, "other": written})
    yield Mistake("sign.all", -value, None, facts)


def reductions(drawn: Picture, index: int, edge: str | None, facts: dict[str, Any]) -> Iterator[Mistake]:
    """A sum for a mean, and the other way round; the row's way back tells which it is."""
    node, value = drawn.run.graph.nodes[index], drawn.run.values[index]
    count = np.size(drawn.run.values[node.operands[0]]) / max(np.size(value), 1)
    terms = Terms().times(drawn.formulas.way_back(index, 0, ONE))
    if count == 1 or len(terms.above) > 1:
        return
    if terms.below_number == count:
        yield Mistake("sum_for_mean", value * count, edge, {**facts, "count": plain(Number(count, NOWHERE))})
    elif terms.below_number == 1:
        yield Mistake("mean_for_sum", value / count, edge, facts)


def evaluated(row: Operation, operands: list[Any], parameters: dict[str, Any], shape: tuple[int, ...]) -> Value:
    """What the row gives for these operands, in the shape of a result."""
    found = row.forward(*[np.asarray(each, dtype=np.float64) for each in operands], **parameters)
    return as_value(np.broadcast_to(np.asarray(found, dtype=np.float64), shape).astype(float))
