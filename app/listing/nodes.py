"""The tables of what each kind of node becomes. A kind is entered where its function stands: `reads`, `runs`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, TypeVar

from app.listing.frames import Evaluate, Frame, Scope
from app.listing.outcomes import Execute

Reader = TypeVar("Reader", bound=Callable[[Any, Scope], Evaluate])

_EXPRESSIONS: dict[type[ast.AST], Callable[[Any, Scope], Evaluate]] = {}
_STATEMENTS: dict[type[ast.AST], Callable[[Any, Scope], Execute]] = {}


def reads(*kinds: type[ast.expr]) -> Callable[[Reader], Reader]:
    """Enter a function as what reads expressions of `kinds`."""

    def enter(reader: Reader) -> Reader:
        for kind in kinds:
            _EXPRESSIONS[kind] = reader
        return reader

    return enter


def runs(*kinds: type[ast.stmt]) -> Callable[[Reader], Reader]:
    """Enter a function as what reads statements of `kinds`."""

    def enter(reader: Reader) -> Reader:
        for kind in kinds:
            _STATEMENTS[kind] = reader
        return reader

    return enter


def expression(node: ast.expr, scope: Scope) -> Evaluate:
    """The closure that computes an expression in a frame.

    Raises listing.construct, listing.special and others for what listings do not have.
    """
    return _EXPRESSIONS[type(node)](node, scope)


def statement(node: ast.stmt, scope: Scope) -> Execute:
    """The closure that runs a statement in a frame. Raises the same."""
    return _STATEMENTS[type(node)](node, scope)


def block(body: list[ast.stmt], scope: Scope) -> Execute:
    """Statements one after another, each with its line told to the recorder first."""
    return sequence(lines(body, scope), scope)


def lines(body: list[ast.stmt], scope: Scope) -> list[tuple[int, Execute]]:
    """The closures of statements, each with its line."""
    return [(each.lineno, statement(each, scope)) for each in body if not isinstance(each, ast.Pass)]


def sequence(statements: list[tuple[int, Execute]], scope: Scope) -> Execute:
    machine, recorder = scope.machine, scope.machine.recorder
    count = len(statements) + 1

    def run(frame: Frame) -> Any:
        machine.spend(count)
        for line, execute in statements:
            recorder.line = line
            outcome = execute(frame)
            if outcome is not None:
                return outcome
        return None

    return run


def module(body: list[ast.stmt], scope: Scope) -> Execute:
    """The statements of a whole listing: as `block`, and the recorder hears of the end of each."""
    machine, recorder = scope.machine, scope.machine.recorder
    statements = lines(body, scope)
    count = len(statements) + 1

    def run(frame: Frame) -> Any:
        machine.spend(count)
        for line, execute in statements:
            recorder.line = line
            execute(frame)
            recorder.statement_ended()

    return run


def loop_body(node: ast.For | ast.While, scope: Scope) -> Execute:
    """One round of a loop. Who asked for it hears of the first one."""
    statements = lines(node.body, scope)
    body, begun = sequence(statements, scope), scope.machine.loops.get(node)
    if begun is None:
        return body
    tell, first = begun, True

    def run(frame: Frame) -> Any:
        nonlocal first
        if first:
            first = False
            tell(statements, frame)
        return body(frame)

    return run


def elements(nodes: list[ast.expr], scope: Scope) -> Callable[[Frame], list[Any]]:
    """The values of a row of expressions, starred ones unpacked."""
    parts = [(isinstance(each, ast.Starred), expression(_starred(each), scope)) for each in nodes]
    if not any(starred for starred, _ in parts):
        plain = [part for _, part in parts]
        if not plain:
            return lambda frame: []
        if len(plain) == 1:
            (only,) = plain
            return lambda frame: [only(frame)]
        return lambda frame: [part(frame) for part in plain]

    def run(frame: Frame) -> list[Any]:
        found: list[Any] = []
        for starred, part in parts:
            if starred:
                found.extend(part(frame))
            else:
                found.append(part(frame))
        return found

    return run


def _starred(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Starred) else node
