"""POST /api/v1/mistakes: what is answered, and what is refused."""

from __future__ import annotations

from starlette.testclient import TestClient

INTRODUCTION = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}}


def test_gradients_are_asked_unless_values_are(client: TestClient) -> None:
    answer = client.post("/api/v1/mistakes", json=INTRODUCTION).json()
    assert answer["asked"] == "gradients"
    b = next(row for row in answer["nodes"] if row["node"] == "b")
    assert b["answer"] == 6
    assert b["mistakes"][0] == {
        "code": "operand",
        "number": 9,
        "edge": "v.0",
        "text": "That takes the other operand's derivative. In v = b·c the derivative by b is c.",
    }
    values = client.post("/api/v1/mistakes", json=INTRODUCTION | {"asked": "values", "language": "zh-CN"}).json()
    assert [row["node"] for row in values["nodes"]] == ["v", "u", "J"]
    assert values["nodes"][0]["hint"] == "把数代入 v = b·c。"


def test_what_cannot_be_asked_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/mistakes", json=INTRODUCTION | {"asked": "everything"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.field_type")


def test_a_graph_without_gradients_asks_nothing(client: TestClient) -> None:
    assert client.post("/api/v1/mistakes", json={"source": "y = 2 + 3"}).json()["nodes"] == []
