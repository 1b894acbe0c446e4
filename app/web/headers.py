"""The headers that every answer carries, whoever made it, and the answers that are headers alone: OPTIONS and HEAD."""

from __future__ import annotations

from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.addresses import address_of
from app.web.policies import ALONE, PICTURES, Headers

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

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = address_of(scope["path"]).policy
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
