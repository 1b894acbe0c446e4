"""The backward pass as a graph, run: every step of it is a step forward."""

from __future__ import annotations

from collections.abc import Mapping

from app.backward import backward_graph
from app.engines import Run, Value
from app.engines.sweep import Deadline, Sweep
from app.engines.tape import check_upstream
from app.graph import Graph, as_value
from app.growing import Growing
from app.language.names import bar, canonical


def run(graph: Graph, values: Mapping[str, Value], upstream: Value | None = None) -> tuple[Run, dict[str, Value]]:
    """The run of the backward graph, and the gradient of each input of `graph` by name."""
    check_upstream(graph, upstream)
    backward, ends = backward_graph(graph)
    named = {canonical(name): value for name, value in values.items()}
    if upstream is not None:
        named[canonical(bar(graph.nodes[graph.output].name))] = upstream
    given = {index: named.get(canonical(name), backward.nodes[index].value) for name, index in backward.inputs.items()}
    everything = range(len(backward.nodes))
    computed = Sweep(Growing(backward), everything, given, (), Deadline()).values
    found = [as_value(computed[index]) for index in everything]
    gradients = {name: found[index] for name, index in ends.items()}
    return Run(backward, "tape", found, [None] * len(found), {}, {}), gradients
