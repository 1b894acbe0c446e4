"""/help: how each surface is used, with a live example beside the text to copy, in both languages.

A page is a Markdown file in templates/help/LANGUAGE; PAGES says which there are, in what order. In them

- a fence is a text to copy; where its info string ends with `live`, it is shown at work above that as well, and one
  that is only `live` is nothing but shown;
- `{origin}` is the address of this server, so that what is copied works as it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.messages import Language
from app.resources import resource
from app.web.languages import language_of
from app.web.openapi import LANGUAGE, answers_text
from app.web.pages import page
from app.web.routes import PlainRoute

PAGES: dict[str, tuple[str, ...]] = {
    "write": ("formulas", "listings", "training"),
    "place": ("links", "pictures", "embeds"),
    "course": ("lectures", "moodle", "canvas", "wordpress", "notion", "sphinx", "mkdocs", "jupyter"),
    "ask": ("api", "python", "shell", "assistants", "server"),
}
"""group -> its pages, in the order they are read"""

ORIGIN = "{origin}"
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9a-fA-F:]+\](:\d{1,5})?")


class Article(NamedTuple):
    """One page of help, of our own writing. `html` still has ORIGIN in it."""

    title: str
    lead: Markup
    html: Markup


@lru_cache(maxsize=64)
def article(name: str, language: Language) -> Article:
    """The page `name`, one of PAGES: its first heading, its first paragraph, and what follows."""
    text = resource(f"templates/help/{language}/{name}.md").read_text("utf-8")
    heading, lead, rest = text.split("\n\n", 2)
    markdown = MarkdownIt("commonmark").enable("table")
    markdown.add_render_rule("fence", _fence)
    return Article(heading.removeprefix("# "), own(markdown.renderInline(lead)), own(markdown.render(rest)))


def own(html: str) -> Markup:
    """HTML made of our own files, where only ORIGIN is filled in, and that by escaped text."""
    return Markup(html)  # noqa: S704


def _fence(renderer: RendererHTML, tokens: list[Token], place: int, options: Any, env: Any) -> str:
    """A text to copy, and before it what it looks like where it is `live`."""
    token = tokens[place]
    kind, _, how = token.info.partition(" ")
    drawn = ""
    if how == "live":
        # Our own file, and at our own address: nothing of it comes from a request.
        content = token.content.replace(ORIGIN, "")
        drawn = f'<div class="live">{content if kind == "html" else MarkdownIt("commonmark").render(content)}</div>'
    if kind == "live":
        return f'<div class="example"><div class="live">{token.content.replace(ORIGIN, "")}</div></div>\n'
    if kind == "output":
        return f'<pre class="output" tabindex="0">{escape(token.content)}</pre>\n'
    copied = f'<div class="copyable"><pre tabindex="0"><code>{escape(token.content)}</code></pre></div>'
    return f'<div class="example">{drawn}{copied}</div>\n'


def origin_of(request: Request) -> str:
    """The address of this server as the reader's browser has it; a host that no browser would send is not repeated."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""


def shown(name: str, language: Language) -> dict[str, Any]:
    found = article(name, language)
    return {"name": name, "title": found.title, "lead": found.lead}


async def contents(request: Request) -> Response:
    """What can be done with a graph, and how: all pages of help."""
    return page(request.scope, "help.html", ("help",), groups=groups(request), article=None, name=None)


async def help_page(request: Request) -> Response:
    """One page of help."""
    name = request.path_params["name"]
    if not any(name in names for names in PAGES.values()):
        raise HTTPException(404)
    found = article(name, language_of(request.scope))
    told = {"title": found.title, "lead": found.lead, "html": found.html.replace(ORIGIN, origin_of(request))}
    return page(request.scope, "help.html", ("help",), groups=groups(request), article=told, name=name)


def groups(request: Request) -> list[dict[str, Any]]:
    language = language_of(request.scope)
    return [{"name": group, "pages": [shown(name, language) for name in names]} for group, names in PAGES.items()]


NAME = {
    "name": "name", "in": "path", "required": True, "description": "The page, as /help lists it.",
    "schema": {"type": "string"}, "example": "links",
}  # fmt: skip
DOCUMENTED = answers_text("text/html", "<!doctype html>…", 429)

ROUTES = [
    PlainRoute(
        "/help", contents, methods=["GET"], tags=["pages"], summary="Help", operation_id="page_help",
        openapi_extra={"parameters": [LANGUAGE]}, responses=DOCUMENTED,
    ),
    PlainRoute(
        "/help/{name}", help_page, methods=["GET"], tags=["pages"], summary="One page of help",
        operation_id="page_help_page", openapi_extra={"parameters": [NAME, LANGUAGE]},
        responses=answers_text("text/html", "<!doctype html>…", 404, 429),
    ),
]  # fmt: skip
