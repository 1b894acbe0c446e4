"""What a graph is: nodes in topological order, each typed, none with a value of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from app.errors import Span
from app.language.tree import Program, Reading, Tree
from app.operations import Operation, Shape

NodeKind = Literal["input", "constant", "operation"]


class Node(NamedTuple):
    """One value of the graph. `index` is its place in `Graph.nodes`; operands stand before it."""

    index: int  # type: ignore[assignment]  # a place, which hides tuple.index: nobody searches a node
    kind: NodeKind
    operation: Operation | None
    operands: tuple[int, ...]
    parameters: dict[str, Any]
    shape: Shape
    name: str
    """the writer's name, else one that `build` gave (`named` tells); "" for constants"""
    named: bool
    span: Span
    group: str | None
    value: Any
    """a constant's value, an input's default (float or ndarray); None for an operation"""
    tree: Tree | None
    """how a constant was written (`1/2`, `2π`); None where it is a plain number or no constant"""
    requires_grad: bool


class Group(NamedTuple):
    """The nodes that one call of a function (or one module) made; drawn as one node where it is collapsed."""

    id: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    program: Program
    nodes: tuple[Node, ...]
    inputs: dict[str, int]
    """name -> node, in the order of the source"""
    output: int
    groups: tuple[Group, ...]
    assumed: tuple[str, ...]
    """inputs that have no value, neither in the source nor given: they got a small default"""
    readings: tuple[Reading, ...]
    """the program's, and those that needed shapes (`W x` read as a matrix product)"""


def as_value(value: Any) -> float | np.ndarray:
    """A float for a scalar, else a float64 array."""
    array = np.asarray(value, dtype=np.float64)
    return float(array) if array.ndim == 0 else array
