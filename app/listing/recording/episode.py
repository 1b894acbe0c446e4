"""One backward pass: a summary of it, and the frozen graph with the values of that moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from app.engines import Run, Value, tape
from app.engines.finite_difference import largest, relative_error
from app.graph import Graph
from app.limits import LIMITS

AGREE = {"float64": 1e-9, "float32": 1e-3, "float16": 5e-2, "bfloat16": 0.2}
"""how far torch's gradients in numbers of this size may be from ours in float64, relative to the largest of a tensor"""


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """What torch had for one input of the graph."""

    requires_grad: bool
    gradient: Value | None
    """what this backward pass added to `.grad`; None where nothing arrived"""
    accumulated: Value | None
    """`.grad` after it; None where there is none"""
    precision: str
    """float32, ..."""
    asked: bool = True
    """whether its gradient was asked for, and none of the listing's hooks put another in its place on the way: grad()
    gives those of some leaves alone
    """


@dataclass(frozen=True, slots=True, eq=False)
class Digest:
    """What was computed of an episode where its numbers were."""

    run: Run
    """with summaries in the place of large tensors"""
    check: dict[str, Any]
    largest: int
    """numbers of a tensor that is no summary"""


@dataclass(frozen=True, eq=False)
class Whole:
    """A kept episode. Nothing in it shares memory with torch."""

    graph: Graph
    upstream: Value | None
    leaves: Mapping[str, Leaf]
    """input -> what torch had for it"""
    opaque: frozenset[str] = frozenset()
    """groups that stand for one operation that the table lacks, by their derivative at this moment"""
    cut: tuple[str, ...] = ()
    """inputs behind which torch's graph goes on, unseen"""
    optimizers: tuple[dict[str, Any], ...] = ()
    """what each optimizer kept just then, as `optimizers.states` tells it"""

    digest: Digest | None = None
    """of an episode of many numbers, which are here no more"""

    @cached_property
    def run(self) -> Run:
        """Our tape on the recorded graph, in float64."""
        if self.digest is not None:
            return self.digest.run
        return tape.run(self.graph, {}, self.upstream, seconds=LIMITS.listing_seconds)

    @cached_property
    def check(self) -> dict[str, Any]:
        """Our gradients beside torch's own: {"agrees", "rows"} as `finite_difference.check` gives them."""
        if self.digest is not None:
            return self.digest.check
        rows: list[dict[str, Any]] = []
        agrees = True
        # What large numbers that cancel out leave behind is rounding, and says nothing.
        floor = 1e-3 * largest([*self.run.gradients, *self.run.contributions.values()])
        for name, leaf in self.leaves.items():
            ours = self.run.gradients[self.graph.inputs[name]]
            if not leaf.requires_grad or not leaf.asked or (ours is None and leaf.gradient is None):
                continue
            error = difference(ours, leaf.gradient, floor)
            agrees &= error <= AGREE.get(leaf.precision, 1e-3)
            rows.append({
                "name": name, "tape": ours, "torch": leaf.gradient, "finite_difference": None,
                "relative_error": error, "notes": [],
            })  # fmt: skip
        return {"agrees": agrees, "rows": rows}


def difference(ours: Value | None, theirs: Value | None, floor: float = 0.0) -> float:
    """The largest disagreement, relative to the largest number of the two or to `floor`."""
    left, right = (np.zeros(()) if each is None else np.asarray(each) for each in (ours, theirs))
    if left.shape != right.shape:
        left, right = np.broadcast_arrays(left, right)
    if left.size:
        # Where all is finite, no single number is larger than the scale, and the largest difference decides.
        with np.errstate(all="ignore"):
            apart = float(np.abs(left - right).max())
        size = max(float(np.abs(left).max()), float(np.abs(right).max()), floor)
        if math.isfinite(apart) and math.isfinite(size):
            return apart / (size or 1.0)
    scale = max(largest([left, right]), floor)
    return relative_error(left, right, scale or 1.0)


@dataclass(slots=True, eq=False)
class Episode:
    """`index` counts backward passes from 0; `nodes` are the operations and leaves of the whole graph."""

    index: int
    line: int
    output: str
    value: Any
    """a number, or nested lists of a tensor's"""
    nodes: int

    def summary(self) -> dict[str, Any]:
        """As the answer of POST /api/v1/run has it."""
        return {
            "index": self.index, "line": self.line, "output": self.output, "value": self.value, "nodes": self.nodes,
        }  # fmt: skip
