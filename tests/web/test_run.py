"""POST /api/v1/run over HTTP: listings in processes of their own, as JSON and as a stream of events."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.listing import nursery

pytestmark = pytest.mark.slow

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
        ("x = 1\nasync def f(): pass", "listing.construct", 2),
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


def test_other_episodes_come_along_and_what_ran_a_moment_ago_is_not_run_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = GRADIENT.replace("range(2)", "range(4)")
    first = run(client, source, episode=1, near=2)
    assert [each["episode"] for each in first["graphs"]] == [0, 2, 3]
    assert [each["graph"]["nodes"][0]["leaf"]["accumulated"] for each in first["graphs"]] == [6.0, 18.0, 24.0]

    def never(*given: Any, **options: Any) -> Any:
        raise AssertionError("a listing was run again")

    monkeypatch.setattr("app.web.listings.events", never)
    second = run(client, source, episode=3, space=[400, 600], direction="auto")
    assert second["graph"]["nodes"][0]["leaf"]["accumulated"] == 24.0
    assert second["console"] == first["console"] and second["graphs"] == []
    assert second["graph"]["direction"] == "down"


def test_the_events_come_one_by_one_and_the_whole_answer_last(client: TestClient) -> None:
    with client.stream(
        "POST", "/api/v1/run", json={"source": GRADIENT}, headers={"accept": "text/event-stream"}
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(answer.iter_text()).strip().split("\n\n")
    events = [tuple(line.partition(": ")[2] for line in block.split("\n")) for block in blocks]
    assert [name for name, _ in events] == ["episode", "console", "episode", "console", "done"]
    assert json.loads(events[0][1]) == {"index": 0, "line": 5, "output": "loss", "value": 1.0, "nodes": 4}
    assert json.loads(events[1][1]) == {"line": 6, "text": "grad: 6.0!\n"}
    assert json.loads(events[-1][1]) == run(client, GRADIENT)


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


def give(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Lets listings run for so long, on the clock."""
    monkeypatch.setattr("app.web.listings.events", partial(nursery.events, seconds=seconds))


@pytest.mark.parametrize(("source", "code"), HOSTILE.items())
def test_what_is_too_much_ends_in_a_problem(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, source: str, code: str
) -> None:
    give(monkeypatch, 120)  # a gibibyte is not filled in ten seconds on every busy machine
    assert run(client, source)["error"]["code"] == code


def test_what_hangs_is_ended_and_others_go_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, 2)
    answer = run(client, "print('before')\nx = sum(range(10 ** 12))")
    assert [piece["text"] for piece in answer["console"]] == ["before\n"]
    assert answer["error"]["code"] == "limit.listing_time"
    give(monkeypatch, 60)
    assert run(client, "print(1)")["console"] == [{"line": 1, "text": "1\n"}]


def test_more_than_can_wait_are_turned_away(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.app.state.listings, "most", 0)  # type: ignore[attr-defined]
    answer = client.post("/api/v1/run", json={"source": "print(503)"})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "server.busy", "5")


TRAINING = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
for epoch in range(30):
    loss = (w * 3 - 2) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.05 * w.grad
    w.grad.zero_()
