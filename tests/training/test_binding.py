"""Arrays bound once give the numbers of the tape, bit for bit, whatever they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import tape
from app.lessons import LESSONS
from app.training.array_core import ArrayCore
from tests.training.tasks import task

NETWORKS = [
    "sum(relu(W @ x) * v)", "mean(softmax(x @ W^T))", "cross_entropy(X @ W^T, [0, 2, 1, 0])", "norm(W) + max(W)",
    "sum(where(W > 0.1, W^3, W)) + sum(X[0])", "mse(σ(X @ W^T), 0 X @ W^T)", "sum(layer_norm(X) @ W^T)", "W[0,1] W[1,1]",
    "sum(tanh(X @ W^T) + v)", "sum(1 W / 1) + sum(W^T v)", "logsumexp(X @ W^T + v)", "prod(W) + std(X) + var(v)",
    "sum((X - mean(X, dim=0, keepdim=1)) / std(X)) sum(v)", "sum(W^T @ W) + dot(v, v)", "sum(outer(v, x) @ x)",
]  # fmt: skip


def tensors(seed: int) -> dict[str, Any]:
    random = np.random.default_rng(seed)
    shapes = {"W": (3, 2), "x": (2,), "v": (3,), "X": (4, 2)}
    return {name: random.normal(size=shape) for name, shape in shapes.items()}


def assert_as_the_tape(source: str, values: dict[str, Any], others: dict[str, Any]) -> None:
    """Bound at `values`, then run at `others`: both as the tape."""
    given = task(source, values)
    core = ArrayCore(given)
    for each in (values, others, values):
        graph = given.first
        named = {name: each.get(name, value) for name, value in given.named(given.initial).items()}
        core.parameters[...] = np.concatenate([np.ravel(named[parameter.name]) for parameter in given.parameters])
        with np.errstate(all="ignore"):
            loss = core.loss(np.array([0]))
        run = tape.run(graph, named, given.upstream(graph))
        gradients = run.gradients_by_name()
        np.testing.assert_allclose(loss, np.mean(run.value), rtol=0 if graph.table.shapes else 1e-14)
        for parameter in given.parameters:
            found = parameter.view(core.gradient)
            expected = gradients.get(parameter.name, 0.0)
            # A graph of scalars goes by Python's floats there, and by NumPy here.
            np.testing.assert_allclose(found, expected, rtol=0 if graph.table.shapes else 1e-14, atol=0)


@pytest.mark.parametrize("source", NETWORKS)
def test_networks_are_as_on_the_tape(source: str) -> None:
    names = {name for name in tensors(0) if name in source}
    values, others = ({name: value for name, value in tensors(seed).items() if name in names} for seed in (1, 2))
    assert_as_the_tape(f"L = {source}", values, others)


def test_every_lesson_is_as_on_the_tape() -> None:
    tried = 0
    for lesson in LESSONS:
        arrays = {name: np.asarray(value, dtype=np.float64) for name, value in lesson.values.items()}
        values: dict[str, Any] = {name: value if value.ndim else float(value) for name, value in arrays.items()}
        others = {name: value * 1.25 for name, value in values.items()}
        if lesson.source:
            assert_as_the_tape(lesson.source, values, others)
            tried += 1
    assert tried >= 10
