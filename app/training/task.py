"""A request to train -> everything that is known before the first update: graphs, data, parameters, rule, rates.

A formula means a batch in one of two ways, and which is found out by its shapes. `batched`: the names of data stand for
tensors with the samples along the first dimension, as in torch; the formula must hold for any number of samples, and
where its output is not one number the loss is its mean. Else, as in `W x + b`, the formula is that of one sample: the
loss is its mean over the samples of the batch. So it is where numbers side by side (`y ln(p)`) would else become a
product of vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from app.engines import Value, pytorch
from app.errors import LimitExceeded, NameProblem, ShapeMismatch, UserError, ValueProblem
from app.graph import Graph, build
from app.language import AnySyntax, parse
from app.language.names import canonical
from app.limits import LIMITS
from app.operations import Shape
from app.training.batches import Batches
from app.training.rule import Rule
from app.training.schedules import Rates
from app.training.trained import trained_unasked

EngineName = Literal["tape", "torch"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input that is trained, and its place in the vector of all of them."""

    name: str
    """as the source spells it"""
    node: int
    shape: Shape
    place: slice

    def view(self, vector: np.ndarray) -> np.ndarray:
        """Its part of a vector of all parameters, in its shape: not a copy."""
        return vector[self.place].reshape(self.shape)

    def value(self, vector: np.ndarray) -> Value:
        """A copy of its part, a float for a scalar."""
        return self.view(vector).copy() if self.shape else float(vector[self.place][0])


@dataclass(frozen=True)
class Task:
    """`values` and `data` are by canonical name; each of `data` has the samples along its first dimension."""

    source: str
    syntax: AnySyntax
    output: str | None
    values: Mapping[str, Value]
    trained: Sequence[str] | None
    """names of parameters; None where `trained_unasked` finds them"""
    data: Mapping[str, np.ndarray]
    batches: Batches
    rule: Rule
    rates: Rates
    epochs: int
    seed: int
    engine: EngineName = "tape"
    graphs: dict[int, Graph] = field(default_factory=dict)
    """number of samples, 0 for one without its dimension -> the graph of the formula"""

    def graph(self, samples: int) -> Graph:
        """The formula for so many samples along the first dimension, or for one sample without it (0)."""
        if samples not in self.graphs:
            values = {**self.values, **self.columns(np.arange(max(samples, 1)), alone=not samples)}
            program = parse(self.source, syntax=self.syntax, values=values)
            self.graphs[samples] = build(program, values, output=self.output, seed=self.seed)
        return self.graphs[samples]

    def columns(self, samples: np.ndarray, alone: bool) -> dict[str, Value]:
        """The data of these samples; of the first of them as one sample where it is `alone`."""
        if alone:
            rows = {name: column[samples[0] % len(column)] for name, column in self.data.items()}
            return {name: float(row) if row.ndim == 0 else row for name, row in rows.items()}
        return {name: column[samples % len(column)] for name, column in self.data.items()}

    @cached_property
    def batched(self) -> bool:
        """Whether the formula takes a batch as it is. Raises what is wrong with the formula if it holds in no way."""
        size = self.batches.size
        alone, together = self.problem(0), self.problem(size) or self.problem(size + 1)
        if alone and together:
            raise alone if self.batches.batch == "each" or alone.code == together.code else together
        if self.batches.batch == "each" or alone or together:
            return bool(alone)
        return not self.mixes_samples

    @property
    def mixes_samples(self) -> bool:
        """Whether `y ln(p)` would be a product of vectors for a batch, though it is one of numbers for a sample."""
        alone, together = (
            {reading.span for reading in graph.readings if reading.code == "matrix_product"}
            for graph in (self.graph(0), self.graph(self.batches.size))
        )
        return not self.graph(0).table.shapes.get(self.graph(0).output) and not together <= alone

    def problem(self, samples: int) -> UserError | None:
        try:
            self.graph(samples)
        except UserError as problem:
            return problem
        return None

    @cached_property
    def first(self) -> Graph:
        """The graph of a whole batch, or of one sample."""
        return self.graph(self.batches.size if self.batched else 0)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Raises name.input, training.parameter, training.no_parameters, training.output, limit.elements."""
        graph = self.first
        names = {canonical(name): name for name in graph.inputs}
        wanted = trained_unasked(names, self.data) if self.trained is None else [*self.trained]
        found: list[Parameter] = []
        start = 0
        for name in dict.fromkeys(map(canonical, wanted)):
            if name not in names:
                raise NameProblem("name.input", name=name[:64], names=", ".join(graph.inputs) or "-")
            if name in self.data:
                raise ValueProblem("training.parameter", name=names[name])
            node = graph.inputs[names[name]]
            shape = graph.table.shapes.get(node, ())
            size = int(np.prod(shape))
            found.append(Parameter(names[name], node, shape, slice(start, start + size)))
            start += size
        if not found:
            raise ValueProblem("training.no_parameters")
        if start > LIMITS.tensor_elements:
            raise LimitExceeded("limit.elements", limit=LIMITS.tensor_elements, found=start)
        shape = graph.table.shapes.get(graph.output, ())
        if shape and not self.batched:
            node_ = graph.nodes[graph.output]
            raise ShapeMismatch("training.output", node_.span, name=node_.name, shape=list(shape))
        return tuple(found)

    @cached_property
    def initial(self) -> np.ndarray:
        """All parameters before the first update, one after another."""
        values = self.first.table.values
        return np.concatenate([np.ravel(values[each.node]) for each in self.parameters]).astype(np.float64)

    @property
    def updates(self) -> int:
        """How many there are in all."""
        return self.epochs * self.batches.in_epoch

    def named(self, vector: np.ndarray) -> dict[str, Value]:
        """A vector like that of all parameters -> each by name, in its shape."""
        return {each.name: each.value(vector) for each in self.parameters}

    def upstream(self, graph: Graph) -> Value | None:
        """The gradient of the mean where the output is not one number."""
        shape = graph.table.shapes.get(graph.output, ())
        return np.full(shape, 1 / np.prod(shape)) if shape else None

    def check(self) -> None:
        """Raise whatever is wrong with it, before anything runs: also training.data, limit.updates, server.no_torch."""
        check_lengths(self.data)
        if self.updates > LIMITS.updates:
            raise LimitExceeded("limit.updates", limit=LIMITS.updates, found=self.updates)
        assert self.parameters
        if self.engine == "torch":
            pytorch.torch()


def check_lengths(columns: Mapping[str, np.ndarray]) -> None:
    """Raises training.data where there are not as many entries in each."""
    if len({len(column) for column in columns.values()}) > 1:
        lengths = ", ".join(f"{name}: {len(column)}" for name, column in columns.items())
        raise ValueProblem("training.data", lengths=lengths)
