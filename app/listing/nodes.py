"""The tables of what each kind of node becomes. A kind is entered where its function stands: `reads`, `runs`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, TypeVar

from app.listing.frames import Evaluate, Frame, Scope
from app.listing.outcomes import Execute, Line

Reader = TypeVar("Reader", bound=Callable[[Any, Scope], Evaluate])

_EXPRESSIONS: dict[type[ast.AST], Callable[[Any, Scope], Evaluate]] = {}
_STATEMENTS: dict[type[ast.AST], Callable[[Any, Scope], Execute]] = {}


STRAIGHT = (
    ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete, ast.Assert, ast.Import, ast.ImportFrom, ast.FunctionDef,
    ast.ClassDef, ast.Raise,
)  # fmt: skip
"""statements that never say what comes next"""


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


def lines(body: list[ast.stmt], scope: Scope) -> list[Line]:
    """The closures of statements, each with its line. What runs them takes them from this list each time."""
    nodes = [each for each in body if not isinstance(each, ast.Pass)]
    found = [line_of(each, scope) for each in nodes]
    scope.machine.blocks.append((nodes, found, scope))
    return found


def line_of(node: ast.stmt, scope: Scope) -> Line:
    # What a bare expression gives is nobody's; asking whether an assignment jumps would cost as much as a name does.
    if isinstance(node, ast.Expr):
        return Line(node.lineno, expression(node.value, scope), False)
    return Line(node.lineno, statement(node, scope), not isinstance(node, STRAIGHT))


def sequence(statements: list[Line], scope: Scope) -> Execute:
    """What runs some statements, one step each and one for the block."""
    machine, recorder = scope.machine, scope.machine.recorder
    count = len(statements) + 1
    if len(statements) == 1 and statements[0].jumps:

        def run_one(frame: Frame) -> Any:
            machine.steps += count
            if machine.steps >= machine.next_check:
                machine.check()
            ((recorder.line, only, _),) = statements
            return only(frame)

        return run_one

    def run(frame: Frame) -> Any:
        machine.steps += count
        if machine.steps >= machine.next_check:
            machine.check()
        for line, execute, jumps in statements:
            recorder.line = line
            if jumps:
                outcome = execute(frame)
                if outcome is not None:
                    return outcome
            else:
                execute(frame)
        return None

    return run


def function_body(body: list[ast.stmt], scope: Scope) -> Evaluate:
    """What runs the statements of a function, and gives what it returns."""
    body = [each for each in body if not isinstance(each, ast.Pass)]
    last = body[-1] if body else None
    if not isinstance(last, ast.Return) or last.value is None:
        run_all = block(body, scope)

        def run(frame: Frame) -> Any:
            outcome = run_all(frame)
            return None if outcome is None else outcome.value

        return run
    machine, recorder = scope.machine, scope.machine.recorder
    statements, ending = lines(body[:-1], scope), [Line(last.lineno, expression(last.value, scope), False)]
    machine.blocks.append(([last], ending, scope))
    count = len(body) + 1

    def run_and_return(frame: Frame) -> Any:
        machine.steps += count
        if machine.steps >= machine.next_check:
            machine.check()
        for line, execute, jumps in statements:
            recorder.line = line
            if jumps:
                outcome = execute(frame)
                if outcome is not None:
                    return outcome.value
            else:
                execute(frame)
        ((recorder.line, value, _),) = ending
        return value(frame)

    return run_and_return


def module(body: list[ast.stmt], scope: Scope) -> Execute:
    """The statements of a whole listing: as `block`, and the recorder hears of the end of each."""
    machine, recorder = scope.machine, scope.machine.recorder
    statements = lines(body, scope)
    count = len(statements) + 1

    def run(frame: Frame) -> Any:
        machine.spend(count)
        for line, execute, _ in statements:
            recorder.line = line
            execute(frame)
            recorder.statement_ended()

    return run


def elements(nodes: list[ast.expr], scope: Scope) -> Callable[[Frame], list[Any]]:
    """The values of a row of expressions, starred ones unpacked."""
    if ast.Starred in map(type, nodes):
        return unpacked(nodes, scope)
    match [expression(each, scope) for each in nodes]:
        case []:
            return lambda frame: []
        case [only]:
            return lambda frame: [only(frame)]
        case [a, b]:
            return lambda frame: [a(frame), b(frame)]
        case [first, second, third]:
            return lambda frame: [first(frame), second(frame), third(frame)]
        case parts:
            return lambda frame: [part(frame) for part in parts]


def unpacked(nodes: list[ast.expr], scope: Scope) -> Callable[[Frame], list[Any]]:
    parts = [
        (True, expression(each.value, scope)) if isinstance(each, ast.Starred) else (False, expression(each, scope))
        for each in nodes
    ]

    def run(frame: Frame) -> list[Any]:
        found: list[Any] = []
        for starred, part in parts:
            if starred:
                found.extend(part(frame))
            else:
                found.append(part(frame))
        return found

    return run
