"""What the page's own tests take for an answer of the API is one."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

FIXTURE = Path(__file__).parent / "js" / "fixtures" / "intro.json"


def test_the_fixture_of_the_pages_tests_is_the_answer_of_the_api(server: str) -> None:
    body = json.dumps({"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}, "language": "en"}).encode()
    request = urllib.request.Request(f"{server}/api/v1/graph", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        assert json.load(response) == json.loads(FIXTURE.read_text("utf-8"))
