"""/graph.{suffix}: the graph of a query in a form for other people's pages.

`answer_picture(request, spec, suffix)` draws any spec, whatever its address; how the picture is to look stands in the
query. An address that first has to find its spec says `expect_picture(request, suffix)` before: what goes wrong from
then on is told in the form of the picture too, by `picture_of_problem`, which the one handler in `main.py` asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from app.errors import UserError
from app.language import recognised
from app.views.alone import alone
from app.views.animation import animated
from app.views.dot import dot
from app.views.excerpt import excerpt_svg
from app.views.look import Look
from app.views.problem import problem_dot, problem_html, problem_svg, problem_tex
from app.views.svg import svg
from app.views.tikz import tikz
from app.web.catalogue import first_spec
from app.web.json_text import write_json
from app.web.kept_pictures import KeptPicture
from app.web.languages import language_of
from app.web.openapi import (
    ANIMATE_PARAMETER,
    DERIVED_PARAMETERS,
    EPISODE_PARAMETER,
    LOOK_PARAMETERS,
    PICTURE_PARAMETERS,
    SPEC_PARAMETERS,
    VERSION_PARAMETER,
    answers_text,
    answers_with,
)
from app.web.picture_query import read_look
from app.web.problems import MEDIA_TYPE, document, problem, user_error
from app.web.query import query_of, read_derived, read_episode, read_space, read_spec
from app.web.question import GraphQuestion, RunQuestion
from app.web.raster import raster
from app.web.renderer import renderer
from app.web.routes import PlainRoute
from app.web.static_files import accepted
from app.web.validation import read_question
from app.web.workers import Workers

KEEP = "public, max-age=300"
KEEP_FOR_EVER = "public, max-age=31536000, immutable"
KEEP_A_PROBLEM = "public, max-age=60"

FRAME = [960.0, 640.0]
"""The window that a picture is laid out for, where nobody names one: about that of a slide."""

Payload = dict[str, Any]
Problem = dict[str, Any]


SIZE = re.compile(r' viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


def draw(write: Callable[[Look], str], look: Look) -> bytes:
    """An SVG of ours as PNG."""
    drawn = write(replace(look, width=None))
    sides = SIZE.search(drawn)
    assert sides
    return raster().draw(drawn, (float(sides[1]), float(sides[2])), look.frame[0] if look.frame else look.width)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a graph down."""

    media_type: str
    write: Callable[[Payload, Look], bytes]
    write_problem: Callable[[Problem, str | None, Look], bytes] | None
    """what stands in its place; None: the problem document itself"""
    write_excerpt: Callable[[str, Look], bytes] | None = None
    """what a preview of a listing shows"""
    framed: bool = False
    """whether it is laid out for a window"""
    tells: bool = False
    """whether it says what the steps say"""
    elsewhere: bool = False
    """whether a process of its own draws it, so that a thread of ours only waits"""


FORMS: dict[str, Form] = {
    "svg": Form(
        "image/svg+xml",
        lambda payload, look: (animated if look.animate else svg)(payload, look).encode(),
        lambda problem, source, look: problem_svg(problem, source, look).encode(),
        framed=True,
    ),
    "png": Form(
        "image/png",
        lambda payload, look: draw(partial(svg, payload), look),
        lambda problem, source, look: draw(partial(problem_svg, problem, source), look),
        lambda source, look: draw(partial(excerpt_svg, source), look),
        framed=True,
        elsewhere=True,
    ),
    "html": Form(
        "text/html",
        lambda payload, look: alone(payload, look).encode(),
        lambda problem, source, look: problem_html(problem, source, look).encode(),
        framed=True,
        tells=True,
    ),
    "json": Form("application/json", lambda payload, look: write_json(payload), None, tells=True),
    "dot": Form(
        "text/vnd.graphviz",
        lambda payload, look: dot(payload, look).encode(),
        lambda problem, source, look: problem_dot(problem).encode(),
    ),
    "tex": Form(
        "application/x-tex",
        lambda payload, look: tikz(payload, look).encode(),
        lambda problem, source, look: problem_tex(problem).encode(),
    ),
}
"""suffix -> how it is written"""


