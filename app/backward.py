r"""An adjoint -> a graph: the backward pass as a graph like any other, to be differentiated again or drawn.

`as_graph` keeps everything in its place. `backward_graph` keeps what the gradients of the inputs are made of, and names
it: \bar{x} for the gradient that reaches x.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import numpy as np

from app.differentiate import Adjoint
from app.graph import Graph, Node, as_value
from app.graph.freezing import name_operations
from app.growing import Growing
from app.language.names import bar
from app.language.tree import Apply, Definition, Name, Number, Program, Tree
from app.operations import OPERATIONS

IDENTITY = OPERATIONS["identity"]


def as_graph(adjoint: Adjoint, output: int | None = None) -> Graph:
    """All nodes of `adjoint` in their places; the seed is one of them, an input of ones that no gradient flows to.

    `output`: one of the nodes; without it the gradient of the first input that has one.
    """
    if output is None:
        found = [adjoint.gradients[index] for index in adjoint.graph.inputs.values()]
        output = next((each for each in found if each is not None), adjoint.seed)
    return grown(adjoint).frozen(output, held={adjoint.seed})


def grown(adjoint: Adjoint) -> Growing:
    """The columns of `adjoint`, its seed an input by the name of the output's gradient."""
    columns, seed = Growing(adjoint), adjoint.seed
    name = bar(adjoint.graph.nodes[adjoint.graph.output].name)
    columns.inputs[name], columns.names[seed] = seed, name
    columns.defaults[seed] = as_value(np.ones(adjoint.shapes[seed]))
    return columns


# ── to be drawn ─────────────────────────────────────────────────────────────────────────────────────────────────────


def backward_graph(graph: Graph) -> tuple[Graph, dict[int, int]]:
    r"""The backward pass of `graph`, and node of `graph` -> where its gradient stands in it, for those that are in it.

    A walk as in `differentiate`, by the same rules, that gives every gradient a node of its own name: where addition
    passes one on unchanged, \bar{a} = \bar{u}. Forward values that no gradient needs are left out. Its output is the
    gradient of the first input that has one; no gradient flows in it.
    """
    columns = Growing(graph)
    columns.spans.clear()
    output = graph.nodes[graph.output]
    seed = columns.input(bar(output.name), as_value(np.ones(output.shape)), output.shape)
    gradients: dict[int, int] = {graph.output: seed} if output.requires_grad else {}
    for node in reversed(graph.nodes):
        gradient = gradients.get(node.index)
        if gradient is None:
            continue
        if node.index != graph.output:
            gradient = gradients[node.index] = called(columns, gradient, bar(node.name))
        columns.spans[gradient] = node.span
        for place, operand in enumerate(node.operands):
            way = columns.way(node.index, place) if graph.nodes[operand].requires_grad else None
            if way is not None:
                contribution = columns.write(way, node.index, place, gradient)[way.result]
                contribution = columns.fitted(contribution, graph.nodes[operand].shape)
                gradients[operand] = columns.total(gradients.get(operand), contribution)
    wanted = {name: gradients[index] for name, index in graph.inputs.items() if index in gradients}
    whole = columns.frozen(seed, held=columns.inputs.values())
    kept, places = pruned(whole.nodes, wanted.values() or [seed])
    ends = [places[index] for index in wanted.values()]
    last = next(iter(ends), places.get(seed, 0))
    nodes = lettered(kept, [*ends, last], chain(graph.program.spellings, columns.names.values()))
    inputs = {name: places[index] for name, index in columns.inputs.items() if index in places}
    found = Graph.of(program_of(graph.program, nodes), nodes, inputs, last)
    stands = {index: places[each] for index, each in gradients.items() if each in places}
    return replace(found, assumed=tuple(name for name in graph.assumed if name in inputs)), stands


def called(columns: Growing, index: int, name: str) -> int:
    """The node under `name`: itself, or where it goes by another name already, a node that repeats it."""
    if columns.operations[index] is None or index in columns.names:
        index = columns.emit(IDENTITY, (index,))
    columns.names[index] = name
    return index


def pruned(nodes: tuple[Node, ...], wanted: Iterable[int]) -> tuple[list[Node], dict[int, int]]:
    """What `wanted` are computed from, in order, and the new place of each."""
    keep = set(wanted)
    for node in reversed(nodes):
        if node.index in keep:
            keep.update(node.operands)
    places = {old: new for new, old in enumerate(sorted(keep))}
    kept = [
        nodes[old]._replace(index=new, operands=tuple(places[each] for each in nodes[old].operands), group=None)
        for old, new in places.items()
    ]
    return kept, places


def lettered(nodes: list[Node], ends: list[int], written: Iterable[str]) -> tuple[Node, ...]:
    """Every operation with a name."""
    names = {node.index: node.name for node in nodes if node.name}
    operations, operands = [node.operation for node in nodes], [node.operands for node in nodes]
    taken = list(written)
    for end in ends:
        names |= name_operations(operations, operands, names, end, [*taken, *names.values()])
    return tuple(node._replace(name=names.get(node.index, "")) for node in nodes)


def program_of(program: Program, nodes: tuple[Node, ...]) -> Program:
    """A program that says what the nodes do, a definition each, under the source that they came from."""

    def symbol(node: Node) -> Tree:
        if node.name:
            return Name(node.name, (0, 0))
        return node.tree or Number(node.value, (0, 0))

    definitions = {}
    for node in nodes:
        if node.operation:
            operands = tuple(symbol(nodes[each]) for each in node.operands)
            written = {name: value for name, value in node.parameters.items() if value is not None}
            tree = Apply(node.operation, operands, (0, 0), written or None)
            definitions[node.name] = Definition(node.name, tree, (node.index, node.index + 1))
    names = {node.name: node.name for node in nodes if node.name}
    return Program(program.source, program.syntax, definitions, {}, (), spellings=names)
