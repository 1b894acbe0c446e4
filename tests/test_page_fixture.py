"""What the page's own tests take for an answer of the API is one: the same fields, the same numbers, the same steps."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

FIXTURE = Path(__file__).parent / "js" / "fixtures" / "intro.json"


def fields(answer: Any) -> Any:
    """The names of the fields at every level; of a list those of its first item."""
    if isinstance(answer, dict):
        return {name: fields(value) for name, value in answer.items()}
    return [fields(answer[0])] if isinstance(answer, list) and answer else None


def told(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(step["phase"], step["node"], step["edge"], step["value"]) for step in answer["steps"]]


def places(answer: dict[str, Any]) -> dict[str, Any]:
    return {node["id"]: node["span"] for node in answer["nodes"]}


def test_the_fixture_of_the_pages_tests_is_the_answer_of_the_api(server: str) -> None:
    fixture = json.loads(FIXTURE.read_text("utf-8"))
    body = json.dumps({"source": fixture["source"], "values": {"a": 5, "b": 3, "c": 2}, "language": "en"}).encode()
    request = urllib.request.Request(f"{server}/api/v1/graph", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    assert fields(answer) == fields(fixture)
    assert (answer["value"], answer["gradients"]) == (fixture["value"], fixture["gradients"])
    assert told(answer) == told(fixture)
    assert [(node["id"], node["span"]) for node in answer["nodes"]] == [
        (node["id"], node["span"]) for node in fixture["nodes"]
    ]
