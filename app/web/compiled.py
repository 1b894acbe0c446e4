"""Source and shapes -> the graph, kept, so that the same text with new values only runs.

What is kept is bounded by the number of graph nodes (and of constants' elements) over all entries, not by their
count: a thousand short formulas cost no more than a few long ones.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock

import numpy as np

from app.differentiate import differentiate
from app.engines import Value
from app.engines.tape import Program as Tape
from app.engines.tape import check_upstream
from app.graph import Graph, build
from app.language import AnySyntax, parse
from app.language.names import canonical

ELEMENTS_PER_NODE = 64
"""about so many float64 numbers weigh as much as one compiled node"""
NO_VALUES: Mapping[str, Value] = {}
INLINE_NODES = 200
"""a graph of so many scalars runs faster than a thread wakes up"""


@dataclass(slots=True)
class Compiled:
    """Everything that is known of a source before its values are."""

    graph: Graph
    weight: int
    quick: bool
    """whether a run is so short that the event loop does it itself"""
    counted: Mapping[str, float]
    """values that decided how many terms a sum has: with others it is another graph"""
    _tape: Tape | None = None

    @property
    def tape(self) -> Tape:
        """The tape's program, made when it is first asked for, and forgotten together with its graph."""
        if self._tape is None:
            self._tape = Tape(differentiate(self.graph))
        return self._tape

    def fits(self, values: Mapping[str, Value]) -> bool:
        """Whether these values make the same graph."""
        if not self.counted:
            return True
        given = {canonical(name): value for name, value in values.items()}
        return all(given.get(name) == number for name, number in self.counted.items())

    def gradients(self, values: dict[str, Value], upstream: Value | None) -> tuple[Value, dict[str, Value]]:
        """The value of the output and the gradients by name, on the tape. Raises shape.upstream, limit.time."""
        check_upstream(self.graph, upstream)
        return self.tape.gradients(values, upstream)


def shapes_of(values: Mapping[str, Value]) -> Hashable:
    """Names and shapes of `values`, in order: what a graph depends on, not the numbers."""
    return tuple([(name, value.shape if isinstance(value, np.ndarray) else ()) for name, value in values.items()])


def compile_source(source: str, syntax: AnySyntax, output: str | None, values: dict[str, Value], seed: int) -> Compiled:
    """Parse and build. Raises every error that a source can have."""
    program = parse(source, syntax=syntax, values=values)
    graph = build(program, values, output=output, seed=seed)
    elements = sum(value.size for value in graph.table.values.values() if isinstance(value, np.ndarray))
    nodes = len(graph.table.operations)
    return Compiled(
        graph,
        weight=nodes + elements // ELEMENTS_PER_NODE + len(source) // 256 + 1,
        quick=nodes <= INLINE_NODES and not graph.table.shapes,
        counted=program.counted,
    )


class CompiledCache:
    """The graphs used last, at most `capacity` by weight. Safe to use from several threads."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.weight = 0
        self.entries: OrderedDict[Hashable, Compiled] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, values: Mapping[str, Value] = NO_VALUES) -> Compiled | None:
        """The entry of `key`, unless these values need another one."""
        with self.lock:
            entry = self.entries.get(key)
            if entry is None or not entry.fits(values):
                return None
            self.entries.move_to_end(key)
            return entry

    def get_or_make(
        self, key: Hashable, make: Callable[[], Compiled], values: Mapping[str, Value] = NO_VALUES
    ) -> Compiled:
        """The entry of `key`. Two threads may both make it; the later one is kept."""
        entry = self.get(key, values) or make()
        with self.lock:
            old = self.entries.pop(key, None)
            self.entries[key] = entry
            self.weight += entry.weight - (old.weight if old else 0)
            while self.weight > self.capacity and self.entries:
                self.weight -= self.entries.popitem(last=False)[1].weight
        return entry
