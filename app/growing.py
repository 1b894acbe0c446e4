"""A graph that still grows: columns by node, to which rules and single operations are appended, shapes inferred.

What `differentiate` does for a gradient in one walk, other derivatives (a tangent, a product with a vector) do here in
several. Frozen again by `frozen`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app.differentiate import Adjoint
from app.errors import Span
from app.graph import Graph
from app.graph.freezing import gradient_needs
from app.graph.model import NO_PARAMETERS, Table
from app.language.tree import Name, Tree
from app.operations import OPERATIONS, Operation, Shape
from app.rules import Rule, chooses, rule

ADD, SUM_TO = OPERATIONS["add"], OPERATIONS["sum_to"]


class Growing:
    """Starts as a graph, or as a graph with its backward pass, node for node."""

    def __init__(self, source: Graph | Adjoint) -> None:
        graph = source if isinstance(source, Graph) else source.graph
        nodes = graph.nodes
        self.program = graph.program
        self.inputs = dict(graph.inputs)
        self.defaults: dict[int, Any] = {index: nodes[index].value for index in graph.inputs.values()}
        self.names: dict[int, str] = {node.index: node.name for node in nodes if node.name}
        self.named = {node.index for node in nodes if node.named}
        self.spans: dict[int, Span] = {node.index: node.span for node in nodes}
        self.trees: dict[int, Tree] = {node.index: node.tree for node in nodes if node.tree is not None}
        self.constants: dict[int, Any]
        if isinstance(source, Graph):
            self.operations = [node.operation for node in nodes]
            self.operands = [node.operands for node in nodes]
            self.shapes = [node.shape for node in nodes]
            self.parameters = {node.index: node.parameters for node in nodes if node.parameters}
            self.constants = {node.index: node.value for node in nodes if node.kind == "constant"}
        else:
            self.operations = list(source.operations)
            self.operands = list(source.operands)
            self.shapes = list(source.shapes)
            self.parameters = dict(source.parameters)
            self.constants = dict(source.constants)
        self.numbers: dict[float, int] = {}

    # ── growing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def leaf(self, shape: Shape) -> int:
        """A node that is neither an operation nor, yet, anything else."""
        self.operations.append(None)
        self.operands.append(())
        self.shapes.append(shape)
        return len(self.operations) - 1

    def input(self, name: str, value: Any, shape: Shape) -> int:
        """A further input with a default."""
        index = self.leaf(shape)
        self.inputs[name], self.names[index], self.defaults[index] = index, name, value
        return index

    def constant(self, value: float) -> int:
        """The one node of a number."""
        if value not in self.numbers:
            self.numbers[value] = self.leaf(())
            self.constants[self.numbers[value]] = value
        return self.numbers[value]

    def emit(self, row: Operation, operands: tuple[int, ...], given: Mapping[str, Any] = NO_PARAMETERS) -> int:
        """Append one operation."""
        shapes = [self.shapes[each] for each in operands]
        if row.variant:
            row = OPERATIONS[row.variant(*shapes, **given)]
        self.operations.append(row)
        self.operands.append(operands)
        self.shapes.append(row.shape(*shapes, **given))
        index = len(self.operations) - 1
        if given:
            self.parameters[index] = dict(given)
        return index

    def fitted(self, index: int, shape: Shape) -> int:
        """`index` summed, or broadcast, to `shape`."""
        return index if self.shapes[index] == shape else self.emit(SUM_TO, (index,), {"shape": shape})

    def total(self, first: int | None, second: int) -> int:
        return second if first is None else self.emit(ADD, (first, second))

    def way(self, index: int, place: int, *, slope: bool = False) -> Rule | None:
        """The way back to an operand, shortened for operands that are numbers; None where no gradient flows.

        With `slope` what it makes of a gradient of 1. Raises derivative.missing.
        """
        row, inputs = self.operations[index], self.operands[index]
        assert row
        if row.way_back(place) is None:
            return None
        known = tuple([self.known(each) for each in inputs]) if chooses(row) else ()
        return rule(row, place, len(inputs), known, slope)

    def slope(self, index: int, place: int) -> int | None:
        """∂index/∂operand between scalars, as a node; None where no gradient flows. Raises derivative.missing."""
        way = self.way(index, place, slope=True)
        return None if way is None else self.write(way, index, place, index)[way.result]

    def known(self, index: int) -> float | None:
        value = self.constants.get(index)
        return value if isinstance(value, float) else None

    def write(self, way: Rule, index: int, place: int, gradient: int) -> list[int]:
        """Write a rule for the operands that stand at `index`; the nodes of its slots."""
        row = self.operations[index]
        assert row
        values = {each.name: each.default for each in row.parameters} | self.parameters.get(index, {}) | {"k": place}

        def bound(value: Any) -> Any:
            return values[value.name] if isinstance(value, Name) else value

        slots = [*self.operands[index], index, gradient, *[self.constant(float(bound(each))) for each in way.numbers]]
        for step in way.steps:
            given = {name: bound(value) for name, value in step.parameters.items()}
            slots.append(self.emit(step.operation, tuple([slots[each] for each in step.slots]), given))
        return slots

    # ── freezing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def frozen(self, output: int, held: Collection[int] = ()) -> Graph:
        """All of it as a graph; no gradient flows to the inputs in `held`. Operations without a name keep none."""
        shapes = {index: shape for index, shape in enumerate(self.shapes) if shape}
        names = {index: name for index, name in self.names.items() if index in self.named}
        spans = [self.spans.get(index, (0, 0)) for index in range(len(self.operations))]
        table = Table(
            operations=self.operations.copy(),
            operands=self.operands.copy(),
            spans=spans,
            shapes=shapes,
            parameters=self.parameters.copy(),
            values=self.defaults | self.constants,
            trees=self.trees,
            groups={},
            names=names,
        )
        needs = gradient_needs(table, set(self.inputs.values()) - set(held), output)
        return Graph(self.program, table, self.names.copy(), needs, self.inputs, output, (), (), ())
