"""Graph -> the same graph with its backward pass, which is itself a graph in the same operations.

The way back of each row is text in our own language. Here it is parsed once, shortened for operands that are known
numbers (`x^2` needs no logarithm), flattened to a rule, and instantiated wherever the operation stands: reverse
accumulation as in Griewank and Walther, Evaluating Derivatives, chapter 3. Broadcasting is undone here, once for all
rows: what arrives in a larger shape than the operand's is summed to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from app.graph import Graph
from app.graph.constants import CONSTANTS
from app.language.formula import parse_rule
from app.language.tree import Apply, Name, Number, Tree
from app.operations import OPERATIONS, Operation, Shape, broadcast
from app.simplify import simplify, substitute

OPERAND_NAMES = "abcd"

ADD, SUM_TO = OPERATIONS["add"], OPERATIONS["sum_to"]


class Instruction(NamedTuple):
    """One operation of a rule. `slots`: 0.. the operands, then y, then g, then the results of earlier instructions."""

    operation: Operation | None
    slots: tuple[int, ...]
    parameters: dict[str, Any]
    value: float = 0.0
    """of a constant, where `operation` is None and no parameter named in `parameters` gives it"""


class Rule(NamedTuple):
    """A way back, flattened: its instructions, and the slot that holds the contribution."""

    instructions: tuple[Instruction, ...]
    result: int


@cache
def way_back_tree(operation: Operation, place: int) -> Tree | None:
    """The parsed text of the way back to the operand at `place`; None where no gradient flows."""
    text = operation.way_back(place)
    if text is None:
        return None
    names = OPERAND_NAMES[: len(operation.back) if operation.operands[1] is None else operation.operands[1]]
    return parse_rule(text, names, tuple(parameter.name for parameter in operation.parameters))


@lru_cache(maxsize=4096)
def rule(operation: Operation, place: int, count: int, known: tuple[float | None, ...], slope: bool = False) -> Rule:
    """The way back to the operand at `place` of `count`, shortened for the operands that are `known` scalars.

    `slope` gives the local derivative instead: what the way back makes of a gradient of 1.
    """
    tree = way_back_tree(operation, place)
    assert tree is not None
    numbers = [*CONSTANTS.items(), *zip(OPERAND_NAMES, known, strict=False)]
    replacements: dict[str, Tree] = {name: Number(number, (0, 0)) for name, number in numbers if number is not None}
    if slope:
        replacements["g"] = Number(1.0, (0, 0))
    slots = {name: slot for slot, name in enumerate(OPERAND_NAMES[:count])} | {"y": count, "g": count + 1}
    instructions: list[Instruction] = []

    def flatten(tree: Tree) -> tuple[int, ...]:
        """The slots that `tree` stands for: one, or all operands where it is the name `operands`."""
        if isinstance(tree, Name) and tree.name == "operands":
            return tuple(range(count))
        if isinstance(tree, Name) and tree.name in slots:
            return (slots[tree.name],)
        if isinstance(tree, Name):
            instructions.append(Instruction(None, (), {"value": tree}))
        elif isinstance(tree, Number):
            instructions.append(Instruction(None, (), {}, tree.value))
        else:
            assert isinstance(tree, Apply)
            operands = sum(map(flatten, tree.operands), ())
            instructions.append(Instruction(tree.operation, operands, tree.parameters or {}))
        return (count + 1 + len(instructions),)

    (result,) = flatten(simplify(substitute(tree, replacements)))
    return Rule(tuple(instructions), result)


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
    seed = count
    operations.append(None)
    operands.append(())
    shapes.append(shapes[graph.output])
    if needs[graph.output]:
        gradients[graph.output] = seed

    def emit(row: Operation | None, inputs: tuple[int, ...], given: dict[str, Any], value: float = 0.0) -> int:
        """Append one node and infer its shape; a graph of scalars stays one."""
        index = len(operations)
        if row is None:
            constants[index] = value
        if not scalar:
            shape: Shape = ()
            if row is not None:
                operand_shapes = [shapes[each] for each in inputs]
                if row.variant:
                    row = OPERATIONS[row.variant(*operand_shapes, **given)]
                if row.shape is not broadcast or any(operand_shapes):
                    shape = row.shape(*operand_shapes, **given)
            shapes.append(shape)
        if given:
            parameters[index] = given
        operations.append(row)
        operands.append(inputs)
        return index

    def instantiate(index: int, place: int, gradient: int, slope: bool = False) -> int:
        """Write the rule of one edge for the operands that stand there; the node that holds its result."""
        row, inputs = operations[index], operands[index]
        assert row
        numbers = tuple(map(known.get, inputs)) if known else ()
        instructions, result = rule(row, place, len(inputs), numbers, slope)
        slots = [*inputs, index, gradient]
        for operation, places, names, value in instructions:
            if scalar and operation and not names:
                slots.append(len(operations))
                operations.append(operation)
                operands.append(tuple([slots[each] for each in places]))
                continue
            given = bound(names, row, parameters.get(index, {}), place) if names else names
            if operation is None and given:
                given, value = {}, float(given["value"])
            slots.append(emit(operation, tuple([slots[each] for each in places]), given, value))
        return slots[result]

    for index in range(graph.output, -1, -1):
        gradient = gradients[index]
        row = operations[index]
        if gradient is None or row is None:
            continue
        partial = None in row.back
        for place, operand in enumerate(operands[index]):
            if not needs[operand] or (partial and row.way_back(place) is None):
                continue
            contribution = instantiate(index, place, gradient)
            if not scalar and shapes[contribution] != shapes[operand]:
                contribution = emit(SUM_TO, (contribution,), {"shape": shapes[operand]})
            contributions[index, place] = contribution
            before = gradients[operand]
            gradients[operand] = contribution if before is None else emit(ADD, (before, contribution), {})
    if slopes:
        for index, place in contributions:
            if not shapes[index] and not shapes[operands[index][place]]:
                slope = instantiate(index, place, seed, slope=True)
                if not scalar and shapes[slope]:
                    slope = emit(SUM_TO, (slope,), {"shape": ()})
                slope_nodes[index, place] = slope
    shapes += [()] * (len(operations) - len(shapes))
    return Adjoint(
        graph, operations, operands, shapes, parameters, constants, seed, gradients, contributions, slope_nodes
    )


def bound(names: dict[str, Any], row: Operation, given: dict[str, Any], place: int) -> dict[str, Any]:
    """The parameters of an instruction: literal, or those of the node whose way back it is; `k` is the place."""
    values = {parameter.name: parameter.default for parameter in row.parameters} | given | {"k": place}
    return {name: values[value.name] if isinstance(value, Name) else value for name, value in names.items()}
