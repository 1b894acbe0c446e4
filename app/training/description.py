"""A run as it is described, in the words of POST /api/v1/train -> its task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.engines import Value
from app.errors import ValueProblem
from app.training.batches import Batches
from app.training.generators import generated
from app.training.rule import read_rule
from app.training.schedules import read_rates
from app.training.task import Task


def task_of(run: Mapping[str, Any], *, values: Mapping[str, Value], data: Mapping[str, np.ndarray]) -> Task:
    """What `run` leaves out is as its API has it. `values` and `data` are those of the description, by canonical name.

    Raises training.data_twice, and what `read_rule`, `read_rates` and `generated` raise; `Task.check` finds the rest.
    """
    rule = read_rule(run.get("optimizer", {}), run.get("clip"))
    rates = read_rates(rule.chosen["lr"], run.get("schedule", ()))
    if run.get("generator") is not None:
        if data:
            raise ValueProblem("training.data_twice")
        data = generated(run["generator"])
    samples = len(next(iter(data.values()))) if data else 1
    seed = run.get("seed", 0)
    return Task(
        source=run["source"],
        syntax=run.get("syntax", "auto"),
        output=run.get("output"),
        values={name: value for name, value in values.items() if name not in data},
        trained=run.get("parameters"),
        data=data,
        batches=Batches(samples, run.get("batch", "full"), run.get("shuffle", False), seed),
        rule=rule,
        rates=rates,
        epochs=run.get("epochs", 100),
        seed=seed,
        engine=run.get("engine", "tape"),
    )
