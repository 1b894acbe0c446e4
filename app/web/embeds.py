"""What other people's pages load to show a graph: the component at /embed.js, and what /oembed says of an address."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response

from app.errors import LinkProblem, RequestError
from app.messages import Language
from app.resources import resource
from app.web.catalogue import first_spec, lesson_named, listing_named, spec_of, training_rows
from app.web.languages import language_of
from app.web.link_spec import query_of_code
from app.web.openapi import LANGUAGE, answers_text, answers_with, parameter
from app.web.picture_query import NARROWEST
from app.web.preview import SIDES
from app.web.query import query_of, read_query, write_query
from app.web.routes import JSONAnswer, PlainRoute
from app.web.static_files import PageFiles

SIZE = (760, 480)
"""How large a frame is where nobody says: as wide as a text, and room for the player."""
FORMATS = ("json", "xml")
ASIS = "%=&:,/()[];!*~@$+?'"
LONGEST = 8_000
"""A query that is longer stays behind its link: not every course system takes a frame with such an address."""

files = PageFiles()


async def component(request: Request) -> Response:
    """The custom element `<computational-graph>`, one module without imports, for pages anywhere."""
    path = resource("static/js/component.js")
    return files.file_response(path, path.stat(), request.scope)


async def oembed(request: Request) -> Response:
    """What a page shows for an address of this server, by oEmbed 1.0: a frame in a sandbox."""
    query = query_of(request.scope)
    written = query.get("format", "json")
    if written not in FORMATS:
        raise RequestError("request.oembed_format", found=written[:40])
    shown, source = await shown_at(request, query.get("url", ""))
    answer = rich(request, shown, source, side(query, "maxwidth", SIZE[0]), side(query, "maxheight", SIZE[1]))
    answer |= thumbnail(request, shown, side(query, "maxwidth", SIDES[0]), side(query, "maxheight", SIDES[1]))
    if written == "json":
        return JSONAnswer(answer)
    rows = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items())
    return Response(f'<?xml version="1.0" encoding="utf-8"?><oembed>{rows}</oembed>', media_type="text/xml")


def side(query: dict[str, str], name: str, usual: int) -> int:
    """The usual length, or what there is room for; a word that is no length says nothing."""
    most = query.get(name, "")
    return min(usual, max(int(most), 1)) if most.isascii() and most.isdigit() and len(most) < 6 else usual


async def shown_at(request: Request, address: str) -> tuple[str, str]:
    """Where the frame of an address of ours is, and its source. Raises link.* (404) and store.down (503)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise LinkProblem("link.foreign") from None
    if parts.netloc != request.url.netloc or parts.scheme not in ("http", "https"):
        raise LinkProblem("link.foreign")
    path = parts.path.rstrip("/").removeprefix("/embed")
    first, _, rest = path.strip("/").partition("/")
    query = own = "&".join(part for part in (parts.query, parts.fragment) if part)  # the page keeps its step behind `#`
    if first in ("g", "s") and rest and "/" not in rest:
        held = query_of_code(rest) if first == "g" else await request.app.state.links.query(rest)
        query = "&".join(part for part in (query, held) if part)
        if len(query) > LONGEST:
            return framed_at(path, own), read_query(query)["source"]
    elif first == "lessons" and rest:
        if "source" not in read_query(query):
            query = "&".join(part for part in (query, lesson_query(rest, language_of(request.scope))) if part)
    elif path:
        raise LinkProblem("link.foreign")
    if "source" not in read_query(query):
        query = "&".join(part for part in (query, write_query(first_spec())) if part)
    return framed_at("", query), read_query(query)["source"]


def lesson_query(id: str, language: Language) -> str:
    """What a frame shows of a lesson: the graph of its first part, its listing, or the formula that it trains.

    Raises request.lesson (404).
    """
    listing = listing_named(id, language)
    if listing is not None:
        return write_query({"source": listing["source"], "panels": "formula,console,player"})
    trained = next((row["query"] for row in training_rows(language) if row["id"] == id), None)
    return trained or write_query(spec_of(lesson_named(id, language)["parts"][0]))


def framed_at(link: str, query: str) -> str:
    """The frame of a link, or of a query alone; what an address may hold without an escape stays readable."""
    return f"/embed{link}" + (f"?{quote(query, safe=ASIS)}" if query else "")


def rich(request: Request, path: str, source: str, width: int, height: int) -> dict[str, Any]:
    """The answer: type `rich`, with the text of the frame at `path`."""
    home = str(request.base_url).rstrip("/")
    title = "; ".join(line.strip() for line in source.splitlines() if line.strip())[:200]
    frame = (
        f"<iframe src={quoteattr(home + path)} title={quoteattr(title)} "
        f'sandbox="allow-scripts" loading="lazy" width="{width}" height="{height}" style="border:0"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Chainlight",
        "provider_url": f"{home}/",
        "html": frame,
        "width": width,
        "height": height,
    }


def thumbnail(request: Request, path: str, width: int, height: int) -> dict[str, Any]:
    """The PNG of the frame at `path`, in the proportions of a preview: so wide and high, or as small as one may be."""
    scale = max(min(width / SIDES[0], height / SIDES[1]), NARROWEST / SIDES[1])
    wide, high = (round(side * scale) for side in SIDES)
    link, _, query = path.removeprefix("/embed").partition("?")
    asked = "&".join(part for part in (query, f"frame={wide}x{high}") if part)
    return {
        "thumbnail_url": f"{str(request.base_url).rstrip('/')}{link or '/graph'}.png?{asked}",
        "thumbnail_width": wide,
        "thumbnail_height": high,
    }


ROUTES = [
    PlainRoute(
        "/embed.js",
        component,
        methods=["GET"],
        tags=["pages"],
        summary="The component for other pages",
        operation_id="component",
        responses=answers_text("text/javascript", "class ComputationalGraph extends HTMLElement {…}", 429),
    ),
    PlainRoute(
        "/oembed",
        oembed,
        methods=["GET"],
        tags=["pages"],
        summary="What an address shows, for oEmbed",
        operation_id="oembed",
        openapi_extra={
            "parameters": [
                parameter(
                    "url", "An address of this server: of a graph, a link or a lesson.", "http://127.0.0.1:8000/"
                ),
                parameter("format", "How the answer is written.", "json", {"type": "string", "enum": list(FORMATS)}),
                parameter("maxwidth", "How wide the frame may be.", 600, {"type": "integer", "minimum": 1}),
                parameter("maxheight", "How high the frame may be.", 400, {"type": "integer", "minimum": 1}),
                LANGUAGE,
            ]
        },
        responses=answers_with("OEmbed", "oembed", 400, 404, 414, 429, 501, 503),
    ),
]
