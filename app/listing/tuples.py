"""`namedtuple` and `NamedTuple`. Python's own write a function as text and evaluate it; these are made of closures."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from app.listing.functions import Function, Parameters
from app.listing.machine import Machine, running
from app.listing.rows import admit


def named_tuple(
    typename: str, field_names: str | Iterable[str], *, rename: bool = False, defaults: Iterable[Any] | None = None,
    module: str | None = None,
) -> type:  # fmt: skip
    """`collections.namedtuple`. Raises ValueError and TypeError as Python does."""
    names = (
        exact(field_names).replace(",", " ").split() if isinstance(field_names, str) else list(map(exact, field_names))
    )
    if rename:
        names = [name if _may_name(name, names[:at]) else f"_{at}" for at, name in enumerate(names)]
    given = tuple(defaults or ())
    if len(given) > len(names):
        raise TypeError("Got more default values than field names")
    machine = running()
    made = tuple_class(
        machine, exact(typename), names, dict(zip(names[len(names) - len(given) :], given, strict=True)), rename
    )
    machine.classes.add(made)
    return made


def exact(name: Any) -> str:
    """A name as Python's own text, whatever a class of the listing that descends from it would have it be."""
    return str.__str__(str(name))


def named_tuple_of(typename: str, fields: Iterable[tuple[str, Any]] = ()) -> type:
    """`typing.NamedTuple("Point", [("x", int)])`; as a base it is read by the class statement."""
    return named_tuple(typename, [name for name, _ in fields])


def _may_name(name: str, before: list[str]) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and name[0] != "_" and name not in before


def _check(typename: str, names: list[str], renamed: bool) -> None:
    for name in (typename, *names):
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    for place, name in enumerate(names):
        if name.startswith("_") and not renamed:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in names[:place]:
            raise ValueError(f"Encountered duplicate field name: {name!r}")


def tuple_class(
    machine: Machine, typename: str, names: list[str], own: Mapping[str, Any], renamed: bool = False
) -> type:
    """A class of tuples whose items have `names`; `own` holds defaults under them, and methods."""
    _check(typename, names, renamed)
    defaults = [own[name] for name in names if name in own]
    binding = Function(
        machine, "__new__", f"{typename}.__new__", Parameters(("_cls", *names), 0, None, (), None), defaults, {}, {},
        lambda frame: None,
    )  # fmt: skip

    def new(kind: type, *given: Any, **named: Any) -> Any:
        frame = binding.bound((kind, *given), named)
        return tuple.__new__(kind, [frame[name] for name in names])

    def make(kind: type, items: Iterable[Any]) -> Any:
        found = tuple(items)
        if len(found) != len(names):
            raise TypeError(f"Expected {len(names)} arguments, got {len(found)}")
        return tuple.__new__(kind, found)

    admit(make)

    def replace(value: Any, /, **named: Any) -> Any:
        items = [named.pop(name, item) for name, item in zip(names, value, strict=True)]
        if named:
            raise ValueError(f"Got unexpected field names: {list(named)!r}")
        return make(type(value), items)

    def shown(value: Any) -> str:
        items = ", ".join(f"{name}={item!r}" for name, item in zip(names, value, strict=True))
        return f"{type(value).__name__}({items})"

    return type(
        typename,
        (tuple,),
        {
            "__module__": "__main__",
            "__slots__": (),
            "__new__": new,
            "__getnewargs__": lambda value: tuple(value),
            "__repr__": shown,
            "__match_args__": tuple(names),
            "_fields": tuple(names),
            "_field_defaults": {name: own[name] for name in names if name in own},
            "_make": classmethod(make),
            "_replace": replace,
            "_asdict": lambda value: dict(zip(names, value, strict=True)),
            **{name: value for name, value in own.items() if name not in names},
            **{name: property(itemgetter(place), _refused) for place, name in enumerate(names)},
        },
    )


def _refused(value: Any, new: Any) -> None:
    raise AttributeError("can't set attribute")
