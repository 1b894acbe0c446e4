"""What stands left of an assignment -> a closure that stores a value there."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn

from app.listing.attributes import check_attribute_name, delete_attribute
from app.listing.frames import Frame, Scope
from app.listing.nodes import expression
from app.listing.refusals import unsupported
from app.listing.sites import writing
from app.listing.trees import dotted
from app.messages import text

Store = Callable[[Frame, Any], None]
_TENSORS = (torch.Tensor, nn.Parameter)


class _IsNamed(dict[type, bool]):
    """Type -> whether the recorder wants to know what the writer calls its values: tensors and modules."""

    def __missing__(self, kind: type) -> bool:
        self[kind] = found = kind in _TENSORS or issubclass(kind, nn.Module)
        return found


IS_NAMED = _IsNamed()


def target(node: ast.expr, scope: Scope) -> Store:
    """Stores into a name, an attribute, an element, or several of them at once."""
    match node:
        case ast.Name(id=name):
            return store_name(name, scope)
        case ast.Attribute():
            return _store_attribute(node, scope)
        case ast.Subscript():
            return _store_element(node, scope)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return _unpack(parts, scope)
    raise unsupported(
        node,
        text("this kind of assignment", "这种赋值"),
        "Assign to a name, an attribute or an element.",
        "请赋值给变量、属性或元素。",
    )


def store_name(written: str, scope: Scope) -> Store:
    machine = scope.machine
    written = scope.mangled(written)
    recorder = machine.recorder
    depth = scope.depth(written)
    if depth is None:
        values = machine.globals

        def store_global(frame: Frame, value: Any) -> None:
            values[written] = value
            if IS_NAMED[type(value)]:
                recorder.named(value, written)

        return store_global
    if depth == 0:

        def store_local(frame: Frame, value: Any) -> None:
            frame[written] = value
            if IS_NAMED[type(value)]:
                recorder.named(value, written)

        return store_local

    def store_outer(frame: Frame, value: Any) -> None:
        for _ in range(depth):
            frame = frame[None]
        frame[written] = value
        if IS_NAMED[type(value)]:
            recorder.named(value, written)

    return store_outer


def _store_attribute(node: ast.Attribute, scope: Scope) -> Store:
    check_attribute_name(node)
    machine, written, label = scope.machine, scope.mangled(node.attr), dotted(node)
    write, recorder = writing(expression(node.value, scope), machine, written), machine.recorder

    def store(frame: Frame, new: Any) -> None:
        write(frame, new)
        if IS_NAMED[type(new)] and (written not in ("data", "grad") or isinstance(new, nn.Module)):
            recorder.named(new, label)

    return store


def _store_element(node: ast.Subscript, scope: Scope) -> Store:
    value, place = expression(node.value, scope), expression(node.slice, scope)

    def store(frame: Frame, new: Any) -> None:
        value(frame)[place(frame)] = new

    return store


def _unpack(parts: list[ast.expr], scope: Scope) -> Store:
    starred = [place for place, part in enumerate(parts) if isinstance(part, ast.Starred)]
    stores = [target(part.value if isinstance(part, ast.Starred) else part, scope) for part in parts]
    count = len(stores)

    def store(frame: Frame, value: Any) -> None:
        items = spread(value, count)
        for each, item in zip(stores, items, strict=True):
            each(frame, item)

    def store_starred(frame: Frame, value: Any) -> None:
        items = list(iterated(value))
        before, after = starred[0], count - starred[0] - 1
        if len(items) < count - 1:
            message = f"not enough values to unpack (expected at least {count - 1}, got {len(items)})"
            raise ValueError(message)
        middle = items[before : len(items) - after]
        for each, item in zip(stores, [*items[:before], middle, *items[len(items) - after :]], strict=True):
            each(frame, item)

    return store_starred if starred else store


def iterated(value: Any) -> Iterable[Any]:
    try:
        found: Iterable[Any] = iter(value)
    except TypeError:
        if hasattr(type(value), "__iter__"):
            raise
        raise TypeError(f"cannot unpack non-iterable {type(value).__name__} object") from None
    return found


def spread(value: Any, count: int) -> list[Any]:
    """Exactly `count` items of `value`, or a ValueError in Python's words."""
    if type(value) in (tuple, list):
        items = list(value)
    else:
        items = []
        for item in iterated(value):
            items.append(item)
            if len(items) > count:
                break
    if len(items) > count:
        raise ValueError(f"too many values to unpack (expected {count})")
    if len(items) < count:
        raise ValueError(f"not enough values to unpack (expected {count}, got {len(items)})")
    return items


def deletion(node: ast.expr, scope: Scope) -> Callable[[Frame], None]:
    """`del` of a name, an attribute or an element."""
    machine = scope.machine
    match node:
        case ast.Name(id=name):
            written = scope.mangled(name)
            depth = scope.depth(written)

            def delete_name(frame: Frame) -> None:
                for _ in range(depth or 0):
                    frame = frame[None]
                values = machine.globals if depth is None else frame
                if written not in values:
                    raise NameError(f"name '{written}' is not defined")
                del values[written]

            return delete_name
        case ast.Attribute(attr=name):
            check_attribute_name(node)
            owner = expression(node.value, scope)
            return lambda frame: delete_attribute(machine, owner(frame), scope.mangled(name))
        case ast.Subscript():
            value, place = expression(node.value, scope), expression(node.slice, scope)
            return lambda frame: operator.delitem(value(frame), place(frame))
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            deletions = [deletion(part, scope) for part in parts]

            def delete_all(frame: Frame) -> None:
                for each in deletions:
                    each(frame)

            return delete_all
    raise unsupported(
        node,
        text("this kind of `del`", "这种 `del`"),
        "Delete a name, an attribute or an element.",
        "只能删除变量、属性或元素。",
    )
