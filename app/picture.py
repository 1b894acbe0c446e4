"""A run as it is drawn: its cards and lines, and what each line carries back. Steps, paths and views share it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from app.drawing import Card, Drawing, Edge, Line, drawing
from app.engines import Run, Value
from app.language.tree import Name, Tree
from app.notation.formulas import Formulas
from app.notation.names import name_latex
from app.notation.shorten import NOWHERE


@dataclass(frozen=True, slots=True)
class Passage:
    """What one line carries back from its target to its source."""

    line: Line
    contribution: Value
    slope: float | None
    """∂target/∂source between scalars, else None"""
    latex: str
    r"""of the slope (`c`, `1 - y^{2}`); for tensors the whole way back (`W^\top \, \bar{z}`)"""
    text: str
    tree: Tree | None
    """what `latex` and `text` were written from; None for a collapsed group"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One contribution that reaches a card, with all that is known at that moment."""

    target: Card
    """the card that passes it on"""
    source: Card
    """the card that receives it"""
    passage: Passage
    earlier: tuple[Passage, ...]
    """what the source has received before"""
    uses: int
    """how many contributions it will have received in the end"""
    reached: Value
    """the gradient of the target"""
    before: Value | None
    value: Value
    """the gradient of the source, before and after"""

    @property
    def count(self) -> int:
        return len(self.earlier) + 1


@dataclass(frozen=True, slots=True)
class Picture:
    run: Run
    drawing: Drawing
    formulas: Formulas
    output: Card
    passages: dict[str, Passage] = field(default_factory=dict)
    """line id -> what it carries; lines that no gradient passes are absent"""

    @property
    def partial(self) -> bool:
        """Whether gradients are ∂output/∂node: the output is one number, and nothing but 1 arrives from outside."""
        return isinstance(self.seed, float) and self.seed == 1.0

    @property
    def seed(self) -> Value | None:
        """The gradient that arrives at the output; None where no input needs one."""
        return self.run.gradients[self.run.graph.output]

    def card_latex(self, card: Card) -> str:
        if card.collapsed is None:
            return self.formulas.latex(card.node)
        operands = ", ".join(map(self.formulas.written, self.arguments(card)))
        return f"{name_latex(card.id)} = {name_latex(self.label(card))}({operands})"

    def card_text(self, card: Card) -> str:
        if card.collapsed is None:
            return self.formulas.text(card.node)
        return f"{card.id} = {self.group_text(card)}"

    def group_text(self, card: Card) -> str:
        """`f(x)`, for a collapsed group."""
        return f"{self.label(card)}({', '.join(map(self.formulas.plain, self.arguments(card)))})"

    def label(self, card: Card) -> str:
        """The name of the function that a collapsed group was."""
        return next(group.label for group in self.run.graph.groups if group.id == card.collapsed)

    def arguments(self, card: Card) -> list[Tree]:
        """What a collapsed group was given, as the call has it."""
        group = next(group for group in self.run.graph.groups if group.id == card.collapsed)
        if not group.arguments:
            return [Name(line.source, NOWHERE) for line in self.drawing.lines if line.target == card.id]
        return [self.formulas.symbol(index) for index in group.arguments]


def picture(run: Run, collapsed: Collection[str] | None = None) -> Picture:
    """`run` with these groups drawn as one node each."""
    drawn = drawing(run.graph, collapsed)
    output = next(card for card in drawn.cards if card.node == run.graph.output)
    found = Picture(run, drawn, Formulas(run), output)
    cards = {card.id: card for card in found.drawing.cards}
    slopes_of: dict[str, dict[int, float]] = {}
    for line in found.drawing.lines:
        arriving = [run.contributions[part] for part in line.parts if part in run.contributions]
        if not arriving:
            continue
        card = cards[line.target]
        contribution = total(arriving)
        if card.collapsed is None:
            found.passages[line.id] = passage(found, line, contribution)
            continue
        if card.id not in slopes_of:
            slopes_of[card.id] = slopes_through(run, card.node, found.drawing.members[card.collapsed])
        slope = slopes_of[card.id].get(operand_of(run, line.parts[0]))
        over, below = name_latex(card.id), name_latex(line.source)
        latex = rf"\frac{{\partial {over}}}{{\partial {below}}}"
        found.passages[line.id] = Passage(line, contribution, slope, latex, f"∂{card.id}/∂{line.source}", None)
    return found


def passage(found: Picture, line: Line, contribution: Value) -> Passage:
    """Of an ordinary edge: its local derivative between scalars, else its way back."""
    edge = line.parts[0]
    slope = found.run.locals.get(edge)
    tree = found.formulas.rule(*edge) if slope is None else found.formulas.local(*edge)
    return Passage(line, contribution, slope, found.formulas.written(tree), found.formulas.plain(tree), tree)


def operand_of(run: Run, edge: Edge) -> int:
    target, place = edge
    return run.graph.nodes[target].operands[place]


def total(values: list[Value]) -> Value:
    """Their sum, in order; a float where they are floats."""
    result = values[0]
    for value in values[1:]:
        result = result + value
    return result


def slopes_through(run: Run, leaving: int, members: tuple[int, ...]) -> dict[int, float]:
    """∂leaving/∂n for each node n that enters a group of scalars, by the chain rule inside it; {} where tensors are."""
    if any(run.graph.nodes[index].shape for index in members):
        return {}
    slopes = {leaving: 1.0}
    for index in reversed(members):
        if index not in slopes:
            continue
        for place, operand in enumerate(run.graph.nodes[index].operands):
            if (index, place) in run.locals:
                with np.errstate(all="ignore"):
                    slopes[operand] = slopes.get(operand, 0.0) + slopes[index] * run.locals[index, place]
    return {index: slope for index, slope in slopes.items() if index not in members}
