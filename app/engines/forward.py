"""Values and, beside them, tangents: how fast each value changes while some inputs change at given rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from app.engines import Run, Value, tape
from app.engines.sweep import Deadline, Sweep
from app.errors import NameProblem, ShapeMismatch
from app.graph import Graph, as_value
from app.language.names import canonical
from app.tangents import Tangents, tangents


@dataclass(frozen=True, slots=True, eq=False)
class ForwardRun:
    """One pass forward. `run` has the values and the local derivatives; its gradients are of no concern here.

    All edges between scalars have their local derivative, also those that no gradient passes: where the backward pass
    itself is the graph, none does.
    """

    run: Run
    columns: Tangents
    tangents: list[Value | None]
    """by node; None where nothing that changes leads to it"""
    contributions: dict[tuple[int, int], Value]
    """(target node, operand's place) -> what this edge adds to the tangent of its target"""

    given: dict[int, Value]
    """the values and rates of change that it was run with"""

    def through(self, ways: Mapping[str, tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]) -> dict[str, Value]:
        """What enters a group by some edges adds to the tangent of its last member; by name of the way.

        A way: the members of the group in order, and the edges. Where nothing comes it is absent. Raises limit.time.
        """
        nodes = {name: self.columns.through(*way) for name, way in ways.items()}
        wanted = {name: node for name, node in nodes.items() if node is not None}
        values = Sweep(self.columns.columns, wanted.values(), self.given, (), Deadline()).values
        return {name: as_value(values[node]) for name, node in wanted.items()}

    @property
    def tangent(self) -> Value:
        """Of the output; zero where nothing reaches it."""
        output = self.run.graph.output
        found = self.tangents[output]
        return as_value(np.zeros(self.run.graph.nodes[output].shape)) if found is None else found


def run(graph: Graph, values: Mapping[str, Value], directions: Mapping[str, Value] | None = None) -> ForwardRun:
    """`directions`: how fast inputs change, by name; without any the first input changes by 1 in each entry.

    Raises name.input, shape.direction, derivative.missing, limit.time.
    """
    changing = read_directions(graph, directions)
    output = graph.nodes[graph.output]
    backward = tape.run(graph, values, np.ones(output.shape) if output.shape else None)
    found = tangents(graph, changing)
    given: dict[int, Value] = {index: backward.values[index] for index in graph.inputs.values()}
    given |= {found.seeds[index]: direction for index, direction in changing.items()}
    slopes = found.slopes()
    wanted = {*found.contributions.values(), *(each for each in found.tangents if each is not None), *slopes.values()}
    computed = Sweep(found.columns, wanted, given, (), Deadline()).values
    contributions = {edge: as_value(computed[index]) for edge, index in found.contributions.items()}
    locals_ = {edge: float(computed[index]) for edge, index in slopes.items()}
    return ForwardRun(
        replace(backward, contributions={**locals_, **contributions, **backward.contributions}, locals=locals_),
        found,
        [None if index is None else as_value(computed[index]) for index in found.tangents],
        contributions,
        given,
    )


def read_directions(graph: Graph, directions: Mapping[str, Value] | None) -> dict[int, Value]:
    """Input node -> how fast it changes."""
    able = [index for index in graph.inputs.values() if graph.nodes[index].requires_grad]
    if directions is None:
        return {index: as_value(np.ones(graph.nodes[index].shape)) for index in (able or [*graph.inputs.values()])[:1]}
    names = {canonical(name): name for name in graph.inputs}
    found: dict[int, Value] = {}
    for key, value in directions.items():
        name = names.get(canonical(key))
        if name is None:
            raise NameProblem("name.input", name=key[:64], names=", ".join(graph.inputs) or "-")
        shape = graph.nodes[graph.inputs[name]].shape
        if np.shape(value) != shape:
            raise ShapeMismatch("shape.direction", name=name, shape=shape, found=np.shape(value))
        found[graph.inputs[name]] = value
    return found
