"""Tasks for tests, from plain lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.graph import as_value
from app.training.batches import Batch
from app.training.description import task_of
from app.training.task import EngineName, Task

LINE: dict[str, Any] = {
    "source": "L = (w x + b - y)^2",
    "values": {"w": 0.0, "b": 0.0},
    "data": {"x": [1.0, 2.0, 3.0, -1.5, 0.25], "y": [2.0, 3.9, 6.1, -2.0, 1.0]},
    "parameters": ["w", "b"],
}

_numbers = np.random.default_rng(0)
NET: dict[str, Any] = {
    "source": "L = mse(relu(x @ W^T + b) @ V^T + c, y)",
    "values": {
        "W": _numbers.normal(size=(3, 2)),
        "b": _numbers.normal(size=3),
        "V": _numbers.normal(size=(1, 3)),
        "c": _numbers.normal(size=1),
    },
    "data": {"x": _numbers.normal(size=(50, 2)), "y": _numbers.normal(size=(50, 1))},
    "parameters": ["W", "b", "V", "c"],
}


def task(
    source: str,
    values: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    parameters: Sequence[str] | None = None,
    *,
    batch: Batch = "full",
    shuffle: bool = False,
    optimizer: Mapping[str, Any] | None = None,
    clip: Mapping[str, Any] | None = None,
    schedule: Sequence[Mapping[str, Any]] = (),
    epochs: int = 10,
    seed: int = 0,
    engine: EngineName = "tape",
) -> Task:
    run = {
        "source": source,
        "syntax": "formula",
        "parameters": parameters,
        "batch": batch,
        "shuffle": shuffle,
        "optimizer": optimizer or {"name": "sgd", "lr": 0.01},
        "clip": clip,
        "schedule": schedule,
        "epochs": epochs,
        "seed": seed,
        "engine": engine,
    }
    columns = {name: np.asarray(column, dtype=np.float64) for name, column in (data or {}).items()}
    return task_of(run, values={name: as_value(value) for name, value in (values or {}).items()}, data=columns)
