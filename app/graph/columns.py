"""The columns that a graph grows in: one entry a node, dropped again where a definition could not be finished."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from app.errors import LimitExceeded, ShapeMismatch, Span
from app.graph.model import Group
from app.language.tree import Reading, Tree
from app.limits import Limits
from app.operations import OPERATIONS, Operation, Shape

NO_PARAMETERS: dict[str, Any] = {}


class Marks(NamedTuple):
    """How far each column had grown."""

    nodes: int
    groups: int
    readings: int


class Columns:
    """Parallel lists by node, and what names stand for. Plain lists: 10,000 nodes are made at a time."""

    def __init__(self, limits: Limits, readings: tuple[Reading, ...]) -> None:
        self.limits = limits
        self.operations: list[Operation | None] = []
        self.operands: list[tuple[int, ...]] = []
        self.parameters: list[dict[str, Any]] = []
        self.shapes: list[Shape] = []
        self.spans: list[Span] = []
        self.owners: list[str | None] = []
        self.values: list[Any] = []
        self.trees: list[Tree | None] = []
        self.names: dict[int, str] = {}
        """node -> the writer's name"""
        self.bound: dict[str, int] = {}
        """the writer's name -> node"""
        self.inputs: dict[str, int] = {}
        self.groups: list[Group] = []
        self.group: str | None = None
        """the group that new nodes belong to"""
        self.readings: list[Reading] = list(readings)
        self.live = 0

    def add(
        self,
        row: Operation | None,
        operands: tuple[int, ...],
        parameters: dict[str, Any],
        shape: Shape,
        span: Span,
        value: Any,
        tree: Tree | None = None,
    ) -> int:
        index = len(self.operations)
        if index >= self.limits.graph_nodes:
            raise LimitExceeded("limit.nodes", span, limit=self.limits.graph_nodes)
        self.operations.append(row)
        self.operands.append(operands)
        self.parameters.append(parameters)
        self.shapes.append(shape)
        self.spans.append(span)
        self.owners.append(self.group)
        self.values.append(value)
        self.trees.append(tree)
        return index

    def marks(self) -> Marks:
        return Marks(len(self.operations), len(self.groups), len(self.readings))

    def forget(self, marks: Marks) -> None:
        """Drop everything since `marks`."""
        del self.groups[marks.groups :], self.readings[marks.readings :]
        columns: tuple[list[Any], ...] = (
            self.operations, self.operands, self.parameters, self.shapes,
            self.spans, self.owners, self.values, self.trees,
        )  # fmt: skip
        for column in columns:
            del column[marks.nodes :]
        for table in (self.bound, self.inputs):
            for name in [name for name, index in table.items() if index >= marks.nodes]:
                del table[name]
        for index in [index for index in self.names if index >= marks.nodes]:
            del self.names[index]
        self.group = None

    def check_size(self, shape: Shape, span: Span) -> None:
        """Refuse a tensor that is too large, by its inferred shape alone."""
        limits, size = self.limits, math.prod(shape)
        if len(shape) > limits.tensor_rank:
            raise LimitExceeded("limit.rank", span, limit=limits.tensor_rank, found=len(shape))
        if size > limits.tensor_elements:
            raise LimitExceeded("limit.elements", span, limit=limits.tensor_elements, found=size)
        self.live += size
        if self.live > limits.live_elements:
            raise LimitExceeded("limit.live", span, limit=limits.live_elements)

    def typed(
        self, row: Operation, shapes: list[Shape], parameters: dict[str, Any], span: Span
    ) -> tuple[Operation, Shape]:
        """The row that these shapes choose, and the shape of its result, not too large."""
        try:
            if row.variant:
                row = OPERATIONS[row.variant(*shapes, **parameters)]
            shape = row.shape(*shapes, **parameters)
        except ShapeMismatch as mismatch:
            mismatch.span = mismatch.span or span
            raise
        self.check_size(shape, span)
        return row, shape
