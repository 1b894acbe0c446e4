"""The backward pass as a graph, run: every step of it is a step forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.backward import backward_graph
from app.engines import Run, Value
from app.engines.sweep import Deadline, Sweep
from app.engines.tape import check_upstream
from app.graph import Graph, as_value
from app.growing import Growing
from app.language.names import bar, canonical


@dataclass(frozen=True, slots=True, eq=False)
class BackwardRun:
    """The backward graph of a graph, with its values. No gradient flows in it."""

    run: Run
    gradients: dict[str, Value]
    """input of the graph -> its gradient"""
    stands: dict[int, int]
    """node of the graph -> the node of the backward graph that is its gradient"""


def run(graph: Graph, values: Mapping[str, Value], upstream: Value | None = None) -> BackwardRun:
    """The backward pass of `graph`, walked as a graph. Raises what `tape.run` raises of `upstream`."""
    check_upstream(graph, upstream)
    backward, stands = backward_graph(graph)
    named = {canonical(name): value for name, value in values.items()}
    if upstream is not None:
        named[canonical(bar(graph.nodes[graph.output].name))] = upstream
    given = {index: named.get(canonical(name), backward.nodes[index].value) for name, index in backward.inputs.items()}
    everything = range(len(backward.nodes))
    computed = Sweep(Growing(backward), everything, given, (), Deadline()).values
    found = [as_value(computed[index]) for index in everything]
    gradients = {name: found[stands[index]] for name, index in graph.inputs.items() if index in stands}
    return BackwardRun(Run(backward, "tape", found, [None] * len(found), {}, {}), gradients, stands)
