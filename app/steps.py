r"""A run -> the ordered list of its steps: that list is the animation, the narration and the transcript.

Forward: one step for each card of an operation, in topological order. Backward: the seed at the output, then for each
operation in reverse order one step for each line to an operand that receives a gradient. What a step says is true once
the steps before it are done: it never mentions a gradient that is not there yet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from app import equations, narration
from app.drawing import Card
from app.engines import Run, Value
from app.messages import Language
from app.picture import Arrival, Passage, Picture, picture


@dataclass(frozen=True, slots=True)
class Step:
    """One beat. `node` and `edge` are ids of what is drawn."""

    index: int
    phase: Literal["forward", "backward"]
    node: str
    """forward: the card that gets its value; backward: the one that receives a gradient"""
    edge: str | None
    """backward: the line it comes by; None for the seed"""
    latex: str
    """the one line of mathematics, with numbers under braces"""
    bar: str
    r"""the line of the derivation: `\bar{b} = \bar{v} \, c = 3 \cdot 2 = 6`"""
    text: str
    """one plain sentence"""
    value: Value
    """forward: the value; backward: the node's gradient so far"""


def steps(run: Run, language: Language, collapsed: Collection[str] | None = None) -> list[Step]:
    """All steps of `run`, the groups in `collapsed` taken as one operation each."""
    return steps_of(picture(run, collapsed), language)


def steps_of(drawn: Picture, language: Language) -> list[Step]:
    """The same for a run that is drawn already."""
    told = forward_steps(drawn, language)
    return told + Backward(drawn, language, start=len(told)).steps()


def forward_steps(drawn: Picture, language: Language) -> list[Step]:
    told: list[Step] = []
    for card in drawn.drawing.cards:
        if card.kind in ("operation", "group"):
            value = drawn.run.values[card.node]
            latex, line = equations.forward(drawn, card, value)
            text = narration.forward(drawn, card, value, language)
            told.append(Step(len(told), "forward", card.id, None, latex, line, text, value))
    return told


class Backward:
    """Walks from the output to the inputs, adding up what arrives at each card."""

    def __init__(self, drawn: Picture, language: Language, start: int) -> None:
        self.drawn, self.language, self.start = drawn, language, start
        self.gradients = drawn.run.gradients
        self.told: list[Step] = []
        self.cards = {card.id: card for card in drawn.drawing.cards}
        self.uses = dict.fromkeys(self.cards, 0)
        for passage in drawn.passages.values():
            self.uses[passage.line.source] += 1
        self.arrived: dict[str, list[Passage]] = {id: [] for id in self.cards}
        self.sums: dict[str, Value] = {}

    def steps(self) -> list[Step]:
        drawn = self.drawn
        seed = self.gradients[drawn.output.node]
        if seed is None:
            return []
        self.sums[drawn.output.id] = seed
        self.tell(drawn.output, None, equations.seed(drawn, seed), narration.seed(drawn, seed, self.language))
        entering = drawn.drawing.entering()
        for card in reversed(drawn.drawing.cards):
            for line in entering[card.id]:
                if line.id in drawn.passages:
                    self.arrive(card, drawn.passages[line.id])
        return self.told

    def arrive(self, target: Card, passage: Passage) -> None:
        """One contribution reaches the source of its line."""
        source = self.cards[passage.line.source]
        earlier, before = self.arrived[source.id], self.sums.get(source.id)
        value = passage.contribution if before is None else before + passage.contribution
        final = self.gradients[source.node]
        if len(earlier) + 1 == self.uses[source.id] and final is not None:
            # The engine's own number: it may have added in another order, which shows in the last bit.
            value = final
        arrival = Arrival(
            target, source, passage, tuple(earlier), self.uses[source.id], self.sums[target.id], before, value
        )
        self.sums[source.id] = value
        earlier.append(passage)
        text = narration.backward(self.drawn, arrival, self.language)
        self.tell(source, passage.line.id, equations.backward(self.drawn, arrival), text)

    def tell(self, card: Card, edge: str | None, lines: tuple[str, str], text: str) -> None:
        index = self.start + len(self.told)
        self.told.append(Step(index, "backward", card.id, edge, *lines, text, self.sums[card.id]))
