"""The loss around a run, over HTTP."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.web.landscape_api import rounded
from app.web.train_api import EXAMPLE_RUN as RUN
from app.web.training_question import TRAIN_EXAMPLES


def get(client: TestClient, path: str, **query: Any) -> Any:
    return client.get(f"/api/v1/train/{path}", params={"run": RUN, **query}).json()


def test_a_surface_has_the_path_s_own_loss_where_the_path_is(client: TestClient) -> None:
    query = {"update": 3, "x": "w", "y": "b", "x_from": -1, "x_to": 3, "y_from": 0, "y_to": 1, "size": 5}
    found = get(client, "surface", **query)
    assert found["x"]["values"] == [-1, 0, 1, 2, 3] and found["y"]["name"] == "b"
    assert len(found["losses"]) == 5 and found["losses"][0][3] == 0.0
    update = get(client, "updates", **{"from": 3})["updates"][0]
    assert found["x"]["at"] == update["parameters"]["w"]
    here = get(
        client, "surface", update=3, over="batch", size=3, x_from=found["x"]["at"] - 1, x_to=found["x"]["at"] + 1
    )
    assert here["losses"][1][1] == pytest.approx(update["loss"], rel=1e-7)


def test_a_slice_shows_the_promise_beside_the_loss(client: TestClient) -> None:
    for along in ("gradient", "step"):
        found = get(client, "slice", update=2, along=along, over="batch", size=7)
        assert len(found["distances"]) == len(found["losses"]) == len(found["promised"]) == 7
    update = get(client, "updates", **{"from": 2})["updates"][0]
    start = get(client, "slice", update=2, over="batch", size=2, **{"from": 0, "to": 0.05})
    assert start["losses"][0] == start["promised"][0] == pytest.approx(update["loss"], rel=1e-12)
    assert start["taken"] == update["learning_rate"]


def test_a_nudge_of_the_batch_promises_its_gradient(client: TestClient) -> None:
    update = get(client, "updates", **{"from": 4})["updates"][0]
    found = get(client, "nudge", update=4, parameter="b", change=0.5, over="batch")
    assert found["gradient"] == pytest.approx(update["gradients"]["b"], rel=1e-12)
    assert found["promised"] == found["gradient"] * 0.5 and found["at"] == update["parameters"]["b"]


def test_a_fit_follows_the_run(client: TestClient) -> None:
    body = {"run": RUN, "updates": [1, 7], "output": "p", "at": {"x": [0, 1, 2]}}
    found = client.post("/api/v1/train/fit", json=body).json()
    assert found["fits"][0] == {"update": 1, "values": [0, 0, 0]}
    last = get(client, "updates", **{"from": 6})["updates"][0]["next"]
    assert found["fits"][1]["values"] == pytest.approx([last["b"] + last["w"] * x for x in (0, 1, 2)])


@pytest.mark.parametrize(
    ("path", "query", "code"),
    [
        ("surface", {"x": "w", "y": "w"}, "training.grid"),
        ("surface", {"x": "q"}, "training.entry"),
        ("surface", {"size": 251}, "training.grid"),
        ("surface", {"size": 1}, "training.grid"),
        ("surface", {"x_from": "one"}, "training.number"),
        ("surface", {"x_from": "nan"}, "training.number"),
        ("surface", {"x_from": 1, "x_to": 1}, "training.grid"),
        ("surface", {"update": 9}, "training.update"),
        ("surface", {"update": 0}, "training.update"),
        ("slice", {"update": 8}, "training.update"),
        ("nudge", {"parameter": "x"}, "training.entry"),
        ("nudge", {"change": "1e999"}, "training.number"),
        ("nudge", {"run": "1.x"}, "training.run"),
    ],
)
def test_what_cannot_be_computed_is_a_problem(client: TestClient, path: str, query: Any, code: str) -> None:
    assert get(client, path, **query)["code"] == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"run": "1.x"}, "training.run"),
        ({"output": "L"}, "training.fit"),
        ({"output": "q"}, "name.output"),
        ({"at": {"x": 1}}, "training.column"),
        ({"at": {"x": [1], "y": [1, 2]}}, "training.data"),
        ({"at": {}}, "request.field_type"),
        ({"updates": [8]}, "training.update"),
    ],
)
def test_a_fit_that_cannot_be_is_a_problem(client: TestClient, change: Any, code: str) -> None:
    body = {"run": RUN, "updates": [1], "output": "p", "at": {"x": [0, 1, 2]}} | change
    assert client.post("/api/v1/train/fit", json=body).json()["code"] == code


def test_every_number_of_a_tensor_can_be_swept(client: TestClient) -> None:
    text = client.post("/api/v1/train", json=TRAIN_EXAMPLES["net"]["value"]).text
    run = json.loads(text.split("data: ")[1].split("\n")[0])["run"]
    found = get(client, "surface", run=run, update=41, size=3)
    assert (found["x"]["name"], found["y"]["name"]) == ("W[0,0]", "W[0,1]")
    assert get(client, "nudge", run=run, update=5, parameter="v[1]")["parameter"] == "v[1]"


def test_a_surface_is_rounded_to_eight_digits() -> None:
    values = np.array([1 / 3, -2e-7 / 3, 2e25 / 3, 0.0, 1e-300 / 3, np.inf, np.nan, 5.0])
    found = rounded(values).tolist()
    assert found[:4] == [0.33333333, -6.6666667e-08, 6.6666667e24, 0.0] and found[5] == np.inf and found[7] == 5.0
    assert np.isnan(found[6])
