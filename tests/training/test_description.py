from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.errors import ValueProblem
from app.training.description import task_of
from app.web.training import task_asked
from app.web.training_question import TrainQuestion


def test_what_a_description_leaves_out_is_as_the_api_has_it() -> None:
    described = task_of({"source": "L = w^2"}, values={"w": 1.0}, data={})
    asked = task_asked(TrainQuestion.model_validate({"source": "L = w^2", "values": {"w": 1}}))
    assert replace(described, graphs={}) == replace(asked, graphs={})


def test_data_of_a_generator_are_no_values_of_the_formula_and_stand_beside_no_others() -> None:
    run = {"source": "L = (w x - y)^2", "generator": {"name": "line", "samples": 4}}
    task = task_of(run, values={"w": 1.0, "x": 2.0}, data={})
    assert set(task.values) == {"w"} and {len(column) for column in task.data.values()} == {4}
    with pytest.raises(ValueProblem) as caught:
        task_of(run, values={}, data={"x": np.array([1.0])})
    assert caught.value.code == "training.data_twice"
