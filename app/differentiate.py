"""Graph -> the same graph with its backward pass, which is itself a graph in the same operations.

Reverse accumulation, as in Griewank and Walther, Evaluating Derivatives, chapter 3: the rule of each edge is written
down wherever its operation stands. Broadcasting is undone here, once for all rows: what arrives in a larger shape than
the operand's is summed to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.graph import Graph
from app.graph.model import NO_PARAMETERS
from app.language.tree import Name
from app.operations import OPERATIONS, Operation, Shape, broadcast
from app.rules import ALONE, MANY, Rule, chooses, in_brief, rule, rules

ADD, SUM_TO = OPERATIONS["add"], OPERATIONS["sum_to"]

Instruction = tuple[Operation, int, Any, int]
"""row, the node it makes, first operand, second operand (ALONE: none, MANY: the first is a tuple of all)"""


@dataclass(frozen=True, eq=False)
class Adjoint:
    """The forward nodes of `graph` in their places, then those of the backward pass."""

    graph: Graph
    size: int
    """how many nodes there are"""
    instructions: list[Instruction]
    """what makes the nodes, in order; inputs, constants and the seed are not made"""
    tensors: dict[int, Shape]
    """the shapes of tensors; all other nodes are scalars"""
    parameters: dict[int, dict[str, Any]]
    """of the nodes that have any"""
    constants: dict[int, Any]
    """node -> its value"""
    seed: int
    """the node that holds the gradient of the output: 1, or what arrives from outside"""
    gradients: list[int | None]
    """forward node -> the node that holds its gradient"""
    contributions: dict[tuple[int, int], int]
    """(target, operand's place) -> the node that holds what this edge adds; empty unless asked for"""
    slopes: dict[tuple[int, int], int]
    """(target, operand's place) -> the node that holds ∂target/∂operand, between scalars; empty unless asked for"""

    @cached_property
    def operations(self) -> list[Operation | None]:
        """The operation of each node."""
        rows = {index: row for row, index, _, _ in self.instructions}
        return [rows.get(index) for index in range(self.size)]

    @cached_property
    def operands(self) -> list[tuple[int, ...]]:
        """The operands of each node."""
        found = {index: operands_of(first, second) for _, index, first, second in self.instructions}
        return [found.get(index, ()) for index in range(self.size)]

    @cached_property
    def shapes(self) -> list[Shape]:
        """The shape of each node."""
        return [self.tensors.get(index, ()) for index in range(self.size)]


def differentiate(graph: Graph, *, edges: bool = False) -> Adjoint:
    """Reverse accumulation from the output to every node that needs a gradient.

    With `edges` the answer tells what each edge contributes, and has its slope too.
    """
    table, needs = graph.table, graph.requires_grad
    operations, operands = table.operations, table.operands
    instructions: list[Instruction] = [
        (row, index, *in_brief(inputs))
        for index, (row, inputs) in enumerate(zip(operations, operands, strict=True))
        if row
    ]
    size = len(operations)
    shapes, parameters, constants = table.shapes.copy(), table.parameters.copy(), table.values.copy()
    for index in graph.inputs.values():
        del constants[index]
    known = {index: value for index, value in constants.items() if isinstance(value, float)}
    choosing = {row for row in set(operations) if row and chooses(row)} if known else ()
    """rows whose ways back are shorter for known operands"""
    scalar = not shapes
    numbers: dict[float, int] = {}
    gradients: list[int | None] = [None] * size
    contributions: dict[tuple[int, int], int] = {}
    slopes: dict[tuple[int, int], int] = {}

    def node() -> int:
        """A new node, which is made from outside or by an instruction."""
        nonlocal size
        size += 1
        return size - 1

    def emit(row: Operation, inputs: tuple[int, ...], given: dict[str, Any] = NO_PARAMETERS) -> int:
        """A node that an operation makes, its shape inferred; a graph of scalars stays one."""
        index = node()
        if not scalar:
            operand_shapes = [shapes.get(each, ()) for each in inputs]
            if row.variant:
                row = OPERATIONS[row.variant(*operand_shapes, **given)]
            if row.shape is not broadcast or any(operand_shapes):
                shape = row.shape(*operand_shapes, **given)
                if shape:
                    shapes[index] = shape
        if given:
            parameters[index] = given
        instructions.append((row, index, *in_brief(inputs)))
        return index

    def constant(value: Any) -> int:
        """The one node of a number that rules need."""
        if value not in numbers:
            numbers[value] = index = node()
            constants[index] = value
        return numbers[value]

    def instantiate(way: Rule, index: int, place: int, gradient: int) -> int:
        """Write a rule for the operands that stand there; the node that holds its result."""
        row = operations[index]
        assert row
        values = {each.name: each.default for each in row.parameters} | parameters.get(index, {}) | {"k": place}

        def bound(value: Any) -> Any:
            """A parameter of a step: literal, or that of the node whose way back it is."""
            return values[value.name] if isinstance(value, Name) else value

        slots = [*operands[index], index, gradient, *[constant(float(bound(number))) for number in way.numbers]]
        for step in way.steps:
            given = {name: bound(value) for name, value in step.parameters.items()}
            slots.append(emit(step.operation, tuple([slots[each] for each in step.slots]), given))
        return slots[way.result]

    def fitted(contribution: int, shape: Shape) -> int:
        """The contribution summed to a shape, where broadcasting made it larger."""
        same = shapes.get(contribution, ()) == shape
        return contribution if same else emit(SUM_TO, (contribution,), {"shape": shape})

    def known_operands(row: Operation, inputs: tuple[int, ...]) -> tuple[float | None, ...]:
        return tuple(map(known.get, inputs)) if row in choosing else ()

    seed = node()
    if graph.output in shapes:
        shapes[seed] = shapes[graph.output]
    if needs[graph.output]:
        gradients[graph.output] = seed
    usual: dict[Operation, tuple[Rule | None, ...]] = {}
    """the rules of rows whose rules are always the same, since a look-up by row alone is faster"""
    for index in range(graph.output, -1, -1):
        gradient, row, inputs = gradients[index], operations[index], operands[index]
        if gradient is None or row is None:
            continue
        ways = usual.get(row)
        if ways is None:
            ways = rules(row, len(inputs), known_operands(row, inputs))
            if row not in choosing and row.operands[0] == row.operands[1]:
                usual[row] = ways
        for place, way in enumerate(ways):
            operand = inputs[place]
            if way is None or not needs[operand]:
                continue
            values, _, result, steps = way
            if scalar and steps is not None:
                # As `instantiate` does. Most of what is ever differentiated comes here.
                slots = [*inputs, index, gradient]
                if values:
                    slots += map(constant, values)
                for step, a, b in steps:
                    slots.append(size)
                    if b >= 0:
                        instructions.append((step, size, slots[a], slots[b]))
                    elif b == ALONE:
                        instructions.append((step, size, slots[a], ALONE))
                    else:
                        instructions.append((step, size, tuple([slots[each] for each in a]), MANY))
                    size += 1
                contribution = slots[result]
            else:
                contribution = fitted(instantiate(way, index, place, gradient), shapes.get(operand, ()))
            if edges:
                contributions[index, place] = contribution
            before = gradients[operand]
            if before is None:
                gradients[operand] = contribution
            elif scalar:
                instructions.append((ADD, size, before, contribution))
                gradients[operand] = size
                size += 1
            else:
                gradients[operand] = emit(ADD, (before, contribution))
    for index, place in contributions:
        row, inputs = operations[index], operands[index]
        if index not in shapes and inputs[place] not in shapes:
            assert row
            way = rule(row, place, len(inputs), known_operands(row, inputs), slope=True)
            slopes[index, place] = fitted(instantiate(way, index, place, seed), ())
    return Adjoint(graph, size, instructions, shapes, parameters, constants, seed, gradients, contributions, slopes)


def operands_of(first: Any, second: int) -> tuple[int, ...]:
    """The operands of an instruction."""
    return first if second == MANY else (first,) if second == ALONE else (first, second)
