r"""A run -> the ordered list of its steps: that list is the animation, the narration and the transcript.

Forward: one step for each card of an operation, in topological order. Backward: the seed at the output, then for each
operation in reverse order one step for each line to an operand that receives a gradient. What a step says is true once
the steps before it are done: it never mentions a gradient that is not there yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from app import equations, narration
from app.drawing import Card
from app.engines import Run, Value
from app.messages import Language
from app.picture import Arrival, Passage, Picture, picture

Phase = Literal["forward", "backward", "tangent"]


@dataclass(frozen=True, slots=True)
class Step:
    """One beat. `node` and `edge` are ids of what is drawn."""

    index: int
    phase: Phase
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
    told: list[Step] = []

    def tell(phase: Phase, node: str, edge: str | None, lines: tuple[str, str], text: str, value: Value) -> None:
        told.append(Step(len(told), phase, node, edge, *lines, text, value))

    for card in assigned(drawn):
        value = drawn.run.values[card.node]
        lines = equations.forward(drawn, card, value)
        tell("forward", card.id, None, lines, narration.forward(drawn, card, value, language), value)
    seed = drawn.seed
    if seed is not None:
        tell(
            "backward", drawn.output.id, None, equations.seed(drawn, seed), narration.seed(drawn, seed, language), seed
        )
    for arrival in arrivals(drawn):
        lines, text = equations.backward(drawn, arrival), narration.backward(drawn, arrival, language)
        tell("backward", arrival.source.id, arrival.passage.line.id, lines, text, arrival.value)
    return told


def silent_steps(drawn: Picture) -> list[Step]:
    """The same without a word or a formula, for a picture, which shows none of them."""
    found: list[tuple[Phase, str, str | None, Value]] = [
        ("forward", card.id, None, drawn.run.values[card.node]) for card in assigned(drawn)
    ]
    if drawn.seed is not None:
        found.append(("backward", drawn.output.id, None, drawn.seed))
    found += [("backward", arrival.source.id, arrival.passage.line.id, arrival.value) for arrival in arrivals(drawn)]
    return [Step(k, phase, node, edge, "", "", "", value) for k, (phase, node, edge, value) in enumerate(found)]


def assigned(drawn: Picture) -> Iterator[Card]:
    """The cards that get a value on the way forward, in order."""
    return (card for card in drawn.drawing.cards if card.kind in ("operation", "group"))


def arrivals(drawn: Picture) -> Iterator[Arrival]:
    """What reaches each card on the way back, in order, with what that adds up to."""
    seed = drawn.seed
    if seed is None:
        return
    cards = {card.id: card for card in drawn.drawing.cards}
    uses = Counter(passage.line.source for passage in drawn.passages.values())
    arrived: dict[str, list[Passage]] = {id: [] for id in cards}
    sums: dict[str, Value] = {drawn.output.id: seed}
    entering = drawn.drawing.entering()
    for target in reversed(drawn.drawing.cards):
        for line in entering[target.id]:
            passage = drawn.passages.get(line.id)
            if passage is None:
                continue
            source = cards[line.source]
            earlier, before = arrived[source.id], sums.get(source.id)
            value = passage.contribution if before is None else before + passage.contribution
            final = drawn.run.gradients[source.node]
            if len(earlier) + 1 == uses[source.id] and final is not None:
                # The engine's own number: it may have added in another order, which shows in the last bit.
                value = final
            sums[source.id] = value
            yield Arrival(target, source, passage, tuple(earlier), uses[source.id], sums[target.id], before, value)
            earlier.append(passage)
