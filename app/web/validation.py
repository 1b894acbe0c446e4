"""A body -> a question: typed, or refused with the first thing that is wrong in it.

Validation errors of pydantic become our own (`request.field_*`), so that they read as all others do.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.types import Scope

from app.errors import RequestError
from app.messages import LANGUAGES
from app.web.body import read_body
from app.web.question import EXPECTED

Model = TypeVar("Model", bound=BaseModel)


def read_question(model: type[Model], body: Any, scope: Scope, expected: Mapping[str, str] = EXPECTED) -> Model:
    """`body` as a question, and what errors need to know about it noted in `scope`. `expected`: what each field takes.

    Raises request.object, request.field_missing, request.field_unknown, request.field_type (422).
    """
    if type(body) is not dict:
        raise RequestError("request.object")
    if body.get("language") in LANGUAGES:
        scope["language"] = body["language"]
    if type(body.get("source")) is str:
        scope["source"] = body["source"]
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise _mistake(model, error, expected) from None


async def question_in(request: Request, model: type[Model], expected: Mapping[str, str] = EXPECTED) -> Model:
    """The question in the body of a request. Raises what `read_body` and `read_question` raise."""
    return read_question(model, await read_body(request.scope, request.receive), request.scope, expected)


def _mistake(model: type[BaseModel], error: ValidationError, expected: Mapping[str, str]) -> RequestError:
    """The first thing that is wrong, an unknown field before all: it is the likely cause of a missing one."""
    details = error.errors(include_url=False, include_context=False, include_input=False)

    def is_unknown(detail: Any) -> bool:
        return detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1

    first = min(details, key=lambda detail: not is_unknown(detail))
    field = str(first["loc"][0])
    if is_unknown(first):
        fields = list(model.model_fields)
        nearest = get_close_matches(field[:64].lower(), fields, n=1, cutoff=0.0) or fields
        return RequestError("request.field_unknown", field=field[:64], suggestion=nearest[0], fields=", ".join(fields))
    code = "request.field_missing" if first["type"] == "missing" else "request.field_type"
    place = field + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"][1:2])
    return RequestError(code, field=place[:80], expected=expected[field])
