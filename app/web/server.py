"""What the one who runs the server, and the tools around it, ask for: health, numbers, the OpenAPI document."""

from __future__ import annotations

import asyncio
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.lessons import LESSONS
from app.lessons.listings import LISTINGS
from app.web.batch import batch_examples
from app.web.catalogue import lesson_row, listing_row, operation_rows
from app.web.data_api import data_examples
from app.web.landscape_api import landscape_examples
from app.web.links import link_examples
from app.web.metrics import MEDIA_TYPE
from app.web.openapi import BODY_EXAMPLES, INTRODUCTION, RUN_ANSWER, answers_text, answers_with, openapi_document
from app.web.question import (
    CodeQuestion,
    DerivationQuestion,
    HessianQuestion,
    MistakesQuestion,
    PathsQuestion,
    Question,
)
from app.web.routes import JSONAnswer, PlainRoute
from app.web.train_api import train_examples

try:
    VERSION = version("chainlight")
except PackageNotFoundError:  # run from a folder that was never installed
    VERSION = "0"


async def healthz(request: Request) -> Response:
    """Whether the process lives. An engine is `loaded`, `available` (loaded when first asked for) or `missing`."""
    torch = "loaded" if "torch" in sys.modules else "available" if find_spec("torch") else "missing"
    return JSONAnswer({"status": "ok", "version": VERSION, "engines": {"tape": "loaded", "torch": torch}})


async def metrics(request: Request) -> Response:
    """Counts and durations of requests by method, route and status, in Prometheus' text format."""
    return Response(request.app.state.metrics.text(), media_type=MEDIA_TYPE)


async def openapi(request: Request) -> Response:
    """This document. Its examples of answers are computed when it is first asked for, so they cannot be wrong."""
    state = request.app.state
    if not hasattr(state, "openapi"):
        first = next(iter(BODY_EXAMPLES["paths"].values()))["value"]
        examples = {
            "graph": await state.answers.graph(Question.model_validate(INTRODUCTION), "en"),
            "paths": await state.answers.paths(PathsQuestion.model_validate(first)),
            "code": await state.answers.code(CodeQuestion.model_validate(INTRODUCTION), "en"),
            "mistakes": await state.answers.mistakes(MistakesQuestion.model_validate(INTRODUCTION), "en"),
            "derivation": await state.answers.derivation(DerivationQuestion.model_validate(INTRODUCTION), "en"),
            "hessian": await state.answers.hessian(HessianQuestion.model_validate(INTRODUCTION)),
            **await batch_examples(state.answers),
            **await train_examples(state.training),
            **data_examples(),
            **await landscape_examples(state.training),
            **link_examples(),
            "run": RUN_ANSWER,
            "operations": {"operations": operation_rows("en")[:2]},
            "lessons": {"lessons": [lesson_row(LESSONS[0], "en")], "listings": [listing_row(LISTINGS[0], "en")]},
        }
        state.openapi = await asyncio.to_thread(openapi_document, request.app, examples)
    return JSONAnswer(state.openapi)


def route(path: str, endpoint: Any, summary: str, responses: Any) -> PlainRoute:
    return PlainRoute(path, endpoint, methods=["GET"], tags=["server"], summary=summary, responses=responses)


ROUTES = [
    route("/healthz", healthz, "Is it alive?", answers_with("Health", "health")),
    route("/metrics", metrics, "Numbers for Prometheus", answers_text("text/plain", "http_requests_total{…} 1.0")),
    route("/openapi.json", openapi, "The OpenAPI document", answers_with("Document", "openapi")),
]
