"""Functions with `yield`: their statements as Python's own generators, which stop at each yield and go on from there.

Only statements that hold a `yield` are written this second way; all others are the closures of `statements`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator
from typing import Any

from app.listing.catching import refuse_to_catch, takes
from app.listing.frames import Frame, Scope, yields
from app.listing.machine import Left
from app.listing.matching import case
from app.listing.nodes import expression, statement
from app.listing.outcomes import BREAK, CONTINUE
from app.listing.refusals import unsupported
from app.listing.targets import Store, target
from app.messages import text

Resume = Callable[[Frame], Generator[Any, Any, Any]]
"""a statement that yields; what it returns is its outcome"""


def generator_body(body: list[ast.stmt], scope: Scope) -> Callable[[Frame], Generator[Any, Any, Any]]:
    """The body of a generator function."""
    run = _block(body, scope)

    def start(frame: Frame) -> Generator[Any, Any, Any]:
        outcome = yield from run(frame)
        return None if outcome is None else outcome.value

    return start


def _block(body: list[ast.stmt], scope: Scope) -> Resume:
    machine, recorder = scope.machine, scope.machine.recorder
    parts = [(each.lineno, _part(each, scope)) for each in body]
    count = len(parts) + 1

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        machine.spend(count)
        for line, (resumes, plain) in parts:
            recorder.line = line
            outcome = plain(frame) if plain is not None else (yield from resumes(frame)) if resumes else None
            if outcome is not None:
                return outcome
        return None

    return run


def _part(node: ast.stmt, scope: Scope) -> tuple[Resume | None, Callable[[Frame], Any] | None]:
    """How a statement runs: the way that yields, or the plain one."""
    if not yields([node]):
        return None, statement(node, scope)
    match node:
        case ast.Expr(value=ast.Yield() | ast.YieldFrom() as value):
            return _yield(value, None, scope), None
        case ast.Assign(targets=[place], value=ast.Yield() | ast.YieldFrom() as value):
            return _yield(value, target(place, scope), scope), None
        case ast.If():
            return _choice(node, scope), None
        case ast.For():
            return _for(node, scope), None
        case ast.While():
            return _while(node, scope), None
        case ast.With():
            return _with(node, scope), None
        case ast.Try():
            return _try(node, scope), None
        case ast.Match():
            return _match(node, scope), None
    raise unsupported(
        node,
        text("yield in this place", "这个位置的 yield"),
        "Let `yield value` stand alone on its line, in a loop, an `if`, a `with` or a `try`.",
        "请让 `yield 值` 独占一行，可放在循环、`if`、`with` 或 `try` 里。",
    )


def _yield(node: ast.Yield | ast.YieldFrom, store: Store | None, scope: Scope) -> Resume:
    value = expression(node.value or ast.Constant(None), scope)
    whole = isinstance(node, ast.YieldFrom)

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        if whole:
            received = yield from value(frame)
        else:
            received = yield value(frame)
        if store is not None:
            store(frame, received)

    return run


def _choice(node: ast.If, scope: Scope) -> Resume:
    test, then, other = expression(node.test, scope), _block(node.body, scope), _block(node.orelse, scope)

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        return (yield from (then if test(frame) else other)(frame))

    return run


def _for(node: ast.For, scope: Scope) -> Resume:
    items, store = expression(node.iter, scope), target(node.target, scope)
    body, other = _block(node.body, scope), _block(node.orelse, scope)

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        for item in items(frame):
            store(frame, item)
            outcome = yield from body(frame)
            if outcome is BREAK:
                return None
            if outcome is not None and outcome is not CONTINUE:
                return outcome
        return (yield from other(frame))

    return run


def _while(node: ast.While, scope: Scope) -> Resume:
    test, body, other = expression(node.test, scope), _block(node.body, scope), _block(node.orelse, scope)

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        while test(frame):
            outcome = yield from body(frame)
            if outcome is BREAK:
                return None
            if outcome is not None and outcome is not CONTINUE:
                return outcome
        return (yield from other(frame))

    return run


def _try(node: ast.Try, scope: Scope) -> Resume:
    """As `statements.tried`; here `finally` also sees the generator closed."""
    machine = scope.machine
    body, other = _block(node.body, scope), _block(node.orelse, scope)
    handlers = [(takes(each, scope), _block(each.body, scope)) for each in node.handlers]
    final = _block(node.finalbody, scope)

    def guarded(frame: Frame) -> Generator[Any, Any, Any]:
        try:
            outcome = yield from body(frame)
        except Exception as error:
            refuse_to_catch(error)
            for matches, handle in handlers:
                if matches(frame, error):
                    machine.handled.append(error)
                    try:
                        return (yield from handle(frame))
                    finally:
                        machine.handled.pop()
            raise
        return (yield from other(frame)) if outcome is None else outcome

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        try:
            outcome = yield from guarded(frame)
        except (Exception, GeneratorExit, Left) as error:
            refuse_to_catch(error)
            over = yield from final(frame)
            if over is not None:
                return over
            raise
        over = yield from final(frame)
        return outcome if over is None else over

    return run


def _match(node: ast.Match, scope: Scope) -> Resume:
    subject = expression(node.subject, scope)
    cases = [(case(each, scope), _block(each.body, scope)) for each in node.cases]

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        value = subject(frame)
        for fits, body in cases:
            if fits(frame, value):
                return (yield from body(frame))
        return None

    return run


def _with(node: ast.With, scope: Scope) -> Resume:
    if len(node.items) != 1:
        raise unsupported(
            node,
            text("yield in a `with` of several contexts", "同时进入几个上下文的 `with` 里的 yield"),
            "Nest one `with` in the other.",
            "请把 `with` 逐个嵌套。",
        )
    manager = expression(node.items[0].context_expr, scope)
    place = node.items[0].optional_vars
    store = None if place is None else target(place, scope)
    body = _block(node.body, scope)

    def run(frame: Frame) -> Generator[Any, Any, Any]:
        with manager(frame) as value:
            if store is not None:
                store(frame, value)
            return (yield from body(frame))

    return run
