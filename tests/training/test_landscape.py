"""The loss around a state, beside the losses of training itself."""

from __future__ import annotations

import numpy as np
import pytest

from app.errors import UserError
from app.training.array_core import ArrayCore
from app.training.landscape import Landscape, entry_of, fitted, landscape
from app.training.task import Task
from tests.training.tasks import LINE, NET, task
from tests.training.test_trainer import XOR

TASKS = {"line": task(**LINE), "net": task(**NET), "samples": task(**XOR), "floats": task(**LINE, batch="each")}


def loss(task: Task, vector: np.ndarray) -> float:
    core = ArrayCore(task)
    core.parameters[...] = vector
    return core.loss(np.arange(task.batches.samples))


def whole(name: str) -> Landscape:
    return landscape(TASKS[name], np.array([0]), "data")


@pytest.mark.parametrize("name", ["line", "net", "samples"])
def test_every_point_of_a_surface_is_the_loss_there(name: str) -> None:
    given, at = TASKS[name], TASKS[name].initial
    x, y = np.linspace(-1, 1, 4), np.linspace(0, 3, 3)
    found = whole(name).surface(at, (1, 0), x, y)
    for row, b in enumerate(y):
        for column, a in enumerate(x):
            vector = at.copy()
            vector[1], vector[0] = a, b
            assert found[row, column] == pytest.approx(loss(given, vector), rel=1e-12)


@pytest.mark.parametrize("name", TASKS)
def test_the_gradient_promises_what_a_small_nudge_does(name: str) -> None:
    found = whole(name).nudge(TASKS[name].initial, 1, 1e-6)
    assert found["happened"] == pytest.approx(found["promised"], rel=1e-3, abs=1e-9)
    assert found["promised"] == found["gradient"] * 1e-6
    assert len(found["changes"]) == len(found["losses"]) and found["losses"][20] == found["loss"]


def test_a_slice_touches_its_promise_where_it_starts() -> None:
    land = whole("net")
    at = TASKS["net"].initial
    found = land.slice(at, -land.gradient(at), np.array([0.0, 1e-6, 0.1]))
    assert found["losses"][0] == found["promised"][0]
    assert found["losses"][1] == pytest.approx(found["promised"][1], rel=1e-9)
    assert found["losses"][2] != found["promised"][2]


def test_entries_are_written_as_indices() -> None:
    net = TASKS["net"]
    assert [entry_of(net, name) for name in ("W[0,0]", "W[2, 1]", "b[2]", "c[0]")] == [0, 5, 8, 12]
    assert entry_of(TASKS["line"], "b") == 1
    for name in ("W", "W[0]", "W[3,0]", "q", "b[0,0]", "x"):
        with pytest.raises(UserError) as caught:
            entry_of(net, name)
        assert caught.value.code == "training.entry" and "W[0,0]" in caught.value.detail("en") + str(
            caught.value.hint("en")
        )


def test_a_fit_is_the_prediction_at_points_of_ones_own() -> None:
    line = task(**{**LINE, "source": "p = w x + b; L = (p - y)^2"})
    points = {"x": np.array([0.0, 1.0, 2.0, 5.0])}
    np.testing.assert_array_equal(fitted(line, np.array([2.0, 1.0]), "p", points), [1, 3, 5, 11])
    net = task(**{**NET, "source": "p = relu(x @ W^T + b) @ V^T + c; L = mse(p, y)"})
    assert fitted(net, net.initial, "p", {"x": np.ones((7, 2))}).shape == (7, 1)
    strict = task(**{**NET, "source": "p = relu(x @ W^T + b) @ V^T + c; L = binary_cross_entropy(sigmoid(p), y)"})
    assert fitted(strict, net.initial, "p", {"x": np.ones((7, 2))}).shape == (7, 1)  # though L wants a y of its shape
    xor = TASKS["samples"]
    found = fitted(xor, xor.initial, "p", {"x": np.array([[0.0, 1.0], [1.0, 1.0]])})
    np.testing.assert_allclose(
        found, [0.5 * np.tanh(-0.9) + 0.5 * np.tanh(0.9), 0.5 * np.tanh(0.1) - 0.5 * np.tanh(0.1)], atol=1e-15
    )


@pytest.mark.parametrize(("output", "code"), [("L", "training.fit"), ("q", "name.output")])
def test_a_fit_needs_all_that_it_depends_on(output: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        fitted(task(**LINE), np.zeros(2), output, {"x": np.ones(3)})
    assert caught.value.code == code
