"""The answer of POST /api/v1/graph: complete, consistent in itself, and JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.errors import LimitExceeded
from app.lessons import LESSONS
from app.views.payload import payload
from app.web.schemas.graph import GraphAnswer
from tests.katex import refused
from tests.runs import INTRODUCTION, run_of

SOURCES: list[tuple[str, dict[str, Any]]] = [
    INTRODUCTION,
    *((lesson.source, dict(lesson.values)) for lesson in LESSONS),
    ("y = 1/x", {"x": 0}),
    ("y = 9^9^9^9", {}),
    ("2", {}),
    ("y = x", {"x": 1}),
    ("f(x) = x^2 + 1; g(x) = 2f(x); y = g(a) f(2a)", {"a": 3}),
    ("y = sum(x + [1, 2])", {"x": [1, 2]}),
]


@pytest.fixture(params=SOURCES, ids=lambda case: case[0])
def answer(request: pytest.FixtureRequest) -> dict[str, Any]:
    return payload(run_of(*request.param), language="en")


def test_the_introduction_answers_as_the_contract_says() -> None:
    found = payload(run_of(*INTRODUCTION), language="en")
    assert {key: found[key] for key in ("source", "syntax", "engine", "normalized", "latex", "output", "value")} == {
        "source": "J = 3(a+bc)",
        "syntax": "formula",
        "engine": "tape",
        "normalized": "J = 3*(a + b*c)",
        "latex": r"J = 3(a + b \, c)",
        "output": "J",
        "value": 33.0,
    }
    assert found["gradients"] == {"a": 3.0, "b": 6.0, "c": 9.0}
    other = {"text": "Read `bc` as one name", "source": "J = 3(a+bc)\nbc = 6"}
    reading = {"code": "product", "text": "`bc` is the product b·c.", "span": [8, 10], "alternative": other}
    assert found["readings"] == [reading]
    assert (found["assumed"], found["groups"], found["check"]) == ([], [], None)
    node = next(node for node in found["nodes"] if node["id"] == "v")
    placed = ("x", "y", "width", "height", "header")
    assert {key: value for key, value in node.items() if key not in placed} == {
        "id": "v", "kind": "operation", "operation": "mul", "role": "multiply", "gates": ["multiply"], "collapses": None, "name": "v",
        "named": False, "identifier": "v", "label": "v = b·c", "text": "v = b·c", "latex": r"v = b \, c", "face": r"v = b \, c", "shape": [],
        "value": 6.0, "gradient": 3.0, "requires_grad": True, "span": [8, 10], "spans": [[8, 10]], "group": None, "grid": None, "notes": [],
    }  # fmt: skip
    edge = found["edges"][0]
    assert {key: value for key, value in edge.items() if key not in ("points", "label")} == {
        "id": "v.0", "source": "b", "target": "v", "operand": 0, "face": "c", "contribution": 6.0, "made": None,
        "local": {"value": 2.0, "latex": "c", "text": "c"},
    }  # fmt: skip


def test_the_answer_has_everything_that_is_documented(answer: dict[str, Any]) -> None:
    GraphAnswer.model_validate(answer)


def test_the_answer_is_strict_json(answer: dict[str, Any]) -> None:
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_everything_that_is_named_is_there(answer: dict[str, Any]) -> None:
    nodes = {node["id"] for node in answer["nodes"]}
    edges = {edge["id"] for edge in answer["edges"]}
    assert len(nodes) == len(answer["nodes"])
    assert len(edges) == len(answer["edges"])
    assert answer["output"] in nodes
    assert {edge[end] for edge in answer["edges"] for end in ("source", "target")} <= nodes
    assert {step["node"] for step in answer["steps"]} <= nodes
    assert {step["edge"] for step in answer["steps"]} - {None} <= edges
    assert {node["group"] for node in answer["nodes"]} - {None} <= {group["id"] for group in answer["groups"]}


def test_everything_lies_inside_the_drawing(answer: dict[str, Any]) -> None:
    width, height = answer["size"]
    for node in answer["nodes"]:
        assert node["width"] / 2 <= node["x"] <= width - node["width"] / 2
        assert node["height"] / 2 <= node["y"] <= height - node["height"] / 2
    for edge in answer["edges"]:
        assert len(edge["points"]) % 3 == 1
        assert 0 <= edge["label"]["x"] <= width
        assert 0 <= edge["label"]["y"] <= height


def test_katex_reads_everything(answer: dict[str, Any]) -> None:
    latex = [answer["latex"]]
    for node in answer["nodes"]:
        latex += [node["latex"], node["face"]]
    for edge in answer["edges"]:
        latex += [edge["local"]["latex"] if edge["local"] else "", edge["face"]]
    assert refused(latex) == {}


def test_infinities_are_words_and_their_reason_is_noted() -> None:
    found = payload(run_of("y = 1/x", {"x": 0}), language="zh-CN")
    assert found["value"] == "Infinity"
    assert found["gradients"] == {"x": "-Infinity"}
    (note,) = next(node for node in found["nodes"] if node["id"] == "y")["notes"]
    assert note["code"] == "domain"
    assert "定义域" in note["text"]


def test_a_collapsed_group_is_one_node_and_says_which() -> None:
    source, values = "f(x) = x^2 + 1; y = f(a) f(2a)", {"a": 3}
    expanded = payload(run_of(source, values))
    collapsed = payload(run_of(source, values), collapsed=["f"])
    assert [group["collapsed"] for group in collapsed["groups"]] == [True, False]
    assert "width" in expanded["groups"][0]
    assert "width" not in collapsed["groups"][0]
    (node,) = [node for node in collapsed["nodes"] if node["collapses"] == "f"]
    assert (node["kind"], node["operation"], node["text"]) == ("operation", None, "u = f(a)")
    assert (collapsed["value"], collapsed["gradients"]) == (expanded["value"], expanded["gradients"])


def test_a_constant_has_no_gradient_and_a_tensor_constant_no_formula() -> None:
    found = payload(run_of("y = sum(x + [1, 2])", {"x": [1, 2]}))
    (constant,) = [node for node in found["nodes"] if node["kind"] == "constant"]
    assert (constant["gradient"], constant["requires_grad"], constant["face"]) == (None, False, "")
    assert constant["grid"]["rows"] == 2


def test_a_check_brings_the_other_witnesses() -> None:
    check = payload(run_of(*INTRODUCTION), check=True)["check"]
    assert check["agrees"]
    assert [row["name"] for row in check["rows"]] == ["a", "b", "c"]


def test_tensors_that_nobody_could_look_at_are_refused() -> None:
    with pytest.raises(LimitExceeded) as caught:
        payload(run_of("x = zeros(300, 300); y = mean((x + 2)^2)"))
    assert caught.value.code == "limit.answer"
    assert payload(run_of("x = zeros(60, 60); y = mean((x + 2)^2)"))["value"] == 4.0


def test_too_large_a_graph_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        payload(run_of("y = " + " + ".join(f"x^{power}" for power in range(2, 400))))
