"""Class statements: a real class, so that torch can call its methods, made of the listing's own functions."""

from __future__ import annotations

import ast
from typing import Any

import torch
from torch import nn
from torch.utils.data import Dataset, IterableDataset

from app.listing.attributes import attribute
from app.listing.frames import Evaluate, Frame, Scope, bindings
from app.listing.functions import Function
from app.listing.nodes import block, expression, runs
from app.listing.outcomes import Execute
from app.listing.records import annotated_names, is_dataclass, make_record
from app.listing.refusals import NOTHING, Refusal, Unsupported, unsupported
from app.listing.targets import store_name

_NAMES = """
    init call repr str len getitem setitem delitem contains iter next enter exit hash bool int float index format
    eq ne lt le gt ge neg pos abs invert round post_init
"""
_OPERATORS = "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift"
METHODS = {f"__{name}__" for name in _NAMES.split()} | {
    f"__{side}{name}__" for name in _OPERATORS.split() for side in ("", "r", "i")
}
"""the special methods that a class may define"""

_EXTENSIBLE: tuple[type, ...] = (
    nn.Module, Dataset, IterableDataset, torch.autograd.Function, torch.optim.Optimizer, Exception,
)  # fmt: skip


@runs(ast.ClassDef)
def class_statement(node: ast.ClassDef, scope: Scope) -> Execute:
    """`class Net(nn.Module):`, `@dataclass`. Raises listing.construct for metaclasses and other decorators."""
    machine = scope.machine
    if node.keywords:
        raise unsupported(
            node.keywords[0].value,
            "a metaclass or keyword",
            "Name base classes only.",
            "类定义里只能写基类。",
        )
    record = bool(node.decorator_list) and is_dataclass(node.decorator_list[0])
    if node.decorator_list[record:]:
        raise _other_decorator(node.decorator_list[record])
    fields = annotated_names(node.body) if record else []
    inner = scope.within("class", (), class_name=node.name, qualified=scope.inside(node.name))
    assigned, declared_global, _ = bindings(node.body)
    inner.bound = {inner.mangled(name) for name in assigned}
    inner.declared_global = declared_global
    _check_class_names(node, inner.bound)
    bases = [expression(each, scope) for each in node.bases]
    body = block(node.body, inner)
    store = store_name(node.name, scope)
    documented = ast.get_docstring(node)

    def run(frame: Frame) -> None:
        kinds = tuple(base(frame) for base in bases) or (object,)
        for kind in kinds:
            _check_base(kind, machine.classes)
        own: Frame = {None: frame[None] if scope.kind == "class" else frame}
        body(own)
        names = {name: value for name, value in own.items() if name is not None}
        about = {"__module__": "__main__", "__qualname__": inner.qualified, "__doc__": documented}
        made = type(node.name, kinds, {**names, **about})
        machine.classes.add(made)
        for value in names.values():
            _own(value, made)
        if record:
            make_record(machine, made, fields)
        store(frame, made)

    return run


def _check_class_names(node: ast.ClassDef, names: set[str]) -> None:
    for name in sorted(names):
        if name.startswith("__") and name.endswith("__") and name not in METHODS:
            places = (each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == name)
            raise Refusal("listing.special", next(places, node), name=name)


def _check_base(kind: Any, classes: set[type]) -> None:
    if not isinstance(kind, type):
        raise Refusal("listing.base", name=type(kind).__name__, advice=NOTHING)
    if kind is not object and kind not in classes and not issubclass(kind, _EXTENSIBLE):
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
            for each in (value.fget, value.fset):
                _own(each, made)


# ── decorators ──────────────────────────────────────────────────────────────────────────────────────────────────────

DECORATORS = {"property": property, "staticmethod": staticmethod, "classmethod": classmethod}
GRADIENT_MODES = {"no_grad": torch.no_grad, "inference_mode": torch.no_grad, "enable_grad": torch.enable_grad}


def decorated(node: ast.FunctionDef, make: Evaluate, scope: Scope) -> Evaluate:
    """The function with its decorators: @property and its setter, @staticmethod, @classmethod, @torch.no_grad()."""
    for each in reversed(node.decorator_list):
        make = _decorated_by(each, make, scope)
    return make


def _decorated_by(node: ast.expr, make: Evaluate, scope: Scope) -> Evaluate:
    match node:
        case ast.Name(id=("property" | "staticmethod" | "classmethod") as name):
            wrap = DECORATORS[name]
            return lambda frame: wrap(make(frame))
        case ast.Attribute(value=ast.Name() as owner, attr="setter"):
            read = expression(owner, scope)

            def with_setter(frame: Frame) -> Any:
                found = read(frame)
                if not isinstance(found, property):
                    raise AttributeError(f"'{type(found).__name__}' object has no attribute 'setter'")
                return property(found.fget, make(frame))

            return with_setter
        case ast.Call(func=ast.Attribute(value=ast.Name() as owner, attr=name)) if name in GRADIENT_MODES:
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
    raise _other_decorator(node)


def _other_decorator(node: ast.expr) -> Unsupported:
    return unsupported(
        node,
        "this decorator",
        "Only @property, @staticmethod, @classmethod and @torch.no_grad() are read; else call it after the definition.",
        "只支持 @property、@staticmethod、@classmethod 和 @torch.no_grad()；其他情况请在定义之后再调用。",
    )
