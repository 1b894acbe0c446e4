"""Updates of a graph of scalars: forward, backward and the rule of every parameter as one list on Python floats."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.differentiate import differentiate, operands_of
from app.engines.sweep import needed
from app.engines.tape import Program
from app.graph import Graph, build
from app.growing import Growing
from app.language import parse
from app.language.names import canonical
from app.operations import Operation
from app.rules import ALONE, MANY
from app.training.held import Held
from app.training.rule import GRADIENT, NORM, RATE, THETA, TIME
from app.training.task import Task

Instruction = tuple[Operation, int, Any, int]


def is_scalar(task: Task) -> bool:
    """Whether everything is Python floats: one sample at a time through a graph of scalars."""
    if task.engine != "tape" or task.batched or task.batches.size != 1 or task.first.table.shapes:
        return False
    return Program(differentiate(task.first)).scalar


class ScalarCore:
    """One sample an update. Where that leaves the ordinary the update is repeated on NumPy, as on the tape."""

    def __init__(self, task: Task) -> None:
        self.task = task
        adjoint = differentiate(task.first)
        self.instructions: list[Instruction] = []
        self.computed: list[Any] = [None] * adjoint.size
        for index, value in {**adjoint.constants, adjoint.seed: 1.0}.items():
            self.computed[index] = value
        inputs = {canonical(name): index for name, index in task.first.inputs.items()}
        for index in inputs.values():
            self.computed[index] = task.first.table.values[index]
        self.output = task.first.output
        self.parameters = [inputs[canonical(each.name)] for each in task.parameters]
        self.gradients = [self.or_zero(adjoint.gradients[index]) for index in self.parameters]
        self.data = [(inputs[name], column.tolist()) for name, column in task.data.items() if name in inputs]
        self.rate, self.time = self.leaf(0.0), self.leaf(1.0)
        self.states: list[list[int]] = [
            [self.leaf(start) for _ in self.parameters] for start in task.rule.states.values()
        ]
        wanted = [self.output, *[each for each in adjoint.gradients if each is not None]]
        keep = set(needed(adjoint, wanted))
        self.instructions += [each for each in adjoint.instructions if each[1] in keep]
        self.moves: list[tuple[int, int]] = []
        self.write_rule()
        self.fast = [(row.scalar, index, a, b) for row, index, a, b in self.instructions]

    def leaf(self, value: float) -> int:
        self.computed.append(value)
        return len(self.computed) - 1

    def or_zero(self, index: int | None) -> int:
        return self.leaf(0.0) if index is None else index

    def write_rule(self) -> None:
        """Append the rule for each parameter; what it has in common with the others only once."""
        rule = self.task.rule
        found = rule.graph(())
        shared = {RATE: self.rate, TIME: self.time}
        shared |= {name: self.leaf(value) for name, value in rule.constants.items()}
        if NORM in found.inputs:
            shared[NORM] = self.write_norm()
        common = {node: shared[symbol] for symbol, node in found.inputs.items() if symbol in shared}
        for place, parameter in enumerate(self.parameters):
            mine = {THETA: parameter, GRADIENT: self.gradients[place]}
            mine |= {symbol: places[place] for symbol, places in zip(rule.states, self.states, strict=True)}
            own = {node: mine[symbol] for symbol, node in found.inputs.items() if symbol in mine}
            self.write(found.graph, common, own, [*found.ends.values()])
            self.moves += [(mine[symbol], own[node]) for symbol, node in found.ends.items()]

    def write_norm(self) -> int:
        """The norm of all gradients together."""
        names = [f"g_{place}" for place in range(len(self.gradients))]
        source = f"n = sqrt({' + '.join(f'{name} {name}' for name in names)})"
        graph = build(parse(source, syntax="formula", values=names), dict.fromkeys(names, 1.0))
        given = {graph.inputs[name]: index for name, index in zip(names, self.gradients, strict=True)}
        self.write(graph, given, {}, [graph.output])
        return given[graph.output]

    def write(self, graph: Graph, common: dict[int, int], own: dict[int, int], wanted: list[int]) -> None:
        """Append what `wanted` nodes of `graph` need. `common` and `own` say where its nodes stand, and grow: `common`
        by what depends on nothing of `own`.
        """
        columns = Growing(graph)
        for node in needed(columns, wanted):
            if node in common or node in own:
                continue
            row, operands = columns.operations[node], columns.operands[node]
            if row is None:
                common[node] = self.leaf(columns.constants[node])
                continue
            places = tuple([own[each] if each in own else common[each] for each in operands])
            target = self.leaf(0.0)
            (own if any(each in own for each in operands) else common)[node] = target
            two, one = len(places) == 2, len(places) == 1
            self.instructions.append(
                (row, target, places[0] if one or two else places, places[1] if two else ALONE if one else MANY)
            )

    def step(self, samples: np.ndarray, time: int, rate: float) -> float:
        computed, sample = self.computed, samples[0]
        for index, column in self.data:
            computed[index] = column[sample]
        computed[self.rate], computed[self.time] = rate, float(time)
        try:
            for function, index, a, b in self.fast:
                if b >= 0:
                    computed[index] = function(computed[a], computed[b])  # type: ignore[misc]
                elif b == ALONE:
                    computed[index] = function(computed[a])  # type: ignore[misc]
                else:
                    computed[index] = function(*[computed[each] for each in a])  # type: ignore[misc]
        except (ArithmeticError, ValueError):
            self.repeat()
        loss: float = computed[self.output]
        for target, index in self.moves:
            computed[target] = computed[index]
        return loss

    def repeat(self) -> None:
        """The same on NumPy, which never raises."""
        computed = self.computed
        for row, index, a, b in self.instructions:
            computed[index] = float(row.forward(*[np.float64(computed[each]) for each in operands_of(a, b)]))

    def held(self) -> Held:
        computed = self.computed

        def vector(places: list[int]) -> np.ndarray:
            return np.array([computed[each] for each in places])

        return Held(vector(self.parameters), vector(self.gradients), tuple([vector(each) for each in self.states]))

    def restore(self, held: Held) -> None:
        mine = (self.parameters, self.gradients, *self.states)
        for places, vector in zip(mine, (held.parameters, held.gradient, *held.states), strict=True):
            for place, value in zip(places, vector.tolist(), strict=True):
                self.computed[place] = value
