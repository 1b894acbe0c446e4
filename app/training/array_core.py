"""Updates on arrays: forward, backward and the optimiser's rule as one list of NumPy calls on arrays made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from app.differentiate import differentiate
from app.engines import Value, engine
from app.growing import Growing
from app.language.names import canonical
from app.training.binding import Binding
from app.training.held import Held
from app.training.rule import GRADIENT, NORM, RATE, THETA, TIME, Rule
from app.training.task import Task
from app.training.writers import Call


class ArrayCore:
    """Parameters, gradients and states lie one after another in one vector each: the rule is run once for all."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.parameters = task.initial.copy()
        self.gradient = np.zeros_like(self.parameters)
        self.states = tuple([np.full_like(self.parameters, start) for start in task.rule.states.values()])
        self.passes: dict[int, Pass] = {}
        self.update = Update(task.rule, self.parameters, self.gradient, self.states)

    def step(self, samples: np.ndarray, time: int, rate: float) -> float:
        loss = self.loss(samples)
        self.update.run(time, rate)
        return loss

    def loss(self, samples: np.ndarray) -> float:
        """The loss of a batch; its gradient is then in `gradient`."""
        if self.task.batched:
            return self.pass_of(len(samples)).run(samples)
        if len(samples) == 1:
            return self.pass_of(0).run(samples)
        total, gathered = 0.0, np.zeros_like(self.gradient)
        for place in range(len(samples)):
            total += self.pass_of(0).run(samples[place : place + 1])
            gathered += self.gradient
        np.divide(gathered, len(samples), out=self.gradient)
        return total / len(samples)

    def pass_of(self, size: int) -> Pass:
        if size not in self.passes:
            kind = ArrayPass if self.task.engine == "tape" else EnginePass
            self.passes[size] = kind(self.task, size, self.parameters, self.gradient)
        return self.passes[size]

    def held(self) -> Held:
        return Held(self.parameters.copy(), self.gradient.copy(), tuple([each.copy() for each in self.states]))

    def restore(self, held: Held) -> None:
        mine = (self.parameters, self.gradient, *self.states)
        for array, value in zip(mine, (held.parameters, held.gradient, *held.states), strict=True):
            array[...] = value


class Pass:
    """Forward and backward over batches of one size (0: one sample without its dimension)."""

    def __init__(self, task: Task, size: int, parameters: np.ndarray, gradient: np.ndarray) -> None:
        self.task, self.size = task, size
        self.parameters, self.gradient = parameters, gradient
        self.graph = task.graph(size)
        self.inputs = {canonical(name): index for name, index in self.graph.inputs.items()}
        self.places = {self.inputs[canonical(each.name)]: each for each in task.parameters}

    def run(self, samples: np.ndarray) -> float:
        """The loss; the gradient is written."""
        raise NotImplementedError


class ArrayPass(Pass):
    def __init__(self, task: Task, size: int, parameters: np.ndarray, gradient: np.ndarray) -> None:
        super().__init__(task, size, parameters, gradient)
        adjoint = differentiate(self.graph)
        table = self.graph.table
        first = task.columns(np.arange(max(size, 1)), alone=not size)
        given = {index: np.array(table.values[index], dtype=np.float64) for index in self.inputs.values()}
        given |= {self.inputs[name]: np.array(value) for name, value in first.items() if name in self.inputs}
        given |= {node: each.view(parameters) for node, each in self.places.items()}
        upstream = task.upstream(self.graph)
        given[adjoint.seed] = np.array(1.0 if upstream is None else upstream)
        whole = task.batches.batch == "full" and size == task.batches.samples
        moving = {index for name, index in self.inputs.items() if name in task.data and not whole}
        self.data = [(given[index], task.data[name]) for name, index in self.inputs.items() if index in moving]
        self.wanted: dict[int, np.ndarray | None] = {self.graph.output: None}
        late: list[Call] = []
        for node, each in self.places.items():
            gradient_node, target = adjoint.gradients[node], each.view(gradient)
            if gradient_node is None:
                late.append(partial(target.fill, 0.0))
            elif gradient_node in self.wanted:
                late.append(partial(np.copyto, target, given.get(gradient_node, np.zeros(()))))
            else:
                self.wanted[gradient_node] = target
        fixed = given.keys() - self.places.keys() - moving
        binding = Binding(adjoint, given, fixed, self.wanted)
        self.calls = [*binding.calls, *late]
        self.output = binding.arrays[self.graph.output]

    def run(self, samples: np.ndarray) -> float:
        for array, column in self.data:
            if self.size:
                np.take(column, samples, 0, array, "clip")
            else:
                array[...] = column[samples[0]]
        for call in self.calls:
            call()
        return self.output.item() if not self.output.ndim else float(np.mean(self.output))


class EnginePass(Pass):
    """The same by another engine, which makes its graph anew each time."""

    def run(self, samples: np.ndarray) -> float:
        values: dict[str, Value] = {each.name: each.value(self.parameters) for each in self.places.values()}
        values |= {
            name: value
            for name, value in self.task.columns(samples, alone=not self.size).items()
            if name in self.inputs
        }
        run = engine(self.task.engine).run(self.graph, values, self.task.upstream(self.graph))
        for node, each in self.places.items():
            found = run.gradients[node]
            each.view(self.gradient)[...] = 0.0 if found is None else found
        return float(np.mean(run.value))


class Update:
    """The rule on vectors. What depends on the time and the rate alone is computed on floats."""

    def __init__(self, rule: Rule, parameters: np.ndarray, gradient: np.ndarray, states: Sequence[np.ndarray]) -> None:
        found = rule.graph(parameters.shape)
        columns = Growing(found.graph)
        inputs = dict(found.inputs)
        arrays = {THETA: parameters, GRADIENT: gradient, **dict(zip(rule.states, states, strict=True))}
        self.rate, self.time, self.norm = np.zeros(()), np.ones(()), np.ones(())
        arrays |= {RATE: self.rate, TIME: self.time, NORM: self.norm}
        constants = {name: np.array(value) for name, value in rule.constants.items()}
        given = {node: (arrays | constants)[symbol] for symbol, node in inputs.items()}
        fixed = {node for symbol, node in inputs.items() if symbol in constants}
        wanted: dict[int, np.ndarray | None] = {found.ends[symbol]: arrays[symbol] for symbol in found.ends}
        self.calls = Binding(columns, given, fixed, wanted).calls
        self.timed = TIME in inputs
        if NORM in inputs:
            square = np.empty_like(gradient)
            self.calls[:0] = [
                partial(np.square, gradient, square),
                partial(np.add.reduce, square, None, None, self.norm),
                partial(np.sqrt, self.norm, self.norm),
            ]

    def run(self, time: int, rate: float) -> None:
        self.rate.fill(rate)
        self.time.fill(time)
        for call in self.calls:
            call()
