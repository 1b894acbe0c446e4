"""A route that FastAPI documents and nothing wraps: the request in, the answer out.

FastAPI's own handling of a request (dependencies, response models, exit stacks) costs more than a small graph does, and
validates bodies in its own words. Ours are read by `read_body` and `read_question`, so a route needs none of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.web.json_text import write_json

Endpoint = Callable[[Request], Awaitable[Response]]


class PlainRoute(APIRoute):
    """`async def endpoint(request: Request) -> Response`, called as it is."""

    def __init__(self, path: str, endpoint: Endpoint, **documented: Any) -> None:
        super().__init__(path, endpoint, response_model=None, response_class=Response, **documented)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            response = await endpoint(Request(scope, receive, send))
            await response(scope, receive, send)

        self.app = app


class JSONAnswer(Response):
    """Strict JSON: NaN and infinities as strings."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return content if isinstance(content, bytes) else write_json(content)
