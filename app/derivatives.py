"""Hessians, their products with a vector, and Jacobians: the backward pass differentiated again, from the same rows.

Reverse over reverse: the gradient of an input is a node of a graph, whose own backward pass gives a row of the Hessian
for each of its entries. A Jacobian takes one backward pass for each entry of the output, or one forward pass for each
entry of the inputs, whichever is fewer.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from app.backward import as_graph, grown
from app.differentiate import Adjoint, differentiate
from app.engines import Value
from app.engines.sweep import Deadline, Sweep, basis, gathered
from app.engines.tape import check_upstream
from app.errors import LimitExceeded, NameProblem, ShapeMismatch
from app.graph import Graph, as_value
from app.language.names import canonical
from app.limits import LIMITS
from app.operations import OPERATIONS
from app.tangents import tangents

MUL, SUM = OPERATIONS["mul"], OPERATIONS["sum"]


@dataclass(frozen=True, slots=True)
class Hessian:
    """`blocks` of the whole, or its `product` with a vector; the other is None."""

    value: Value
    gradients: dict[str, Value]
    blocks: dict[str, dict[str, Value]] | None
    product: dict[str, Value] | None


@dataclass(frozen=True, slots=True)
class Jacobian:
    value: Value
    blocks: dict[str, Value]
    """input -> array of shape (*output, *input)"""
    mode: Literal["reverse", "forward"]
    passes: int


def hessian(
    graph: Graph,
    values: Mapping[str, Value],
    *,
    inputs: Collection[str] | None = None,
    vector: Mapping[str, Value] | None = None,
    upstream: Value | None = None,
) -> Hessian:
    """∂²output/∂x∂w for all `inputs` x and w, or with `vector` Σ ∂²output/∂x∂w · v over all w.

    A tensor output needs `upstream`: it is differentiated as the sum of its entries times it. Raises name.input,
    shape.upstream, shape.direction, derivative.missing, limit.derivative, limit.derivative_numbers, limit.time.
    """
    check_upstream(graph, upstream)
    first = differentiate(graph)
    chosen = choose(first, inputs)
    if vector is None:
        numbers = entries(graph, chosen)
        check_size(passes=numbers, numbers=numbers**2)
    else:
        directions = read_vector(graph, chosen, vector)
    given = given_values(graph, values) | {first.seed: 1.0 if upstream is None else upstream}
    deadline = Deadline()
    reached = {name: gradient for name, index in chosen.items() if (gradient := first.gradients[index]) is not None}
    base = Sweep(first, {graph.output, *reached.values()}, given, (), deadline).values
    gradients = {name: as_value(base[index]) for name, index in reached.items()}
    value = as_value(base[graph.output])
    if vector is None:
        return Hessian(value, gradients, blocks(first, chosen, given, deadline), None)
    return Hessian(value, gradients, None, product(first, chosen, directions, given, deadline))


def blocks(
    first: Adjoint, chosen: Mapping[str, int], given: Mapping[int, Value], deadline: Deadline
) -> dict[str, dict[str, Value]]:
    """Each row of the Hessian is the gradient of one entry of a gradient."""
    graph = as_graph(first)
    found: dict[str, dict[str, Value]] = {}
    for name, index in chosen.items():
        shape = first.shapes[index]
        gradient = first.gradients[index]
        reached: dict[str, int] = {}
        rows: dict[str, list[Value]] = {}
        if gradient is not None:
            second = differentiate(replace(graph, output=gradient))
            reached = {other: row for other, each in chosen.items() if (row := second.gradients[each]) is not None}
            sweep = Sweep(second, reached.values(), given, {second.seed}, deadline)
            for unit in basis(shape) if reached else ():
                computed = sweep.run({second.seed: unit})
                for other, row in reached.items():
                    rows.setdefault(other, []).append(computed[row])
        found[name] = {
            other: as_value(gathered(rows[other], shape, inner) if other in reached else np.zeros((*shape, *inner)))
            for other, each in chosen.items()
            for inner in [first.shapes[each]]
        }
    return found


def product(
    first: Adjoint,
    chosen: Mapping[str, int],
    directions: Mapping[str, Value],
    given: Mapping[int, Value],
    deadline: Deadline,
) -> dict[str, Value]:
    """The gradient of the gradient's inner product with the vector: one pass, however many numbers there are."""
    columns = grown(first)
    total: int | None = None
    vectors: dict[int, Value] = {}
    for name, direction in directions.items():
        gradient = first.gradients[chosen[name]]
        if gradient is None:
            continue
        vector = columns.leaf(columns.shapes[gradient])
        vectors[vector] = direction
        term = columns.emit(MUL, (gradient, vector))
        total = columns.total(total, columns.emit(SUM, (term,)) if columns.shapes[term] else term)
    zeros = {name: as_value(np.zeros(first.shapes[index])) for name, index in chosen.items()}
    if total is None:
        return zeros
    second = differentiate(columns.frozen(total, held={first.seed, *vectors}))
    reached = {name: row for name, index in chosen.items() if (row := second.gradients[index]) is not None}
    computed = Sweep(second, reached.values(), {**given, **vectors, second.seed: 1.0}, (), deadline).values
    return zeros | {
        name: as_value(np.broadcast_to(computed[row], np.shape(zeros[name]))) for name, row in reached.items()
    }


