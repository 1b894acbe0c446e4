from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.errors import RequestError
from app.main import create_app
from app.web.settings import Settings
from tests.live import ROOT, free_port, processor_seconds, wait_until_it_answers

QUIET = Settings(rate_limit="", log_requests=False)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(QUIET), raise_server_exceptions=False) as client:
        yield client


FIELDS = {"type", "title", "status", "code", "detail", "line", "column", "offset", "length", "hint"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "request.path"),
        ("GET", "/static/nothing.js", 404, "request.path"),
        ("GET", "/static/../pyproject.toml", 404, "request.path"),
        ("GET", "/static/%2e%2e/pyproject.toml", 404, "request.path"),
        ("POST", "/api/v1/nothing", 404, "request.path"),
        ("GET", "/api/v1/gradients", 405, "request.method"),
        ("DELETE", "/", 405, "request.method"),
        ("BREW", "/healthz", 405, "request.method"),
        ("POST", "/static/favicon.svg", 405, "request.method"),
        ("POST", "/api/v1/gradients", 415, "request.media_type"),
    ],
)
def test_every_refusal_has_one_shape(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == FIELDS and (problem["status"], problem["code"]) == (status, code)
    assert (status == 405) == ("allow" in answer.headers)


def test_a_fault_of_ours_says_nothing_of_itself() -> None:
    app = create_app(QUIET)

    async def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    app.state.answers.gradients = broken
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.post("/api/v1/gradients", json={"source": "y = x"})
    assert (answer.status_code, answer.json()["code"]) == (500, "server.fault")
    assert "secret" not in answer.text and set(answer.json()) == FIELDS


def test_busy_and_too_many_tell_when_to_come_back() -> None:
    app = create_app(Settings(rate_limit="2/minute", log_requests=False))

    async def busy(*_: object) -> None:
        raise RequestError("server.busy", retry_after=1)

    app.state.answers.gradients = busy
    with TestClient(app) as client:
        answers = [client.post("/api/v1/gradients", json={"source": "y = x"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 429]
    assert all(answer.headers["retry-after"] for answer in answers)


def test_every_answer_carries_its_policy(client: TestClient) -> None:
    page, frame = client.get("/").headers, client.get("/embed").headers
    picture, data = client.get("/graph.svg").headers, client.get("/api/v1/operations").headers
    for headers in (page, frame, picture, data, client.get("/nowhere").headers, client.get("/healthz").headers):
        assert (
            headers["x-content-type-options"] == "nosniff"
            and "default-src 'none'" in headers["content-security-policy"]
        )
        assert "set-cookie" not in headers
    assert "script-src 'self';" in page["content-security-policy"]
    assert "frame-ancestors 'none'" in page["content-security-policy"] and page["x-frame-options"] == "DENY"
    for headers in (frame, picture):
        assert "frame-ancestors" not in headers["content-security-policy"] and "x-frame-options" not in headers
        assert headers["cross-origin-resource-policy"] == "cross-origin"
    for headers in (picture, data):
        assert headers["access-control-allow-origin"] == "*"
    for headers in (page, frame):
        assert "access-control-allow-origin" not in headers


def test_a_browser_elsewhere_may_post_to_the_api(client: TestClient) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    answer = client.options("/api/v1/graph", headers=asked)
    assert answer.status_code == 204 and answer.headers["access-control-allow-origin"] == "*"
    assert "content-type" in answer.headers["access-control-allow-headers"]
    refused = client.post("/api/v1/graph", json={}, headers={"origin": "https://example.org"})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (422, "*")


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for path in ("/", "/graph.svg", "/api/v1/operations", "/static/favicon.svg", "/healthz"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == get.headers["content-type"]


def test_what_is_long_is_compressed_for_those_who_take_it(client: TestClient) -> None:
    for path in ("/static/vendor/d3.js", "/api/v1/operations", "/"):
        plain = client.get(path, headers={"accept-encoding": "identity"})
        small = client.get(path, headers={"accept-encoding": "gzip, br;q=0"})
        assert small.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
        assert small.content == plain.content
        assert "accept-encoding" in plain.headers["vary"]


def test_files_are_asked_for_again_and_sent_again_only_where_they_changed(client: TestClient) -> None:
    first = client.get("/static/favicon.svg")
    assert first.headers["cache-control"] == "public, no-cache"
    again = client.get("/static/favicon.svg", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = client.get("/static/favicon.svg", headers={"if-none-match": '"another"'})
    assert changed.status_code == 200
    assert "immutable" in client.get("/static/vendor/fonts/inter-latin.woff2").headers["cache-control"]


def test_each_request_is_one_line_of_the_log_without_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    with TestClient(create_app(Settings(rate_limit=""))) as client:
        client.post("/api/v1/gradients", json={"source": "secret = 1/0 +"})
        client.get("/graph.json?source=y=x")
        client.get("/g/1secret")
        client.get("/healthz")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("POST", "/api/v1/gradients", 422), ("GET", "/graph.json", 200), ("GET", "/g/…", 404)
    ]  # fmt: skip
    assert lines[0]["code"].startswith("syntax.") and lines[0]["milliseconds"] > 0
    assert "secret" not in written.getvalue()


def test_numbers_for_prometheus_know_routes_and_no_strangers_paths(client: TestClient) -> None:
    client.get("/graph.json?source=y=x")
    client.get("/nowhere/at/all")
    text = client.get("/metrics").text
    assert 'http_requests_total{handler="/graph.json",method="GET",status="200"}' in text
    assert 'handler="none",method="GET",status="404"' in text and "/nowhere" not in text
    assert TestClient(create_app(Settings(metrics=False, rate_limit=""))).get("/metrics").status_code == 404


def test_two_apps_share_no_state() -> None:
    settings = Settings(rate_limit="1/minute", log_requests=False)
    for _ in range(2):
        with TestClient(create_app(settings)) as client:
            assert [client.get("/docs").status_code for _ in range(2)] == [200, 429]


def start(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--log-level", "warning"]
    return subprocess.Popen(command, cwd=ROOT)


@pytest.mark.slow
def test_the_server_answers_soon_and_under_120_mib_without_torch() -> None:
    # On a machine that is busy with other tests the clock runs on while the server waits for its turn: the time on the
    # processor counts, where it is less, and the best of three.
    best = 9.0
    for _ in range(3):
        port = free_port()
        began = time.monotonic()
        process = start(port)
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", 60, process)
            best = min(best, time.monotonic() - began)
            status = Path(f"/proc/{process.pid}/status")
            if status.exists():
                best = min(best, processor_seconds(process.pid))
                kib = int(status.read_text().split("VmHWM:")[1].split()[0])
                assert kib < 120 * 1024, f"{kib / 1024:.0f} MiB"
            import urllib.request

            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                assert json.load(answer)["engines"]["torch"] != "loaded"
        finally:
            process.terminate()
            process.wait(60)
        if best < 1:
            break
    assert best < 4, f"{best:.2f} s: something heavy is imported at the start (an idle machine needs about one second)"
