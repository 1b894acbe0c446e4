"""Strict JSON in, strict JSON out.

In: bytes that arrived -> Python values, refusing what RFC 8259 or we do not allow: bare NaN and Infinity, a number that
no float64 holds, a key that stands twice, half a surrogate pair, nesting without end. Out: floats as they are, but NaN
and the infinities as the strings "NaN", "Infinity", "-Infinity", at any depth.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from app.errors import RequestError, Span
from app.json_values import json_value

_BARE_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<bare>NaN|-?Infinity)', re.DOTALL)
_BARE_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<bare>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)', re.DOTALL)

# Fewer than 200 digits before a point and an exponent of two stay under 1e299.
_PERHAPS_HUGE = re.compile(r"\d[eE]\+?\d{3}|\d{200}")


def read_json(raw: bytes) -> Any:
    """Parse `raw`.

    Raises RequestError, status 400: request.encoding, .json, .constant, .number, .duplicate, .depth or .surrogate.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError("request.encoding", byte=error.start) from None
    try:
        value = _STRICT.decode(text)
    except json.JSONDecodeError as error:
        place = min(error.pos, len(text))
        raise RequestError("request.json", (place, min(place + 1, len(text)))) from None
    except RecursionError:
        raise RequestError("request.depth") from None
    except ValueError:  # a whole number of more than 4,300 digits
        raise _number_refused(text) from None
    except RequestError as error:
        if error.code == "request.constant":
            raise RequestError("request.constant", _place(_BARE_CONSTANT, text), **error.facts) from None
        raise
    # Each check below looks at the whole value, so each waits for a sign in the text that it may find something.
    if _PERHAPS_HUGE.search(text):
        _refuse_infinities(value, text)
    if "\\u" in text:
        _refuse_surrogates(value)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise RequestError("request.duplicate", name=next(name for name in names if names.count(name) > 1)[:64])
    return found


def _refuse_constant(constant: str) -> NoReturn:
    raise RequestError("request.constant", found=constant)


_STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse_constant)
# Made once: `json.loads` with these would make a decoder at every call.


def _refuse_infinities(value: Any, text: str) -> None:
    """1e400 reads as infinity; nobody who writes it means that."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, float) and math.isinf(item):
            raise _number_refused(text)
        if isinstance(item, int) and item.bit_length() > 1024:
            raise _number_refused(text)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())


def _number_refused(text: str) -> RequestError:
    for match in _BARE_NUMBER.finditer(text):
        number = match["bare"]
        if number and math.isinf(float(number)):
            return RequestError("request.number", match.span(), found=number[:40])
    raise AssertionError("a number was refused that is not in the text")


def _refuse_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise RequestError("request.surrogate") from None


def _place(pattern: re.Pattern[str], text: str) -> Span | None:
    return next((match.span() for match in pattern.finditer(text) if match["bare"]), None)


_FINITE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def write_json(value: Any) -> bytes:
    """`value` as UTF-8 JSON. NumPy arrays and numbers become lists and numbers; NaN and infinities become strings."""
    try:
        return _FINITE.encode(value).encode("utf-8")
    except (ValueError, TypeError):
        return _FINITE.encode(json_value(value)).encode("utf-8")
