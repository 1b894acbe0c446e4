"""Class statements: a real class, so that torch can call its methods, made of the listing's own functions."""

from __future__ import annotations

import ast
from abc import ABC
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Mapping
from enum import Enum, EnumType, Flag, IntEnum, IntFlag, StrEnum
from functools import partial
from types import FunctionType
from typing import Any

import torch
from torch import nn
from torch.optim.lr_scheduler import LRScheduler
from torch.utils.data import Dataset, IterableDataset, Sampler

from app.listing.attributes import attribute
from app.listing.frames import Evaluate, Frame, Scope, bindings
from app.listing.functions import Bound, Function, slot
from app.listing.making import subclass_made
from app.listing.namespaces import AbstractKind, Generic
from app.listing.nodes import block, expression, runs
from app.listing.outcomes import Execute
from app.listing.records import annotated_names, dataclass_options, make_record
from app.listing.refusals import NOTHING, Refusal, Unsupported, unsupported
from app.listing.rows import CALLABLE
from app.listing.special import CONSTANTS, HOOKS, METHODS
from app.listing.targets import store_name
from app.listing.tuples import named_tuple_of, tuple_class
from app.messages import text

_EXTENSIBLE: tuple[type, ...] = (
    nn.Module, Dataset, IterableDataset, Sampler, torch.autograd.Function, torch.optim.Optimizer, LRScheduler,
    Exception,
)  # fmt: skip
_ALONE = (
    object, ABC, Enum, Flag, Generic, IntEnum, IntFlag, StrEnum, int, float, str, list, dict, set, tuple,
    Counter, OrderedDict, defaultdict, deque,
)  # fmt: skip
"""bases that are themselves allowed, and not what else descends from them"""


@runs(ast.ClassDef)
def class_statement(node: ast.ClassDef, scope: Scope) -> Execute:
    """`class Net(nn.Module):`, `@dataclass`. Raises listing.construct for metaclasses and other decorators."""
    machine = scope.machine
    keywords = {each.arg: expression(each.value, scope) for each in node.keywords}
    if None in keywords:
        raise no_metaclass(node)
    metaclass = keywords.pop("metaclass", None)
    options = dataclass_options(node.decorator_list[-1]) if node.decorator_list else None
    decorators = node.decorator_list[: -1 if options is not None else None]
    fields = annotated_names(node.body) if options else []
    inner = scope.within("class", (), class_name=node.name, qualified=scope.inside(node.name))
    assigned, declared_global, _ = bindings(node.body)
    inner.bound = {inner.mangled(name) for name in assigned}
    inner.declared_global = declared_global
    _check_class_names(node, inner.bound)
    bases = [expression(each, scope) for each in node.bases]
    body = block(node.body, inner)
    store = store_name(node.name, scope)
    documented = ast.get_docstring(node, clean=False)

    def run(frame: Frame) -> None:
        kinds = tuple(base(frame) for base in bases) or (object,)
        if metaclass is not None:
            kinds = abstract(node, metaclass(frame), kinds)
        named_tuple = kinds == (named_tuple_of,)
        for kind in () if named_tuple else kinds:
            _check_base(kind, machine.classes)
        own: Frame = {None: frame[None] if scope.kind == "class" else frame}
        body(own)
        names = {name: value for name, value in own.items() if name is not None}
        hooks = {name: names.pop(name) for name in HOOKS & names.keys()}
        if type(names.get("__new__")) is Function:
            names["__new__"] = staticmethod(names["__new__"])
        about = {"__module__": "__main__", "__qualname__": inner.qualified, "__doc__": documented}
        if named_tuple:
            made = tuple_class(machine, node.name, annotated_names(node.body), {**names, **about})
        elif any(issubclass(kind, Enum) for kind in kinds):
            made = enumeration(node.name, kinds, {**names, **about})
        else:
            made = type(node.name, kinds, {**called_at_once(names), **about})
        machine.classes.add(made)
        if hooks:
            machine.hooks[made] = hooks
        for function in inner.undecorated:
            _own(function, made)
        inner.undecorated.clear()
        for value in (*names.values(), *hooks.values()):
            _own(value, made)
        if options:
            make_record(machine, made, fields, options)
        subclass_made(machine, made, {str(name): value(frame) for name, value in keywords.items()})
        store(frame, dressed(frame, made))

    dress = [class_decorator(each, scope) for each in reversed(decorators)]

    def dressed(frame: Frame, made: Any) -> Any:
        for each in dress:
            made = each(frame, made)
        return made

    return run


def called_at_once(names: Mapping[str, Any]) -> dict[str, Any]:
    """The names of a class, those that Python itself calls as what it calls without a detour."""
    return {
        name: slot(value) if type(value) is Function and name in METHODS else value for name, value in names.items()
    }


def no_metaclass(node: ast.ClassDef) -> Unsupported:
    return unsupported(
        node.keywords[0].value,
        text("a metaclass or keyword", "元类或类的关键字参数"),
        "Name base classes only.",
        "类定义里只能写基类。",
    )


def abstract(node: ast.ClassDef, metaclass: Any, kinds: tuple[type, ...]) -> tuple[type, ...]:
    """The bases of `class Shape(metaclass=ABCMeta):`. Raises listing.construct for any other metaclass."""
    if metaclass is not AbstractKind:
        raise no_metaclass(node)
    return (
        kinds
        if any(issubclass(kind, ABC) for kind in kinds)
        else (*(kind for kind in kinds if kind is not object), ABC)
    )


def enumeration(name: str, kinds: tuple[type, ...], names: Mapping[str, Any]) -> type:
    """`class Colour(Enum):`, made by Python's own metaclass from the names in their order."""
    prepared = EnumType.__prepare__(name, kinds)
    for each, value in names.items():
        prepared[each] = value
    return EnumType(name, kinds, prepared)


