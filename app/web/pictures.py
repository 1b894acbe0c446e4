"""/graph.{format}: the graph of a query in a form for other people's pages."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.views.dot import dot
from app.views.svg import svg
from app.views.tikz import tikz
from app.web.catalogue import first_spec
from app.web.languages import language_of
from app.web.openapi import DERIVED_PARAMETERS, PICTURE_PARAMETERS, SPEC_PARAMETERS, answers_text, answers_with
from app.web.query import query_of, read_derived, read_space, read_spec
from app.web.question import GraphQuestion, read_question
from app.web.routes import JSONAnswer, PlainRoute

# A picture is a function of its address, so it may be kept for a while, by anyone.
KEEP = {"Cache-Control": "public, max-age=300"}


FRAME = [960.0, 640.0]
"""The window that a picture is laid out for, where the query names none: about that of a slide."""


async def payload_of(request: Request, **given: Any) -> dict[str, Any]:
    """The answer of POST /api/v1/graph for the query, else for the first lesson; `given` where the query is silent."""
    scope = request.scope
    query = query_of(scope)
    spec = given | read_spec(query) | read_derived(query)
    if "source" not in query:
        spec = first_spec() | spec
    question = read_question(GraphQuestion, {"source": query.get("source", ""), **spec}, scope)
    answer: dict[str, Any] = await request.app.state.answers.graph(question, language_of(scope))
    return answer


async def picture(request: Request) -> Response:
    """The graph as a picture, from the same layout as the page's: text and lines only, so that any viewer shows it.

    It flows to where its cards are larger in a window of `space`, unless the query says where.
    """
    query = query_of(request.scope)
    payload = await payload_of(request, direction="auto", space=read_space(query) or FRAME)
    written = query.get("step", "")
    drawn = await request.app.state.answers.workers.run(
        svg,
        payload,
        theme="dark" if query.get("theme") == "dark" else "light",
        step=int(written) if written.isdecimal() and len(written) < 7 else None,
        language=language_of(request.scope),
    )
    return Response(drawn, 200, KEEP, "image/svg+xml")


async def graphviz(request: Request) -> Response:
    """The graph in the language of Graphviz, which lays it out by itself."""
    payload = await payload_of(request)
    down = query_of(request.scope).get("direction") == "down"
    return Response(dot(payload, language=language_of(request.scope), down=down), 200, KEEP, "text/vnd.graphviz")


async def document(request: Request) -> Response:
    """The graph as a LaTeX document of its own, drawn by TikZ from the same layout as the page's."""
    payload = await payload_of(request)
    return Response(tikz(payload, language=language_of(request.scope)), 200, KEEP, "application/x-tex")


async def data(request: Request) -> Response:
    """The answer of POST /api/v1/graph, by address alone."""
    return JSONAnswer(await payload_of(request), headers=KEEP)


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


ROUTES = [
    route(
        "svg",
        picture,
        "The graph as SVG",
        PICTURE_PARAMETERS,
        answers_text("image/svg+xml", "<svg …>…</svg>", 400, 414, 422, 429, 503),
    ),
    route(
        "dot",
        graphviz,
        "The graph for Graphviz",
        SPEC_PARAMETERS,
        answers_text("text/vnd.graphviz", "digraph chainlight {…}", 400, 414, 422, 429, 503),
    ),
    route(
        "tex",
        document,
        "The graph in TikZ",
        SPEC_PARAMETERS,
        answers_text("application/x-tex", r"\documentclass[tikz]{standalone} …", 400, 414, 422, 429, 503),
    ),
    route(
        "json",
        data,
        "The graph as JSON",
        [*SPEC_PARAMETERS, *DERIVED_PARAMETERS],
        answers_with("GraphAnswer", "graph", 400, 414, 422, 429, 503),
    ),
]