def expect_picture(request: Request, suffix: str) -> None:
    """From here on a mistake is told in the form of `suffix`, and the answer may be shown by other people's pages."""
    request.scope["picture"] = suffix


async def answer_picture(request: Request, spec: dict[str, Any], suffix: str) -> Response:
    """The graph of `spec` (the body that POST /api/v1/graph takes) in the form of `suffix`, one of FORMS."""
    expect_picture(request, suffix)
    scope, form = request.scope, FORMS[suffix]
    query, language = query_of(scope), language_of(scope)
    look = read_look(query, language)
    if form.framed:
        window = list(map(float, look.frame)) if look.frame else FRAME
        spec = {"direction": "auto", "space": read_space(query) or window, **spec}
    question = read_either(spec, query, scope)
    kept = request.app.state.pictures
    key = suffix, look, write_json(question.model_dump())
    found = kept.get(key)
    if found is None:
        workers = workers_for(request, form)
        if isinstance(question, RunQuestion) and look.frame and form.write_excerpt:
            body = await workers.run(form.write_excerpt, question.source, look)
        else:
            if isinstance(question, RunQuestion):
                payload = await request.app.state.listings.graph(question, language)
            else:
                payload = await request.app.state.answers.graph(question, language, form.tells)
            body = await workers.run(form.write, payload, look)
        found = KeptPicture(body, form.media_type)
        kept.keep(key, found)
    return conditional(scope, found, KEEP_FOR_EVER if query.get("v") == renderer() else KEEP)


def read_either(spec: dict[str, Any], query: dict[str, str], scope: Scope) -> GraphQuestion | RunQuestion:
    """A spec as a question; of a listing what a run takes of it, and the episode that the query names."""
    question = read_question(GraphQuestion, spec, scope)
    if question.syntax != "listing" and (question.syntax != "auto" or recognised(question.source) != "listing"):
        return question
    run = {name: value for name, value in spec.items() if name in RunQuestion.model_fields}
    return read_question(RunQuestion, run | read_episode(query), scope)


def workers_for(request: Request, form: Form) -> Workers:
    """Threads of their own for those that wait for another process: else all other graphs would wait with them."""
    found: Workers = request.app.state.pictures.workers if form.elsewhere else request.app.state.answers.workers
    return found


