"""f-strings, `%` and `.format`: the format specifications are Python's, the walk along names is ours."""

from __future__ import annotations

import operator
import re
import string
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

from app.listing.machine import Machine

_FIELD = re.compile(r"([^.\[]*)((?:\.[^.\[\]]+|\[[^\]]+\])*)")
_STEP = re.compile(r"\.([^.\[\]]+)|\[([^\]]+)\]")
_CONVERSIONS: dict[str, Callable[[Any], str]] = {"s": str, "r": repr, "a": ascii}


def formatted_value(value: Any, conversion: str, specification: str) -> str:
    """`{value!r:>8.3f}`."""
    if conversion:
        value = _CONVERSIONS[conversion](value)
    return format(value, specification)


def formatted_text(machine: Machine, template: str, given: Sequence[Any], named: Mapping[str, Any]) -> str:
    """`template.format(*given, **named)`. Attributes in a field go through the tables, as everywhere in a listing."""
    return _filled(machine, template, given, named, count(), 2)


def _filled(
    machine: Machine, template: str, given: Sequence[Any], named: Mapping[str, Any], places: Any, depth: int
) -> str:
    if depth < 0:
        raise ValueError("Max string recursion exceeded")
    parts: list[str] = []
    for literal, field, specification, conversion in string.Formatter().parse(template):
        parts.append(literal)
        if field is None:
            continue
        value = _looked_up(machine, field, given, named, places)
        if conversion and conversion not in _CONVERSIONS:
            raise ValueError(f"Unknown conversion specifier {conversion!r}")
        inner = _filled(machine, specification or "", given, named, places, depth - 1)
        parts.append(formatted_value(value, conversion or "", inner))
    return "".join(parts)


def _looked_up(machine: Machine, field: str, given: Sequence[Any], named: Mapping[str, Any], places: Any) -> Any:
    from app.listing.attributes import attribute
    from app.listing.refusals import Refusal
    from app.listing.special import READ

    found = _FIELD.fullmatch(field)
    if found is None:
        raise ValueError("Empty attribute in format string")
    first, rest = found.groups()
    if first == "" or first.isdigit():
        place = int(first) if first else next(places)
        if place >= len(given):
            message = f"Replacement index {place} out of range for positional args tuple"
            raise IndexError(message)
        value = given[place]
    else:
        value = named[first]
    for name, index in _STEP.findall(rest):
        if name.startswith("__") and name not in READ:
            raise Refusal("listing.special", name=name)
        if name:
            value = attribute(machine, value, name)
        else:
            value = operator.getitem(value, int(index) if index.isdigit() else index)
    return value
