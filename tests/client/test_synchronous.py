from __future__ import annotations

import doctest
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import numpy as np
import pytest

from app.client import Client, Problem
from app.messages import LANGUAGES, Language
from app.web.handbook import ORIGIN
from tests.live import ROOT
from tests.web.test_handbook import fences

BUSY = {"content-type": "application/problem+json", "retry-after": "0"}
ANSWER = {"output": "y", "value": 1.0, "gradients": {}, "engine": "tape"}
START, UPDATE, DONE = (
    f'id: {place}\nevent: {name}\ndata: {{"run":"r"}}\n\n'.encode()
    for place, name in (("0s", "start"), ("1u", "update"), ("1d", "done"))
)


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[Client]:
    with Client(server) as client:
        yield client


def examples(slow: bool) -> list[Any]:
    """The examples of all methods; those of listings load PyTorch."""
    found = doctest.DocTestFinder(exclude_empty=True).find(Client)
    return [pytest.param(each, id=each.name) for each in found if each.examples and slow == (".run" in each.name)]


def run_example(example: doctest.DocTest, client: Client) -> None:
    example.globs.update(client=client)
    told: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=told.append).failed
    assert failed == 0, "".join(told)


@pytest.mark.parametrize("example", examples(slow=False))
def test_the_examples_are_true(example: doctest.DocTest, client: Client) -> None:
    run_example(example, client)


@pytest.mark.slow
@pytest.mark.parametrize("example", examples(slow=True))
def test_the_examples_of_listings_are_true(example: doctest.DocTest, client: Client) -> None:
    run_example(example, client)


def test_a_mistake_is_raised_with_its_place_in_the_clients_language(server: str) -> None:
    source = "y = x; z = sine(y)"
    with Client(server, language="zh-CN") as client, pytest.raises(Problem) as caught:
        client.graph(source)
    problem = caught.value
    assert (problem.status, problem.code, problem.hint) == (422, "name.function", "是不是想写 `sin`？")
    assert problem.span and source[slice(*problem.span)] == "sine"
    with Client(server) as client, pytest.raises(Problem, match="is never closed"):
        client.picture("y = (x", "png")


def test_arrays_go_out_and_infinities_come_back_as_numbers(client: Client) -> None:
    found = client.gradients("y = sum(1/x)", values={"x": np.array([0.0, 2.0])})
    assert (found["value"], found["gradients"]["x"]) == (math.inf, [-math.inf, -0.25])


def test_a_run_is_looked_at_from_all_sides(client: Client) -> None:
    data = {"x": [1, 2, 3], "y": [2, 4, 6]}
    values = {"w": 0.0, "b": 0.0}
    optimizer = {"name": "sgd", "lr": 0.05}
    events = list(
        client.train(
            "p = w x + b; L = (p - y)^2", values=values, data=data, batch="each", optimizer=optimizer, epochs=2
        )
    )
    run = events[0].data["run"]
    assert client.train_graph(run, 2, sample=1)["output"] == "L"
    assert client.train_rule(run, parameter="b")["steps"]
    traced = client.train_updates(run, 1, 3, every=2)["updates"]
    assert [row["update"] for row in traced] == [1, 3]
    assert "torch" in client.train_code(run)["code"]
    assert len(client.surface(run, 2, x="w", y="b", size=3)["losses"]) == 3
    assert client.slice(run, 2, along="step", first=0.0, last=1.0, size=2)["distances"] == [0.0, 1.0]
    assert client.nudge(run, 2, parameter="w", change=0.1)["change"] == 0.1
    assert len(client.fit(run, [1], "p", {"x": [0, 1]})["fits"]) == 1
    assert client.datasets()["datasets"] and client.optimizers()["optimizers"]
    assert client.operations()["operations"] and client.lessons()["lessons"]
    assert client.health()["status"] == "ok"


# ── a server that is not well ───────────────────────────────────────────────────────────────────────────────────────


def answering(answers: list[Any], **options: Any) -> tuple[Client, list[httpx.Request]]:
    """A client of a server that answers so, and the requests that it got."""
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        answer = answers[len(asked) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    return Client("http://server.test", http=httpx.Client(transport=httpx.MockTransport(handler)), **options), asked


def busy(wait: str = "0", status: int = 503) -> httpx.Response:
    problem = {"status": status, "code": "server.busy", "title": "", "detail": "", "hint": None, "line": None}
    document = problem | {"column": None, "offset": None, "length": None, "type": ""}
    return httpx.Response(status, json=document, headers=BUSY | {"retry-after": wait})


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    client, asked = answering([busy(), busy(status=429), httpx.Response(200, json=ANSWER)])
    assert client.gradients("y = x") == ANSWER
    assert [json.loads(each.content) for each in asked] == [{"source": "y = x"}] * 3


def test_a_server_that_stays_busy_is_given_up() -> None:
    for answers, count in (([busy()] * 9, 4), ([busy("3600")], 1)):
        client, asked = answering(answers)
        with pytest.raises(Problem, match=r"server\.busy"):
            client.gradients("y = x")
        assert len(asked) == count


def test_what_stands_before_the_server_may_answer_too() -> None:
    client, _ = answering([httpx.Response(502, text="<html>")])
    with pytest.raises(Problem, match=r"http\.502"):
        client.gradients("y = x")


class Broken(httpx.SyncByteStream):
    """A connection that breaks after some bytes."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self.parts
        raise httpx.ReadError("the connection broke")


def test_a_stream_that_breaks_goes_on_where_it_was() -> None:
    client, asked = answering([
        httpx.Response(200, stream=Broken(START, UPDATE[:10])),
        busy(),
        httpx.Response(200, stream=Broken(UPDATE)),
        httpx.Response(200, content=DONE),
    ])  # fmt: skip
    assert [event.id for event in client.train("L = w^2")] == ["0s", "1u", "1d"]
    assert [each.headers.get("last-event-id") for each in asked] == [None, "0s", "0s", "1u"]


def test_a_stream_that_only_breaks_is_given_up_and_a_refused_one_is_a_problem() -> None:
    client, asked = answering([httpx.ConnectError("nobody there")] * 9)
    with pytest.raises(httpx.ConnectError):
        list(client.train("L = w^2"))
    assert len(asked) == 4
    client, _ = answering([busy("3600")])
    with pytest.raises(Problem, match=r"server\.busy"):
        next(client.run_events("print(1)"))


def test_httpx_itself_will_do_where_its_continuation_is_missing() -> None:
    program = (
        "import sys; sys.modules['httpx2'] = None\n"
        "from app.client import Client\n"
        "import httpx\n"
        "answer = httpx.Response(200, json={'value': 'NaN', 'text': 'NaN'})\n"
        "client = Client(http=httpx.Client(transport=httpx.MockTransport(lambda request: answer)))\n"
        "print(client.gradients('y = x'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "{'value': nan, 'text': 'NaN'}\n"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_on_the_page_of_help_prints_what_it_shows(language: Language, server: str, tmp_path: Path) -> None:
    found = fences("python", language)
    program = "".join(text for kind, _, text in found if kind == "python").replace(ORIGIN, server)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "".join(text for kind, _, text in found if kind == "output")
    assert (tmp_path / "graph.png").read_bytes()[:4] == b"\x89PNG"
