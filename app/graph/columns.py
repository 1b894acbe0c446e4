"""The columns that a graph grows in: one entry a node, dropped again where a definition could not be finished."""

from __future__ import annotations

import math
from typing import Any

from app.errors import LimitExceeded, Span, UserError
from app.graph.model import Group
from app.language.tree import Reading, Tree
from app.limits import Limits
from app.operations import OPERATIONS, Operation, Shape

NO_PARAMETERS: dict[str, Any] = {}


Entry = tuple[Operation | None, tuple[int, ...], dict[str, Any], Shape, Span, str | None, Any, Tree | None]
"""operation, operands, parameters, shape, span, group, value, tree: what `Node` says of them"""

Marks = tuple[int, int, int]
"""how many nodes, groups and readings there were"""


class Columns:
    """What stands so far, and what names stand for. Plain tuples in plain lists: 10,000 nodes are made at a time."""

    def __init__(self, limits: Limits, readings: tuple[Reading, ...]) -> None:
        self.limits = limits
        self.entries: list[Entry] = []
        self.shapes: list[Shape] = []
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
        """Append a node; its place."""
        entries = self.entries
        index = len(entries)
        if index >= self.limits.graph_nodes:
            raise LimitExceeded("limit.nodes", span, limit=self.limits.graph_nodes)
        entries.append((row, operands, parameters, shape, span, self.group, value, tree))
        self.shapes.append(shape)
        return index

    def marks(self) -> Marks:
        return len(self.entries), len(self.groups), len(self.readings)

    def forget(self, marks: Marks) -> None:
        """Drop everything since `marks`."""
        nodes, groups, readings = marks
        del self.entries[nodes:], self.shapes[nodes:], self.groups[groups:], self.readings[readings:]
        for table in (self.bound, self.inputs):
            for name in [name for name, index in table.items() if index >= nodes]:
                del table[name]
        for index in [index for index in self.names if index >= nodes]:
            del self.names[index]
        self.group = None

    def constant(self, index: int) -> float | None:
        """The number that stands there, if it is a plain scalar constant."""
        row, _, _, shape, _, _, value, _ = self.entries[index]
        return value if row is None and not shape and index not in self.names else None

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
