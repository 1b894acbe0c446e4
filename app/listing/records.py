"""`@dataclass`: a class statement whose annotated names become parameters of `__init__`.

Python's own decorator writes a program and compiles it; here the functions are made of closures.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from app.listing.frames import Frame
from app.listing.functions import Function, Parameters
from app.listing.machine import Machine
from app.listing.refusals import unsupported

FIELDS = "__dataclass_fields__"
MATCHED = "__match_args__"
_MISSING = object()


class Field:
    """`field(default_factory=list)`, which stands where a default would."""

    def __init__(self, *, default: Any = _MISSING, default_factory: Callable[[], Any] | None = None) -> None:
        if default is not _MISSING and default_factory is not None:
            raise ValueError("cannot specify both default and default_factory")
        self.default = default
        self.factory = default_factory


def dataclass(kind: Any = None) -> Any:
    """What the name means where it is not a decorator; `class_statement` reads the decorator itself."""
    raise TypeError("dataclass() should be called on a class")


def asdict(record: Any) -> dict[str, Any]:
    """`dataclasses.asdict`: the fields of a record, and of the records in it, as dictionaries."""
    if FIELDS not in dir(type(record)):
        raise TypeError("asdict() should be called on dataclass instances")
    return {name: _plain(record.__dict__[name]) for name in fields_of(type(record))}


def _plain(value: Any) -> Any:
    if FIELDS in dir(type(value)):
        return asdict(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(each) for each in value)
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def is_dataclass(node: ast.expr) -> bool:
    """Whether a decorator is `@dataclass`, by either name. Raises listing.construct where options are given to it."""
    match node:
        case ast.Call(func=function, args=[], keywords=keywords) if is_dataclass(function):
            if keywords:
                raise unsupported(
                    keywords[0].value,
                    "an option of @dataclass",
                    "Write `@dataclass` alone.",
                    "请只写 `@dataclass`，不带选项。",
                )
            return True
        case ast.Name(id="dataclass") | ast.Attribute(value=ast.Name(id="dataclasses"), attr="dataclass"):
            return True
    return False


def annotated_names(body: list[ast.stmt]) -> list[str]:
    """The fields of a class body, in its order."""
    return [each.target.id for each in body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]


def fields_of(kind: type) -> dict[str, Any]:
    """Name -> default, a `Field`, or nothing; those of the base classes first."""
    found: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        found |= vars(each).get(FIELDS, {})
    return found


def make_record(machine: Machine, made: type, names: list[str]) -> None:
    """Give a class of the listing its fields and what Python gives a dataclass: `__init__`, `__repr__`, `__eq__`.

    Raises TypeError and ValueError as Python does for fields in a wrong order and for mutable defaults.
    """
    own = vars(made)
    fields: dict[str, Any] = {}
    for name in names:
        default = own.get(name, _MISSING)
        if isinstance(default, (list, dict, set)):
            raise ValueError(f"mutable default {type(default)} for field {name} is not allowed: use default_factory")
        fields[name] = default
        if isinstance(default, Field):
            if default.default is _MISSING:
                delattr(made, name)
            else:
                setattr(made, name, default.default)
    setattr(made, FIELDS, fields)
    fields = fields_of(made)
    setattr(made, MATCHED, tuple(fields))
    functions = {
        "__init__": (("self", *fields), _defaults(fields), _initializer(machine, fields)),
        "__repr__": (("self",), (), lambda frame: _shown(frame["self"], fields)),
        "__eq__": (("self", "other"), (), lambda frame: _equal(frame["self"], frame["other"], fields)),
    }
    for name, (parameters, defaults, body) in functions.items():
        if name not in own:
            function = Function(
                machine, name, f"{made.__qualname__}.{name}", Parameters(parameters, 0, None, (), None), defaults, {},
                {}, body,
            )  # fmt: skip
            function.owner, function.scoped = made, False
            setattr(made, name, function)


def _defaults(fields: dict[str, Any]) -> tuple[Any, ...]:
    given: list[Any] = []
    for name, default in fields.items():
        if _required(default):
            if given:
                raise TypeError(f"non-default argument {name!r} follows default argument")
        else:
            given.append(default)
    return tuple(given)


def _required(default: Any) -> bool:
    return default is _MISSING or (isinstance(default, Field) and default.default is _MISSING and not default.factory)


def _initializer(machine: Machine, fields: dict[str, Any]) -> Callable[[Frame], None]:
    def run(frame: Frame) -> None:
        record = frame["self"]
        for name in fields:
            value = frame[name]
            if isinstance(value, Field):
                value = value.factory() if value.factory else value.default
            record.__dict__[name] = value
        for kind in type(record).__mro__:
            after = vars(kind).get("__post_init__")
            if kind in machine.classes and after is not None:
                after(record)
                break

    return run


def _shown(record: Any, fields: dict[str, Any]) -> str:
    values = ", ".join(f"{name}={record.__dict__[name]!r}" for name in fields)
    return f"{type(record).__qualname__}({values})"


def _equal(record: Any, other: Any, fields: dict[str, Any]) -> Any:
    if type(other) is not type(record):
        return NotImplemented
    return all(record.__dict__[name] == other.__dict__[name] for name in fields)
