"""The same mistakes on an edge further on: what a wrong contribution does to every gradient that is made from it.

The backward pass is linear in what arrives, so a contribution that is wrong by d at one node is carried back from there
by the same rules as a gradient, and what it becomes at each node is by how much that node's gradient is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.engines import Value
from app.graph.model import as_value
from app.language.tree import Name
from app.mistakes.gradients import Use, changed, fitted
from app.mistakes.model import Mistake
from app.notation.names import adjoint
from app.notation.shorten import NOWHERE
from app.notes import value_of
from app.picture import Picture

FAR, FAR_WITH_TENSORS = 48, 24
"""cards in a drawing up to which mistakes further on are looked for"""

FURTHER_ON = {
    "slope": "slope.beyond", "factor": "factor.beyond", "factor.tensor": "factor.beyond", "mean": "mean",
}  # fmt: skip
"""the mistakes that are looked for there, and their names"""


def mistakes_beyond(drawn: Picture, uses: dict[str, list[Use]]) -> dict[str, list[Mistake]]:
    """card id -> the gradients that it would have, had a mistake been made beyond the edges that leave it."""
    found: dict[str, list[Mistake]] = {id: [] for id in uses}
    tensors = any(use.tensor for own in uses.values() for use in own)
    if len(drawn.drawing.cards) > (FAR_WITH_TENSORS if tensors else FAR):
        return found
    cards = {card.id: card for card in drawn.drawing.cards}
    for source, own in uses.items():
        if cards[source].kind == "input":
            continue
        for use in own:
            for mistake, change in slips(drawn, use, shared=len(own) > 1):
                for id, effect in carried(drawn, source, change).items():
                    gradient = drawn.run.gradients[cards[id].node]
                    if gradient is not None and np.shape(gradient) == np.shape(effect):
                        facts = {**mistake.facts, "x": id, "s": source}
                        found[id].append(Mistake(mistake.code, gradient + effect, mistake.edge, facts))
    return found


def slips(drawn: Picture, use: Use, shared: bool) -> Iterator[tuple[Mistake, Value]]:
    """The mistakes that one contribution allows, each with how wrong it is then."""
    contribution, edge = use.passage.contribution, use.passage.line.id
    if shared:
        yield Mistake("path.beyond", contribution, edge, use.facts), -contribution
    for mistake in changed(drawn, use):
        if mistake.code in FURTHER_ON and np.shape(mistake.number) == np.shape(contribution):
            with np.errstate(all="ignore"):
                change = mistake.number - contribution
            yield Mistake(FURTHER_ON[mistake.code], mistake.number, edge, mistake.facts), change


def carried(drawn: Picture, start: str, change: Value) -> dict[str, Value]:
    """What `change` of the gradient of `start` becomes at each card that `start` is computed from."""
    arrived: dict[str, Value] = {start: change}
    entering = drawn.drawing.entering()
    with np.errstate(all="ignore"):
        for card in reversed(drawn.drawing.cards):
            for line in entering[card.id] if card.id in arrived else ():
                passage = drawn.passages.get(line.id)
                if passage is None:
                    continue
                if passage.slope is not None:
                    part: Value = arrived[card.id] * passage.slope
                elif passage.tree is None:
                    return {}  # a folded group of tensors has no one rule
                else:
                    name = adjoint(drawn.run.graph.nodes[card.node].name)
                    tree = drawn.formulas.way_back(*line.parts[0], Name(name, NOWHERE))
                    known = {**drawn.formulas.evaluable, name: np.asarray(arrived[card.id], dtype=np.float64)}
                    try:
                        part = fitted(value_of(tree, known), np.shape(passage.contribution))
                    except (KeyError, ValueError):
                        return {}  # numbers that nobody knows, or shapes that only a whole rule fits together
                before = arrived.get(line.source)
                arrived[line.source] = part if before is None else as_value(np.asarray(before + part))
    del arrived[start]
    return arrived
