"""The columns that a graph grows in: one entry a node, dropped again where a definition could not be finished."""

from __future__ import annotations

import math
from typing import Any

from app.errors import LimitExceeded, Span, UserError
from app.graph.model import Group, Table, shape_of
from app.language.tree import Reading, Tree
from app.limits import Limits
from app.operations import OPERATIONS, Operation, Shape

Marks = tuple[int, int, int]
"""how many nodes, groups and readings there were"""


class Columns:
    """What stands so far, and what names stand for. Plain lists: 10,000 nodes are made at a time."""

    def __init__(self, limits: Limits, readings: tuple[Reading, ...]) -> None:
        self.limits = limits
        self.most = limits.graph_nodes
        self.table = Table([], [], [], {}, {}, {}, {}, {}, {})
        self.operations, self.operands, self.spans, self.shapes = self.table[:4]
        self.names = self.table.names
        """node -> the writer's name"""
        self.bound: dict[str, int] = {}
        """the writer's name -> node"""
        self.inputs: dict[str, int] = {}
        self.groups: list[Group] = []
        self.group: str | None = None
        """the group that new nodes belong to"""
        self.readings: list[Reading] = list(readings)
        self.live = 0

    def add(self, row: Operation | None, operands: tuple[int, ...], span: Span) -> int:
        """Append a node, a scalar without anything that only some nodes have; its place."""
        operations = self.operations
        index = len(operations)
        if index >= self.most:
            raise LimitExceeded("limit.nodes", span, limit=self.most)
        operations.append(row)
        self.operands.append(operands)
        self.spans.append(span)
        if self.group is not None:
            self.table.groups[index] = self.group
        return index

    def add_value(self, value: Any, span: Span, tree: Tree | None = None) -> int:
        """Append an input or a constant."""
        index = self.add(None, (), span)
        self.table.values[index] = value
        if tree is not None:
            self.table.trees[index] = tree
        if shape := shape_of(value):
            self.shapes[index] = shape
        return index

    def marks(self) -> Marks:
        return len(self.table.operations), len(self.groups), len(self.readings)

    def forget(self, marks: Marks) -> None:
        """Drop everything since `marks`."""
        nodes, groups, readings = marks
        del self.groups[groups:], self.readings[readings:]
        for column in self.table:
            if isinstance(column, list):
                del column[nodes:]
            else:
                for index in [index for index in column if index >= nodes]:
                    del column[index]
        for table in (self.bound, self.inputs):
            for name in [name for name, index in table.items() if index >= nodes]:
                del table[name]
        self.group = None

    def number(self, index: int) -> float | None:
        """The number that stands there, if it is a plain scalar constant."""
        plain = index not in self.names and index not in self.shapes
        return self.table.values.get(index) if plain else None

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
        except UserError as problem:
            problem.span = problem.span or span
            raise
        self.check_size(shape, span)
        return row, shape
