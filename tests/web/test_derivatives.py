"""POST /api/v1/hessian and /api/v1/jacobian: what is answered, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.language.names import bar

INTRODUCTION = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}}


def test_a_hessian_names_its_blocks(client: TestClient) -> None:
    answer = client.post("/api/v1/hessian", json=INTRODUCTION | {"inputs": ["b", "c"]}).json()
    assert answer == {
        "output": "J", "value": 33.0, "inputs": ["b", "c"], "gradients": {"b": 6.0, "c": 9.0},
        "blocks": {"b": {"b": 0.0, "c": 3.0}, "c": {"b": 3.0, "c": 0.0}}, "product": None,
    }  # fmt: skip


def test_a_vector_is_answered_with_the_product_alone(client: TestClient) -> None:
    answer = client.post("/api/v1/hessian", json=INTRODUCTION | {"vector": {"b": 2}}).json()
    assert (answer["blocks"], answer["product"]) == (None, {"a": 0.0, "b": 0.0, "c": 6.0})


def test_tensors_are_nested_arrays(client: TestClient) -> None:
    body = {"source": "y = sum(x^2) w", "values": {"x": [1, 2], "w": 3}}
    assert client.post("/api/v1/hessian", json=body).json()["blocks"] == {
        "x": {"x": [[6.0, 0.0], [0.0, 6.0]], "w": [2.0, 4.0]}, "w": {"x": [2.0, 4.0], "w": 0.0}
    }  # fmt: skip


def test_an_upstream_gradient_makes_one_number_of_a_tensor_output(client: TestClient) -> None:
    body = {"source": "y = x^3", "values": {"x": [1, 2]}, "upstream": [1, 10]}
    assert client.post("/api/v1/hessian", json=body).json()["blocks"] == {"x": {"x": [[6.0, 0.0], [0.0, 120.0]]}}


def test_a_jacobian_says_which_way_it_went(client: TestClient) -> None:
    answer = client.post("/api/v1/jacobian", json={"source": "y = W x", "values": {"W": [[1, 2]], "x": [3, 4]}}).json()
    assert answer == {
        "output": "y", "value": [11.0], "inputs": ["W", "x"], "jacobian": {"W": [[[3.0, 4.0]]], "x": [[1.0, 2.0]]},
        "mode": "reverse", "passes": 1,
    }  # fmt: skip


def test_infinities_are_words(client: TestClient) -> None:
    body = {"source": "y = sqrt(x)", "values": {"x": 0}}
    assert client.post("/api/v1/hessian", json=body).json()["blocks"] == {"x": {"x": "-Infinity"}}


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        ("hessian", {"inputs": ["q"]}, "name.input"),
        ("hessian", {"vector": {"q": 1}}, "name.input"),
        ("hessian", {"vector": {"b": [1, 2]}}, "shape.direction"),
        ("hessian", {"engine": "torch"}, "derivative.engine"),
        ("jacobian", {"engine": "torch"}, "derivative.engine"),
        ("jacobian", {"upstream": 2}, "derivative.upstream"),
        ("hessian", {"source": "y = [a, b]"}, "shape.upstream"),
        ("hessian", {"source": "y = sum(x^2)", "values": {"x": [1] * 300}}, "limit.derivative"),
        ("jacobian", {"source": "y = outer(x, x)", "values": {"x": [1] * 250}}, "limit.derivative_numbers"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_cannot_be_answered_is_a_problem(
    client: TestClient, path: str, change: dict[str, Any], code: str, language: str
) -> None:
    answer = client.post(f"/api/v1/{path}", json=INTRODUCTION | change | {"language": language})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.json()["detail"]) == (language == "zh-CN")


def test_the_backward_graph_is_a_graph_whose_steps_are_all_forward(client: TestClient) -> None:
    answer = client.post("/api/v1/graph", json=INTRODUCTION | {"graph": "backward"}).json()
    assert (answer["graph"], answer["mode"]) == ("backward", "reverse")
    assert answer["gradients"] == {"a": 3.0, "b": 6.0, "c": 9.0}
    values = {node["id"]: node["value"] for node in answer["nodes"]}
    barred = {bar("J"): 1.0, bar("u"): 3.0, bar("v"): 3.0, bar("b"): 6.0, bar("c"): 9.0, bar("a"): 3.0}
    assert values == {"b": 3.0, "c": 2.0} | barred
    latex = {node["id"]: node["latex"] for node in answer["nodes"]}
    assert latex[bar("b")] == r"\bar{b} = \bar{v} \, c" and latex[bar("a")] == r"\bar{a} = \bar{u}"
    assert {step["phase"] for step in answer["steps"]} == {"forward"} and len(answer["steps"]) == 5
    assert all(node["gradient"] is None and not node["requires_grad"] for node in answer["nodes"])


def test_the_backward_graph_takes_what_arrives_from_outside(client: TestClient) -> None:
    body = {"source": "y = W x", "values": {"W": [[1, 2]], "x": [3, 4]}, "upstream": [10], "graph": "backward"}
    answer = client.post("/api/v1/graph", json=body).json()
    assert answer["gradients"] == {"W": [[30.0, 40.0]], "x": [10.0, 20.0]}


def test_forward_mode_puts_a_tangent_beside_every_value(client: TestClient) -> None:
    answer = client.post("/api/v1/graph", json=INTRODUCTION | {"mode": "forward", "tangent": {"b": 1}}).json()
    assert (answer["mode"], answer["tangent"], answer["gradients"]) == ("forward", 6.0, {})
    assert {node["id"]: node["tangent"] for node in answer["nodes"]} == {
        "a": None, "b": 1.0, "c": None, "v": 2.0, "u": 2.0, "J": 6.0
    }  # fmt: skip
    assert {edge["id"]: edge["tangent"] for edge in answer["edges"]}["v.0"] == 2.0
    told = [(step["phase"], step["node"], step["value"]) for step in answer["steps"]]
    assert told == [
        ("tangent", "b", 1.0), ("forward", "v", 6.0), ("tangent", "v", 2.0), ("forward", "u", 11.0),
        ("tangent", "u", 2.0), ("forward", "J", 33.0), ("tangent", "J", 6.0),
    ]  # fmt: skip
    assert answer["steps"][2]["text"].startswith("v changes 2 for each 1 that b changes")
    assert answer["steps"][2]["latex"] == r"\dot{v} = {\underbrace{\dot{b}}_{1}} \, {\underbrace{c}_{2}} = 2"
    assert answer["steps"][2]["bar"] == r"\dot{v} = \dot{b} \, c = 1 \cdot 2 = 2"


def test_a_tangent_without_forward_mode_is_refused_and_not_dropped(client: TestClient) -> None:
    for graph in ("forward", "backward"):
        answer = client.post("/api/v1/graph", json={"source": "y = a b", "graph": graph, "tangent": {"b": 1}})
        assert (answer.status_code, answer.json()["code"]) == (422, "derivative.tangent")
    picture = client.get("/graph.svg?source=y=ab&tangent=b:1")
    assert picture.status_code == 422 and "without forward mode" in picture.text


def test_without_a_tangent_the_first_input_changes(client: TestClient) -> None:
    answer = client.post("/api/v1/graph", json=INTRODUCTION | {"mode": "forward"}).json()
    assert answer["tangent"] == 3.0


def test_the_backward_graph_in_forward_mode_gives_second_derivatives(client: TestClient) -> None:
    body = INTRODUCTION | {"graph": "backward", "mode": "forward", "tangent": {"b": 1}}
    answer = client.post("/api/v1/graph", json=body).json()
    tangents = {node["id"]: node["tangent"] for node in answer["nodes"]}
    assert tangents[bar("c")] == 3.0 and tangents[bar("b")] is None


@pytest.mark.parametrize("query", ["graph=backward", "mode=forward&tangent=b:1", "mode=forward&tangent=b:1&step=4"])
def test_both_are_pictures_too(client: TestClient, query: str) -> None:
    answer = client.get(f"/graph.svg?source=J=3(a+bc)&values=a:5,b:3,c:2&{query}")
    assert answer.status_code == 200 and answer.text.startswith("<svg")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"mode": "forward", "tangent": {"q": 1}}, "name.input"),
        ({"mode": "forward", "tangent": {"b": [1]}}, "shape.direction"),
        ({"mode": "forward", "engine": "torch"}, "derivative.engine"),
        ({"graph": "backward", "engine": "torch"}, "derivative.engine"),
        ({"graph": "backward", "source": "y = [a, b]"}, "shape.upstream"),
    ],
)
def test_a_graph_that_cannot_be_derived_is_a_problem(client: TestClient, change: dict[str, Any], code: str) -> None:
    answer = client.post("/api/v1/graph", json=INTRODUCTION | change)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
