"""Steps a second of training: ours, torch with `nn` and `optim`, micrograd, and NumPy by hand, from one start."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import numpy as np
import torch
from micrograd.engine import Value

from app.engines import Value as Number
from app.training.batches import Batches
from app.training.rule import read_rule
from app.training.schedules import read_rates
from app.training.task import Task
from app.training.trainer import Trainer
from app.web.json_text import write_json
from app.web.landscape_api import surface_of

POINTS, RATE, STEPS = 50, 0.01, 100_000
random = np.random.default_rng(0)
X, Y = random.normal(size=(POINTS, 2)), random.normal(size=(POINTS, 1))
HIDDEN, BIAS = random.normal(size=(3, 2)), random.normal(size=3)
OUT, LAST = random.normal(size=(1, 3)), random.normal(size=1)

Step = Callable[[], float]
"""one update; the loss before it"""
Steps = Callable[[], list[float]]
"""AT_ONCE of them"""
AT_ONCE = 25


class Problem(ABC):
    """One thing to learn, and everybody's way to do a step of it."""

    name: ClassVar[str]

    def contestants(self) -> dict[str, Steps]:
        peers = {"torch": self.torch(), "numpy by hand": self.numpy(), "micrograd": self.micrograd()}
        return {"chainlight": self.ours(), **{name: partial(repeated, step) for name, step in peers.items()}}

    @abstractmethod
    def ours(self) -> Steps: ...

    @abstractmethod
    def torch(self) -> Step: ...

    @abstractmethod
    def numpy(self) -> Step: ...

    @abstractmethod
    def micrograd(self) -> Step: ...


def repeated(step: Step) -> list[float]:
    return [step() for _ in range(AT_ONCE)]


def trained(source: str, values: dict[str, Number], data: dict[str, np.ndarray], batch: Any) -> Steps:
    """The updates of a trainer, as it is used; a new one when it has come to its end."""
    rule = read_rule({"name": "sgd", "lr": RATE}, None)
    batches = Batches(POINTS, batch, False, 0)
    epochs = STEPS // batches.in_epoch
    task = Task(source, "formula", None, values, list(values), data, batches, rule, read_rates(RATE, ()), epochs, 0)
    trainer = Trainer(task)

    def steps() -> list[float]:
        nonlocal trainer
        if trainer.number == STEPS:
            trainer = Trainer(task)
        start = trainer.number
        trainer.advance(start + AT_ONCE)
        found: list[float] = trainer.losses[start : trainer.number].tolist()
        return found

    return steps


def torch_trained(model: torch.nn.Module, pairs: list[tuple[torch.Tensor, torch.Tensor]]) -> Step:
    """The loop of every tutorial."""
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    criterion = torch.nn.MSELoss()
    number = 0

    def step() -> float:
        nonlocal number
        x, y = pairs[number % len(pairs)]
        number += 1
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        return float(loss.item())

    return step


class Net(Problem):
    name = "Linear(2,3)-ReLU-Linear(3,1)-MSE, 50 points"

    def ours(self) -> Steps:
        values: dict[str, Number] = {"W": HIDDEN, "b": BIAS, "V": OUT, "c": LAST}
        return trained("L = mse(relu(x @ W^T + b) @ V^T + c, y)", values, {"x": X, "y": Y}, "full")

    def torch(self) -> Step:
        first, second = torch.nn.Linear(2, 3).double(), torch.nn.Linear(3, 1).double()
        for parameter, value in zip(
            [*first.parameters(), *second.parameters()], (HIDDEN, BIAS, OUT, LAST), strict=True
        ):
            parameter.data = torch.tensor(value)
        model = torch.nn.Sequential(first, torch.nn.ReLU(), second)
        return torch_trained(model, [(torch.tensor(X), torch.tensor(Y))])

    def numpy(self) -> Step:
        w, b, v, c = HIDDEN.copy(), BIAS.copy(), OUT.copy(), LAST.copy()

        def step() -> float:
            nonlocal w, b, v, c
            z = X @ w.T + b
            h = np.maximum(z, 0)
            error = h @ v.T + c - Y
            loss = np.mean(error**2)
            g = 2 * error / error.size
            gz = (g @ v) * (z > 0)
            v, c = v - RATE * (g.T @ h), c - RATE * g.sum(0)
            w, b = w - RATE * (gz.T @ X), b - RATE * gz.sum(0)
            return float(loss)

        return step

    def micrograd(self) -> Step:
        w, b = [[Value(each) for each in row] for row in HIDDEN.tolist()], [Value(each) for each in BIAS.tolist()]
        v, c = [Value(each) for each in OUT[0].tolist()], Value(float(LAST[0]))
        leaves = [*(each for row in w for each in row), *b, *v, c]
        points = list(zip(X.tolist(), Y[:, 0].tolist(), strict=True))

        def step() -> float:
            total = Value(0.0)
            for (first, second), y in points:
                hidden = [(row[0] * first + row[1] * second + bias).relu() for row, bias in zip(w, b, strict=True)]
                total += (hidden[0] * v[0] + hidden[1] * v[1] + hidden[2] * v[2] + c - y) ** 2
            return descended(total * (1 / POINTS), leaves)

        return step


