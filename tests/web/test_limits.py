from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.main import create_app
from app.web.limits import AddressLength, Rate, household
from app.web.settings import Settings
from tests.png import read_png


async def fine(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def ask(
    app: ASGIApp, path: str = "/", query: bytes = b"", client: str = "192.0.2.1"
) -> tuple[int, dict[str, str], Any]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("a refused request is not read")

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query, "headers": [], "client": (client, 1)
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, json.loads(sent[1]["body"] or b"null")


def test_an_address_may_have_16_kib_and_not_one_byte_more() -> None:
    app = AddressLength(fine)
    assert ask(app, "/x", b"a" * (16 * 1024 - 2))[0] == 200
    status, headers, problem = ask(app, "/x", b"lang=zh-CN&" + b"a" * (16 * 1024 - 12))
    assert (status, headers["content-type"], problem["code"]) == (414, "application/problem+json", "limit.url")


def test_an_address_that_asks_too_often_is_told_when_to_come_back() -> None:
    app = Rate(fine, "3/minute")
    assert [ask(app)[0] for _ in range(4)] == [200, 200, 200, 429]
    status, headers, problem = ask(app)
    assert (status, problem["code"], problem["status"]) == (429, "limit.rate", 429)
    assert 1 <= int(headers["retry-after"]) <= 60
    assert ask(app, client="192.0.2.2")[0] == 200


def test_where_a_picture_was_asked_for_a_picture_says_what_is_wrong() -> None:
    with TestClient(create_app(Settings(rate_limit="3/day", log_requests=False))) as client:
        long = client.get("/g/x.svg?lang=zh-CN&source=" + "a" * 17_000)
        assert (long.status_code, long.headers["content-type"]) == (414, "image/svg+xml")
        assert "网址太长" in long.text or "The address is too long" in long.text
        assert client.get("/api/v1/lessons?x=" + "a" * 17_000).json()["code"] == "limit.url"
        answers = [client.get(f"/graph.svg?width={width}") for width in (100, 200, 300, 400, 500)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 86_400
        assert "Too many requests" in answers[-1].text and 'width="560"' in answers[-1].text
        assert answers[-1].headers["cache-control"] == "no-store"
        drawn = client.get("/s/aB3dE6gH9jK2.png")
        assert (drawn.status_code, drawn.headers["content-type"]) == (429, "image/png")
        assert read_png(drawn.content).width == 1120
        assert client.get("/graph.json").json()["code"] == "limit.rate"


@pytest.mark.parametrize("path", ["/static/js/main.js", "/healthz", "/metrics"])
def test_files_and_health_are_not_counted(path: str) -> None:
    app = Rate(fine, "1/minute")
    assert {ask(app, path)[0] for _ in range(5)} == {200}


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("a:b", "a:b"),
    ],
)
def test_an_ipv6_network_counts_as_one(address: str, who: str) -> None:
    assert household(address) == who
