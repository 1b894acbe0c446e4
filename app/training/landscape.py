"""The loss around a state: over any two parameters, along a line, and what one gradient promised of one change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from app.errors import NameProblem, ValueProblem
from app.graph import Graph, build
from app.language import parse
from app.language.names import canonical
from app.training.array_core import ArrayCore
from app.training.at_points import at_points
from app.training.task import Task

Over = Literal["batch", "data"]

_ENTRY = re.compile(r"(.*?)\[([0-9, ]*)\]$", re.DOTALL)


@dataclass(frozen=True)
class Landscape:
    """The loss of `samples` as a function of all parameters, one after another in a vector."""

    task: Task
    samples: np.ndarray

    @cached_property
    def graph(self) -> Graph:
        return self.task.graph(len(self.samples) if self.task.batched else 0)

    def losses(self, vectors: np.ndarray, entries: Sequence[int] | None = None) -> np.ndarray:
        """The loss at each of n points, `vectors` of shape (n, parameters). `entries`: all that differ between them."""
        task, graph = self.task, self.graph
        inputs = {canonical(name): index for name, index in graph.inputs.items()}
        given = {index: graph.table.values[index] for index in inputs.values()}
        swept = {}
        for each in task.parameters:
            index = inputs[canonical(each.name)]
            moves = entries is None or any(each.place.start <= entry < each.place.stop for entry in entries)
            if moves:
                swept[index] = vectors[:, each.place].reshape(len(vectors), *each.shape)
            else:
                given[index] = each.view(vectors[0])
        alone = not task.batched
        total = np.zeros(len(vectors))
        batches = [self.samples[place : place + 1] for place in range(len(self.samples))] if alone else [self.samples]
        for batch in batches:
            data = task.columns(batch, alone=alone).items()
            found = at_points(graph, given | {inputs[name]: value for name, value in data if name in inputs}, swept)
            total += np.mean(found.reshape(len(vectors), -1), axis=1)
        return total / len(batches)

    def surface(self, at: np.ndarray, entries: tuple[int, int], x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The loss over two entries of the vector, all others as they are: shape (len(y), len(x))."""
        grid = np.repeat(at[None, :], len(x) * len(y), axis=0)
        grid[:, entries[0]] = np.tile(x, len(y))
        grid[:, entries[1]] = np.repeat(y, len(x))
        return self.losses(grid, entries).reshape(len(y), len(x))

    def line(self, at: np.ndarray, direction: np.ndarray, distances: np.ndarray) -> np.ndarray:
        """The loss at `at` + distance × direction, for each distance."""
        return self.losses(at + distances[:, None] * direction)

    def gradient(self, at: np.ndarray) -> np.ndarray:
        """The gradient of the loss by all parameters."""
        core = ArrayCore(self.task)
        core.parameters[...] = at
        with np.errstate(all="ignore"):
            core.loss(self.samples)
        return core.gradient

    def slice(self, at: np.ndarray, direction: np.ndarray, distances: np.ndarray) -> dict[str, np.ndarray]:
        """The loss along a line, and what the gradient promises: its tangent."""
        loss = self.line(at, direction, np.zeros(1))
        with np.errstate(all="ignore"):
            promised = loss + np.dot(self.gradient(at), direction) * distances
        return {"losses": self.line(at, direction, distances), "promised": promised}

    def nudge(self, at: np.ndarray, entry: int, change: float) -> dict[str, Any]:
        """What the gradient promises of a change of one entry, what happens, and the loss around it."""
        unit = np.zeros_like(at)
        unit[entry] = 1.0
        changes = np.linspace(-2, 2, 41) * (abs(change) or 1.0)
        losses = self.line(at, unit, np.concatenate([[0.0, change], changes]))
        gradient = self.gradient(at)[entry]
        with np.errstate(all="ignore"):
            return {
                "loss": losses[0],
                "gradient": gradient,
                "promised": gradient * change,
                "happened": losses[1] - losses[0],
                "changes": changes,
                "losses": losses[2:],
            }


def landscape(task: Task, samples: np.ndarray, over: Over) -> Landscape:
    """Of the batch `samples`, or of all data."""
    return Landscape(task, samples if over == "batch" else np.arange(task.batches.samples))


def entry_of(task: Task, name: str) -> int:
    """The place in the vector of a scalar parameter `w`, or of an entry `W[0,1]`. Raises training.entry."""
    match = _ENTRY.match(name)
    wanted, written = (match[1], match[2]) if match else (name, "")
    for each in task.parameters:
        if canonical(each.name) == canonical(wanted):
            place = tuple([int(part) for part in written.split(",") if part.strip()])
            if len(place) == len(each.shape) and all(a < size for a, size in zip(place, each.shape, strict=True)):
                return int(each.place.start + (np.ravel_multi_index(place, each.shape) if place else 0))
    raise NameProblem("training.entry", name=name[:64], names=", ".join(first_entries(task)))


def first_entries(task: Task) -> list[str]:
    """`w`, `W[0,0]`: how entries of each parameter are written."""
    return [f"{each.name}[{','.join('0' * len(each.shape))}]" if each.shape else each.name for each in task.parameters]


def fitted(task: Task, vector: np.ndarray, output: str, at: Mapping[str, np.ndarray]) -> np.ndarray:
    """What the formula gives for `output` at n points of the data: shape (n, *its shape for one sample).

    Raises name.output and what parsing and building raise; training.fit where the result has no points.
    """
    count = len(next(iter(at.values())))
    batched = task.batched
    # The rest of the formula is built too, and wants its data in their shapes; whether they matter is seen after that.
    others = {name: np.zeros((count, *column.shape[1:])) for name, column in task.data.items() if name not in at}
    shown = {name: column if batched else column[0] for name, column in {**others, **at}.items()}
    values = {**task.values, **{canonical(each.name): each.value(vector) for each in task.parameters}}
    values |= {name: float(value) if np.ndim(value) == 0 else value for name, value in shown.items()}
    graph = build(parse(task.source, syntax=task.syntax, values=values), values, output=output, seed=task.seed)
    inputs = {canonical(name): index for name, index in graph.inputs.items()}
    given = {index: graph.table.values[index] for index in inputs.values()}
    swept = {inputs[name]: column for name, column in at.items() if name in inputs}
    missing = [name for name in task.data if name in inputs and name not in at]
    if missing or not swept:
        raise ValueProblem("training.fit", output=output, names=", ".join(missing or at))
    if not batched:
        return at_points(graph, given, swept)
    found: np.ndarray = at_points(graph, given, {index: column[None] for index, column in swept.items()})[0]
    if found.shape[:1] != (count,):
        raise ValueProblem("training.fit", output=output, names=", ".join(at))
    return found