class Line(Problem):
    """One sample an update."""

    name = "y = wx + b, one sample an update"
    x, y = X[:, 0].copy(), Y[:, 0].copy()
    batch: Any = "each"

    def ours(self) -> Steps:
        return trained("L = (w x + b - y)^2", {"w": 0.5, "b": 0.0}, {"x": self.x, "y": self.y}, self.batch)

    def pairs(self) -> list[tuple[np.ndarray, np.ndarray]]:
        return [(self.x[place : place + 1, None], self.y[place : place + 1, None]) for place in range(POINTS)]

    def torch(self) -> Step:
        model = torch.nn.Linear(1, 1).double()
        model.weight.data, model.bias.data = torch.tensor([[0.5]]).double(), torch.tensor([0.0]).double()
        return torch_trained(model, [(torch.tensor(x), torch.tensor(y)) for x, y in self.pairs()])

    def numpy(self) -> Step:
        w, b, number = 0.5, 0.0, 0
        pairs = self.pairs()

        def step() -> float:
            nonlocal w, b, number
            x, y = pairs[number % len(pairs)]
            number += 1
            error = w * x + b - y
            g = 2 * error / error.size
            w, b = w - RATE * np.sum(g * x), b - RATE * np.sum(g)
            return float(np.mean(error**2))

        return step

    def micrograd(self) -> Step:
        w, b, number = Value(0.5), Value(0.0), 0
        pairs = [list(zip(x[:, 0].tolist(), y[:, 0].tolist(), strict=True)) for x, y in self.pairs()]

        def step() -> float:
            nonlocal number
            total = Value(0.0)
            batch = pairs[number % len(pairs)]
            for x, y in batch:
                total += (w * x + b - y) ** 2
            number += 1
            return descended(total * (1 / len(batch)), [w, b])

        return step


class LineOfAll(Line):
    """All samples every update."""

    name = "y = wx + b, 50 points an update"
    batch = "full"

    def pairs(self) -> list[tuple[np.ndarray, np.ndarray]]:
        return [(self.x[:, None], self.y[:, None])]


def descended(loss: Any, leaves: list[Any]) -> float:
    """One step of micrograd's own loop."""
    for leaf in leaves:
        leaf.grad = 0.0
    loss.backward()
    for leaf in leaves:
        leaf.data -= RATE * leaf.grad
    return float(loss.data)


PROBLEMS: tuple[Problem, ...] = (Net(), Line(), LineOfAll())


def assert_same_losses(contestants: dict[str, Steps]) -> None:
    """Nobody may be fast with other numbers."""
    found = {name: [*steps(), *steps(), *steps()] for name, steps in contestants.items()}
    for name, losses in found.items():
        np.testing.assert_allclose(losses, found["chainlight"], rtol=1e-9, atol=1e-12, err_msg=name)


def logistic_surface() -> Callable[[], bytes]:
    """What GET /api/v1/train/surface does for 200 × 200 points of a regularised logistic loss, its JSON included."""
    source = "E = 1/2(σ(w x + b) − t)^2 + λ/2 w^2"
    values: dict[str, Number] = {"w": 0.0, "b": 0.0, "λ": 0.1}
    data = {"x": X[:, 0].copy(), "t": (Y[:, 0] > 0) * 1.0}
    rule = read_rule({"name": "sgd", "lr": RATE}, None)
    batches = Batches(POINTS, "full", False, 0)
    task = Task(source, "formula", None, values, ["w", "b"], data, batches, rule, read_rates(RATE, ()), 1, 0)
    grid = {"x": "w", "y": "b", "size": "200"}
    return lambda: write_json(surface_of(task, 1, task.initial, grid))
