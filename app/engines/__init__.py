"""Graph and values -> Run. Every engine answers the same protocol, so that each is a witness for the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from app.graph import Graph

Value = float | np.ndarray


@dataclass(frozen=True, slots=True)
class Run:
    """One forward and backward pass. Lists are by node index; None where nothing was computed: never 0."""

    graph: Graph
    engine: str
    values: list[Value]
    gradients: list[Value | None]
    """the gradient of the output with respect to each node"""
    contributions: dict[tuple[int, int], Value]
    """(target node, operand's place) -> what this edge adds to the gradient of its source, in the source's shape"""
    locals: dict[tuple[int, int], float]
    """(target node, operand's place) -> ∂target/∂source where both are scalars"""
    noted: Mapping[int, tuple[str, ...]] | None = None
    """node -> the codes of its notes, which were found while all numbers were at hand; with summaries in the place of
    large tensors (`app.summaries`) they cannot be
    """

    @property
    def value(self) -> Value:
        return self.values[self.graph.output]

    def gradients_by_name(self) -> dict[str, Value]:
        """The gradients of the inputs that require one, by name, in the order of the source."""
        by_input = ((name, self.gradients[index]) for name, index in self.graph.inputs.items())
        return {name: gradient for name, gradient in by_input if gradient is not None}


class Engine(Protocol):
    def run(self, graph: Graph, values: Mapping[str, Value], upstream: Value | None = None) -> Run:
        """Evaluate `graph` forward and backward from its output, which is a scalar unless `upstream` is given."""
        ...


def engine(name: Literal["tape", "torch"]) -> Engine:
    """The engine of this name. Only here are they all known; torch itself is imported when it first runs."""
    from app.engines import pytorch, tape

    engines: dict[str, Engine] = {"tape": tape, "torch": pytorch}
    return engines[name]
