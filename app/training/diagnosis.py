"""What goes wrong in training, named when it happens and where: a note once for each thing at each place.

Divergence is seen at its very update. The gradients and the units are looked at now and then, over all samples: one
sample alone leaves many a gradient at 0 that is well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from app.engines.sweep import needed
from app.graph import Graph
from app.growing import Growing
from app.kernels import functions
from app.language.names import canonical
from app.messages import Language, Text, text
from app.numbers import short
from app.training.array_core import ArrayCore
from app.training.task import Task

GROWN = 10.0
"""a loss that is so many times the largest of the first epoch diverges"""
EXPLODED, VANISHED = 1e3, 1e-6
"""a gradient so many times its size at the start; a gradient of one parameter beside the largest of all"""
SAMPLES, SAMPLES_ALONE = 256, 64
"""so many are looked at, at most, evenly over the data; fewer where each goes through the formula by itself"""
LOOKS = 64
"""in a run"""

# fmt: off
NOTES: dict[str, Text] = {
    "diverges":    text("The loss is {loss}, more than {grown} times the largest at the start: the learning rate is too high.",
                        "损失达到 {loss}，超过开始时最大值的 {grown} 倍：学习率太大。"),
    "not_finite":  text("{where} is no longer a finite number; here the run ends.", "{where} 不再是有限的数，训练到此结束。"),
    "dead_relu":   text("{where} is 0 for every sample: a dead ReLU, through which no gradient comes back.",
                        "{where} 对所有样本都是 0：这个 ReLU 已死，梯度无法传回。"),
    "no_gradient": text("The gradient of {where} is exactly 0 over all samples: it does not learn.", "{where} 的梯度在全部样本上恰好为 0：它学不动。"),
    "vanishing":   text("The gradient of {where} vanishes: an entry of it is {size}, beside {largest} of {other}.",
                        "{where} 的梯度消失：其元素大小约为 {size}，而 {other} 的为 {largest}。"),
    "exploding":   text("The gradient of {where} explodes: the norm of all is {size}, from {first} at the start.",
                        "{where} 的梯度爆炸：总范数为 {size}，开始时为 {first}。"),
}
# fmt: on


class Note(NamedTuple):
    """`where` is a parameter, or a unit `h[2]`."""

    code: str
    update: int
    where: str
    facts: Mapping[str, str]

    def told(self, language: Language) -> dict[str, Any]:
        """As JSON has it."""
        words = NOTES[self.code][language].format(where=self.where, **self.facts)
        return {"code": self.code, "update": self.update, "where": self.where, "text": words}


class Watch:
    """Looks at one run. What it has told it does not tell again."""

    def __init__(self, task: Task) -> None:
        self.task = task
        count = task.batches.samples
        most = SAMPLES if task.batched else SAMPLES_ALONE
        self.samples = np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))
        rows = {row.forward for row in task.first.table.operations if row}
        self.rectifies = functions.relu in rows
        self.core = ArrayCore(task)
        self.told: set[tuple[str, str]] = set()
        self.first: float | None = None
        """the norm of the gradient at the start"""

    def new(self, code: str, update: int, where: str, **facts: str) -> Iterator[Note]:
        if (code, where) not in self.told:
            self.told.add((code, where))
            yield Note(code, update, where, facts)

    def loss(self, update: int, loss: float, start: float) -> Iterator[Note]:
        """`start`: the largest loss of the first epoch."""
        if loss > GROWN * start > 0 and np.isfinite(loss):
            name = self.task.first.nodes[self.task.first.output].name or "L"
            yield from self.new("diverges", update, name, loss=short(loss), grown=short(GROWN))

    def end(self, update: int, vector: np.ndarray, samples: np.ndarray) -> Iterator[Note]:
        """The loss of an update is not finite: the first node that is not."""
        for graph, values in self.forward(vector, samples):
            for node in graph.nodes:
                if node.index in values and not np.isfinite(values[node.index]).all():
                    yield from self.new("not_finite", update, node.name or graph.nodes[graph.output].name)
                    return

    def state(self, update: int, vector: np.ndarray) -> Iterator[Note]:
        """Units and gradients before an update."""
        self.core.parameters[...] = vector
        with np.errstate(all="ignore"):
            self.core.loss(self.samples)
            dead = self.dead_units(vector) if self.rectifies else []
            sizes = {
                each.name: float(np.sqrt(np.mean(np.square(each.view(self.core.gradient)))))
                for each in self.task.parameters
            }
            norm = float(np.sqrt(np.sum(np.square(self.core.gradient))))
        for where in dead:
            yield from self.new("dead_relu", update, where)
        other = max(sizes, key=lambda name: sizes[name])
        largest = sizes[other]
        if self.first is None:
            self.first = norm
        if not np.isfinite(norm):
            return
        if norm > EXPLODED * self.first > 0:
            yield from self.new("exploding", update, other, size=short(norm), first=short(self.first))
        for name, size in sizes.items():
            if size == 0 < largest:
                yield from self.new("no_gradient", update, name)
            elif 0 < size < VANISHED * largest:
                found = {"size": short(size), "largest": short(largest), "other": other}
                yield from self.new("vanishing", update, name, **found)

    def dead_units(self, vector: np.ndarray) -> list[str]:
        """ReLU units that are 0 for every sample, as `h` or `h[2]`."""
        active: dict[str, np.ndarray] = {}
        for graph, values in self.forward(vector, self.samples):
            for node in graph.nodes:
                if node.operation and node.operation.forward is functions.relu and node.index in values:
                    value = np.asarray(values[node.index])
                    if self.task.batched:
                        value = np.any(value > 0, axis=0) if value.ndim else value > 0
                    active[node.name] = np.logical_or(active.get(node.name, False), value > 0)
        return [
            f"{name}[{','.join(map(str, place))}]" if place else name
            for name, alive in active.items()
            for place in np.ndindex(alive.shape)
            if not alive[place]
        ]

    def forward(self, vector: np.ndarray, samples: np.ndarray) -> Iterator[tuple[Graph, dict[int, Any]]]:
        """The values of all nodes: once for a batch, or for each sample where the formula is that of one."""
        task = self.task
        alone = not task.batched
        batches = [samples[place : place + 1] for place in range(len(samples))] if alone else [samples]
        graph = task.graph(0 if alone else len(samples))
        columns = Growing(graph)
        order = [index for index in needed(columns, [graph.output]) if columns.operations[index] is not None]
        inputs = {canonical(name): index for name, index in graph.inputs.items()}
        fixed = {**columns.constants, **{index: graph.table.values[index] for index in inputs.values()}}
        fixed |= {inputs[canonical(name)]: each for name, each in task.named(vector).items()}
        for batch in batches:
            data = task.columns(batch, alone=alone)
            values: dict[int, Any] = fixed | {inputs[name]: each for name, each in data.items() if name in inputs}
            values = {index: np.float64(each) if np.ndim(each) == 0 else each for index, each in values.items()}
            with np.errstate(all="ignore"):
                for index in order:
                    row, operands = columns.operations[index], [values[each] for each in columns.operands[index]]
                    assert row
                    values[index] = row.forward(*operands, **columns.parameters.get(index, {}))
            yield graph, values
