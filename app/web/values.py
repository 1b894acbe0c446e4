"""Values as JSON says them -> floats and float64 arrays, checked before anything large is made."""

from __future__ import annotations

import math
from itertools import chain
from typing import Any

import numpy as np

from app.engines import Value
from app.errors import LimitExceeded, ShapeMismatch, ValueProblem
from app.json_values import WORDS
from app.language.names import canonical
from app.limits import LIMITS


def read_named(values: dict[str, Any]) -> dict[str, Value]:
    """Each value under its canonical name.

    Raises value.nameless, value.type, value.twice, value.empty, shape.ragged, limit.name, limit.elements, limit.rank.
    """
    found: dict[str, Value] = {}
    for name, value in values.items():
        if not name.strip():
            raise ValueProblem("value.nameless")
        if len(name) > LIMITS.name_length:
            raise LimitExceeded("limit.name", limit=LIMITS.name_length, found=len(name))
        kind = type(value)
        found[canonical(name)] = value if kind is float else float(value) if kind is int else read_value(value, name)
    if len(found) != len(values):
        names = [canonical(name) for name in values]
        raise ValueProblem("value.twice", name=next(name for name in names if names.count(name) > 1))
    return found


def read_value(value: Any, name: str) -> Value:
    """A number, one of the strings "NaN", "Infinity", "-Infinity", or nested arrays of these. `name` is for errors."""
    if type(value) in (int, float):
        return float(value)
    if type(value) is str and value in WORDS:
        return WORDS[value]
    if type(value) is not list:
        raise ValueProblem("value.type", name=name, found=_said(value))
    shape: list[int] = []
    items: list[Any] = [value]
    while type(items[0]) is list:
        length = len(items[0])
        if any(type(item) is not list or len(item) != length for item in items):
            raise ShapeMismatch("shape.ragged")
        shape.append(length)
        if length == 0:
            raise ValueProblem("value.empty", name=name)
        if len(shape) > LIMITS.tensor_rank:
            raise LimitExceeded("limit.rank", limit=LIMITS.tensor_rank, found=len(shape))
        if math.prod(shape) > LIMITS.tensor_elements:
            raise LimitExceeded("limit.elements", limit=LIMITS.tensor_elements, found=math.prod(shape))
        items = list(chain.from_iterable(items))
    if not {type(item) for item in items} <= {int, float}:
        items = [_element(item, name) for item in items]
    return np.array(items, dtype=np.float64).reshape(shape)


def _element(item: Any, name: str) -> float:
    if type(item) in (int, float):
        return float(item)
    if type(item) is str and item in WORDS:
        return WORDS[item]
    if type(item) is list:
        raise ShapeMismatch("shape.ragged")
    raise ValueProblem("value.type", name=name, found=_said(item))


def _said(value: Any) -> str:
    """How JSON says a value that is no number, shortened."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return "{…}" if isinstance(value, dict) else f'"{value[:24]}"'


def read_upstream(value: Any) -> Value | None:
    """The gradient that arrives at an output, None where none is given. Raises what `read_value` raises."""
    return None if value is None else read_value(value, "upstream")
