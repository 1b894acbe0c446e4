"""A raw query string -> the spec of a graph, for every address that takes one (`/`, `/embed`, `/graph.svg` ...).

Not a form: in a query of ours `+` is plus, so `?source=J=3(a+bc)` means what it says. `values` may be written as
`a:5,b:3,x:[1,2]` or as a JSON object. Programs that encode whatever they are given write a space as `+`: they are told
by signs that nobody writes by hand, `%3D`, `%2B`, `%3A`. The page's form, where it is sent without a script, says
`form=1`: then a `+` is a space in any case.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, unquote

from starlette.types import Scope

from app.errors import RequestError
from app.web.json_text import read_json

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?=\s*(?:,|$))")
_BARE = re.compile(r"[+-]?(?:nan|inf(?:inity)?)(?=\s*(?:,|$))", re.IGNORECASE)
_SPACE = re.compile(r"([0-9]{1,6})x([0-9]{1,6})")
_ENCODED = re.compile("%(?:2B|3D|3A)", re.IGNORECASE)
_DECODER = json.JSONDecoder()
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_WORDS = ("collapsed", "show", "hide")
"""what is a list of words"""
_TRUTH = {"1": True, "true": True, "0": False, "false": False}


def query_of(scope: Scope, *, strict: bool = True) -> dict[str, str]:
    """The query's names and texts, `+` kept; of a name that is written twice the first counts.

    Raises request.query (400) where the bytes are not UTF-8; with `strict` off such a value is left out.
    """
    found: dict[str, str] = {}
    raw = scope.get("query_string", b"").decode("latin-1")
    parts = raw.split("&") if raw else []
    form = "form=1" in parts
    for part in parts:
        name, _, value = (part.replace("+", " ") if form or _ENCODED.search(part) else part).partition("=")
        try:
            found.setdefault(unquote(name, errors="strict"), _text(value))
        except UnicodeDecodeError:
            if strict:
                raise RequestError("request.query") from None
    return found


def read_query(query: str) -> dict[str, str]:
    """A written query's names and texts."""
    return query_of({"type": "http", "query_string": query.encode("utf-8", "surrogatepass")})


def _text(value: str) -> str:
    # Servers hand the query on as bytes; those outside ASCII were not escaped, and are UTF-8 all the same.
    return unquote(value.encode("latin-1").decode("utf-8"), errors="strict")


def read_values(text: str) -> dict[str, Any]:
    """`a:5,b:3,x:[1,2]` or a JSON object -> names and numbers or nested lists. Raises request.query_values (400)."""
    if text.lstrip().startswith("{"):
        return dict(read_json(text.encode("utf-8", "surrogatepass")))
    found: dict[str, Any] = {}
    place = 0
    while place < len(text) and text[place:].strip():
        colon = text.find(":", place)
        name = text[place:colon].strip()
        if colon < 0 or not name:
            raise RequestError("request.query_values", found=text[place:][:40])
        if name in found:
            raise RequestError("request.duplicate", name=name)
        found[name], place = _value(text, colon + 1)
    return found


def _value(text: str, start: int) -> tuple[Any, int]:
    """The value at `start`, and where the next name begins."""
    while start < len(text) and text[start].isspace():
        start += 1
    value: Any
    if match := _NUMBER.match(text, start):
        value, end = float(match.group()), match.end()
        if value in (float("inf"), float("-inf")):
            raise RequestError("request.number", found=match.group()[:40])
    elif match := _BARE.match(text, start):
        value, end = float(match.group()), match.end()
    else:
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            raise RequestError("request.query_values", found=text[start:][:40]) from None
    while end < len(text) and text[end].isspace():
        end += 1
    if end < len(text) and text[end] != ",":
        raise RequestError("request.query_values", found=text[end:][:40])
    return value, end + 1


def read_spec(query: dict[str, str]) -> dict[str, Any]:
    """The query as the body of a POST would say it: the same names, typed. Other names are left out."""
    spec: dict[str, Any] = {}
    for name in ("source", "syntax", "output", "engine", "direction"):
        if query.get(name):
            spec[name] = query[name]
    if query.get("values"):
        spec["values"] = read_values(query["values"])
    if query.get("upstream"):
        spec["upstream"], _ = _value(query["upstream"], 0)
    if query.get("check"):
        spec["check"] = _TRUTH.get(query["check"].lower(), query["check"])
    if query.get("collapsed"):
        spec["collapsed"] = [group for group in query["collapsed"].split(",") if group]
    if query.get("seed"):
        seed = query["seed"]
        spec["seed"] = int(seed) if seed.isascii() and seed.isdigit() and len(seed) < 20 else seed
    return spec


def read_derived(query: dict[str, str]) -> dict[str, Any]:
    """What only pictures take: which graph is drawn, and whether tangents stand beside the values."""
    spec: dict[str, Any] = {name: query[name] for name in ("graph", "mode") if query.get(name)}
    if query.get("tangent"):
        spec["tangent"] = read_values(query["tangent"])
    return spec


def read_episode(query: dict[str, str]) -> dict[str, Any]:
    """Which backward() of a listing; a text that is no whole number as it stands, so that it is refused."""
    written = query.get("episode")
    if not written:
        return {}
    return {"episode": int(written) if written.isascii() and written.isdigit() and len(written) < 12 else written}


def read_space(query: dict[str, str]) -> Any:
    """`960x640` -> [960.0, 640.0]; other texts as they stand, so that they are refused; None where nothing is said."""
    written = query.get("space")
    if not written:
        return None
    sides = _SPACE.fullmatch(written)
    return [float(side) for side in sides.groups()] if sides else written


def write_query(spec: dict[str, Any]) -> str:
    """A spec as a query that `query_of` and `read_spec` read back, and that stays readable."""
    return "&".join(f"{name}={quote(_written(name, value), safe='=:,/()[]')}" for name, value in spec.items())


def _written(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dict):
        if any(re.search(r"[:{]|^\s|\s$", key) for key in value):
            return _COMPACT.encode(value)
        return ",".join(f"{key}:{_COMPACT.encode(each)}" for key, each in value.items())
    if name in _WORDS:
        return ",".join(value)
    return value if isinstance(value, str) else _COMPACT.encode(value)


def with_language(raw: str, language: str) -> str:
    """The raw query with `lang` set to `language`, and nothing else touched."""
    kept = [part for part in raw.split("&") if part and part.partition("=")[0] not in ("lang", "language")]
    return "&".join([*kept, f"lang={language}"])
