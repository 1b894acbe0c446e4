from __future__ import annotations

from typing import Any

import pytest

from app.errors import UserError
from tests.training.tasks import LINE, NET, task

DATA = {"x": [[1.0, 2.0], [3.0, 4.0]], "y": [1.0, 2.0]}


@pytest.mark.parametrize(
    ("source", "values", "batched"),
    [
        ("L = (w x - y)^2", {"w": 1.0}, True),
        ("L = mean((w x - y)^2)", {"w": 1.0}, True),
        ("L = mse(dot(w, x), y)", {"w": [1.0, 1.0]}, False),
        ("L = sum((W x - y)^2)", {"W": [[1.0, 2.0], [3.0, 4.0]]}, False),
        ("L = mse(x @ w, y)", {"w": [1.0, 1.0]}, True),
    ],
)
def test_a_formula_is_that_of_a_batch_where_it_holds_for_any_number_of_samples(
    source: str, values: dict[str, Any], batched: bool
) -> None:
    """Also where there are as many samples as rows of a matrix, and `W x` would fit by chance."""
    data = {"x": [1.0, 2.0], "y": [1.0, 2.0]} if "w x" in source else DATA
    assert task(source, values, data).batched is batched


@pytest.mark.parametrize(
    ("source", "batched"),
    [
        ("L = -(y ln(σ(w x)) + (1 - y) ln(1 - σ(w x)))", False),
        ("L = max(0, 1 - y (w x + 1))", False),
        ("L = -(y * ln(σ(w x)) + (1 - y) * ln(1 - σ(w x)))", True),
        ("L = dot(y, x) w", True),
    ],
)
def test_numbers_side_by_side_stay_numbers_in_a_batch(source: str, batched: bool) -> None:
    """`y ln(p)` of a batch would be a product of vectors: one number, and no mean of anything."""
    assert task(source, {"w": 0.5}, {"x": [1.0, 2.0], "y": [1.0, 0.0]}).batched is batched


def test_one_sample_at_a_time_is_a_sample_and_not_a_batch_of_one() -> None:
    each = task(**LINE, batch="each")
    assert not each.batched and each.first.table.shapes == {}
    assert not task(**NET, batch="each").batched


def test_the_loss_is_the_mean_where_the_output_is_not_one_number() -> None:
    line = task(**LINE)
    upstream = line.upstream(line.first)
    assert line.batched and upstream is not None
    assert list(upstream) == [0.2] * 5  # type: ignore[arg-type]


def test_without_names_every_input_that_is_no_data_is_trained() -> None:
    found = task(LINE["source"], LINE["values"], LINE["data"]).parameters
    assert [each.name for each in found] == ["w", "b"]
    assert [each.name for each in task(LINE["source"], LINE["values"], LINE["data"], ["b"]).parameters] == ["b"]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("name.input", {**LINE, "parameters": ["q"]}),
        ("training.parameter", {**LINE, "parameters": ["x"]}),
        ("training.no_parameters", {"source": "L = x^2", "data": {"x": [1.0]}}),
        ("training.no_parameters", {**LINE, "parameters": []}),
        ("training.output", {"source": "L = W x", "values": {"W": [[1.0, 2.0], [3.0, 4.0]]}, "data": {"x": DATA["x"]}}),
        ("training.data", {**LINE, "data": {"x": [1.0], "y": [1.0, 2.0]}}),
        ("limit.updates", {**LINE, "epochs": 100_000, "batch": "each"}),
        ("shape.matmul", {**NET, "data": {"x": [[1.0]], "y": [[1.0]]}}),
        ("training.optimizer", {**LINE, "optimizer": {"name": "lion"}}),
        ("training.option_unknown", {**LINE, "optimizer": {"name": "sgd", "momentun": 0.9}}),
        ("training.option", {**LINE, "optimizer": {"name": "sgd", "lr": -1}}),
        ("training.option", {**LINE, "optimizer": {"name": "sgd", "lr": True}}),
        ("training.option", {**LINE, "optimizer": {"name": "sgd", "maximize": 1}}),
        ("training.option", {**LINE, "optimizer": {"name": "adam", "betas": [0.9]}}),
        ("training.option", {**LINE, "optimizer": {"name": "adam", "betas": [0.9, 1.0]}}),
        ("training.nesterov", {**LINE, "optimizer": {"name": "sgd", "nesterov": True}}),
        ("training.clip", {**LINE, "clip": {}}),
        ("training.clip", {**LINE, "clip": {"value": 1, "norm": 1}}),
        ("training.option", {**LINE, "clip": {"norm": 0}}),
        ("training.schedule", {**LINE, "schedule": [{"name": "lucky"}]}),
        ("training.option_missing", {**LINE, "schedule": [{"name": "step"}]}),
        ("training.option", {**LINE, "schedule": [{"name": "step", "step_size": 1.5}]}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_request_is_told_before_anything_runs(code: str, given: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        task(**given).check()
    assert caught.value.code == code
    assert caught.value.detail("en") and caught.value.detail("zh-CN")
