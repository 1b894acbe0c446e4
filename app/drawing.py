"""Graph -> what of it is drawn: which nodes have a card, which edges join them. Steps, paths and views all ask here.

A scalar constant is written into the card of the operation that uses it (`J = 3u`) and has none of its own, unless it
is the output or the operation has nothing but constants. A collapsed group is one card, which goes by the name of the
node that leaves it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.errors import LimitExceeded
from app.graph import Graph
from app.limits import LIMITS

CardKind = Literal["input", "constant", "operation", "group"]
Edge = tuple[int, int]
"""(target node, operand's place)"""


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    kind: CardKind
    node: int
    """the node it shows; of a collapsed group the one that leaves it"""
    group: str | None
    """the expanded group that it is drawn in"""
    collapsed: str | None = None
    """the group that it stands for"""


@dataclass(frozen=True, slots=True)
class Line:
    """An edge between two cards."""

    id: str
    source: str
    target: str
    operand: int
    """its place among the lines that enter the target: an operand's place, or for a group the order of first use"""
    parts: tuple[Edge, ...]
    """the edges of the graph that it stands for: one, or all those that enter a collapsed group from one node"""


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    graph: Graph
    cards: tuple[Card, ...]
    """inputs as the source names them, then the rest in topological order"""
    lines: tuple[Line, ...]
    """by target in the order of `cards`, then by operand"""
    collapsed: frozenset[str]
    members: dict[str, tuple[int, ...]]
    """a collapsed group -> its nodes in topological order"""

    def entering(self) -> dict[str, list[Line]]:
        """card id -> the lines that enter it, in the order of the operands"""
        found: dict[str, list[Line]] = {card.id: [] for card in self.cards}
        for line in self.lines:
            found[line.target].append(line)
        return found


def drawing(graph: Graph, collapsed: Collection[str] | None = None, most: int = LIMITS.drawn_nodes) -> Drawing:
    """What is drawn of `graph` with these groups as one node each; unknown ids are ignored.

    Where more than `most` cards would be drawn all groups collapse; where nobody says which do (None), also where they
    are more than can be taken in at a glance. Raises LimitExceeded `limit.drawn` where even that does not help.
    """
    return _drawing(
        graph, frozenset(collapsed or ()), min(LIMITS.open_nodes, most) if collapsed is None else most, most
    )


@lru_cache(maxsize=64)
def _drawing(graph: Graph, collapsed: frozenset[str], open_: int, most: int) -> Drawing:
    known = frozenset(group.id for group in graph.groups)
    found = draw(graph, collapsed & known)
    if len(found.cards) > open_ and known:
        found = draw(graph, frozenset(group.id for group in graph.groups if group.parent not in known))
    if len(found.cards) > most:
        raise LimitExceeded("limit.drawn", limit=most, found=len(found.cards))
    return found


def draw(graph: Graph, collapsed: frozenset[str]) -> Drawing:
    nodes = graph.nodes
    parents = {group.id: group.parent for group in graph.groups}

    def chain(group: str | None) -> Iterator[str]:
        while group is not None:
            yield group
            group = parents.get(group)

    def outermost(group: str | None) -> str | None:
        return next((each for each in reversed(list(chain(group))) if each in collapsed), None)

    # An input that a function's body mentions belongs to the program, not to the call.
    owners = [None if node.kind == "input" else outermost(node.group) for node in nodes]
    members: dict[str, list[int]] = {}
    for index, owner in enumerate(owners):
        if owner is not None:
            members.setdefault(owner, []).append(index)
    # A call gives one value, and everything in it leads there: its last operation.
    leaving = {owner: inside[-1] for owner, inside in members.items()}

    shown = {index for index in written_out(graph) if owners[index] is None} | set(leaving.values())
    ids: dict[int, str] = {}
    cards: list[Card] = []
    inputs = list(graph.inputs.values())
    for index in [*inputs, *(each for each in sorted(shown) if nodes[each].kind != "input")]:
        node, owner = nodes[index], owners[index]
        ids[index] = node.name or f"constant.{index}"
        if owner is not None:
            cards.append(Card(ids[index], "group", index, parents.get(owner), owner))
        else:
            group = None if node.kind == "input" else node.group
            cards.append(Card(ids[index], node.kind, index, group))

    lines: list[Line] = []
    for card in cards:
        entering: dict[int | Edge, list[Edge]] = {}
        for index in members[card.collapsed] if card.collapsed else (card.node,):
            for place, operand in enumerate(nodes[index].operands):
                if operand in shown and not (card.collapsed and owners[operand] == card.collapsed):
                    entering.setdefault(operand if card.collapsed else (index, place), []).append((index, place))
        for order, parts in enumerate(entering.values()):
            index, place = parts[0]
            operand = order if card.collapsed else place
            lines.append(
                Line(f"{card.id}.{operand}", ids[nodes[index].operands[place]], card.id, operand, tuple(parts))
            )
    return Drawing(
        graph, tuple(cards), tuple(lines), collapsed, {owner: tuple(inside) for owner, inside in members.items()}
    )


def written_out(graph: Graph) -> Iterator[int]:
    """The nodes that have a card where nothing is collapsed."""
    lonely = {graph.output}
    for node in graph.nodes:
        if node.operation and all(graph.nodes[each].kind == "constant" for each in node.operands):
            lonely.update(node.operands)
    for node in graph.nodes:
        if node.kind != "constant" or node.shape or node.index in lonely:
            yield node.index
