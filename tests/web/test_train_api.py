"""Training over HTTP: streams that go on where they broke off, the graph of any update, and who goes away."""

from __future__ import annotations

import ast
import asyncio
import json
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.errors import LimitExceeded
from app.main import create_app
from app.training.trainer import Trainer
from app.web.settings import Settings
from app.web.training import Training, place_of, task_asked
from app.web.training_question import TRAIN_EXAMPLES, TRAINING_EXPECTED, TrainQuestion
from tests.live import serving

LINE: dict[str, Any] = {
    "source": "L = (w x + b - y)^2",
    "values": {"w": 0, "b": 0},
    "data": {"x": [1, 2, 3], "y": [2, 4, 6]},
    "batch": "each",
    "shuffle": True,
    "optimizer": {"name": "adam", "lr": 0.01},
    "epochs": 4,
}


def events(text: str) -> list[tuple[str, str, Any]]:
    """(id, event, data) of a stream."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((lines["id"], lines["event"], json.loads(lines["data"])))
    return found


def trained(client: TestClient, body: dict[str, Any], **headers: str) -> list[tuple[str, str, Any]]:
    answer = client.post("/api/v1/train", json=body, headers=headers)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/event-stream"), answer.text
    return events(answer.text)


def test_a_run_is_a_stream_that_starts_updates_and_is_done(client: TestClient) -> None:
    found = trained(client, LINE)
    kinds = [kind for _, kind, _ in found]
    assert kinds == ["start", *(["update"] * 3 + ["epoch"]) * 4, "done"]
    first = found[1][2]
    assert first.keys() == {
        "update", "epoch", "step", "samples", "loss", "learning_rate", "parameters", "gradients", "gradient_norm",
        "state", "next",
    }  # fmt: skip
    assert first["state"].keys() == {"m", "v"} and found[-1][2]["reason"] == "finished"


def test_a_stream_goes_on_after_the_last_event_bit_for_bit(client: TestClient) -> None:
    whole = client.post("/api/v1/train", json=LINE).text
    for name, _, _ in events(whole):
        rest = client.post("/api/v1/train", json=LINE, headers={"last-event-id": name}).text
        assert whole.endswith(rest) and (not rest or f"id: {name}\n" not in rest)
    run = events(whole)[0][2]["run"]
    assert client.get("/api/v1/train", params={"run": run}).text == whole
    assert whole.endswith(client.get("/api/v1/train", params={"run": run}, headers={"last-event-id": "5u"}).text)


@pytest.mark.parametrize("name", TRAIN_EXAMPLES)
def test_the_graph_of_any_update_has_the_numbers_of_the_trace(client: TestClient, name: str) -> None:
    found = trained(client, TRAIN_EXAMPLES[name]["value"])
    run, updates = found[0][2]["run"], [data for _, kind, data in found if kind == "update"]
    for number in (1, 3, len(updates)):
        told = updates[number - 1]
        answer = client.get("/api/v1/train/graph", params={"run": run, "update": number})
        assert answer.status_code == 200, answer.text
        graph = answer.json()
        assert {key: graph["training"][key] for key in told} == told
        if len(told["samples"]) == 1:
            assert graph["value"] == told["loss"] and told["gradients"].items() <= graph["gradients"].items()


@pytest.mark.parametrize("name", TRAIN_EXAMPLES)
def test_the_rule_of_an_update_is_a_graph_whose_value_is_the_next_parameter(client: TestClient, name: str) -> None:
    found = trained(client, TRAIN_EXAMPLES[name]["value"])
    run, third = found[0][2]["run"], [data for _, kind, data in found if kind == "update"][2]
    assert found[0][2]["rule_latex"].count("&=") == len(found[0][2]["rule"]) or "theta" in found[0][2]["rule_latex"]
    names = (
        {"W[1,0]": ("W", 1, 0), "b[1]": ("b", 1), "c": ("c",)}
        if name == "net"
        else {key: (key,) for key in third["next"]}
    )
    for written, (key, *place) in names.items():
        graph = client.get("/api/v1/train/rule", params={"run": run, "update": 3, "parameter": written}).json()
        value = third["next"][key]
        for index in place:
            value = value[index]
        assert graph["output"] == "θ_t" and graph["value"] == pytest.approx(value, rel=1e-13), written
        assert graph["steps"] and graph["training"]["parameter"] == written
        lines = graph["training"]["lines"]
        assert len(lines) == len(found[0][2]["rule"]) and all(line["numbers"] for line in lines)
        assert lines[-1]["latex"].startswith(r"\theta_{t} = ") and lines[-1]["value"] == graph["value"]
    refused = client.get("/api/v1/train/rule", params={"run": run, "update": 3, "parameter": "q"}).json()
    assert refused["code"] == "training.entry"


def test_the_sample_of_a_batch_can_be_chosen_where_the_formula_is_that_of_one(client: TestClient) -> None:
    run = trained(client, TRAIN_EXAMPLES["net"]["value"])[0][2]["run"]
    query = {"run": run, "update": 1}
    samples = client.get("/api/v1/train/graph", params=query).json()["training"]["samples"]
    shown = [client.get("/api/v1/train/graph", params={**query, "sample": each}).json() for each in samples]
    assert [each["training"]["shown"] for each in shown] == [[each] for each in samples]
    assert sum(each["value"] for each in shown) / 2 == shown[0]["training"]["loss"]
    other = next(each for each in range(4) if each not in samples)
    assert client.get("/api/v1/train/graph", params={**query, "sample": other}).json()["code"] == "training.sample"


def test_the_full_trace_comes_by_range_as_json_and_as_csv(client: TestClient) -> None:
    found = trained(client, LINE)
    run, updates = found[0][2]["run"], [data for _, kind, data in found if kind == "update"]
    query = {"run": run, "from": 2, "to": 11, "every": 3}
    assert client.get("/api/v1/train/updates", params=query).json()["updates"] == updates[1:11:3]
    table = client.get("/api/v1/train/updates", params={**query, "format": "csv"})
    head, *rows = [line.split(",") for line in table.text.splitlines()]
    assert table.headers["content-type"].startswith("text/csv") and len(rows) == 4
    assert [float(row[head.index("loss")]) for row in rows] == [each["loss"] for each in updates[1:11:3]]
    assert {"w", "gradient b", "next w", "m w", "v b"} <= set(head)


def test_the_program_of_a_run_is_python(client: TestClient) -> None:
    run = trained(client, LINE)[0][2]["run"]
    answer = client.get("/api/v1/train/code", params={"run": run}).json()
    assert answer["target"] == "pytorch" and "optimizer = torch.optim.Adam([w, b], lr=0.01)" in answer["code"]
    ast.parse(answer["code"])


def test_the_whole_trace_is_what_no_range_asks_for(client: TestClient) -> None:
    found = trained(client, LINE)
    answer = client.get("/api/v1/train/updates", params={"run": found[0][2]["run"]}).json()
    assert answer["updates"] == [data for _, kind, data in found if kind == "update"]


def test_a_table_of_the_whole_run_comes_in_pieces_and_ends_where_the_run_diverges(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.train_api.NUMBERS_A_CHUNK", 40)
    steep = {**LINE, "optimizer": {"name": "sgd", "lr": 5}, "epochs": 500}
    found = trained(client, steep)
    run, end = found[0][2]["run"], found[-1][2]["update"]
    assert 20 < end < 1500
    for every in (1, 7):
        table = client.get("/api/v1/train/updates", params={"run": run, "format": "csv", "every": every})
        rows = [line.split(",") for line in table.text.splitlines()]
        assert [row[0] for row in rows] == ["update", *(str(number) for number in range(1, end + 1, every))]


def test_a_question_for_the_headers_alone_trains_nothing(client: TestClient) -> None:
    found = client.head("/api/v1/train", params={"run": trained(client, LINE)[0][2]["run"]})
    assert found.status_code == 200 and found.headers["content-type"].startswith("text/event-stream")


def test_a_run_that_fails_in_the_middle_says_why(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Trainer, number: int) -> None:
        raise LimitExceeded("limit.time", seconds=2)

    monkeypatch.setattr(Trainer, "update", refuse)
    done = trained(client, LINE | {"seed": 77, "language": "zh-CN"})[-1][2]
    assert done["reason"] == "failed" and done["problem"]["code"] == "limit.time" and done["update"] == 0


def test_the_request_of_the_introduction_is_taken(client: TestClient) -> None:
    body = {
        "source": "L = (w x + b - y)^2", "values": {"w": 0, "b": 0}, "parameters": ["w", "b"],
        "data": {"x": [1, 2], "y": [2, 4]}, "batch": "each", "shuffle": False, "optimizer": {"name": "sgd", "lr": 0.1},
        "epochs": 100, "clip": None, "seed": 0, "engine": "tape",
    }  # fmt: skip
    assert trained(client, body)[-1][2]["loss"] < 1e-3


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("", {}, 404, "training.run"),
        ("", {"run": "1.xyz"}, 404, "training.run"),
        ("", {"run": "2." + "0" * 64}, 404, "training.run"),
        ("", {"run": "2.../../etc/passwd"}, 404, "training.run"),
        ("/graph", {"update": 99}, 422, "training.update"),
        ("/graph", {"update": 0}, 422, "training.update"),
        ("/graph", {"update": "two"}, 400, "training.query"),
        ("/updates", {"from": 5, "to": 4}, 422, "training.range"),
        ("/updates", {"from": 99, "to": 100}, 422, "training.update"),
    ],
)
def test_what_cannot_be_asked_of_a_run_is_a_problem(
    client: TestClient, path: str, query: dict[str, Any], status: int, code: str
) -> None:
    if path:
        query = {"run": trained(client, LINE)[0][2]["run"], **query}
    answer = client.get(f"/api/v1/train{path}", params=query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"batch": 0}, "request.field_type"),
        ({"optimizer": {"name": "lion"}}, "request.field_type"),
        ({"clip": {"angle": 1}}, "request.field_type"),
        ({"epochs": 10**6}, "request.field_type"),
        ({"epochs": 90_000}, "limit.updates"),
        ({"data": {"x": 3}}, "training.column"),
        ({"source": "L = (w x"}, "syntax.unclosed"),
        ({"lr": 3}, "request.field_unknown"),
    ],
)
def test_a_request_that_cannot_be_trained_is_a_problem_and_no_stream(
    client: TestClient, change: dict[str, Any], code: str
) -> None:
    answer = client.post("/api/v1/train", json=LINE | change)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    bad = client.post("/api/v1/train", json=LINE, headers={"last-event-id": "soon"})
    assert (bad.status_code, bad.json()["code"]) == (400, "training.event_id")


def test_every_field_of_a_request_says_what_it_takes() -> None:
    assert TrainQuestion.model_fields.keys() == TRAINING_EXPECTED.keys()


def test_place_of_takes_no_header_for_the_beginning() -> None:
    assert place_of(None) is None and place_of("7e") == (7, 2)


LONG = {
    **LINE,
    "data": {"x": [index / 7 for index in range(1200)], "y": [index / 3 for index in range(1200)]},
    "epochs": 3,
}


def test_a_long_request_is_known_by_a_digest_also_to_a_server_that_was_started_since(tmp_path: Path) -> None:
    settings = Settings(rate_limit="", log_requests=False, runs=tmp_path / "runs")
    with TestClient(create_app(settings)) as client:
        run = trained(client, LONG)[0][2]["run"]
    assert run.startswith("2.")
    with TestClient(create_app(settings)) as client:
        assert client.get("/api/v1/train/graph", params={"run": run, "update": 1, "collapsed": ""}).status_code == 200
    with TestClient(create_app(settings.model_copy(update={"runs": tmp_path / "elsewhere"}))) as client:
        assert client.get("/api/v1/train", params={"run": run}).json()["code"] == "training.run"
        assert trained(client, LONG)[0][2]["run"] == run


def stream_of(base: str, body: dict[str, Any], last: str | None = None) -> Any:
    headers = {"content-type": "application/json", **({"last-event-id": last} if last else {})}
    return urllib.request.urlopen(
        urllib.request.Request(base + "/api/v1/train", json.dumps(body).encode(), headers), timeout=60
    )


@pytest.mark.slow
def test_a_restart_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    body = {**LINE, "epochs": 5_000}
    with serving(CHAINLIGHT_RUNS=str(tmp_path)) as base:
        with stream_of(base, body) as stream:
            whole = stream.read().decode()
        with stream_of(base, body) as stream:
            begun = b""
            while begun.count(b"\n\n") < 40:
                begun += stream.readline()
    received = begun.decode().rpartition("\n\n")[0] + "\n\n"
    last = events(received)[-1][0]
    with serving(CHAINLIGHT_RUNS=str(tmp_path)) as base, stream_of(base, body, last) as stream:
        rest = stream.read().decode()
    assert received + rest == whole and len(events(whole)) > 1000


def test_who_goes_away_stops_the_work() -> None:
    async def main() -> None:
        training = Training(Settings(runs=Path("/nonexistent/runs")))
        question = TrainQuestion.model_validate({**LINE, "epochs": 33_000, "optimizer": {"name": "adam"}})
        live = await training.open("1.a", question)
        stream = training.stream("1.a", live, None)
        for _ in range(5):
            await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]
        reached = live.recording.trainer.number
        await asyncio.sleep(0.2)
        assert live.recording.trainer.number == reached < 90_000 and live.listeners == 0

    asyncio.run(main())


def test_a_thousand_listeners_share_one_run_and_others_are_served_between() -> None:
    async def main() -> None:
        training = Training(Settings(runs=Path("/nonexistent/runs")))
        question = TrainQuestion.model_validate({**LINE, "epochs": 100})
        other = TrainQuestion.model_validate({**LINE, "seed": 1})

        async def listen(run: str, asked: TrainQuestion) -> int:
            return sum([1 async for _ in training.stream(run, await training.open(run, asked), None)])

        start = time.monotonic()
        many = [asyncio.create_task(listen("1.a", question)) for _ in range(1000)]
        assert await listen("1.b", other) == 18
        counts = await asyncio.gather(*many)
        assert set(counts) == {402}
        assert len(training.live) == 2 and time.monotonic() - start < 60

    asyncio.run(main())


def test_runs_that_find_no_place_wait_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.training.PLACES", 2)

    async def main() -> None:
        training = Training(Settings(runs=Path("/nonexistent/runs")))
        at_once = 0

        async def listen(seed: int) -> int:
            nonlocal at_once
            live = await training.open(f"1.{seed}", TrainQuestion.model_validate({**LINE, "seed": seed}))
            count = 0
            async for _ in training.stream(f"1.{seed}", live, None):
                count += 1
                at_once = max(at_once, sum(each.has_place for each in training.live.values()))
            return count

        assert await asyncio.gather(*[listen(seed) for seed in range(8)]) == [18] * 8
        assert at_once == 2 and not any(each.has_place for each in training.live.values())

        # Two who stop reading in the middle do not keep the others out for ever.
        monkeypatch.setattr("app.web.training.PATIENCE", 0.2)
        stalled = []
        for seed in (20, 21):
            live = await training.open(
                f"1.{seed}", TrainQuestion.model_validate({**LINE, "epochs": 9000, "seed": seed})
            )
            stalled.append(training.stream(f"1.{seed}", live, None))
            for _ in range(5):
                await anext(stalled[-1])
        assert await listen(22) == 18
        assert await anext(stalled[0])

    asyncio.run(main())


def test_runs_that_nobody_listens_to_are_forgotten_and_too_many_others_refused() -> None:
    async def main() -> None:
        training = Training(Settings(runs=Path("/nonexistent/runs")))
        for seed in range(30):
            await training.open(f"1.{seed}", TrainQuestion.model_validate({**LINE, "seed": seed}))
        assert len(training.live) <= 18

    asyncio.run(main())


def test_a_task_has_the_names_of_the_source() -> None:
    question = TrainQuestion.model_validate(
        {"source": "L = (w_1 x_1 - 1)^2", "values": {"w_1": 1}, "data": {"x₁": [1]}}
    )
    assert [each.name for each in task_asked(question).parameters] == ["w_1"]
