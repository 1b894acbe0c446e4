"""POST /api/v1/batch: many questions in one request, an answer or a problem for each, in their order.

Few of them are at work at once, so that one that is slow holds up no other, and a batch holds up no other request. What
the whole may take and hold is bounded: the items for which nothing is left get a problem that says so.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from app.errors import LimitExceeded, RequestError, UserError
from app.limits import LIMITS
from app.messages import LANGUAGES, Language
from app.web.answers import Answers
from app.web.body import read_body
from app.web.json_text import write_json
from app.web.languages import language_of
from app.web.openapi import INTRODUCTION, REFUSALS_OF_A_BODY, answers_with, body_of
from app.web.problems import document
from app.web.question import GradientsQuestion, GraphQuestion
from app.web.routes import JSONAnswer, PlainRoute
from app.web.validation import read_question

AT_ONCE = 2
"""items of one batch at work at once"""

KINDS = '"gradients" | "graph"'


class GradientsItem(GradientsQuestion):
    """A question as POST /api/v1/gradients takes it."""

    kind: Literal["gradients"] = Field(default="gradients", description="What is asked.")


class GraphItem(GraphQuestion):
    """A question as POST /api/v1/graph takes it."""

    kind: Literal["graph"] = Field(description="What is asked.")


_ITEM: dict[str, Any] = {"type": "object", "title": "GradientsItem or GraphItem"}


class BatchQuestion(BaseModel):
    """Many questions, each on its own: what is wrong with one is told in its place."""

    model_config = ConfigDict(extra="forbid", strict=True)

    items: list[Annotated[dict[str, Any], WithJsonSchema(_ITEM)]] = Field(
        min_length=1,
        max_length=LIMITS.batch_items,
        description="The questions: the body of POST /api/v1/gradients each, or with `kind: graph` that of POST "
        "/api/v1/graph.",
    )
    language: Language | None = Field(
        default=None,
        description="The language of items that name none; without it the query's `lang`, then Accept-Language.",
    )


EXPECTED = {
    "items": f"[{{…}}, …] (1, 2, …, {LIMITS.batch_items})",
    "language": " | ".join(f'"{language}"' for language in LANGUAGES),
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "two": {
        "summary": "Gradients, and a formula with a mistake",
        "value": {"items": [INTRODUCTION, {"source": "J = 3(a+bc"}]},
    },
    "kinds": {
        "summary": "Gradients at three points, and a graph",
        "value": {
            "items": [
                {"source": "y = x^2", "points": {"x": [0, 1, 2]}},
                {"kind": "graph", "source": "y = x^2", "values": {"x": 3}, "language": "zh-CN"},
            ]
        },
    },
}


async def batch(request: Request) -> Response:
    """Up to 100 questions in one request: for each its answer, or the problem that it would have been refused with.

    A problem has a `status` and a `code`, an answer has neither. The whole takes at most 10 seconds and 16 MiB of
    answers: items beyond that get `limit.batch_time` or `limit.batch_answers`, to be asked again in another batch.
    """
    body = await read_body(request.scope, request.receive)
    if type(body) is dict and type(body.get("items")) is list and len(body["items"]) > LIMITS.batch_items:
        raise LimitExceeded("limit.batch_items", limit=LIMITS.batch_items, found=len(body["items"]))
    question = read_question(BatchQuestion, body, request.scope, EXPECTED)
    found = await answers_to(question.items, request.app.state.answers, language_of(request.scope))
    return JSONAnswer(b'{"items":[' + b",".join(found) + b"]}")


async def answers_to(items: list[dict[str, Any]], answers: Answers, language: Language) -> list[bytes]:
    """The answer or the problem of each item, as JSON."""
    found = [b""] * len(items)
    deadline = time.monotonic() + LIMITS.batch_seconds
    waiting = iter(enumerate(items))

    async def work(waiting: Iterator[tuple[int, dict[str, Any]]]) -> None:
        for place, item in waiting:
            spoken = item["language"] if item.get("language") in LANGUAGES else language
            scope: Scope = {"language": spoken}
            try:
                if time.monotonic() > deadline:
                    raise LimitExceeded("limit.batch_time", seconds=LIMITS.batch_seconds)
                answer = write_json(await answer_to(item, answers, scope))
                if sum(map(len, found)) + len(answer) > LIMITS.batch_bytes:
                    raise LimitExceeded("limit.batch_answers", limit=LIMITS.batch_bytes >> 20)
            except UserError as mistake:
                answer = write_json(document(mistake, spoken, scope.get("source")))
            found[place] = answer
            await asyncio.sleep(0)  # short ones never wait for anything: others take their turn here

    await asyncio.gather(*[work(waiting) for _ in range(AT_ONCE)])
    return found


async def answer_to(item: dict[str, Any], answers: Answers, scope: Scope) -> dict[str, Any]:
    """What the item's own route would answer; what it would be refused with is raised."""
    kind = item.get("kind", "gradients")
    if kind == "gradients":
        return await answers.gradients(read_question(GradientsItem, item, scope), scope["language"])
    if kind == "graph":
        return await answers.graph(read_question(GraphItem, item, scope), scope["language"])
    raise RequestError("request.field_type", field="kind", expected=KINDS)


async def batch_examples(answers: Answers) -> dict[str, Any]:
    """What the first example is answered."""
    found = await answers_to(EXAMPLES["two"]["value"]["items"], answers, "en")
    return {"batch": {"items": [json.loads(each) for each in found]}}


ROUTES = [
    PlainRoute(
        "/api/v1/batch",
        batch,
        methods=["POST"],
        tags=["api"],
        summary="Many questions at once",
        openapi_extra=body_of("BatchQuestion", EXAMPLES),
        responses=answers_with("BatchAnswer", "batch", *REFUSALS_OF_A_BODY),
    ),
]

BATCH_MODELS: tuple[type[BaseModel], ...] = (BatchQuestion, GradientsItem, GraphItem)
