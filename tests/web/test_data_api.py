from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient


def test_a_data_set_is_listed_and_made(client: TestClient) -> None:
    rows = client.get("/api/v1/datasets?lang=zh").json()["datasets"]
    assert [row["name"] for row in rows][:3] == ["line", "parabola", "sine"] and "直线" in rows[0]["doc"]
    made = client.get("/api/v1/datasets?name=moons&samples=4&seed=2&noise=0").json()
    assert made["target"] == "binary" and len(made["columns"]["x"]) == 4 and made["columns"]["y"] == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("name=cats", "training.generator"),
        ("name=line&samples=x", "training.number"),
        ("name=line&noise=-1", "training.option"),
    ],
)
def test_a_data_set_that_cannot_be_made_is_a_problem(client: TestClient, query: str, code: str) -> None:
    assert client.get(f"/api/v1/datasets?{query}").json()["code"] == code


def test_a_generator_stands_for_its_samples(client: TestClient) -> None:
    body: dict[str, Any] = {"source": "L = (w x + b - y)^2", "epochs": 3, "optimizer": {"name": "sgd", "lr": 0.1}}
    made = client.get("/api/v1/datasets?name=line&samples=8").json()["columns"]
    short = client.post("/api/v1/train", json={**body, "generator": {"name": "line", "samples": 8}}).text
    long = client.post("/api/v1/train", json={**body, "data": made}).text
    assert short.partition("id: 1u")[2] == long.partition("id: 1u")[2] != ""
    both = client.post("/api/v1/train", json={**body, "data": made, "generator": {"name": "line"}}).json()
    assert both["code"] == "training.data_twice"


def test_a_pasted_table_can_be_sent_on_as_data(client: TestClient) -> None:
    table = client.post("/api/v1/table", json={"text": "x;y\n1,5;3\n2;4"}).json()
    assert table == {"samples": 2, "columns": {"x": [1.5, 2], "y": [3, 4]}, "classes": {}}
    body = {"source": "L = (w x - y)^2", "data": table["columns"], "epochs": 1}
    assert client.post("/api/v1/train", json=body).status_code == 200
    assert client.post("/api/v1/table", json={"text": "1,2\n3"}).json()["code"] == "training.table"


def test_notes_come_in_the_language_of_each_listener(client: TestClient) -> None:
    body = {"source": "L = (w x)^2", "values": {"w": 1}, "data": {"x": [3]}, "optimizer": {"lr": 1}, "epochs": 50}
    texts = {}
    for language in ("en", "zh-CN"):
        stream = client.post("/api/v1/train", json={**body, "language": language}).text
        done = json.loads(stream.rstrip().rpartition("data: ")[2])
        texts[language] = done["notes"][0]["text"]
        assert done["notes"][0]["code"] == "diverges" and texts[language] in stream.rpartition("event: done")[0]
    assert "learning rate" in texts["en"] and "学习率" in texts["zh-CN"]
