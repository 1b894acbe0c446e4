"""Links: /g/{code} holds a graph, /s/{id} names one that is kept; and what makes them.

A link stands for a query: behind its address everything is as at `/` with that query. What the address itself says
beside it (`/s/…?lang=en`) counts first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from app.errors import LinkProblem
from app.links import encode
from app.store import ID, Store, database_url
from app.web.body import read_body
from app.web.errands import Errands
from app.web.link_spec import canonical, query_from, query_of_code
from app.web.openapi import (
    BODY_EXAMPLES,
    INTRODUCTION,
    LANGUAGE,
    PANELS_PARAMETER,
    PICTURE_PARAMETERS,
    answers_text,
    answers_with,
    body_of,
    refusal,
)
from app.web.pages import expect, show
from app.web.pictures import FORMS, answer_query, expect_picture
from app.web.routes import Endpoint, JSONAnswer, PlainRoute
from app.web.settings import Settings

PATIENCE = 8.0
"""seconds that a store may take: longer than any of its own limits, which tell more of what is wrong"""

KEEP = "/api/v1/links"
"""where short links are made: it has a rate of its own"""


class Links:
    """The kept links, asked from threads of their own: a database that hangs keeps nobody waiting for long."""

    def __init__(self, settings: Settings) -> None:
        self.store = Store(database_url(settings.data_folder, settings.database_url))
        self.errands = Errands(32, PATIENCE)

    async def keep(self, text: str) -> str:
        """The id of a canonical text. Raises what `Store.keep` does, and server.busy (503)."""
        return await self.ask(self.store.keep, text)

    async def query(self, id: str) -> str:
        """The query that is kept under an id. Raises what `Store.find` does, and server.busy (503)."""
        return query_from(await self.ask(self.store.find, id))

    async def ask(self, question: Callable[[str], str], given: str) -> str:
        """What the store answers; one that does not is down."""
        try:
            return await self.errands.run(question, given)
        except TimeoutError:
            raise LinkProblem("store.down") from None


def link_examples() -> dict[str, Any]:
    """Answers for the OpenAPI document, by the words that routes name them by."""
    made = written(canonical(INTRODUCTION, {}))
    return {"permalink": made, "keep": {"id": KEPT["example"], "short": f"/s/{KEPT['example']}", **made}}


def written(text: str) -> dict[str, str]:
    """The addresses that need no keeping."""
    code = encode(text)
    return {"code": code, "permanent": f"/g/{code}", "readable": f"/?{query_from(text)}"}


async def permalink(request: Request) -> Response:
    """The permanent link of a graph: it holds all that it names, so nothing is kept and it never ends.

    The code is a version character, and in version 1 the graph's spec as JSON, raw deflate, in base64url.
    """
    text = canonical(await read_body(request.scope, request.receive), request.scope)
    return JSONAnswer(written(text))


async def keep(request: Request) -> Response:
    """A short link for a graph, kept on this server. The same graph always gets the same one."""
    text = canonical(await read_body(request.scope, request.receive), request.scope)
    id = await request.app.state.links.keep(text)
    return JSONAnswer({"id": id, "short": f"/s/{id}", **written(text)})


def stand_for(scope: Scope, query: str) -> None:
    """From here on the request is as if it had asked with `query`; what it says itself stands first."""
    own = scope["own_query"] = scope["query_string"]
    scope["query_string"] = b"&".join(part for part in (own, query.encode("latin-1")) if part)


def opened(template: str) -> tuple[Endpoint, Endpoint]:
    """What answers a permanent and a short link with this page."""

    async def permanent(request: Request) -> Response:
        """The page with the graph that the code holds, as it was shared: step, theme and all."""
        expect(request.scope, template)
        stand_for(request.scope, query_of_code(request.path_params["code"]))
        return await show(request, template)

    async def short(request: Request) -> Response:
        """The page with the graph that is kept under the id, as it was shared: a source of any length has one."""
        expect(request.scope, template)
        stand_for(request.scope, await request.app.state.links.query(request.path_params["id"]))
        return await show(request, template)

    return permanent, short


def pictured(suffix: str) -> tuple[Endpoint, Endpoint]:
    """What answers a permanent and a short link with `suffix` after it."""

    async def permanent_picture(request: Request) -> Response:
        expect_picture(request, suffix)
        stand_for(request.scope, query_of_code(request.path_params["code"]))
        return await answer_query(request, suffix)

    async def short_picture(request: Request) -> Response:
        expect_picture(request, suffix)
        stand_for(request.scope, await request.app.state.links.query(request.path_params["id"]))
        return await answer_query(request, suffix)

    permanent_picture.__doc__ = f"What the code holds, as /graph.{suffix} answers it; a query changes its look."
    short_picture.__doc__ = f"What is kept under the id, as /graph.{suffix} answers it; a query changes its look."
    return permanent_picture, short_picture


TEXT = {"schema": {"type": "string"}, "example": "…"}
CODE = {
    "name": "code", "in": "path", "required": True, "description": "What /api/v1/permalink gave.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}, "example": "1",
}  # fmt: skip
KEPT = {
    "name": "id", "in": "path", "required": True, "description": "What /api/v1/links gave.",
    "schema": {"type": "string", "pattern": f"^{ID.pattern}$"}, "example": "aB3dE6gH9jK2",
}  # fmt: skip


def posted(path: str, endpoint: Any, summary: str, answer: str, *refusals: int) -> PlainRoute:
    return PlainRoute(
        path,
        endpoint,
        methods=["POST"],
        tags=["links"],
        summary=summary,
        operation_id=endpoint.__name__,
        openapi_extra=body_of("LinkSpec", BODY_EXAMPLES["links"]),
        responses=answers_with(answer, endpoint.__name__, 400, 413, 414, 415, 422, 429, *refusals),
    )


def page(
    path: str, endpoint: Any, name: str, summary: str, parameters: list[dict[str, Any]], *refusals: int
) -> PlainRoute:
    html = {"text/html": {"schema": {"type": "string"}, "example": "<!doctype html>…"}}
    return PlainRoute(
        path,
        endpoint,
        methods=["GET"],
        tags=["links"],
        summary=summary,
        operation_id=f"page_{name}",
        openapi_extra={"parameters": [*parameters, LANGUAGE]},
        responses={
            **answers_text("text/html", "<!doctype html>…", 414, 429),
            **{status: {"description": "The page, with what is wrong in it.", "content": html} for status in refusals},
        },
    )


def picture_routes(suffix: str) -> list[PlainRoute]:
    """Both kinds of link with `suffix` after them."""
    form = FORMS[suffix]
    refused = {"description": "What is wrong, in the same form.", "content": {form.media_type: TEXT}}
    refusals = {status: refused if form.write_problem else refusal(status) for status in (400, 404, 414, 422, 429, 503)}
    return [
        PlainRoute(
            f"/{start}/{{{parameter['name']}}}.{suffix}",
            endpoint,
            methods=["GET"],
            tags=["links"],
            summary=f"{kind}, as {suffix}",
            operation_id=f"{start}_{suffix}",
            openapi_extra={"parameters": [parameter, *PICTURE_PARAMETERS]},
            responses={
                **(answers_with("GraphAnswer", "graph") if suffix == "json" else answers_text(form.media_type, "…")),
                **refusals,
            },
        )
        for start, kind, parameter, endpoint in zip(
            "gs", ("A permanent link", "A short link"), (CODE, KEPT), pictured(suffix), strict=True
        )
    ]


PLAYGROUND, FRAME = opened("playground.html"), opened("embed.html")

ROUTES = [
    *(each for suffix in FORMS for each in picture_routes(suffix)),
    posted("/api/v1/permalink", permalink, "A link that holds the graph", "PermanentLink"),
    posted(KEEP, keep, "A short link, kept here", "ShortLink", 503, 507),
    page("/g/{code}", PLAYGROUND[0], "permanent", "The playground by a permanent link", [CODE], 404),
    page("/s/{id}", PLAYGROUND[1], "short", "The playground by a short link", [KEPT], 404, 503),
    page(
        "/embed/g/{code}", FRAME[0], "permanent_embed", "The frame by a permanent link", [CODE, PANELS_PARAMETER], 404
    ),
    page("/embed/s/{id}", FRAME[1], "short_embed", "The frame by a short link", [KEPT, PANELS_PARAMETER], 404, 503),
]
