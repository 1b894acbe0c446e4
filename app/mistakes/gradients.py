"""What a node's gradient would be, had one of the classic mistakes been made on the way to it.

A contribution is a product: what reached the target, and the factors of the row's own text of the way back. Each
mistake changes one product: a factor left out, a sign turned, the other operand's text. A new row needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from app.drawing import Card
from app.engines import Value
from app.graph import Node
from app.graph.model import as_value
from app.kernels.reductions import sum_to
from app.language.tree import Name, Number, Tree
from app.mistakes.model import Mistake
from app.notation.names import adjoint, bar
from app.notation.plain import plain
from app.notation.shorten import NOWHERE, Terms
from app.notes import value_of
from app.picture import Passage, Picture
from app.simplify import substitute

AVERAGING = frozenset({"reduce", "loss"})
"""kinds of operations that may divide by how many numbers there are"""


class Use(NamedTuple):
    """One line that leaves a card, with what comes back along it."""

    passage: Passage
    facts: dict[str, Any]
    tensor: bool


def gradient_mistakes(drawn: Picture, card: Card, uses: list[Use], beyond: Iterable[Mistake] = ()) -> Iterator[Mistake]:
    """The likeliest first; numbers may be the answer by chance, or not finite. `uses` are of `card`, `beyond` is what
    was mistaken further on.
    """
    total = drawn.run.gradients[card.node]
    assert total is not None
    yield from forgotten(total, uses)
    for use in uses:
        rest = total - use.passage.contribution
        for mistake in changed(drawn, use):
            with np.errstate(all="ignore"):
                if np.shape(mistake.number) == np.shape(rest):
                    yield replace(mistake, number=as_value(np.asarray(rest + mistake.number)))
    if np.ndim(total) == 2:
        yield Mistake("transposed", np.asarray(total).T, None, {})
    yield from beyond
    yield Mistake("sign.all", -total, uses[0].passage.line.id if len(uses) == 1 else None, {})


def uses_of(drawn: Picture) -> dict[str, list[Use]]:
    """card id -> the lines that bring it a gradient."""
    cards = {card.id: card for card in drawn.drawing.cards}
    found: dict[str, list[Use]] = {}
    for passage in drawn.passages.values():
        target = cards[passage.line.target]
        facts = {
            "x": passage.line.source,
            "v": target.id,
            "formula": drawn.card_text(target),
            "local": passage.text,
            "rule": passage.text,
        }
        found.setdefault(passage.line.source, []).append(Use(passage, facts, passage.slope is None))
    return found


def forgotten(total: Value, uses: list[Use]) -> Iterator[Mistake]:
    """A use that was not added, or only one that was."""
    if len(uses) < 2:
        return
    for use in uses:
        yield Mistake("path", total - use.passage.contribution, use.passage.line.id, use.facts)
    for use in uses:
        yield Mistake("path.single", use.passage.contribution, use.passage.line.id, {**use.facts, "count": len(uses)})


def changed(drawn: Picture, use: Use) -> Iterator[Mistake]:
    """What one contribution would be."""
    edge, facts, own = use.passage.line.id, use.facts, np.shape(use.passage.contribution)
    target, place = use.passage.line.parts[0]
    node = drawn.run.graph.nodes[target]
    contribution = use.passage.contribution
    if use.passage.tree is None or node.operation is None:
        yield Mistake("sign", -contribution, edge, facts)
        return
    arriving = Name(adjoint(node.name), NOWHERE)
    suffix = ".tensor" if use.tensor else ""

    def back(at: int) -> Tree:
        return drawn.formulas.way_back(target, at, arriving)

    def number(tree: Tree) -> Iterator[Value]:
        """The number, if there is one: shapes may not fit, or parts of a constant be known to nobody."""
        with suppress(KeyError, ValueError, TypeError):
            yield fitted(value_of(tree, drawn.formulas.evaluable), own)

    with np.errstate(all="ignore"):
        tree = back(place)
        if not any(np.allclose(each, contribution, equal_nan=True) for each in number(tree)):
            return  # what is read is not quite what is computed: nothing can be said of its factors
        for other in range(len(node.operands)):
            if other != place and is_mistaken_for(drawn, node, other):
                for each in number(back(other)):
                    yield Mistake(f"operand{suffix}", each, edge, facts)
        passed = drawn.run.gradients[target]
        assert passed is not None
        terms = Terms().times(tree)
        if node.operation.kind == "function":
            for each in number(arriving):
                yield Mistake("slope", each, edge, facts)
        for factor, rest in without(terms, arriving.name):
            said = {**facts, "factor": plain(substitute(factor, {arriving.name: Name(bar(node.name), NOWHERE)}))}
            for each in number(rest):
                if isinstance(factor, Name) and factor.name == arriving.name:
                    yield Mistake("arriving", each, edge, said)
                elif isinstance(factor, Number) and terms.below_number != 1 and node.operation.kind in AVERAGING:
                    count = plain(Number(terms.below_number, NOWHERE))
                    yield Mistake("mean", each, edge, {**said, "count": count})
                else:
                    yield Mistake(f"factor{suffix}", each, edge, said)
        copies = np.size(passed) // max(int(np.prod(own)), 1)
        if np.shape(passed) != own and node.operation.kind in ("add", "multiply") and copies > 1:
            yield Mistake("spread", contribution / copies, edge, {**facts, "count": copies})
        if not use.tensor:
            yield Mistake("sign", -contribution, edge, facts)


def is_mistaken_for(drawn: Picture, node: Node, other: int) -> bool:
    """Whether that operand's derivative is likely to be taken for another's: nobody differentiates by an exponent 2."""
    assert node.operation
    constant = drawn.run.graph.nodes[node.operands[other]].kind == "constant"
    alike = None not in (node.operation.neutral or (None,))
    return bool(node.operation.way_back(other)) and (alike or not constant)


def without(terms: Terms, arriving: str) -> Iterator[tuple[Tree, Tree]]:
    """Each factor of a product, and the product without it; its divisor is one factor, and so is its number."""
    if terms.below_number != 1:
        yield Number(terms.below_number, NOWHERE), replace(terms, below_number=1.0).tree()
    if abs(terms.number) != 1:
        yield Number(abs(terms.number), NOWHERE), replace(terms, number=float(np.sign(terms.number))).tree()
    order = sorted(range(len(terms.above)), key=lambda at: is_named(terms.above[at], arriving))
    for at in order:
        yield terms.above[at], replace(terms, above=[*terms.above[:at], *terms.above[at + 1 :]]).tree()
    for at, factor in enumerate(terms.below):
        yield factor, replace(terms, below=[*terms.below[:at], *terms.below[at + 1 :]]).tree()


def is_named(tree: Tree, name: str) -> bool:
    return isinstance(tree, Name) and tree.name == name


def fitted(value: Any, shape: tuple[int, ...]) -> Value:
    """A contribution in the shape of its source: what was broadcast is summed. Raises ValueError."""
    array = np.asarray(value, dtype=np.float64)
    if array.shape == shape:
        return as_value(array)
    if array.ndim < len(shape):
        return as_value(np.broadcast_to(array, shape).astype(float))
    return as_value(np.asarray(sum_to(array, shape=shape)))
