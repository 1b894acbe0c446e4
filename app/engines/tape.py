"""Our own engine: the differentiated graph, compiled once to a flat program, run for any number of values.

A graph of scalars runs on Python floats, one short tuple an operation; where that leaves the ordinary (a division
by zero, an overflow) the whole run is repeated on NumPy, which follows IEEE 754 as torch does. Tensors always run on
NumPy.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from app.differentiate import Adjoint, differentiate, operands_of
from app.engines import Run, Value
from app.errors import LimitExceeded, ShapeMismatch
from app.graph import Graph, as_value
from app.language.names import canonical
from app.limits import LIMITS
from app.operations import broadcast
from app.rules import ALONE

POINTS_AT_ONCE = 4096
"""so many points stay in the processor's cache with all intermediate values"""


class Program:
    """What runs for each set of values. Made by `program`."""

    __slots__ = ("adjoint", "graph", "inputs", "names", "scalar", "template")

    def __init__(self, adjoint: Adjoint) -> None:
        self.adjoint = adjoint
        self.graph = adjoint.graph
        self.template: list[Any] = [None] * adjoint.size
        for index, value in adjoint.constants.items():
            self.template[index] = value
        self.template[adjoint.seed] = 1.0
        for index in self.graph.inputs.values():
            self.template[index] = self.graph.table.values[index]
        self.inputs = {canonical(name): index for name, index in self.graph.inputs.items()}
        self.names = [
            (name, gradient)
            for name, index in self.graph.inputs.items()
            if (gradient := adjoint.gradients[index]) is not None
        ]
        rows = {row for row, _, _, _ in adjoint.instructions}
        self.scalar = not adjoint.tensors and not adjoint.parameters and all(row.scalar for row in rows)

    def gradients(self, values: Mapping[str, Value], upstream: Value | None = None) -> tuple[Value, dict[str, Value]]:
        """The value of the output and the gradient of each input by name."""
        computed = self.evaluate(values, upstream)
        if self.scalar:
            return computed[self.graph.output], {name: computed[index] for name, index in self.names}
        return as_value(computed[self.graph.output]), {name: as_value(computed[index]) for name, index in self.names}

    def evaluate(
        self,
        values: Mapping[str, Value],
        upstream: Value | None = None,
        seconds: float = LIMITS.evaluation_seconds,
    ) -> list[Any]:
        """The value of every node of the adjoint graph; `values` are by canonical name, missing ones keep defaults."""
        computed = self.template.copy()
        inputs = self.inputs
        for name, value in values.items():
            if name in inputs:
                computed[inputs[name]] = value
        if upstream is not None:
            computed[self.adjoint.seed] = upstream
        if self.scalar:
            try:
                for row, index, a, b in self.adjoint.instructions:
                    if b >= 0:
                        computed[index] = row.scalar(computed[a], computed[b])  # type: ignore[misc]
                    elif b == ALONE:
                        computed[index] = row.scalar(computed[a])  # type: ignore[misc]
                    else:
                        computed[index] = row.scalar(*[computed[each] for each in a])  # type: ignore[misc]
            except (ArithmeticError, ValueError):
                pass
            else:
                return computed
        return self.evaluate_arrays(computed, seconds)

    def evaluate_arrays(self, computed: list[Any], seconds: float = LIMITS.evaluation_seconds) -> list[Any]:
        """The same on NumPy, which never raises; `computed` holds inputs and constants, and is filled."""
        adjoint, deadline = self.adjoint, time.monotonic() + seconds
        parameters = adjoint.parameters
        with np.errstate(all="ignore"):
            for index, value in enumerate(computed):
                if isinstance(value, float | int):
                    computed[index] = np.float64(value)
            for row, index, a, b in adjoint.instructions:
                if time.monotonic() > deadline:
                    raise LimitExceeded("limit.time", seconds=seconds)
                arguments = [computed[each] for each in operands_of(a, b)]
                computed[index] = row.forward(*arguments, **parameters.get(index, {}))
        return computed

    def gradients_at(
        self, values: Mapping[str, Value], points: Mapping[str, Sequence[float]]
    ) -> tuple[list[Any], dict[str, list[Any]]]:
        """The same as `gradients` at n points at once: `points` gives n numbers for each of some scalar inputs.

        The value and each gradient are lists of n. A graph of scalars takes thousands of points in one pass.
        """
        arrays = {canonical(name): np.asarray(numbers, dtype=np.float64) for name, numbers in points.items()}
        count = len(next(iter(arrays.values())))
        rows = {row for row, _, _, _ in self.adjoint.instructions}
        elementwise = not self.adjoint.tensors and all(row.shape is broadcast for row in rows)
        step = POINTS_AT_ONCE if elementwise else 1
        deadline = time.monotonic() + LIMITS.evaluation_seconds
        wanted = [self.graph.output, *[index for _, index in self.names]]
        results = [np.empty((count, *self.adjoint.shapes[index])) for index in wanted]
        for start in range(0, count, step):
            computed = self.template.copy()
            for name, value in values.items():
                if name in self.inputs:
                    computed[self.inputs[name]] = value
            for name, numbers in arrays.items():
                chunk = numbers[start : start + step]
                computed[self.inputs[name]] = chunk if elementwise else float(chunk[0])
            self.evaluate_arrays(computed, deadline - time.monotonic())
            for index, result in zip(wanted, results, strict=True):
                result[start : start + step] = computed[index]
        names = [name for name, _ in self.names]
        return results[0].tolist(), {name: result.tolist() for name, result in zip(names, results[1:], strict=True)}


@lru_cache(maxsize=64)
def program(graph: Graph, *, edges: bool = False) -> Program:
    """Differentiate and flatten `graph`, once; with `edges` its program computes local derivatives too."""
    return Program(differentiate(graph, edges=edges))


def check_upstream(graph: Graph, upstream: Value | None) -> None:
    """A gradient starts from one number, or from what the caller says arrives."""
    shape = graph.table.shapes.get(graph.output, ())
    if shape == (() if upstream is None else np.shape(upstream)):
        return
    node = graph.nodes[graph.output]
    if upstream is None:
        raise ShapeMismatch("shape.upstream", node.span, name=node.name, shape=shape)
    raise ShapeMismatch("shape.upstream_differs", node.span, name=node.name, shape=shape, found=np.shape(upstream))


def run(
    graph: Graph,
    values: Mapping[str, Value],
    upstream: Value | None = None,
    *,
    seconds: float = LIMITS.evaluation_seconds,
) -> Run:
    """Values, gradients, contributions and local derivatives of every node and edge."""
    check_upstream(graph, upstream)
    tape = program(graph, edges=True)
    computed = tape.evaluate({canonical(name): value for name, value in values.items()}, upstream, seconds)
    adjoint = tape.adjoint

    def at(index: int) -> Value:
        return as_value(computed[index])

    return Run(
        graph=graph,
        engine="tape",
        values=[at(index) for index in range(len(graph.nodes))],
        gradients=[None if index is None else at(index) for index in adjoint.gradients],
        contributions={edge: at(index) for edge, index in adjoint.contributions.items()},
        locals={edge: float(computed[index]) for edge, index in adjoint.slopes.items()},
    )