def jacobian(graph: Graph, values: Mapping[str, Value], *, inputs: Collection[str] | None = None) -> Jacobian:
    """∂output/∂x for all `inputs` x. Raises name.input, limit.derivative*, limit.time."""
    adjoint = differentiate(graph)
    chosen = choose(adjoint, inputs)
    rows, columns = math.prod(graph.nodes[graph.output].shape), entries(graph, chosen)
    passes = min(rows, columns)
    check_size(passes=passes, numbers=rows * columns)
    given, deadline = given_values(graph, values), Deadline()
    if rows <= columns or not columns:
        value, found = by_rows(adjoint, chosen, given, deadline)
        return Jacobian(value, found, "reverse", passes)
    value, found = by_columns(graph, chosen, given, deadline)
    return Jacobian(value, found, "forward", passes)


def by_rows(
    adjoint: Adjoint, chosen: Mapping[str, int], given: Mapping[int, Value], deadline: Deadline
) -> tuple[Value, dict[str, Value]]:
    """One backward pass for each entry of the output."""
    output = adjoint.graph.output
    shape = adjoint.shapes[output]
    reached = {name: row for name, index in chosen.items() if (row := adjoint.gradients[index]) is not None}
    sweep = Sweep(adjoint, [output, *reached.values()], given, {adjoint.seed}, deadline)
    rows: dict[str, list[Value]] = {name: [] for name in chosen}
    for unit in basis(shape):
        computed = sweep.run({adjoint.seed: unit})
        for name, index in chosen.items():
            rows[name].append(computed[reached[name]] if name in reached else np.zeros(adjoint.shapes[index]))
    blocks = {name: as_value(gathered(each, shape, adjoint.shapes[chosen[name]])) for name, each in rows.items()}
    return as_value(sweep.values[output]), blocks


def by_columns(
    graph: Graph, chosen: Mapping[str, int], given: Mapping[int, Value], deadline: Deadline
) -> tuple[Value, dict[str, Value]]:
    """One forward pass for each entry of the inputs."""
    shape = graph.nodes[graph.output].shape
    blocks: dict[str, Value] = {}
    value = None
    for name, index in chosen.items():
        found = tangents(graph, {index})
        seed, tangent = found.seeds[index], found.tangents[graph.output]
        wanted = [graph.output] if tangent is None else [graph.output, tangent]
        sweep = Sweep(found.columns, wanted, given, {seed}, deadline)
        columns = [
            np.zeros(shape) if tangent is None else np.array(sweep.run({seed: unit})[tangent])
            for unit in basis(graph.nodes[index].shape)
        ]
        inner = graph.nodes[index].shape
        blocks[name] = as_value(np.moveaxis(np.reshape(columns, (-1, *shape)), 0, -1).reshape((*shape, *inner)))
        value = sweep.values[graph.output]
    return as_value(value), blocks


# ── what is asked for ───────────────────────────────────────────────────────────────────────────────────────────────


def choose(adjoint: Adjoint, wanted: Collection[str] | None) -> dict[str, int]:
    """Name -> node of the inputs asked for, in the source's order; without `wanted` all that a gradient reaches."""
    graph = adjoint.graph
    able = {name: index for name, index in graph.inputs.items() if graph.nodes[index].requires_grad}
    if wanted is None:
        return {name: index for name, index in able.items() if adjoint.gradients[index] is not None}
    asked = {canonical(name): name for name in wanted}
    known = set(map(canonical, able))
    for key, name in asked.items():
        if key not in known:
            raise NameProblem("name.input", name=name[:64], names=", ".join(able) or "-")
    return {name: index for name, index in able.items() if canonical(name) in asked}


def read_vector(graph: Graph, chosen: Mapping[str, int], vector: Mapping[str, Value]) -> dict[str, Value]:
    """A value for some of the `chosen` inputs, in their shapes, by name. Raises name.input, shape.direction."""
    names = {canonical(name): name for name in chosen}
    found: dict[str, Value] = {}
    for key, value in vector.items():
        name = names.get(canonical(key))
        if name is None:
            raise NameProblem("name.input", name=key[:64], names=", ".join(chosen) or "-")
        shape = graph.nodes[chosen[name]].shape
        if np.shape(value) != shape:
            raise ShapeMismatch("shape.direction", name=name, shape=shape, found=np.shape(value))
        found[name] = value
    return found


def entries(graph: Graph, chosen: Mapping[str, int]) -> int:
    """How many numbers the chosen inputs hold together."""
    return sum(math.prod(graph.nodes[index].shape) for index in chosen.values())


def check_size(*, passes: int, numbers: int) -> None:
    if passes > LIMITS.derivative_passes:
        raise LimitExceeded("limit.derivative", limit=LIMITS.derivative_passes, found=passes)
    if numbers > LIMITS.answer_numbers:
        raise LimitExceeded("limit.derivative_numbers", limit=LIMITS.answer_numbers, found=numbers)


def given_values(graph: Graph, values: Mapping[str, Value]) -> dict[int, Value]:
    """Input node -> its value: given, else its default."""
    named = {canonical(name): value for name, value in values.items()}
    return {index: named.get(canonical(name), graph.nodes[index].value) for name, index in graph.inputs.items()}
