"""What an address says it can be asked, to a browser's preflight question and where it refuses a method."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/v1/gradients", "POST, OPTIONS"),
        ("/api/v1/lessons", "GET, HEAD, OPTIONS"),
        ("/graph.svg?source=x", "GET, HEAD, OPTIONS"),
        ("/static/js/main.js", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_preflight_question_is_told_the_methods_that_there_are(client: TestClient, path: str, methods: str) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer.headers["allow"]) == (204, methods)
    assert answer.headers["access-control-allow-methods"] == methods
    assert answer.headers["access-control-allow-origin"] == "*"


def test_nothing_is_allowed_where_nothing_is(client: TestClient) -> None:
    answer = client.options("/api/v1/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "request.path")


@pytest.mark.parametrize(("path", "methods"), [("/", "GET, HEAD"), ("/api/v1/gradients", "POST")])
def test_a_refused_method_is_told_what_to_use(client: TestClient, path: str, methods: str) -> None:
    answer = client.put(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, methods)
    assert answer.json()["hint"] == f"Use {methods}."
