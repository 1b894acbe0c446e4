"""A tree and the shapes of its inputs -> a Graph: frozen, topological, typed; no values, no gradients.

Everything here is done once for a source; what runs for each set of values (`engines`) only walks the nodes.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.graph.freezing import choose_output, freeze
from app.graph.lowering import Lowering
from app.graph.model import Graph, Group, Node, NodeKind, as_value
from app.language.names import canonical
from app.language.tree import Program
from app.limits import LIMITS, Limits

__all__ = ["Graph", "Group", "Node", "NodeKind", "as_value", "build"]


def build(
    program: Program,
    values: Mapping[str, float | np.ndarray] | None = None,
    *,
    output: str | None = None,
    seed: int = 0,
    limits: Limits = LIMITS,
) -> Graph:
    """The graph of one output. `values` give inputs their shapes; of their numbers nothing is kept but defaults.

    Raises NameProblem (a cycle, an unknown output), ShapeMismatch, ValueProblem and LimitExceeded, each with its place.
    """
    given = {canonical(name): value for name, value in (values or {}).items()}
    lowering = Lowering(program, given, seed, limits)
    lowering.define_all()
    index = choose_output(program, lowering.columns, output)
    return freeze(program, lowering.columns, index, given, lowering.assumed)
