"""Any error -> the one problem document (RFC 9457) that every refusal is answered with.

    {"type", "title", "status", "code", "detail", "line", "column", "offset", "length", "hint"}

`code` is stable; `title`, `detail` and `hint` are in the language of the request. The place counts Unicode code points,
in the source, or, where the body is not JSON, in the body; it is null where the trouble has no place.
"""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from app.errors import RequestError, UserError, line_and_column
from app.messages import Language
from app.web.json_text import write_json
from app.web.languages import language_of

MEDIA_TYPE = "application/problem+json"


def user_error(error: Exception, scope: Scope) -> UserError:
    """What went wrong as one of our own errors: the framework's too, and a fault of ours, which tells nothing."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, HTTPException) and error.status_code == 404:
        return RequestError("request.path", path=str(scope["path"])[:80])
    if isinstance(error, HTTPException) and error.status_code == 405:
        allowed = with_head((error.headers or {}).get("Allow", "GET"))
        return RequestError("request.method", method=scope["method"], allowed=allowed)
    if isinstance(error, HTTPException) and error.status_code < 500:
        return RequestError("request.refused", status=error.status_code)
    return RequestError("server.fault")


def with_head(methods: str) -> str:
    """What may be asked, HEAD included where GET may (see `headers.HeadAsGet`)."""
    named = methods.split(", ")
    return ", ".join(dict.fromkeys(each for name in named for each in ([name, "HEAD"] if name == "GET" else [name])))


def document(error: UserError, language: Language, source: str | None = None) -> dict[str, Any]:
    """The document of `error`; `source` is the text that its span counts in."""
    line = column = offset = length = None
    if error.span is not None:
        offset, length = error.span[0], error.span[1] - error.span[0]
        if source is not None:
            line, column = line_and_column(source, offset)
    return {
        "type": f"urn:chainlight:problem:{error.code}",
        "title": error.title(language),
        "status": error.status,
        "code": error.code,
        "detail": error.detail(language),
        "line": line,
        "column": column,
        "offset": offset,
        "length": length,
        "hint": error.hint(language),
    }


def problem(error: Exception, scope: Scope) -> Response:
    """The answer to a request that `error` has ended. `scope["source"]` is the text that was being read, if any."""
    mistake = user_error(error, scope)
    scope["code"] = mistake.code
    headers = dict(getattr(error, "headers", None) or {})
    if "Allow" in headers:
        headers["Allow"] = with_head(headers["Allow"])
    if "retry_after" in mistake.facts:
        headers["Retry-After"] = str(mistake.facts["retry_after"])
    answer = document(mistake, language_of(scope), scope.get("source"))
    return Response(write_json(answer), mistake.status, headers, MEDIA_TYPE)