def conditional(scope: Scope, found: KeptPicture, cache: str, status: int = 200) -> Response:
    """The picture in an encoding that is taken, or 304 where the one who asks has these very bytes."""
    encoding = accepted(scope) if found.compresses else ""
    tag = f'"{found.tag}{encoding[:1]}"'
    headers = {"ETag": tag, "Cache-Control": cache, "Chainlight-Renderer": renderer()}
    if status == 200 and names(scope, tag):
        return Response(b"", 304, headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(found.encoded(encoding), status, headers, found.media_type)


def names(scope: Scope, tag: str) -> bool:
    """Whether If-None-Match names `tag`, by the weak comparison that RFC 9110 asks for."""
    asked = b",".join(value for name, value in scope["headers"] if name == b"if-none-match").decode("latin-1")
    return any(each.strip().removeprefix("W/") in (tag, "*") for each in asked.split(","))


async def picture_of_problem(request: Request, error: Exception) -> Response:
    """What is shown where a picture was to be, when `error` came: in its form, with the status of the problem.

    A program that says so by `Accept: application/problem+json` gets the document instead.
    """
    scope = request.scope
    form = FORMS[scope["picture"]]
    if form.write_problem is None or MEDIA_TYPE in request.headers.get("accept", ""):
        return problem(error, scope)
    mistake, language = user_error(error, scope), language_of(scope)
    scope["code"] = mistake.code
    source = scope.get("source")
    told = document(mistake, language, source)
    # Whoever asks too often shall not have many drawn: all looks are one.
    look = Look(language=language) if mistake.status == 429 else look_for_problem(scope)
    kept = request.app.state.pictures
    key = scope["picture"], look, source, write_json(told)
    found = kept.get(key)
    try:
        if found is None:
            found = KeptPicture(
                await workers_for(request, form).run(form.write_problem, told, source, look), form.media_type
            )
            kept.keep(key, found)
    except UserError:  # too busy to draw
        return problem(error, scope)
    answer = conditional(scope, found, "no-store" if mistake.status in (429, 503) else KEEP_A_PROBLEM, mistake.status)
    if "retry_after" in mistake.facts:
        answer.headers["Retry-After"] = str(mistake.facts["retry_after"])
    return answer


def look_for_problem(scope: Scope) -> Look:
    """The look that was asked for, as far as it can be had."""
    language = language_of(scope)
    try:
        return read_look(query_of(scope, strict=False), language)
    except UserError:
        return Look(language=language)


async def picture(request: Request) -> Response:
    """The graph as a picture, from the same layout as the page's: text and lines only, so that any viewer shows it.

    It flows to where its cards are larger in a window of `space`, unless the query says where.
    """
    return await answer_query(request, "svg")


async def image(request: Request) -> Response:
    """The same picture as PNG, `width` pixels wide; it looks alike on every machine.

    Without `width` it has two pixels for each of its layout; a large one fewer, but never less than one.
    """
    return await answer_query(request, "png")


async def page(request: Request) -> Response:
    """One file with everything inside: it plays from a disk with the network off, and prints."""
    return await answer_query(request, "html")


async def graphviz(request: Request) -> Response:
    """The graph in the language of Graphviz, which lays it out by itself."""
    return await answer_query(request, "dot")


async def tex(request: Request) -> Response:
    """The graph as a LaTeX document of its own, drawn by TikZ from the same layout as the page's."""
    return await answer_query(request, "tex")


async def data(request: Request) -> Response:
    """The answer of POST /api/v1/graph, by address alone."""
    return await answer_query(request, "json")


async def answer_query(request: Request, suffix: str) -> Response:
    """The graph of the query, else of the first lesson."""
    expect_picture(request, suffix)
    query = query_of(request.scope)
    request.scope["source"] = query.get("source")
    spec = read_spec(query) | read_derived(query)
    if "source" not in query:
        spec = first_spec() | spec
    return await answer_picture(request, {"source": query.get("source", ""), **spec}, suffix)


def route(suffix: str, endpoint: Any, summary: str, parameters: Any, responses: Any) -> PlainRoute:
    return PlainRoute(
        f"/graph.{suffix}",
        endpoint,
        methods=["GET"],
        tags=["pictures"],
        summary=summary,
        operation_id=f"graph_{suffix}",
        openapi_extra={"parameters": parameters},
        responses=responses,
    )


REFUSALS = (400, 414, 422, 429, 503)
GRAPH_PARAMETERS = [*SPEC_PARAMETERS, *DERIVED_PARAMETERS, EPISODE_PARAMETER, VERSION_PARAMETER]

ROUTES = [
    route(
        "svg",
        picture,
        "The graph as SVG",
        [*PICTURE_PARAMETERS, ANIMATE_PARAMETER],
        answers_text("image/svg+xml", "<svg …>…</svg>", *REFUSALS, problem="<svg …>…</svg>"),
    ),
    route(
        "png",
        image,
        "The graph as PNG",
        PICTURE_PARAMETERS,
        answers_text("image/png", "\u2030PNG…", *REFUSALS, problem="\u2030PNG…"),
    ),
    route(
        "html",
        page,
        "The graph as a page that stands alone",
        PICTURE_PARAMETERS,
        answers_text("text/html", "<!doctype html>…", *REFUSALS, problem="<!doctype html>…"),
    ),
    route(
        "dot",
        graphviz,
        "The graph for Graphviz",
        [*GRAPH_PARAMETERS, *LOOK_PARAMETERS],
        answers_text("text/vnd.graphviz", "digraph chainlight {…}", *REFUSALS, problem="digraph chainlight {…}"),
    ),
    route(
        "tex",
        tex,
        "The graph in TikZ",
        [*GRAPH_PARAMETERS, *LOOK_PARAMETERS],
        answers_text("application/x-tex", r"\documentclass[tikz]{standalone} …", *REFUSALS, problem=r"% …"),
    ),
    route("json", data, "The graph as JSON", GRAPH_PARAMETERS, answers_with("GraphAnswer", "graph", *REFUSALS)),
]
