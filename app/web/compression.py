"""gzip for those who take it; nothing at all for those who do not. Files are compressed where they are kept."""

from __future__ import annotations

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send


class Compressed(GZipMiddleware):
    """Starlette's, without its detour for clients that take no gzip (`Vary` is in the headers for all)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        for name, value in scope.get("headers", ()):
            if name == b"accept-encoding" and b"gzip" in value:
                await super().__call__(scope, receive, send)
                return
        await self.app(scope, receive, send)
