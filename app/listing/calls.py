"""Calls: only of what the tables hold, of the listing's own functions and classes, and of modules."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from torch import nn

from app.listing.attributes import Super, attribute, check_attribute_name, told_as
from app.listing.callables import may_call
from app.listing.frames import Evaluate, Frame, Scope
from app.listing.functions import Function
from app.listing.library import Library
from app.listing.machine import Machine
from app.listing.nodes import elements, expression, reads
from app.listing.own_names import asks_for_names, reading_names
from app.listing.refusals import Refusal, unsupported
from app.listing.rows import CALLABLE, rows_of
from app.listing.sites import function_of_class
from app.listing.trees import dotted
from app.messages import text

_NOBODY = object()


def invoke(machine: Machine, callee: Any, given: list[Any], named: dict[str, Any], label: str) -> Any:
    """`callee(*given, **named)`. Raises TypeError where Python would, listing.call for what is outside the tables."""
    kind = type(callee)
    if kind is Function:
        return callee.invoke(given, named)
    if id(callee) in CALLABLE:
        return callee(*given, **named)
    if isinstance(callee, nn.Module):
        with machine.recorder.scope("module", label):
            return callee(*given, **named)
    if not may_call(machine, callee):
        if not callable(callee):
            raise TypeError(f"'{told_as(callee)}' object is not callable")
        raise Refusal("listing.call", name=label)
    return callee(*given, **named)


@reads(ast.Call)
def call(node: ast.Call, scope: Scope) -> Evaluate:
    """One call of the source."""
    if asks_for_names(node, scope):
        return reading_names(node, scope, _call(node, scope))
    return _call(node, scope)


def _call(node: ast.Call, scope: Scope) -> Evaluate:
    if isinstance(node.func, ast.Name) and node.func.id == "super" and scope.depth("super") is None:
        return _super(node, scope)
    if isinstance(node.func, ast.Attribute):
        return _method_call(node, node.func, scope)
    machine, recorder, line = scope.machine, scope.machine.recorder, node.lineno
    function, positional, named = expression(node.func, scope), elements(node.args, scope), named_of(node, scope)
    label = ""
    allowed: Any = _NOBODY

    def run(frame: Frame) -> Any:
        # One place of a source nearly always calls one thing: whether that may be called is asked once.
        nonlocal label, allowed
        callee = function(frame)
        given, more = positional(frame), None if named is None else named(frame)
        recorder.line = line
        if type(callee) is Function:
            return callee.invoke(given, more)
        if callee is allowed:
            return callee(*given) if more is None else callee(*given, **more)
        if id(callee) in CALLABLE or (type(callee) is type and callee in machine.classes):
            allowed = callee
        label = label or dotted(node.func)
        return invoke(machine, callee, given, more or {}, label)

    return run


def _method_call(node: ast.Call, callee: ast.Attribute, scope: Scope) -> Evaluate:
    """`value.name(...)`: a row of the value's type, or a function of its class, is called with nothing bound."""
    check_attribute_name(callee)
    machine, recorder, line = scope.machine, scope.machine.recorder, node.lineno
    name = scope.mangled(callee.attr)
    value, positional, named = expression(callee.value, scope), elements(node.args, scope), named_of(node, scope)
    known: type | None = None
    known_method: Callable[..., Any] | None = None
    known_function: Function | None = None
    library: Any = _NOBODY
    member: Any = None
    label = ""
    seen = 0

    def run(frame: Frame) -> Any:
        # One place of a source nearly always meets one type: what it means there is looked up once.
        nonlocal known, known_method, known_function, library, member, label, seen
        owner = value(frame)
        if owner is library:
            given = positional(frame)
            more = None if named is None else named(frame)
            recorder.line = line
            return member(*given) if more is None else member(*given, **more)
        kind = type(owner)
        if kind is not known or seen != machine.class_changes:
            known, seen = kind, machine.class_changes
            known_method = None if kind in machine.classes else rows_of(kind).methods.get(name)
            known_function = function_of_class(machine, kind, name)
        if known_method is not None:
            method = known_method
            given = positional(frame)
            if named is None:
                recorder.line = line
                return method(owner, *given)
            more = named(frame)
            recorder.line = line
            return method(owner, *given, **more)
        if known_function is not None and name not in owner.__dict__:
            mine = known_function
            given = [owner, *positional(frame)]
            more = None if named is None else named(frame)
            recorder.line = line
            return mine.invoke(given, more)
        function = owner.member(name) if kind is Library else attribute(machine, owner, name)
        if kind is Library and id(function) in CALLABLE:
            library, member = owner, function
        given, more = positional(frame), {} if named is None else named(frame)
        recorder.line = line
        label = label or dotted(callee)  # said here, since hardly any call is asked
        return invoke(machine, function, given, more, label)

    return run


def called(function: ast.expr, scope: Scope) -> str:
    """How Python's messages call what is called: `__main__.f`."""
    written = ast.unparse(function)
    found = scope.machine.globals.get(written)
    if type(found) is Function or (isinstance(found, type) and found in scope.machine.classes):
        return f"__main__.{found.__qualname__}"
    return written


def named_of(node: ast.Call, scope: Scope) -> Callable[[Frame], dict[str, Any]] | None:
    """The named arguments of a call; None where it has none."""
    if not node.keywords:
        return None
    named = [(each.arg, expression(each.value, scope)) for each in node.keywords]

    def run(frame: Frame) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in named:
            if name is not None:
                found[name] = value(frame)
                continue
            more = dict(value(frame))
            if twice := found.keys() & more.keys():
                message = f"got multiple values for keyword argument '{min(twice)}'"
                raise TypeError(f"{called(node.func, scope)}() {message}")
            found |= more
        return found

    return run


def _super(node: ast.Call, scope: Scope) -> Evaluate:
    """Both forms: `super()`, and `super(Net, self)`."""
    if len(node.args) == 2 and not node.keywords:
        owner, instance = (expression(each, scope) for each in node.args)

        def run_named(frame: Frame) -> Super:
            kind, value = owner(frame), instance(frame)
            if not isinstance(kind, type):
                raise TypeError("super() argument 1 must be a type, not " + type(kind).__name__)
            if not isinstance(value, kind) and not (isinstance(value, type) and issubclass(value, kind)):
                raise TypeError("super(type, obj): obj must be an instance or subtype of type")
            return Super(kind, value)

        return run_named
    depth = scope.depth("__class__")
    if node.args or node.keywords or depth is None:
        raise unsupported(
            node,
            text("this use of super()", "super() 的这种用法"),
            "Write `super()` in a method of a class.",
            "请在类的方法里写 `super()`。",
        )
    method: Scope = scope
    while "__class__" not in method.bound:
        assert method.outer is not None
        method = method.outer

    def run(frame: Frame) -> Super:
        for _ in range(depth):
            frame = frame[None]
        first = next(iter(frame))
        return Super(frame["__class__"], frame[first])

    return run
