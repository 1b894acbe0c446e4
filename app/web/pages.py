"""The pages: templates filled on the server, the first graph already in them, so that the first paint asks for nothing.

Where a source has a mistake the page is shown all the same, with the problem in it: the one handler in `main.py` asks
`page_with_problem` for that.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from app.errors import LinkProblem
from app.language import recognised
from app.messages import LANGUAGES
from app.resources import resource
from app.views.film import film
from app.views.scripts import needed
from app.views.texts import texts
from app.web.addresses import address_of
from app.web.catalogue import (
    first_spec,
    is_training,
    lesson_named,
    lessons_by_theme,
    listing_named,
    listing_rows,
    operations_by_kind,
    spec_of,
    training_lesson,
    training_rows,
)
from app.web.data_api import datasets_listed
from app.web.languages import language_of
from app.web.openapi import DERIVED_PARAMETERS, LANGUAGE, PANELS_PARAMETER, PREDICT, SPEC_PARAMETERS, answers_text
from app.web.optimizers import optimizers_listed
from app.web.pictures import FORMS
from app.web.preview import preview
from app.web.problems import document, user_error
from app.web.query import query_of, read_derived, read_spec, with_language, write_query
from app.web.question import GraphQuestion
from app.web.routes import PlainRoute
from app.web.validation import read_question

SPACE = {"playground.html": [780, 760], "embed.html": [760, 400]}
"""The windows that first graphs are laid out for: a laptop's and a frame's in a course. Other windows ask again."""


DRESS = {"theme": ("light", "dark", "contrast"), "hide": ("left", "right", "locals"), "present": ("1",)}
"""What an address may say of the page's looks; the server writes it into the page: nothing changes after paint."""


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates, escaped throughout; a name that is not given is an error, not an empty place."""
    return Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def dress(scope: Scope) -> dict[str, str]:
    """How the address wants the page to look; words that are not known are left out."""
    query = query_of(scope, strict=False)
    asked = {name: query.get(name, "").split(",") for name in DRESS}
    return {name: " ".join(word for word in words if word in asked[name]) for name, words in DRESS.items()}


PANELS = ("formula", "inputs", "gradients", "narration", "console", "player")
"""What may stand beside the graph in /embed, from top to bottom."""


def panels(scope: Scope) -> list[str]:
    """Those that the address names by `panels=formula,player`; the player alone where it names none that is known."""
    named = query_of(scope, strict=False).get("panels", "").split(",")
    return [panel for panel in PANELS if panel in named] or ["player"]


def opened(scope: Scope, query: str) -> str:
    """The address at which the playground has the graph of `query`; what a link holds is not written out again."""
    if "own_query" not in scope:
        return f"/?{query}"
    own = scope["own_query"].decode("latin-1")
    return str(scope["path"]).removeprefix("/embed") + (f"?{own}" if own else "")


def page(scope: Scope, template: str, tables: tuple[str, ...] = (), **given: Any) -> Response:
    """`template` with what every page is given; `tables`: further words that it needs."""
    language = language_of(scope)
    other = next(each for each in LANGUAGES if each != language)
    raw = scope.get("own_query", scope["query_string"]).decode("latin-1")
    html = (
        templates()
        .get_template(template)
        .render(
            language=language,
            t=texts(language, *tables),
            dress=dress(scope),
            needed=needed,
            linked="own_query" in scope,
            opens=opened(scope, given.get("query", "")),
            forms=" ".join(FORMS),
            panels=panels(scope),
            preview=preview(scope, given.get("query", ""), drawn=given.get("problem") is None),
            alternate={"language": other, "href": f"{scope['path']}?{with_language(raw, other)}"},
            **given,
        )
    )
    return HTMLResponse(html)


def expect(scope: Scope, template: str, lesson: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the page will be given beside its graph; from here on a problem is shown in that page."""
    shown: dict[str, Any] = {
        "source": "",
        "query": scope["query_string"].decode("latin-1"),
        "lesson": lesson,
        "space": "x".join(map(str, SPACE[template])),
    }
    scope["page"] = template, shown
    return shown


async def show(
    request: Request, template: str, lesson: dict[str, Any] | None = None, source: str | None = None
) -> Response:
    """A page with a graph: that of the query, else of `source` or the lesson, else the first lesson's."""
    scope = request.scope
    space = SPACE[template]
    shown = expect(scope, template, lesson)
    query = query_of(scope)
    if "source" not in query:
        body = spec_of(lesson["parts"][0]) if lesson else {"source": source} if source else first_spec()
        shown["query"] = write_query(body)
        scope["source"] = shown["source"] = body["source"]
    else:
        scope["source"] = shown["source"] = query["source"]
        body = {"source": query["source"], **read_spec(query)}
    if recognised(body["source"]) == "listing":
        # It runs when the page is there: its console comes line by line, and may take its time.
        return page(scope, template, payload=None, problem=None, listing=True, **shown)
    body |= read_derived(query)
    question = read_question(GraphQuestion, {"direction": "auto", "space": space, **body}, scope)
    payload = await request.app.state.answers.graph(question, language_of(scope))
    return page(scope, template, payload=payload, problem=None, listing=False, **shown)


