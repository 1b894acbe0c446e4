"""The whole house in one small file, run before all others: formula in, numbers and picture out, over HTTP."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from typing import Any

BODY = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}}


def post(url: str, body: Any) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_a_formula_gives_its_value_and_its_gradients(server: str) -> None:
    answer = post(server + "/api/v1/gradients", BODY)
    assert answer == {"output": "J", "value": 33.0, "gradients": {"a": 3.0, "b": 6.0, "c": 9.0}, "engine": "tape"}


def test_the_graph_is_three_steps_forward_and_six_back(server: str) -> None:
    answer = post(server + "/api/v1/graph", BODY)
    phases = [step["phase"] for step in answer["steps"]]
    assert phases == ["forward"] * 3 + ["backward"] * 6
    assert {node["name"]: node["value"] for node in answer["nodes"]} == {
        "J": 33.0, "u": 11.0, "v": 6.0, "a": 5.0, "b": 3.0, "c": 2.0
    }  # fmt: skip


def test_the_page_and_the_picture_answer(server: str) -> None:
    source = urllib.parse.quote("J = 3(a+bc)", safe="+")  # in our queries a plus sign is a plus
    for path, kind in (("/", "text/html"), ("/embed", "text/html"), ("/graph.svg", "image/svg+xml")):
        with urllib.request.urlopen(f"{server}{path}?source={source}", timeout=60) as answer:
            assert answer.headers["content-type"].startswith(kind)
