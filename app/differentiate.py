"""Graph -> the same graph with its backward pass, which is itself a graph in the same operations.

Reverse accumulation, as in Griewank and Walther, Evaluating Derivatives, chapter 3: the rule of each edge is written
down wherever its operation stands. Broadcasting is undone here, once for all rows: what arrives in a larger shape than
the operand's is summed to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.graph import Graph
from app.language.tree import Name
from app.operations import OPERATIONS, Operation, Shape, broadcast
from app.rules import Rule, chooses, rule, rules

ADD, SUM_TO = OPERATIONS["add"], OPERATIONS["sum_to"]


@dataclass(frozen=True, slots=True, eq=False)
class Adjoint:
    """The forward nodes of `graph` in their places, then the backward pass; columns by node, parallel."""

    graph: Graph
    operations: list[Operation | None]
    operands: list[tuple[int, ...]]
    shapes: list[Shape]
    parameters: dict[int, dict[str, Any]]
    """of the nodes that have any"""
    constants: dict[int, Any]
    """node -> its value, for nodes that are neither inputs nor operations"""
    seed: int
    """the node that holds the gradient of the output: 1, or what arrives from outside"""
    gradients: list[int | None]
    """forward node -> the node that holds its gradient"""
    contributions: dict[tuple[int, int], int]
    """(target, operand's place) -> the node that holds what this edge adds"""
    slopes: dict[tuple[int, int], int]
    """(target, operand's place) -> the node that holds ∂target/∂operand, between scalars; empty unless asked for"""


def differentiate(graph: Graph, *, slopes: bool = False) -> Adjoint:
    """Reverse accumulation from the output to every node that needs a gradient."""
    nodes = graph.nodes
    count = len(nodes)
    operations = [node.operation for node in nodes]
    operands = [node.operands for node in nodes]
    shapes = [node.shape for node in nodes]
    parameters = {node.index: node.parameters for node in nodes if node.parameters}
    constants = {node.index: node.value for node in nodes if node.kind == "constant"}
    known = {index: value for index, value in constants.items() if isinstance(value, float)}
    scalar = not any(shapes)
    needs = [node.requires_grad for node in nodes]
    gradients: list[int | None] = [None] * count
    contributions: dict[tuple[int, int], int] = {}
    slope_nodes: dict[tuple[int, int], int] = {}
    numbers: dict[float, int] = {}
    seed = count
    operations.append(None)
    operands.append(())
    shapes.append(shapes[graph.output])
    if needs[graph.output]:
        gradients[graph.output] = seed

    def emit(row: Operation, inputs: tuple[int, ...], given: dict[str, Any]) -> int:
        """Append one operation and infer its shape; a graph of scalars stays one."""
        index = len(operations)
        if not scalar:
            operand_shapes = [shapes[each] for each in inputs]
            if row.variant:
                row = OPERATIONS[row.variant(*operand_shapes, **given)]
            plain = row.shape is broadcast and not any(operand_shapes)
            shapes.append(() if plain else row.shape(*operand_shapes, **given))
        if given:
            parameters[index] = given
        operations.append(row)
        operands.append(inputs)
        return index

    def constant(value: Any) -> int:
        """The one node of a number that rules need."""
        if value not in numbers:
            numbers[value] = index = len(operations)
            constants[index] = value
            operations.append(None)
            operands.append(())
            if not scalar:
                shapes.append(())
        return numbers[value]

    def instantiate(index: int, place: int, way: Rule, gradient: int) -> int:
        """Write a rule for the operands that stand there; the node that holds its result."""
        slots = [*operands[index], index, gradient]
        if scalar and way.pairs is not None:
            if way.numbers:
                slots += map(constant, way.numbers)
            for operation, a, b in way.pairs:
                slots.append(len(operations))
                operations.append(operation)
                operands.append((slots[a],) if b < 0 else (slots[a], slots[b]))
            return slots[way.result]
        row = operations[index]
        assert row
        values = {each.name: each.default for each in row.parameters} | parameters.get(index, {}) | {"k": place}

        def bound(value: Any) -> Any:
            """A parameter of a step: literal, or that of the node whose way back it is."""
            return values[value.name] if isinstance(value, Name) else value

        slots += [constant(float(bound(number))) for number in way.numbers]
        for step in way.steps:
            given = {name: bound(value) for name, value in step.parameters.items()}
            slots.append(emit(step.operation, tuple([slots[each] for each in step.slots]), given))
        return slots[way.result]

    def known_operands(row: Operation, inputs: tuple[int, ...]) -> tuple[float | None, ...]:
        """The operands that are numbers, where the row's ways back are shorter for them."""
        return tuple(map(known.get, inputs)) if known and chooses(row) else ()

    for index in range(graph.output, -1, -1):
        gradient = gradients[index]
        row = operations[index]
        if gradient is None or row is None:
            continue
        inputs = operands[index]
        ways = rules(row, len(inputs), known_operands(row, inputs))
        for place, (operand, way) in enumerate(zip(inputs, ways, strict=True)):
            if way is None or not needs[operand]:
                continue
            contribution = instantiate(index, place, way, gradient)
            if not scalar and shapes[contribution] != shapes[operand]:
                contribution = emit(SUM_TO, (contribution,), {"shape": shapes[operand]})
            contributions[index, place] = contribution
            before = gradients[operand]
            if before is None:
                gradients[operand] = contribution
            elif scalar:
                gradients[operand] = len(operations)
                operations.append(ADD)
                operands.append((before, contribution))
            else:
                gradients[operand] = emit(ADD, (before, contribution), {})
    if slopes:
        for index, place in contributions:
            if not shapes[index] and not shapes[operands[index][place]]:
                row, inputs = operations[index], operands[index]
                assert row
                way = rule(row, place, len(inputs), known_operands(row, inputs), slope=True)
                slope = instantiate(index, place, way, seed)
                if not scalar and shapes[slope]:
                    slope = emit(SUM_TO, (slope,), {"shape": ()})
                slope_nodes[index, place] = slope
    shapes += [()] * (len(operations) - len(shapes))
    return Adjoint(
        graph, operations, operands, shapes, parameters, constants, seed, gradients, contributions, slope_nodes
    )