"""


@pytest.mark.parametrize(("episode", "index"), [(0, 0), (1, 1), (25, 25), (99, 29)])
def test_the_graph_is_that_of_the_episode_asked_for(client: TestClient, episode: int, index: int) -> None:
    answer = run(client, TRAINING, episode=episode)
    graph, rows = answer["graph"], answer["episodes"]
    assert [row["index"] for row in rows] == list(range(30))
    assert graph["value"] == pytest.approx(rows[index]["value"], rel=1e-4, abs=1e-9)
    assert graph["check"]["agrees"] and graph["check"]["rows"][0]["name"] == "w"
    nodes = {node["id"]: node for node in graph["nodes"]}
    assert nodes["loss"]["line"] == 4 and TRAINING[slice(*nodes["loss"]["span"])] == "loss = (w * 3 - 2) ** 2"
    assert nodes["w"]["leaf"] == {
        "requires_grad": True,
        "accumulated": pytest.approx(graph["gradients"]["w"], abs=1e-5),
    }
    assert {step["phase"] for step in graph["steps"]} == {"forward", "backward"}
    assert answer["findings"] == [] and answer["lesson"] is None and answer["graph_error"] is None


def test_pictures_and_files_show_the_listings_own_graph_of_the_episode_asked_for(client: TestClient) -> None:
    graph = run(client, TRAINING, episode=2)["graph"]
    drawn = client.get("/graph.json", params={"source": TRAINING, "episode": 2})
    assert (
        drawn.status_code == 200 and drawn.json()["value"] == graph["value"] != run(client, TRAINING)["graph"]["value"]
    )
    assert [node["leaf"] for node in drawn.json()["nodes"]] == [node["leaf"] for node in graph["nodes"]]
    code = client.post("/api/v1/permalink", json={"source": TRAINING, "episode": 2, "step": 1}).json()["permanent"]
    picture = client.get(f"{code}.svg")
    assert picture.status_code == 200 and "loss" in picture.text
    assert picture.text != client.get(f"{code}.svg?episode=3").text
    # Why there is none is told as of any other picture; what is no episode is refused.
    refusals: tuple[tuple[str, dict[str, str], str], ...] = (
        ("import torch\nx = 1", {}, "listing.no_backward"),
        ("import torch\nfor x = 1", {}, "listing.syntax"),
        ("import torch\nx = 1", {"episode": "x"}, "request.field_type"),
        ("import torch\nx = torch.ones(2) @ torch.ones(3)", {}, "listing.exception"),
    )
    for source, more, problem in refusals:
        answer = client.get("/graph.json", params={"source": source, **more})
        assert (answer.status_code, answer.json()["code"]) == (422, problem)


def test_the_formula_of_an_episode_gives_the_same_gradients(client: TestClient) -> None:
    graph = run(client, TRAINING)["graph"]
    played = client.post("/api/v1/gradients", json=graph["formula"]).json()
    assert played["value"] == graph["value"] and played["gradients"] == graph["gradients"]


def test_a_refused_backward_is_explained_drawn_and_found(client: TestClient) -> None:
    source = (
        "import torch\nw = torch.tensor(2.0, requires_grad=True)\ny = (w * 3).detach()\nloss = y ** 2\nloss.backward()"
    )
    answer = run(client, source, language="zh-CN")
    assert answer["error"]["line"] == 5 and answer["error"]["hint"] == answer["lesson"]["text"]
    assert answer["lesson"]["line"] == 3 and "链条断在第 3 行" in answer["lesson"]["text"]
    assert [finding["code"] for finding in answer["findings"]] == ["no_graph"]
    assert answer["graph"]["gradients"] == {} and {node["id"] for node in answer["graph"]["nodes"]} >= {
        "w",
        "y",
        "loss",
    }


def test_an_episode_that_is_too_large_is_refused_beside_what_was_printed(client: TestClient) -> None:
    source = "import torch\nw = torch.tensor(1.0, requires_grad=True)\ny = w\nfor i in range(500):\n    y = y * 1.0\ny.backward()\nprint(1)"
    answer = run(client, source)
    assert answer["graph"] is None and answer["graph_error"]["code"] == "limit.drawn"
    assert answer["console"][0]["text"] == "1\n" and answer["error"] is None


def test_the_state_of_the_optimizer_is_that_of_the_episode(client: TestClient) -> None:
    source = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.5, momentum=0.9)
for _ in range(3):
    optimizer.zero_grad()
    (w * 2).backward()
    optimizer.step()
"""
    assert run(client, source)["graph"]["optimizers"] == []
    (optimizer,) = run(client, source, episode=2)["graph"]["optimizers"]
    assert (optimizer["type"], optimizer["rates"]) == ("SGD", [0.5])
    assert optimizer["parameters"] == [{"name": "w", "state": {"momentum_buffer": pytest.approx(3.8)}}]
