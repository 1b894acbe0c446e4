"""The names that Python itself gives: those of the table, each with the real function or one of ours behind it."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from app.listing.arithmetic import power
from app.listing.attributes import attribute, delete_attribute, set_attribute
from app.listing.callables import may_call
from app.listing.library import Library
from app.listing.machine import Left, running
from app.listing.refusals import BUILTIN_ADVICE, NOTHING, Refusal
from app.listing.rows import CALLABLE, TABLES, admit, table

_AS_THEY_ARE = """
    abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float format
    frozenset hash hex id int isinstance issubclass iter len list map max min next object oct ord range repr
    reversed round set slice sorted str sum tuple zip
"""
_VALUES = "Ellipsis NotImplemented"


class Kind:
    """A type that a listing may look at and compare, and not call: `type(f)` of a function, of a module, of a type."""

    def __init__(self, real: type) -> None:
        self._real = real

    def __repr__(self) -> str:
        return repr(self._real)

    @property
    def __name__(self) -> str:
        return self._real.__name__

    def __call__(self, *given: Any, **named: Any) -> Any:
        raise Refusal("listing.call", name=self._real.__name__)

    def __eq__(self, other: object) -> bool:
        return self._real is (other._real if isinstance(other, Kind) else other)

    def __hash__(self) -> int:
        return hash(self._real)


table(Kind, properties="__name__")


def printed(*values: Any, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False) -> None:
    """`print`, into the console."""
    machine = running()
    if type(sep) is not str or type(end) is not str:
        for name, given in (("sep", sep), ("end", end)):
            if given is not None and not isinstance(given, str):
                raise TypeError(f"{name} must be None or a string, not {type(given).__name__}")
    if machine.console.emit is None:
        return  # nobody hears, and to write a tensor takes longer than to compute it
    line = machine.recorder.line
    text = (" " if sep is None else sep).join([str(value) for value in values]) + ("\n" if end is None else end)
    machine.recorder.line = line
    if file is None or getattr(file, "shown", False):
        machine.console.write(line, text)


def type_of(*given: Any) -> Any:
    """`type(x)`. The form that makes classes is refused."""
    if len(given) != 1:
        raise Refusal("listing.call", name="type(name, bases, namespace)")
    return shown_kind(type(len) if id(given[0]) in map(id, OURS.values()) else type(given[0]))


def shown_kind(kind: type) -> Any:
    return kind if id(kind) in CALLABLE or kind in running().classes or kind in TABLES else Kind(kind)


def has_attribute(value: Any, name: str) -> bool:
    try:
        read_attribute(value, name)
    except AttributeError:
        return False
    return True


_ABSENT = object()


def read_attribute(value: Any, name: str, default: Any = _ABSENT) -> Any:
    """`getattr`, through the tables like every other attribute of a listing."""
    name = checked(name)
    try:
        return attribute(running(), value, name)
    except AttributeError:
        if default is _ABSENT:
            raise
        return default


def write_attribute(value: Any, name: str, new: Any) -> None:
    """`setattr`, the same way."""
    set_attribute(running(), value, checked(name), new)


def checked(name: Any) -> str:
    """The name as Python's own text, whatever a class of the listing that descends from it would have it be."""
    if not isinstance(name, str):
        raise TypeError("attribute name must be string, not '" + type(name).__name__ + "'")
    exact: str = str.__str__(name)
    if exact.startswith("__") and exact not in ("__name__", "__version__"):
        raise Refusal("listing.special", name=exact)
    return exact


def delete_named(value: Any, name: str) -> None:
    """`delattr`, the same way."""
    delete_attribute(running(), value, checked(name))


def attributes_of(*given: Any) -> dict[str, Any]:
    """`vars(x)`; without a value it would give away the frame, and is refused."""
    if len(given) != 1:
        raise Refusal("listing.builtin", name="vars", advice=NOTHING)
    found: dict[str, Any] = attribute(running(), given[0], "__dict__")
    return found


def names_of(*given: Any) -> list[str]:
    """`dir(x)`: names alone."""
    if len(given) != 1:
        raise Refusal("listing.builtin", name="dir", advice=NOTHING)
    (value,) = given
    if isinstance(value, Library):
        return sorted(value.members) if value.real is None else dir(value.real)
    return dir(value)


def leave(code: Any = None) -> None:
    """`exit()`, `quit()` and `sys.exit()`; what they say goes to no console of ours."""
    raise Left


def raised_to(base: Any, exp: Any, mod: Any = None) -> Any:
    return power(base, exp) if mod is None else pow(base, exp, mod)


def is_callable(value: Any) -> bool:
    return callable(value) and may_call(running(), value)


OURS: dict[str, Callable[..., Any]] = {
    "print": printed,
    "type": type_of,
    "hasattr": has_attribute,
    "getattr": read_attribute,
    "setattr": write_attribute,
    "delattr": delete_named,
    "dir": names_of,
    "pow": raised_to,
    "exit": leave,
    "quit": leave,
    "vars": attributes_of,
    "callable": is_callable,
    "property": property,
    "staticmethod": staticmethod,
    "classmethod": classmethod,
}

_EXCEPTIONS = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and not name.startswith("_")
} | {each.__name__: each for each in (BaseException, GeneratorExit, KeyboardInterrupt, SystemExit)}

BUILTINS: dict[str, Any] = (
    {name: getattr(builtins, name) for name in (_AS_THEY_ARE + _VALUES).split()} | _EXCEPTIONS | OURS
)

admit(*(value for value in BUILTINS.values() if callable(value)))


def builtin(name: str) -> Any:
    """What a name means that the listing has not assigned. Raises NameError, or listing.builtin where Python has it."""
    try:
        return BUILTINS[name]
    except KeyError:
        pass
    if name in vars(builtins) or name == "help":
        raise Refusal("listing.builtin", name=name, advice=BUILTIN_ADVICE.get(name, NOTHING))
    raise NameError(f"name '{name}' is not defined")
