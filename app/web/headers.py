"""Headers that every answer carries: what a browser may do with it, who may frame it, who may read it.

A table from path to policy. Pages run scripts of our own files only (data blocks are `application/json` and not run);
styles may stand inline, because KaTeX and the editor place glyphs by style. Pictures, `/embed` and the API belong in
other people's pages: they may be framed or fetched from anywhere, and set no cookies.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
DATA = "default-src 'none'"
PICTURE = "default-src 'none'; style-src 'unsafe-inline'"


def policy(content: str, *, framed: bool = False, open_to_all: bool = False) -> Headers:
    """The headers of one kind of answer; `framed`: by whoever likes.

    That is said by naming no `frame-ancestors`: `*` would leave out what has no network address, and a teacher's page
    on a disk, a slide deck and the output of a notebook are such.
    """
    named = {
        "content-security-policy": content if framed else f"{content}; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "vary": "accept-encoding, accept-language",
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-resource-policy": "cross-origin" if open_to_all or framed else "same-origin",
    }
    if not framed:
        named |= {"x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin"}
    if open_to_all:
        named["access-control-allow-origin"] = "*"
    return [(name.encode(), value.encode()) for name, value in named.items()]


NEEDED_BY_FILES = (
    b"content-security-policy", b"x-content-type-options", b"vary", b"cross-origin-resource-policy",
    b"access-control-allow-origin",
)  # fmt: skip
"""A first visit asks for seventy files: what only documents heed would be twenty kilobytes of it."""

PICTURES = policy(PICTURE, framed=True, open_to_all=True)
"""What a picture is sent with, whatever its address: an answer says so by `scope["picture"]`."""

ALONE = policy(
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; sandbox allow-scripts",
    framed=True,
    open_to_all=True,
)
"""A file that stands alone is one of nobody's: it may reach neither our pages nor the network. Its own policy, which
holds on a disk too, names its scripts by their hashes; a browser obeys both."""

POLICIES: tuple[tuple[str, Headers], ...] = (
    ("/api/", policy(DATA, open_to_all=True)),
    ("/graph.", PICTURES),
    ("/openapi.json", policy(DATA, open_to_all=True)),
    ("/embed.js", policy(DATA, open_to_all=True)),
    ("/oembed", policy(DATA, open_to_all=True)),
    ("/embed", policy(PAGE, framed=True)),
    # A frame whose sandbox gives it no origin is a stranger to its own modules and fonts.
    ("/static/", [header for header in policy(DATA, open_to_all=True) if header[0] in NEEDED_BY_FILES]),
    ("/help", policy(f"{PAGE}; frame-src 'self'")),  # where embeds are shown at work
    ("/healthz", policy(DATA)),
    ("/metrics", policy(DATA)),
    ("/", policy(PAGE)),
)
"""The first whose path begins the address counts."""

PREFLIGHT: Headers = [
    (b"access-control-allow-headers", b"content-type, accept-language, last-event-id"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
]


def methods_at(scope: Scope) -> str:
    """The methods that the address has: "" where there is nothing. Files can be got."""
    asked = {**scope, "method": "GET"}
    routes = [route for route in scope["app"].router.routes if route.matches(asked)[0] != Match.NONE]
    found = {method for route in routes for method in getattr(route, "methods", None) or {"GET"}}
    return ", ".join([*sorted(found), *(["HEAD"] if "GET" in found - {"HEAD"} else []), "OPTIONS"]) if found else ""


class HeadersForAll:
    """Adds the policy of the address to every answer; answers a browser's preflight question itself."""

    def __init__(self, app: ASGIApp, policies: Iterable[tuple[str, Headers]] = POLICIES) -> None:
        self.app = app
        self.policies = tuple(policies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        headers = self.policies[-1][1]
        for start, those in self.policies:
            if path.startswith(start):
                headers = those
                break
        methods = methods_at(scope) if scope["method"] == "OPTIONS" else ""
        if methods and (b"access-control-allow-origin", b"*") in headers:
            allowed = methods.encode()
            named = [(b"allow", allowed), (b"access-control-allow-methods", allowed)]
            await send({"type": "http.response.start", "status": 204, "headers": [*headers, *PREFLIGHT, *named]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                those = ALONE if scope.get("picture") == "html" else PICTURES if "picture" in scope else headers
                message["headers"] = [*message["headers"], *those]
            await send(message)

        await self.app(scope, receive, send_with_headers)


class HeadAsGet:
    """HEAD is GET without the body (RFC 9110), at every address that has a GET."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            scope["method"] = "HEAD"  # a server that counts bytes looks there
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        scope["method"], scope["head"] = "GET", True
        try:
            await self.app(scope, receive, send_head)
        finally:
            scope["method"] = "HEAD"
