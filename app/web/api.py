"""The API under /api/v1. Each handler reads, asks, answers; mistakes fly past to the one handler."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.web.catalogue import lessons_listed, operations_listed
from app.web.languages import language_of
from app.web.listings import EVENT_STREAM, as_event_stream, begun
from app.web.openapi import BODY_EXAMPLES, LANGUAGE, REFUSALS_OF_A_BODY, answers_with, body_of
from app.web.question import (
    CodeQuestion,
    DerivationQuestion,
    GradientsQuestion,
    GraphQuestion,
    HessianQuestion,
    JacobianQuestion,
    MistakesQuestion,
    PathsQuestion,
    RunQuestion,
)
from app.web.routes import JSONAnswer, PlainRoute
from app.web.validation import question_in


async def gradients(request: Request) -> Response:
    """The value of the output and the gradient of every input, nothing else: the fast way.

    With `points` scalar inputs are taken at n points at once; `value` and each gradient are then lists of n. Send the
    same source with new values as often as you like: it is parsed and differentiated once.
    """
    question = await question_in(request, GradientsQuestion)
    return JSONAnswer(await request.app.state.answers.gradients(question, language_of(request.scope)))


async def graph(request: Request) -> Response:
    """Everything about a formula: how it was read, its graph with values, gradients and places, its steps in order.

    With `graph: backward` the backward pass itself, as a graph. With `mode: forward` a tangent beside every value.
    """
    question = await question_in(request, GraphQuestion)
    return JSONAnswer(await request.app.state.answers.graph(question, language_of(request.scope)))


async def paths(request: Request) -> Response:
    """Every path from one input to the output, the product of derivatives along each, and their sum: the gradient."""
    question = await question_in(request, PathsQuestion)
    return JSONAnswer(await request.app.state.answers.paths(question))


async def derivation(request: Request) -> Response:
    """The derivation as a book prints it: a line for each step, in symbols and with numbers, and each input's chain."""
    question = await question_in(request, DerivationQuestion)
    return JSONAnswer(await request.app.state.answers.derivation(question, language_of(request.scope)))


async def mistakes(request: Request) -> Response:
    """What a student may be asked for, with a hint, and the wrong numbers that the classic mistakes would give.

    A path forgotten, an activation's derivative left out, a sign, a missing factor, a sum for a mean, the other
    operand: whoever compares a wrong answer with these can name the mistake, and the edge where it was made.
    """
    question = await question_in(request, MistakesQuestion)
    return JSONAnswer(await request.app.state.answers.mistakes(question, language_of(request.scope)))


async def hessian(request: Request) -> Response:
    """The second derivatives of an output that is one number, or, with `vector`, the Hessian times that vector.

    The backward pass is a graph in the same operations, so it is differentiated like any other. A tensor output needs
    `upstream`: it is then differentiated as the sum of its entries times `upstream`.
    """
    question = await question_in(request, HessianQuestion)
    return JSONAnswer(await request.app.state.answers.hessian(question))


async def jacobian(request: Request) -> Response:
    """The derivative of every entry of the output by every entry of each input, by the mode that needs fewer passes."""
    question = await question_in(request, JacobianQuestion)
    return JSONAnswer(await request.app.state.answers.jacobian(question))


async def code(request: Request) -> Response:
    """The graph as a program that runs alone and prints the same numbers, or as a drawing for Graphviz or TeX."""
    question = await question_in(request, CodeQuestion)
    return JSONAnswer(await request.app.state.answers.code(question, language_of(request.scope)))


async def run(request: Request) -> Response:
    """Run a PyTorch listing, in a process of its own: what it prints, draws and leaves behind, and what stopped it.

    Each backward() is an episode; `graph` is the one that `episode` chooses, as POST /graph would answer it.

    With `Accept: text/event-stream` the pieces of the console come as they are printed, as events named `console`, the
    episodes as they happen (`episode`), and last the whole answer, as the event `done`. A listing that cannot run at
    all is refused with status 422; one that stops half-way is answered with what it did until then, and `error` says
    why.
    """
    question = await question_in(request, RunQuestion)
    listings, language = request.app.state.listings, language_of(request.scope)
    if EVENT_STREAM in request.headers.get("accept", ""):
        stream = await begun(listings.stream(question, language))
        return StreamingResponse(as_event_stream(stream), media_type=EVENT_STREAM)
    return JSONAnswer(await listings.run(question, language))


async def operations(request: Request) -> Response:
    """The table of operations: names, spellings, typesetting, the way back to each operand, the torch call."""
    return JSONAnswer(operations_listed(language_of(request.scope)))


async def lessons(request: Request) -> Response:
    """The gallery: a formula with values, a title and a text each."""
    return JSONAnswer(lessons_listed(language_of(request.scope)))


def route(path: str, endpoint: Any, **documented: Any) -> PlainRoute:
    method = "POST" if "requestBody" in documented.get("openapi_extra", {}) else "GET"
    return PlainRoute(f"/api/v1{path}", endpoint, methods=[method], tags=["api"], **documented)


def asked(name: str, endpoint: Any, summary: str) -> PlainRoute:
    """A route whose question, answer and examples are called as it is: `graph` takes a `GraphQuestion`."""
    return route(
        f"/{name}",
        endpoint,
        summary=summary,
        openapi_extra=body_of(f"{name.title()}Question", BODY_EXAMPLES[name]),
        responses=answers_with(f"{name.title()}Answer", name, *REFUSALS_OF_A_BODY),
    )


ROUTES = [
    asked("gradients", gradients, "Value and gradients"),
    asked("graph", graph, "The graph, laid out, with its steps"),
    asked("paths", paths, "All paths from an input"),
    asked("derivation", derivation, "The chain rule, line by line"),
    asked("mistakes", mistakes, "What the classic mistakes would give"),
    asked("hessian", hessian, "Second derivatives"),
    asked("jacobian", jacobian, "All derivatives of a tensor output"),
    asked("code", code, "The graph as a program"),
    asked("run", run, "Run a PyTorch listing"),
    route(
        "/operations",
        operations,
        summary="The table of operations",
        openapi_extra={"parameters": [LANGUAGE]},
        responses=answers_with("OperationsAnswer", "operations", 429),
    ),
    route(
        "/lessons",
        lessons,
        summary="The gallery of lessons",
        openapi_extra={"parameters": [LANGUAGE]},
        responses=answers_with("LessonsAnswer", "lessons", 429),
    ),
]
