"""Which language an answer speaks: what the body says, else `lang=` in the query, else the browser's, else English."""

from __future__ import annotations

from starlette.types import Scope

from app.messages import Language
from app.web.query import query_of


def language_named(tag: str) -> Language | None:
    """The language of ours that a tag such as `zh`, `zh-Hans-CN` or `en-GB` asks for."""
    primary = tag.strip().lower().split("-")[0].split("_")[0]
    return "zh-CN" if primary == "zh" else "en" if primary == "en" else None


def accepted(header: str) -> Language | None:
    """The first of our languages in an Accept-Language header, by its weights, then by its order."""
    choices: list[tuple[float, int, Language]] = []
    for place, part in enumerate(header.split(",")[:32]):
        tag, _, weight = part.partition(";")
        language = language_named(tag)
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if language and quality > 0:
            choices.append((-quality, place, language))
    return min(choices)[2] if choices else None


def language_of(scope: Scope) -> Language:
    """The language of a request. A body that names one has put it into `scope["language"]`."""
    named: Language | None = scope.get("language")
    if named:
        return named
    query = query_of(scope, strict=False)
    asked = language_named(query.get("lang") or query.get("language") or "")
    if asked:
        return asked
    for name, value in scope["headers"]:
        if name == b"accept-language":
            return accepted(value.decode("latin-1")) or "en"
    return "en"