def page_with_problem(scope: Scope, error: Exception) -> Response:
    """The page that was to be shown when `error` came, with the problem in the graph's place."""
    template, shown = scope["page"]
    mistake = user_error(error, scope)
    scope["code"] = mistake.code
    problem = document(mistake, language_of(scope), scope.get("source"))
    answer = page(scope, template, payload=None, problem=problem, listing=False, **shown)
    if isinstance(mistake, LinkProblem):  # the page itself is not there; a mistake in a formula is part of a page
        answer.status_code = mistake.status
    return answer


def is_for_a_reader(request: Request) -> bool:
    """Whether somebody opens this address in a browser: programs do not ask for HTML."""
    asked = request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", "")
    return asked and address_of(request.url.path).for_readers


def page_of_problem(scope: Scope, error: Exception) -> Response:
    """A page that says what is wrong with an address where no page of ours is, and leads back to those that are."""
    mistake = user_error(error, scope)
    scope["code"] = mistake.code
    answer = page(scope, "problem.html", problem=document(mistake, language_of(scope)))
    answer.status_code = mistake.status
    return answer


async def playground(request: Request) -> Response:
    """The page: formula, inputs, graph, player. Takes the spec of a graph in its query."""
    return await show(request, "playground.html")


async def embed(request: Request) -> Response:
    """Graph and player alone, for a frame in another page. Takes the spec of a graph in its query."""
    return await show(request, "embed.html")


async def lesson(request: Request) -> Response:
    """One lesson, in the playground or on the training page."""
    id, language = request.path_params["id"], language_of(request.scope)
    if is_training(id):
        found = await request.app.state.answers.workers.run(training_lesson, id, language)
        return training_page(request.scope, found["run"]["source"], found)
    listing = listing_named(id, language)
    if listing is not None:
        return await show(request, "playground.html", source=listing["source"])
    return await show(request, "playground.html", lesson_named(id, language))


async def lessons(request: Request) -> Response:
    """The gallery of lessons, each with its picture."""
    language = language_of(request.scope)
    return page(
        request.scope,
        "lessons.html",
        themes=lessons_by_theme(language),
        listings=listing_rows(language),
        training=training_rows(language),
    )


async def train(request: Request) -> Response:
    """The training page. Its script reads the address; here only `source` is, for those without a script."""
    query = query_of(request.scope, strict=False)
    return training_page(request.scope, query.get("source", ""), None)


def training_page(scope: Scope, source: str, lesson: dict[str, Any] | None) -> Response:
    """With the tables of what can be chosen in it, so that the first run is asked for at once."""
    language = language_of(scope)
    choices = json.loads(optimizers_listed(language)) | {"datasets": datasets_listed(language)}
    return page(scope, "train.html", ("train",), source=source, lesson=lesson, choices=choices)


async def train_film(request: Request) -> Response:
    """A file that plays a run, for the training page to put its run into."""
    language = language_of(request.scope)
    written = await request.app.state.answers.workers.run(film, language)
    return HTMLResponse(written, headers={"Content-Disposition": 'attachment; filename="chainlight.html"'})


async def operations(request: Request) -> Response:
    """The table of operations, for readers."""
    return page(request.scope, "operations.html", kinds=operations_by_kind(language_of(request.scope)))


async def docs(request: Request) -> Response:
    """The API's documentation, from our own files."""
    return page(request.scope, "docs.html")


def route(path: str, endpoint: Any, summary: str, parameters: list[dict[str, Any]], *refusals: int) -> PlainRoute:
    return PlainRoute(
        path,
        endpoint,
        methods=["GET"],
        tags=["pages"],
        summary=summary,
        operation_id=f"page_{endpoint.__name__}",
        openapi_extra={"parameters": parameters},
        responses=answers_text("text/html", "<!doctype html>…", 429, *refusals),
    )


LESSON_ID = {
    "name": "id", "in": "path", "required": True, "description": "The lesson, as /lessons lists it.",
    "schema": {"type": "string"}, "example": "chain",
}  # fmt: skip

ROUTES = [
    route("/", playground, "The playground", [*SPEC_PARAMETERS, *DERIVED_PARAMETERS, PREDICT]),
    route(
        "/embed",
        embed,
        "Graph and player in a frame",
        [*SPEC_PARAMETERS, *DERIVED_PARAMETERS, PREDICT, PANELS_PARAMETER],
    ),
    route("/lessons", lessons, "The gallery", [LANGUAGE]),
    route("/lessons/{id}", lesson, "One lesson", [LESSON_ID, LANGUAGE], 404),
    route("/train", train, "The training page", [LANGUAGE]),
    route("/train/film.html", train_film, "A file that plays a run", [LANGUAGE]),
    route("/operations", operations, "The operations", [LANGUAGE]),
    route("/docs", docs, "This documentation", [LANGUAGE]),
]
