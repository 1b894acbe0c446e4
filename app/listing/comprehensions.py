"""Comprehensions and generator expressions: a frame of their own, walked lazily."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from app.listing.frames import Evaluate, Frame, Scope, bindings
from app.listing.nodes import expression, reads
from app.listing.refusals import unsupported
from app.listing.targets import target

AnyComprehension = ast.ListComp | ast.SetComp | ast.DictComp
Walk = Callable[[Frame, Any], Iterator[None]]


@reads(ast.ListComp, ast.SetComp, ast.DictComp)
def comprehension(node: AnyComprehension, scope: Scope) -> Evaluate:
    """A list, a set or a dict, made at once."""
    inner, first, walk = _walked(node.generators, scope)
    in_class = scope.kind == "class"

    def start(frame: Frame) -> Frame:
        return {None: frame[None] if in_class else frame}

    if isinstance(node, ast.DictComp):
        key, value = expression(node.key, inner), expression(node.value, inner)

        def run_dict(frame: Frame) -> dict[Any, Any]:
            own = start(frame)
            return {key(own): value(own) for _ in walk(own, first(frame))}

        return run_dict
    element = expression(node.elt, inner)
    if isinstance(node, ast.SetComp):

        def run_set(frame: Frame) -> set[Any]:
            own = start(frame)
            return {element(own) for _ in walk(own, first(frame))}

        return run_set

    def run_list(frame: Frame) -> list[Any]:
        own = start(frame)
        return [element(own) for _ in walk(own, first(frame))]

    return run_list


@reads(ast.GeneratorExp)
def generator_expression(node: ast.GeneratorExp, scope: Scope) -> Evaluate:
    """Its first iterable is computed now, its elements when they are asked for."""
    inner, first, walk = _walked(node.generators, scope)
    element = expression(node.elt, inner)
    in_class = scope.kind == "class"

    def run(frame: Frame) -> Iterator[Any]:
        own: Frame = {None: frame[None] if in_class else frame}
        source = first(frame)
        return (element(own) for _ in walk(own, source))

    return run


def _walked(generators: list[ast.comprehension], scope: Scope) -> tuple[Scope, Evaluate, Walk]:
    """The scope inside, the first iterable, and the walk: one step of it for each element, its names in the frame."""
    for each in generators:
        if each.is_async:
            raise unsupported(each.target, "async for", "Write an ordinary `for`.", "请写普通的 `for`。")
    bound = set[str]().union(*(bindings([each.target])[0] for each in generators))
    inner = scope.within("comprehension", bound)
    first = expression(generators[0].iter, scope)
    walk: Walk | None = None
    for place in range(len(generators) - 1, -1, -1):
        source = None if place == 0 else expression(generators[place].iter, inner)
        walk = _level(generators[place], source, walk, inner)
    assert walk is not None
    return inner, first, walk


def _level(node: ast.comprehension, source: Evaluate | None, deeper: Walk | None, inner: Scope) -> Walk:
    machine = inner.machine
    store = target(node.target, inner)
    conditions = [expression(each, inner) for each in node.ifs]

    def walk(frame: Frame, given: Any) -> Iterator[None]:
        for item in given if source is None else source(frame):
            machine.steps += 1
            if machine.steps >= machine.next_check:
                machine.check()
            store(frame, item)
            for condition in conditions:
                if not condition(frame):
                    break
            else:
                if deeper is None:
                    yield
                else:
                    yield from deeper(frame, None)

    return walk
