from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.limits import LIMITS
from app.messages import Language
from app.web import batch
from app.web.answers import Answers
from app.web.question import GradientsQuestion

BODY = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}}
ANSWER = {"output": "J", "value": 33.0, "gradients": {"a": 3.0, "b": 6.0, "c": 9.0}, "engine": "tape"}


def ask(client: TestClient, items: Any, **more: Any) -> Any:
    answer = client.post("/api/v1/batch", json={"items": items, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_each_item_is_answered_in_its_place_as_its_own_route_would_answer_it(client: TestClient) -> None:
    points = {"source": "y = x^2", "points": {"x": [1, 2]}}
    found = ask(client, [BODY, {"kind": "graph", **BODY}, {"kind": "gradients", **points}])
    assert found[0] == ANSWER
    assert found[1] == client.post("/api/v1/graph", json=BODY).json()
    assert found[2] == client.post("/api/v1/gradients", json=points).json()


def test_an_item_with_a_mistake_gets_its_problem_and_the_others_their_answers(client: TestClient) -> None:
    wrong = [
        ({"source": "J = 3(a+bc"}, "syntax.unclosed"),
        ({"source": "y = sine(x)"}, "name.function"),
        ({}, "request.field_missing"),
        ({**BODY, "sorce": 1}, "request.field_unknown"),
        ({**BODY, "kind": "paths"}, "request.field_type"),
        ({**BODY, "kind": ["graph"]}, "request.field_type"),
        ({**BODY, "language": "fr"}, "request.field_type"),
    ]
    found = ask(client, [each for item, _ in wrong for each in (item, BODY)])
    assert found[1::2] == [ANSWER] * len(wrong)
    assert [problem["code"] for problem in found[0::2]] == [code for _, code in wrong]
    alone = client.post("/api/v1/gradients", json=wrong[0][0])
    assert found[0] == alone.json() and found[0]["column"] == 6


def test_an_item_speaks_its_own_language_else_that_of_the_batch(client: TestClient) -> None:
    item = {"source": "J = 3(a+bc"}
    titles = [problem["title"] for problem in ask(client, [item, {**item, "language": "en"}], language="zh-CN")]
    assert titles == ["括号没有闭合", "A bracket is never closed"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], "request.object"),
        ({}, "request.field_missing"),
        ({"items": []}, "request.field_type"),
        ({"items": [1]}, "request.field_type"),
        ({"items": {}}, "request.field_type"),
        ({"items": [BODY], "more": 1}, "request.field_unknown"),
        ({"items": [{}] * 101}, "limit.batch_items"),
    ],
)
def test_what_is_no_batch_is_refused_as_a_whole(client: TestClient, body: Any, code: str) -> None:
    answer = client.post("/api/v1/batch", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_one_that_takes_all_its_time_holds_up_no_other(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    gradients = Answers.gradients

    async def slow_ones_end_last(self: Answers, question: GradientsQuestion, language: Language) -> dict[str, Any]:
        while question.source == "slow" and len(done) < 20:
            await asyncio.sleep(0)
        done.append(question.source)
        return await gradients(self, question, language)

    monkeypatch.setattr(Answers, "gradients", slow_ones_end_last)
    found = ask(client, [{"source": "slow"}, *[BODY] * 20])
    assert done[-1] == "slow" and found[1:] == [ANSWER] * 20


def test_what_the_time_or_the_room_of_a_batch_does_not_hold_is_told_item_by_item(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "LIMITS", replace(LIMITS, batch_seconds=-1.0))
    assert [each["code"] for each in ask(client, [BODY] * 3)] == ["limit.batch_time"] * 3
    monkeypatch.setattr(batch, "LIMITS", replace(LIMITS, batch_bytes=180))
    found = ask(client, [BODY] * 4)
    assert found[:2] == [ANSWER] * 2 and [each["code"] for each in found[2:]] == ["limit.batch_answers"] * 2
