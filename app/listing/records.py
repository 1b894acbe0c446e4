"""`@dataclass`: a class statement whose annotated names become parameters of `__init__`.

Python's own decorator writes a program and compiles it; here the functions are made of closures.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError
from typing import Any

from app.listing.frames import Frame
from app.listing.functions import Function, Parameters
from app.listing.machine import Machine
from app.listing.refusals import unsupported
from app.messages import text

FIELDS = "__dataclass_fields__"
MATCHED = "__match_args__"
FROZEN = "__dataclass_frozen__"
OPTIONS = {
    "frozen": False, "order": False, "eq": True, "repr": True, "unsafe_hash": False, "kw_only": False, "slots": False,
}  # fmt: skip
"""what may be written as `@dataclass(frozen=True)`"""
_MISSING = object()


class Field:
    """`field(default_factory=list)`, which stands where a default would."""

    def __init__(
        self,
        *,
        default: Any = _MISSING,
        default_factory: Callable[[], Any] | None = None,
        init: bool = True,
        repr: bool = True,  # noqa: A002 (Python's own name for it)
        compare: bool = True,
    ) -> None:
        if default is not _MISSING and default_factory is not None:
            raise ValueError("cannot specify both default and default_factory")
        self.name = ""
        self.default = default
        self.factory = default_factory
        self.init, self.repr, self.compare = init, repr, compare

    @property
    def required(self) -> bool:
        return self.default is _MISSING and self.factory is None


def dataclass(kind: Any = None, **options: bool) -> Any:
    """What the name means where it is not a decorator; `class_statement` reads the decorator itself."""
    raise TypeError("dataclass() should be called on a class")


def fields(record: Any) -> tuple[Field, ...]:
    """`dataclasses.fields`, of a class or a record: each with its `name` and `default`."""
    kind = record if isinstance(record, type) else type(record)
    if FIELDS not in dir(kind):
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(fields_of(kind).values())


def asdict(record: Any) -> dict[str, Any]:
    """`dataclasses.asdict`: the fields of a record, and of the records in it, as dictionaries."""
    if FIELDS not in dir(type(record)):
        raise TypeError("asdict() should be called on dataclass instances")
    return {name: _plain(record.__dict__[name]) for name in fields_of(type(record))}


def astuple(record: Any) -> tuple[Any, ...]:
    """`dataclasses.astuple`."""
    if FIELDS not in dir(type(record)):
        raise TypeError("astuple() should be called on dataclass instances")
    return tuple(_plain(record.__dict__[name]) for name in fields_of(type(record)))


def replaced(record: Any, /, **changes: Any) -> Any:
    """`dataclasses.replace`: a record with other values in some of its fields."""
    if FIELDS not in dir(type(record)):
        raise TypeError("replace() should be called on dataclass instances")
    given = {name: record.__dict__[name] for name, each in fields_of(type(record)).items() if each.init}
    return type(record)(**(given | changes))


def _plain(value: Any) -> Any:
    if FIELDS in dir(type(value)):
        return asdict(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(each) for each in value)
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def dataclass_options(node: ast.expr) -> dict[str, bool] | None:
    """What a decorator `@dataclass` asks for, by either name; None: it is another decorator.

    Raises listing.construct for options that are not in `OPTIONS`.
    """
    match node:
        case ast.Call(func=function, args=[], keywords=keywords) if dataclass_options(function) is not None:
            return OPTIONS | dict(_option(each) for each in keywords)
        case ast.Name(id="dataclass") | ast.Attribute(value=ast.Name(id="dataclasses"), attr="dataclass"):
            return dict(OPTIONS)
    return None


def _option(node: ast.keyword) -> tuple[str, bool]:
    match node:
        case ast.keyword(arg=str() as name, value=ast.Constant(value=bool() as value)) if name in OPTIONS:
            return name, value
    raise unsupported(
        node.value,
        text("this option of @dataclass", "@dataclass 的这个选项"),
        "Its options may be `frozen`, `order`, `eq`, `repr`, `kw_only`, `slots` and `unsafe_hash`, each True or False.",
        "可用的选项有 `frozen`、`order`、`eq`、`repr`、`kw_only`、`slots` 和 `unsafe_hash`，取值为 True 或 False。",
    )


def annotated_names(body: list[ast.stmt]) -> list[str]:
    """The fields of a class body, in its order."""
    return [each.target.id for each in body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]


def fields_of(kind: type) -> dict[str, Field]:
    """Name -> field, those of the base classes first."""
    found: dict[str, Field] = {}
    for each in reversed(kind.__mro__):
        found |= vars(each).get(FIELDS, {})
    return found


def make_record(machine: Machine, made: type, names: list[str], options: Mapping[str, bool]) -> None:
    """Give a class of the listing its fields and what Python gives a dataclass: `__init__`, `__repr__`, `__eq__` ...

    Raises TypeError and ValueError as Python does for fields in a wrong order and for mutable defaults.
    """
    own = vars(made)
    found: dict[str, Field] = {}
    for name in names:
        default = own.get(name, _MISSING)
        if isinstance(default, (list, dict, set)):
            raise ValueError(f"mutable default {type(default)} for field {name} is not allowed: use default_factory")
        found[name] = default if isinstance(default, Field) else Field(default=default)
        found[name].name = name
        if isinstance(default, Field):
            if default.default is _MISSING:
                delattr(made, name)
            else:
                setattr(made, name, default.default)
    setattr(made, FIELDS, found)
    found = fields_of(made)
    setattr(made, FROZEN, options["frozen"])
    given = {name: each for name, each in found.items() if each.init}
    setattr(made, MATCHED, () if options["kw_only"] else tuple(given))
    if options["slots"]:
        machine.hooks.setdefault(made, {})["__slots__"] = tuple(names)
    compared = [name for name, each in found.items() if each.compare]
    functions: dict[str, tuple[tuple[str, ...], tuple[Any, ...], Callable[[Frame], Any]]] = {
        "__init__": (("self", *given), () if options["kw_only"] else _defaults(given), _initializer(machine, found))
    }
    both = ("self", "other")
    if options["repr"]:
        functions["__repr__"] = (("self",), (), lambda frame: _shown(frame["self"], found))
    if options["eq"]:
        functions["__eq__"] = (both, (), _comparison(compared, lambda a, b: a == b))
    if options["order"]:
        functions |= {
            "__lt__": (both, (), _comparison(compared, lambda a, b: a < b)),
            "__le__": (both, (), _comparison(compared, lambda a, b: a <= b)),
            "__gt__": (both, (), _comparison(compared, lambda a, b: a > b)),
            "__ge__": (both, (), _comparison(compared, lambda a, b: a >= b)),
        }
    if options["unsafe_hash"] or (options["frozen"] and options["eq"]):
        functions["__hash__"] = (("self",), (), lambda frame: hash(_items(frame["self"], compared)))
    elif options["eq"] and "__hash__" not in own:
        setattr(made, "__hash__", None)  # noqa: B010 (a class says so that its records are no keys)
    for name, (parameters, defaults, body) in functions.items():
        if name not in own or own[name] is None:
            by_name: tuple[str, ...] = ()
            if name == "__init__" and options["kw_only"]:
                parameters, by_name = parameters[:1], parameters[1:]
            function = Function(
                machine, name, f"{made.__qualname__}.{name}", Parameters(parameters, 0, None, by_name, None), defaults,
                {each: given[each] for each in by_name if not given[each].required}, {}, body,
            )  # fmt: skip
            function.owner, function.scoped = made, False
            setattr(made, name, function)


def is_frozen(kind: type) -> bool:
    return any(vars(each).get(FROZEN) for each in kind.__mro__)


def refuse_frozen(record: Any, name: str, doing: str = "assign to") -> None:
    """Raise FrozenInstanceError for a record of `@dataclass(frozen=True)`."""
    if is_frozen(type(record)):
        raise FrozenInstanceError(f"cannot {doing} field {name!r}")


def _defaults(given: dict[str, Field]) -> tuple[Any, ...]:
    defaults: list[Any] = []
    for name, each in given.items():
        if not each.required:
            defaults.append(each)
        elif defaults:
            raise TypeError(f"non-default argument {name!r} follows default argument")
    return tuple(defaults)


def _initializer(machine: Machine, found: dict[str, Field]) -> Callable[[Frame], None]:
    def run(frame: Frame) -> None:
        record = frame["self"]
        for name, each in found.items():
            value = frame.get(name, each)
            if isinstance(value, Field):
                if value.required:
                    continue
                value = value.factory() if value.factory else value.default
            record.__dict__[name] = value
        for kind in type(record).__mro__:
            after = vars(kind).get("__post_init__")
            if kind in machine.classes and after is not None:
                after(record)
                break

    return run


def _items(record: Any, names: list[str]) -> tuple[Any, ...]:
    return tuple(record.__dict__[name] for name in names)


def _shown(record: Any, found: dict[str, Field]) -> str:
    values = ", ".join(f"{name}={record.__dict__[name]!r}" for name, each in found.items() if each.repr)
    return f"{type(record).__qualname__}({values})"


def _comparison(names: list[str], apply: Callable[[Any, Any], Any]) -> Callable[[Frame], Any]:
    def run(frame: Frame) -> Any:
        a, b = frame["self"], frame["other"]
        return apply(_items(a, names), _items(b, names)) if type(a) is type(b) else NotImplemented

    return run
