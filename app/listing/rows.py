"""What listings may do with the values of a type: its methods and properties, each a row with the real function.

`TABLES` is filled by `app.listing.methods`. A value's rows are those of its type and of every type it descends from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple


class Property(NamedTuple):
    """An attribute that is read, and perhaps written, without a call."""

    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None] | None = None


@dataclass(slots=True)
class Rows:
    """Names of a type's methods -> unbound functions; names of its properties.

    In `TABLES` a method may be None: it is the type's own, or what a type that descends from it has in its place.
    """

    methods: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Property] = field(default_factory=dict)


CALLABLE: dict[int, Any] = {}
"""id -> every function and class of the tables: what a listing may call, besides what it has defined"""

CALLABLE_KINDS: set[type] = set()
"""types of the tables whose values may be called: `p = np.poly1d(...)`, then `p(3)`"""

TABLES: dict[type, Rows] = {}
_merged: dict[type, Rows] = {}


def table(
    kind: type,
    methods: str = "",
    properties: str = "",
    writable: str = "",
    own: Mapping[str, Callable[..., Any]] | None = None,
) -> None:
    """Enter rows for `kind`: names of its methods, of properties, of such as may be assigned, and functions of ours."""
    rows = TABLES.setdefault(kind, Rows())
    for name in methods.split():
        assert hasattr(kind, name), f"{kind.__name__} has no {name}"
        rows.methods[name] = None
    for name in properties.split():
        rows.properties[name] = Property(attrgetter(name))
    for name in writable.split():
        rows.properties[name] = Property(attrgetter(name), writer(name))
    rows.methods |= own or {}
    _merged.clear()


def admit(*functions: Any) -> None:
    """Enter functions or classes as callable."""
    for each in functions:
        CALLABLE[id(each)] = each


def writer(name: str) -> Callable[[Any, Any], None]:
    def write(value: Any, new: Any) -> None:
        setattr(value, name, new)

    return write


def rows_of(kind: type) -> Rows:
    """All rows of a type, its own before those that it inherits."""
    found = _merged.get(kind)
    if found is None:
        found = Rows()
        for each in reversed(kind.__mro__):
            if each in TABLES:
                found.methods |= TABLES[each].methods
                found.properties |= TABLES[each].properties
        found.methods = {name: method or getattr(kind, name) for name, method in found.methods.items()}
        admit(*found.methods.values())
        _merged[kind] = found
    return found