def _check_class_names(node: ast.ClassDef, names: set[str]) -> None:
    for name in sorted(names):
        if name.startswith("__") and name.endswith("__") and name not in METHODS | CONSTANTS | HOOKS:
            places = (each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == name)
            raise Refusal("listing.special", next(places, node), name=name)


def _check_base(kind: Any, classes: set[type]) -> None:
    if not isinstance(kind, type):
        raise Refusal("listing.base", name=type(kind).__name__, advice=NOTHING)
    if kind not in _ALONE and kind not in classes and not issubclass(kind, _EXTENSIBLE):
        raise Refusal("listing.base", name=kind.__name__, advice=NOTHING)


def _own(value: Any, made: type) -> None:
    """Tell each function of a class body which class it belongs to: `super()` asks for it."""
    match value:
        case Function():
            value.owner = made
            value.scoped = not (
                value.name.startswith("__") or (value.name == "forward" and issubclass(made, nn.Module))
            )
        case staticmethod() | classmethod():
            _own(value.__func__, made)
        case property():
            for each in (value.fget, value.fset, value.fdel):
                _own(each, made)


# ── decorators ──────────────────────────────────────────────────────────────────────────────────────────────────────

DECORATORS = {"property": property, "staticmethod": staticmethod, "classmethod": classmethod}
PARTS: dict[str, Callable[[property, Any], property]] = {
    "getter": property.getter, "setter": property.setter, "deleter": property.deleter,
}  # fmt: skip
GRADIENT_MODES = {"no_grad": torch.no_grad, "inference_mode": torch.inference_mode, "enable_grad": torch.enable_grad}


def decorated(node: ast.FunctionDef, make: Evaluate, scope: Scope) -> Evaluate:
    """The function with its decorators: @property and its parts, @staticmethod, @classmethod, @torch.no_grad()."""
    for each in reversed(node.decorator_list):
        make = _decorated_by(each, make, scope)
    return make


def _decorated_by(node: ast.expr, make: Evaluate, scope: Scope) -> Evaluate:
    match node:
        case ast.Name(id=("property" | "staticmethod" | "classmethod") as name):
            wrap = DECORATORS[name]
            return lambda frame: wrap(make(frame))
        case ast.Attribute(value=ast.Name() as owner, attr=("getter" | "setter" | "deleter") as part):
            read = expression(owner, scope)

            def with_part(frame: Frame) -> Any:
                found = read(frame)
                if not isinstance(found, property):
                    raise AttributeError(f"'{type(found).__name__}' object has no attribute '{part}'")
                return PARTS[part](found, make(frame))

            return with_part
        case (
            ast.Call(func=ast.Attribute(value=ast.Name() as owner, attr=name), args=[], keywords=[])
            | ast.Attribute(value=ast.Name() as owner, attr=name)
        ) if name in GRADIENT_MODES:
            library = expression(owner, scope)
            machine = scope.machine

            def under_mode(frame: Frame) -> Any:
                attribute(machine, library(frame), name)
                function = make(frame)
                body, mode = function.body, GRADIENT_MODES[name]

                def run(inner: Frame) -> Any:
                    with mode():
                        return body(inner)

                function.body = run
                return function

            return under_mode
    return _by_call(node, make, scope)


def _by_call(node: ast.expr, make: Evaluate, scope: Scope) -> Evaluate:
    """A decorator of the listing's own, or one of the tables that makes no class and runs nothing."""
    machine, find = scope.machine, expression(node, scope)

    def apply(frame: Frame) -> Any:
        decorator = find(frame)
        if not _decorates(machine.classes, decorator):
            raise _other_decorator(node)
        function = make(frame)
        if scope.kind == "class":
            scope.undecorated.append(function)
        machine.recorder.line = node.lineno
        return decorator(function)

    return apply


def class_decorator(node: ast.expr, scope: Scope) -> Callable[[Frame, type], Any]:
    """What a decorator of the listing's own, or `@total_ordering` and `@unique`, makes of a class."""
    machine, find = scope.machine, expression(node, scope)

    def apply(frame: Frame, made: type) -> Any:
        decorator = find(frame)
        if not _decorates(machine.classes, decorator, _DRESS):
            raise _other_decorator(node)
        machine.recorder.line = node.lineno
        machine.class_changes += 1
        return decorator(made)

    return apply


_DECORATE = {
    "abstractmethod", "cache", "cached_property", "context_manager", "lru_cache", "once_differentiable", "overload",
    "singledispatch", "wraps",
}  # fmt: skip
"""functions of the tables that decorate functions, by their real names"""
_DRESS = {"total_ordering", "unique"}
"""those that decorate classes"""


def _decorates(classes: set[type], decorator: Any, known: set[str] = _DECORATE) -> bool:
    kind = type(decorator)
    if kind is Function or kind in classes or (isinstance(decorator, type) and decorator in classes):
        return True
    if kind is Bound:
        return decorator.name == "decorate" or type(decorator.function) is Function
    if kind is partial:
        return _decorates(classes, decorator.func, known)
    return kind is FunctionType and id(decorator) in CALLABLE and decorator.__name__ in known


def _other_decorator(node: ast.expr) -> Unsupported:
    return unsupported(
        node,
        text("this decorator", "这种装饰器"),
        "A decorator may be @property, @staticmethod, @classmethod, @torch.no_grad() or a function of the listing.",
        "装饰器可以是 @property、@staticmethod、@classmethod、@torch.no_grad()，或代码自己定义的函数。",
    )
