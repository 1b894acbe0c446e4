"""POST /api/v1/run over HTTP: listings in processes of their own, as JSON and as a stream of events."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

pytest.importorskip("torch")

GRADIENT = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
for epoch in range(2):
    loss = (w * 3 - 2) ** 2
    loss.backward()
    print("grad:", w.grad.item(), end="!\\n")
"""


def run(client: TestClient, source: str, **body: Any) -> Any:
    answer = client.post("/api/v1/run", json={"source": source, **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_console_is_in_pieces_with_their_lines_and_line_ends(client: TestClient) -> None:
    answer = run(client, GRADIENT)
    assert answer["console"] == [{"line": 6, "text": "grad: 6.0!\n"}, {"line": 6, "text": "grad: 12.0!\n"}]
    assert answer["error"] is None
    assert answer["variables"][0] == {
        "name": "w", "type": "Tensor", "text": "tensor(1., requires_grad=True)", "shape": [], "value": 1.0,
        "requires_grad": True, "gradient": 12.0,
    }  # fmt: skip


def test_an_exception_is_told_with_its_line_and_the_words_of_torch(client: TestClient) -> None:
    source = "import torch\nprint('begins')\nx = torch.ones(2)\nx.sum().backward()\nprint('never')"
    answer = run(client, source)
    assert [piece["text"] for piece in answer["console"]] == ["begins\n"]
    error = answer["error"]
    assert (error["code"], error["status"], error["line"], error["column"]) == ("listing.exception", 422, 4, 1)
    assert error["detail"] == ("RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn")
    assert run(client, source, language="zh-CN")["error"]["title"] == "代码中止"


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("import torch\nimport pandas as pd", "listing.module", 2),
        ("x = 1\nx = ().__class__.__base__", "listing.special", 2),
        ("def f(:", "listing.syntax", 1),
        ("class A(metaclass=type): pass", "listing.construct", 1),
    ],
)
def test_a_listing_that_cannot_run_is_refused_with_its_place(
    client: TestClient, source: str, code: str, line: int
) -> None:
    for accept in ("application/json", "text/event-stream"):
        answer = client.post("/api/v1/run", json={"source": source}, headers={"accept": accept})
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.json()["code"], answer.json()["line"]) == (code, line)


def test_the_events_come_one_by_one_and_the_whole_answer_last(client: TestClient) -> None:
    with client.stream(
        "POST", "/api/v1/run", json={"source": GRADIENT}, headers={"accept": "text/event-stream"}
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(answer.iter_text()).strip().split("\n\n")
    events = [tuple(line.partition(": ")[2] for line in block.split("\n")) for block in blocks]
    assert [name for name, _ in events] == ["console", "console", "done"]
    assert json.loads(events[0][1]) == {"line": 6, "text": "grad: 6.0!\n"}
    assert json.loads(events[2][1]) == run(client, GRADIENT)


def test_random_numbers_are_the_same_again_and_others_with_another_seed(client: TestClient) -> None:
    source = "import torch, numpy as np, random\nprint(torch.rand(2), np.random.rand(), random.random())"
    first, again, other = (run(client, source, seed=seed)["console"] for seed in (None, 0, 7))
    assert first == again != other


def test_listings_know_nothing_of_one_another(client: TestClient) -> None:
    run(client, "import torch\ntorch.set_default_dtype(torch.float64)\ntorch.set_printoptions(precision=2)")
    assert run(client, "import torch\nprint(torch.tensor([0.12345]))")["console"][0]["text"] == "tensor([0.1235])\n"


HOSTILE = {
    "import torch\nx = torch.ones(10 ** 10)": "limit.memory",
    "import torch\nx = [torch.ones(10 ** 7) for i in range(100)]": "limit.memory",
    "import numpy as np\nx = np.ones(10 ** 10)": "limit.memory",
    "x = list(range(10 ** 9))": "limit.memory",
    "x = ['a']\nfor i in range(60): x = x + x": "limit.memory",
    "while True: pass": "limit.steps",
    "import torch\ntorch.ones(1).tofile": "listing.exception",
}


@pytest.mark.parametrize(("source", "code"), HOSTILE.items())
def test_what_is_too_much_ends_in_a_problem(client: TestClient, source: str, code: str) -> None:
    assert run(client, source)["error"]["code"] == code


def test_what_hangs_is_ended_and_others_go_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.listing import nursery
    from app.web import listings

    def soon(source: str, **given: Any) -> Any:
        return nursery.events(source, seconds=1.0, **given)

    monkeypatch.setattr(listings, "events", soon)
    answer = run(client, "print('before')\nx = sum(range(10 ** 12))")
    assert [piece["text"] for piece in answer["console"]] == ["before\n"]
    assert answer["error"]["code"] == "limit.listing_time"
    assert run(client, "print(1)")["console"] == [{"line": 1, "text": "1\n"}]


def test_more_than_can_wait_are_turned_away(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.app.state.listings, "most", 0)  # type: ignore[attr-defined]
    answer = client.post("/api/v1/run", json={"source": "print(1)"})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "server.busy", "5")
