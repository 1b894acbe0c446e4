"""A tree and the shapes of its inputs -> a Graph: frozen, topological, typed; no values, no gradients.

Everything here is done once for a source; what runs for each set of values (`engines`) only walks the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from app.errors import Span
from app.language.tree import Program, Reading
from app.operations import Operation, Shape

NodeKind = Literal["input", "constant", "operation"]


class Node(NamedTuple):
    """One value of the graph. `index` is its place in `Graph.nodes`; operands stand before it."""

    index: int
    kind: NodeKind
    operation: Operation | None
    operands: tuple[int, ...]
    parameters: dict[str, Any]
    shape: Shape
    name: str
    """the writer's name, else one that `build` gave (`named` tells); "" for constants and in backward graphs"""
    named: bool
    span: Span
    group: str | None
    value: Any = None
    """a constant's value; an input's default (float or ndarray)"""
    requires_grad: bool = True


class Group(NamedTuple):
    """The nodes that one call of a function (or one module) made; drawn as one node where it is collapsed."""

    id: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Graph:
    program: Program
    nodes: tuple[Node, ...]
    inputs: dict[str, int]
    """name -> node, in the order of the source"""
    output: int
    groups: tuple[Group, ...]
    assumed: tuple[str, ...]
    """inputs that have no value in the source: they got a small default"""
    readings: tuple[Reading, ...]
    """the program's, and those that needed shapes (`W x` read as a matrix product)"""


def build(
    program: Program,
    values: Mapping[str, float | np.ndarray] | None = None,
    *,
    output: str | None = None,
    seed: int = 0,
) -> Graph:
    """`values` give inputs their shapes (and defaults); only the shapes are built in.

    Raises NameProblem (a cycle, an unknown output or value), ShapeMismatch, ValueProblem, LimitExceeded.
    """
    raise NotImplementedError
