"""The same numbers whenever and wherever an update is computed, and those of the engine that draws the graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import tape
from app.training.trainer import Trainer
from tests.training.tasks import LINE, NET, task

XOR: dict[str, Any] = {
    "source": "h = tanh(W x + b); p = dot(v, h) + c; L = (p - t)^2",
    "values": {"W": [[1, -1], [-1, 1]], "b": [0.1, -0.1], "v": [0.5, 0.5], "c": 0.0},
    "data": {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "t": [0, 1, 1, 0]},
}
RUNS: dict[str, dict[str, Any]] = {
    "floats": {**LINE, "batch": "each", "shuffle": True, "seed": 3, "optimizer": {"name": "adam"}, "epochs": 40},
    "arrays": {**NET, "batch": 16, "shuffle": True, "optimizer": {"name": "rmsprop", "momentum": 0.9}, "epochs": 50},
    "samples": {**XOR, "batch": 3, "shuffle": True, "optimizer": {"name": "sgd", "lr": 0.1, "momentum": 0.9}},
    "torch": {**LINE, "batch": 2, "engine": "torch", "epochs": 5},
    "without data": {"source": "L = a^2 + 20 b^2", "values": {"a": 3.0, "b": 1.0}, "epochs": 700},
}


@pytest.mark.parametrize("run", RUNS)
def test_any_update_is_the_same_in_any_order_bit_for_bit(run: str) -> None:
    straight, jumping = Trainer(task(**RUNS[run])), Trainer(task(**RUNS[run]))
    count = straight.task.updates
    held = [straight.update(number) for number in range(1, count + 1)]
    for number in (count, 1, count // 2, count // 3, 2, count - 1):
        mine, other = jumping.update(number), held[number - 1]
        assert mine.loss == other.loss and mine.samples.tolist() == other.samples.tolist()
        for left, right in zip((mine.before, mine.gradient, *mine.after.states), (other.before, other.gradient, *other.after.states), strict=True):  # fmt: skip
            assert left.tobytes() == right.tobytes()
        assert mine.after.parameters.tobytes() == other.after.parameters.tobytes()
    assert straight.losses.tobytes() == jumping.losses.tobytes()


@pytest.mark.parametrize("run", ["floats", "arrays", "samples", "without data"])
def test_losses_and_gradients_are_those_of_the_tape(run: str) -> None:
    trainer = Trainer(task(**RUNS[run]))
    for number in (1, 2, 5, 9):
        update = trainer.update(number)
        alone = not trainer.task.batched
        gradient, losses = np.zeros_like(update.gradient), []
        for samples in [update.samples[place : place + 1] for place in range(len(update.samples))] if alone else [update.samples]:  # fmt: skip
            graph = trainer.task.graph(0 if alone else len(samples))
            values = {**trainer.task.named(update.before), **trainer.task.columns(samples, alone=alone)}
            found = tape.run(graph, values, trainer.task.upstream(graph))
            losses.append(float(np.mean(found.value)))
            named = found.gradients_by_name()
            gradient += np.concatenate([np.ravel(named[each.name]) for each in trainer.task.parameters])
        assert update.loss == sum(losses) / len(losses)
        assert (update.gradient == gradient / len(losses)).all()


def test_a_run_ends_where_its_loss_is_not_finite() -> None:
    trainer = Trainer(task("L = (w x)^2", {"w": 1.0}, {"x": [3.0]}, optimizer={"name": "sgd", "lr": 10.0}, epochs=9000))
    assert trainer.advance(9000) == "ended"
    assert trainer.end == trainer.diverged == trainer.number < 200
    assert not np.isfinite(trainer.update(trainer.end).loss)
    assert np.isfinite(trainer.losses[: trainer.end - 1]).all()
    assert trainer.advance(9000) == "ended" and trainer.advance(3) == "there"


def test_work_stops_when_its_time_is_over_and_goes_on_from_there() -> None:
    trainer = Trainer(task(**LINE, batch="each", epochs=1000))
    assert trainer.advance(5000, -1.0) == "later" and trainer.number < 5000
    assert trainer.advance(5000) == "there"


@pytest.mark.parametrize(
    ("line", "value"),
    [("L = (1/w x - y)^2", 0.0), ("L = exp(w x) - y", 1000.0), ("L = sqrt(w) x - y", -1.0), ("L = log(w) x - y", 0.0)],
)
def test_floats_that_leave_the_ordinary_go_on_as_arrays_do(line: str, value: float) -> None:
    data = {"x": [1.0, 2.0], "y": [1.0, 3.0]}
    floats = Trainer(task(line, {"w": value}, data, batch="each"))
    arrays = Trainer(task(f"{line} + 0 sum(z)", {"w": value, "z": [0.0, 0.0]}, data, ["w"], batch="each"))
    assert type(floats.core) is not type(arrays.core)
    floats.advance(2), arrays.advance(2)
    np.testing.assert_array_equal(floats.losses[: floats.end], arrays.losses[: arrays.end])
