"""A request's body -> a Python value. Bounded while it streams in, so that 100 MB are never held; then strict JSON."""

from __future__ import annotations

from typing import Any

from starlette.types import Receive, Scope

from app.errors import LimitExceeded, RequestError
from app.limits import LIMITS
from app.web.json_text import read_json


async def read_body(scope: Scope, receive: Receive, limit: int = LIMITS.body_bytes) -> Any:
    """The JSON of the body. Raises request.media_type (415), limit.body (413), or what `read_json` raises (400)."""
    length, media_type = b"", b""
    for name, value in scope["headers"]:
        if name == b"content-type":
            media_type = value
        elif name == b"content-length":
            length = value
    if media_type != b"application/json" and not _is_json(media_type.decode("latin-1")):
        raise RequestError("request.media_type", found=media_type.decode("latin-1")[:80] or "-")
    if length.isdigit() and int(length[:20]) > limit:
        raise LimitExceeded("limit.body", limit=limit // 1024)
    parts: list[bytes] = []
    arrived = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestError("request.json", (arrived, arrived))
        part = message.get("body", b"")
        arrived += len(part)
        if arrived > limit:
            raise LimitExceeded("limit.body", limit=limit // 1024)
        parts.append(part)
        if not message.get("more_body", False):
            return read_json(b"".join(parts))


def _is_json(media_type: str) -> bool:
    """`application/json`, or one that says so by its suffix (RFC 6839), with any parameters."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
