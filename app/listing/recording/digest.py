"""An episode of many numbers -> the same with its large tensors summarised, so that it can be told and drawn.

It is computed and held against torch here, where the numbers are; what leaves has the results and small tensors alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from app.engines import Run, Value
from app.limits import LIMITS
from app.listing.recording.episode import Digest, Leaf, Whole
from app.notes import notes
from app.summaries import Edge, Summary, Sums

MOST_TERMS = 100
"""contributions to one gradient whose sums are told"""

LADDER = (1_000, 256, 64, 16)
"""what a tensor may hold that is told number by number: the first that leaves few enough numbers in all"""


def told(whole: Whole, most: int = LIMITS.told_numbers) -> Whole:
    """`whole` itself where all its numbers can be told. Computes its run."""
    if whole.digest is not None or count(sizes(whole.run)) <= most:
        return whole
    return digested(whole, most)


def digested(whole: Whole, most: int = LIMITS.told_numbers) -> Whole:
    largest = threshold(whole.run, most)
    brief = Brief(largest)
    run, table = whole.run, whole.graph.table
    graph = replace(whole.graph, table=table._replace(values=brief.all(table.values)))
    short = Run(
        graph=graph,
        engine=run.engine,
        values=[brief.of(value) for value in run.values],
        gradients=[None if value is None else brief.of(value) for value in run.gradients],
        contributions=brief.arriving(run),
        locals=run.locals,
        noted=notes(run.graph, run.values),
    )
    return replace(
        whole,
        graph=graph,
        upstream=None if whole.upstream is None else brief.of(whole.upstream),
        leaves={name: brief.leaf(leaf) for name, leaf in whole.leaves.items()},
        digest=Digest(short, brief.check(whole.check), largest),
    )


def numbers_in(run: Run) -> int:
    """How many numbers its values are told with."""
    values: list[Any] = list(run.values)
    return sum(np.size(value) for value in values if not isinstance(value, Summary))


def sizes(run: Run) -> Iterable[int]:
    """How many numbers each thing has that is told: a step repeats the value or the gradient of its node."""
    for value in run.values:
        yield from [np.size(value)] * 4
    for value in run.contributions.values():
        yield from [np.size(value)] * 2


def count(each: Iterable[int]) -> int:
    return sum(each)


def threshold(run: Run, most: int) -> int:
    """How many numbers a tensor may have and be told whole."""
    found = list(sizes(run))
    fits = (each for each in LADDER if count(size for size in found if size <= each) <= most)
    return next(fits, LADDER[-1])


def gathering(run: Run) -> dict[int, list[Edge]]:
    """Node -> the edges that bring it a gradient, where they are several, in the order in which they do."""
    found: dict[int, list[Edge]] = {}
    for target, place in sorted(run.contributions, key=lambda edge: (-edge[0], edge[1])):
        found.setdefault(run.graph.table.operands[target][place], []).append((target, place))
    return {source: edges for source, edges in found.items() if len(edges) > 1}


@dataclass(frozen=True, slots=True)
class Brief:
    """Writes a summary for each tensor of more than `largest` numbers."""

    largest: int
    known: dict[int, tuple[Value, Summary]] = field(default_factory=dict)
    """id of an array -> itself and its summary: what reaches a node by its only edge is its gradient"""

    def of(self, value: Value) -> Any:
        if isinstance(value, float) or np.size(value) <= self.largest:
            return value
        if id(value) not in self.known:
            self.known[id(value)] = value, Summary.of(value)
        return self.known[id(value)][1]

    def all(self, values: Mapping[Any, Value]) -> dict[Any, Any]:
        return {key: self.of(value) for key, value in values.items()}

    def arriving(self, run: Run) -> dict[Edge, Any]:
        """What each edge brings; with it come the sums that a node gathers, edge by edge in the order of the steps."""
        found = self.all(run.contributions)
        sums: Sums = {}
        for edges in gathering(run).values():
            if len(edges) > MOST_TERMS or not isinstance(found[edges[0]], Summary):
                continue
            total: Any = run.contributions[edges[0]]
            for last in range(1, len(edges)):
                total = total + run.contributions[edges[last]]
                terms = frozenset(edges[: last + 1])
                sums[terms] = Summary.of(total).brought(terms, sums)
            found |= {edge: found[edge].brought(frozenset([edge]), sums) for edge in edges}
        return found

    def leaf(self, leaf: Leaf) -> Leaf:
        gradient, accumulated = (None if each is None else self.of(each) for each in (leaf.gradient, leaf.accumulated))
        return replace(leaf, gradient=gradient, accumulated=accumulated)

    def check(self, check: dict[str, Any]) -> dict[str, Any]:
        rows = [
            row | {key: None if row[key] is None else self.of(row[key]) for key in ("tape", "torch")}
            for row in check["rows"]
        ]
        return check | {"rows": rows}
