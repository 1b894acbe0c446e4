"""What a graph is: nodes in topological order, each typed, none with a value of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from app.errors import Span
from app.language.tree import Program, Reading, Tree
from app.operations import Operation, Shape

NodeKind = Literal["input", "constant", "operation"]

NO_PARAMETERS: dict[str, Any] = {}


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
    arguments: tuple[int, ...] = ()
    """the nodes that the call was given, in its order"""


class Table(NamedTuple):
    """What `Node` says, column by column: lists by node, and dictionaries of what only some nodes have."""

    operations: list[Operation | None]
    operands: list[tuple[int, ...]]
    spans: list[Span]
    shapes: dict[int, Shape]
    """of tensors; all other nodes are scalars"""
    parameters: dict[int, dict[str, Any]]
    values: dict[int, Any]
    """of inputs and constants"""
    trees: dict[int, Tree]
    groups: dict[int, str]
    names: dict[int, str]
    """the writer's"""


@dataclass(frozen=True, eq=False)
class Graph:
    """Nobody changes a table that is in a graph."""

    program: Program
    table: Table
    given_names: dict[int, str]
    """names of operations that the writer gave none"""
    requires_grad: list[bool]
    inputs: dict[str, int]
    """name -> node, in the order of the source"""
    output: int
    groups: tuple[Group, ...]
    assumed: tuple[str, ...]
    """inputs that have no value, neither in the source nor given: they got a small default"""
    readings: tuple[Reading, ...]
    """the program's, and those that needed shapes (`W x` read as a matrix product)"""

    @classmethod
    def of(cls, program: Program, nodes: Sequence[Node], inputs: dict[str, int], output: int) -> Graph:
        """The graph of these nodes, without groups and readings."""
        table = Table(
            operations=[node.operation for node in nodes],
            operands=[node.operands for node in nodes],
            spans=[node.span for node in nodes],
            shapes={node.index: node.shape for node in nodes if node.shape},
            parameters={node.index: node.parameters for node in nodes if node.parameters},
            values={node.index: node.value for node in nodes if node.value is not None},
            trees={node.index: node.tree for node in nodes if node.tree is not None},
            groups={node.index: node.group for node in nodes if node.group is not None},
            names={node.index: node.name for node in nodes if node.named},
        )
        given_names = {node.index: node.name for node in nodes if node.name and not node.named}
        needs = [node.requires_grad for node in nodes]
        return cls(program, table, given_names, needs, inputs, output, (), (), ())

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The table row by row. Made when first asked for: engines and their backward pass read columns."""
        table = self.table
        places = range(len(table.operations))
        inputs = set(self.inputs.values())
        names = self.given_names | table.names
        kinds = [
            "operation" if row else "input" if index in inputs else "constant"
            for index, row in enumerate(table.operations)
        ]
        rows = zip(
            places,
            kinds,
            table.operations,
            table.operands,
            [table.parameters.get(index, NO_PARAMETERS) for index in places],
            [table.shapes.get(index, ()) for index in places],
            [names.get(index, "") for index in places],
            [index in table.names for index in places],
            table.spans,
            map(table.groups.get, places),
            map(table.values.get, places),
            map(table.trees.get, places),
            self.requires_grad,
            strict=True,
        )
        return tuple(map(Node._make, rows))


def shape_of(value: Any) -> Shape:
    """The shape of a number or an array."""
    return () if isinstance(value, float | int) else np.shape(value)


def as_value(value: Any) -> float | np.ndarray:
    """A float for a scalar, else a float64 array."""
    array = np.asarray(value, dtype=np.float64)
    return float(array) if array.ndim == 0 else array
