"""POST /api/v1/hessian and /api/v1/jacobian: what is answered, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

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
