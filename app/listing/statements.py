"""A statement -> a closure that runs it in a frame, and says whether the block around it goes on.

A closure returns None to go on, `BREAK` or `CONTINUE` to the loop around, or a `Returned` to the function around.
"""

from __future__ import annotations

import ast
import operator
from typing import Any

from app.listing.arithmetic import IN_PLACE
from app.listing.attributes import check_attribute_name
from app.listing.catching import refuse_to_catch, takes
from app.listing.classes import decorated
from app.listing.expressions import function_of
from app.listing.frames import Evaluate, Frame, Scope, own_nodes, yielding
from app.listing.generators import generator_body
from app.listing.machine import Left
from app.listing.nodes import block, expression, function_body, runs
from app.listing.outcomes import BREAK, CONTINUE, Execute, Returned
from app.listing.refusals import unsupported
from app.listing.sites import itself, reading, writing
from app.listing.targets import IS_NAMED, Store, deletion, store_name, target

# ── plain statements ────────────────────────────────────────────────────────────────────────────────────────────────


@runs(ast.Expr)
def bare(node: ast.Expr, scope: Scope) -> Execute:
    value = expression(node.value, scope)

    def run(frame: Frame) -> None:
        value(frame)

    return run


@runs(ast.Assign)
def assignment(node: ast.Assign, scope: Scope) -> Execute:
    value = expression(node.value, scope)
    match node.targets:
        case [ast.Name(id=name)] if not (depth := scope.depth(scope.mangled(name))):
            return (assigning_global if depth is None else assigning_local)(value, scope.mangled(name), scope)
    return assigning(value, [target(each, scope) for each in node.targets])


def assigning_global(value: Evaluate, name: str, scope: Scope) -> Execute:
    """The commonest of assignments, without a call for the name."""
    recorder, values = scope.machine.recorder, scope.machine.globals

    def run(frame: Frame) -> None:
        found = values[name] = value(frame)
        if IS_NAMED[type(found)]:
            recorder.named(found, name)

    return run


def assigning_local(value: Evaluate, name: str, scope: Scope) -> Execute:
    """The next."""
    recorder = scope.machine.recorder

    def run(frame: Frame) -> None:
        found = frame[name] = value(frame)
        if IS_NAMED[type(found)]:
            recorder.named(found, name)

    return run


def assigning(value: Evaluate, stores: list[Store]) -> Execute:
    if len(stores) == 1:
        (store,) = stores

        def run(frame: Frame) -> None:
            store(frame, value(frame))

        return run

    def run_all(frame: Frame) -> None:
        found = value(frame)
        for each in stores:
            each(frame, found)

    return run_all


@runs(ast.AnnAssign)
def annotated(node: ast.AnnAssign, scope: Scope) -> Execute:
    """`w: Tensor = ...`: the annotation is for readers."""
    if node.value is None:
        return nothing
    return assigning(expression(node.value, scope), [target(node.target, scope)])


@runs(ast.AugAssign)
def augmented(node: ast.AugAssign, scope: Scope) -> Execute:
    """`w -= ...`: in place where the value can, the owner and the place computed once."""
    apply = IN_PLACE[type(node.op)]
    value = expression(node.value, scope)
    place = node.target
    if isinstance(place, ast.Name):
        read, store = expression(ast.copy_location(ast.Name(place.id, ast.Load()), place), scope), target(place, scope)

        def run(frame: Frame) -> None:
            store(frame, apply(read(frame), value(frame)))

        return run
    machine, owner = scope.machine, expression(place.value, scope)
    if isinstance(place, ast.Subscript):
        index = expression(place.slice, scope)

        def run_element(frame: Frame) -> None:
            held, where = owner(frame), index(frame)
            operator.setitem(held, where, apply(operator.getitem(held, where), value(frame)))

        return run_element
    check_attribute_name(place)
    name = scope.mangled(place.attr)
    read_attribute, write_attribute = reading(itself, machine, name), writing(itself, machine, name)

    def run_attribute(frame: Frame) -> None:
        held = owner(frame)
        write_attribute(held, apply(read_attribute(held), value(frame)))

    return run_attribute


@runs(ast.Delete)
def delete(node: ast.Delete, scope: Scope) -> Execute:
    deletions = [deletion(each, scope) for each in node.targets]

    def run(frame: Frame) -> None:
        for each in deletions:
            each(frame)

    return run


@runs(ast.Assert)
def asserted(node: ast.Assert, scope: Scope) -> Execute:
    test = expression(node.test, scope)
    message = None if node.msg is None else expression(node.msg, scope)

    def run(frame: Frame) -> None:
        if not test(frame):
            raise AssertionError(*([] if message is None else [message(frame)]))

    return run


def nothing(frame: Frame) -> None:
    """Goes on."""


@runs(ast.Pass, ast.Global, ast.Nonlocal)
def declaration(node: ast.stmt, scope: Scope) -> Execute:
    """What `global` and `nonlocal` say is known before anything runs: see `frames.bindings`."""
    return nothing


# ── choices and loops ───────────────────────────────────────────────────────────────────────────────────────────────


@runs(ast.If)
def choice(node: ast.If, scope: Scope) -> Execute:
    test, then = expression(node.test, scope), block(node.body, scope)
    other = block(node.orelse, scope) if node.orelse else nothing
    return lambda frame: then(frame) if test(frame) else other(frame)


@runs(ast.For)
def for_loop(node: ast.For, scope: Scope) -> Execute:
    items, store, body = expression(node.iter, scope), target(node.target, scope), block(node.body, scope)
    other = block(node.orelse, scope) if node.orelse else nothing
    recorder, line = scope.machine.recorder, node.lineno

    def run(frame: Frame) -> Any:
        for item in items(frame):
            store(frame, item)
            outcome = body(frame)
            if outcome is not None:
                if outcome is BREAK:
                    return None
                if outcome is not CONTINUE:
                    return outcome
            recorder.line = line
        return other(frame)

    return run


@runs(ast.While)
def while_loop(node: ast.While, scope: Scope) -> Execute:
    test, body = expression(node.test, scope), block(node.body, scope)
    other = block(node.orelse, scope) if node.orelse else nothing
    recorder, line = scope.machine.recorder, node.lineno

    def run(frame: Frame) -> Any:
        while test(frame):
            outcome = body(frame)
            if outcome is not None:
                if outcome is BREAK:
                    return None
                if outcome is not CONTINUE:
                    return outcome
            recorder.line = line
        return other(frame)

    return run


@runs(ast.Break)
def broken(node: ast.Break, scope: Scope) -> Execute:
    return lambda frame: BREAK


@runs(ast.Continue)
def continued(node: ast.Continue, scope: Scope) -> Execute:
    return lambda frame: CONTINUE


@runs(ast.Return)
def returned(node: ast.Return, scope: Scope) -> Execute:
    if node.value is None:
        nothing_returned = Returned(None)
        return lambda frame: nothing_returned
    value = expression(node.value, scope)
    return lambda frame: Returned(value(frame))


# ── exceptions and contexts ─────────────────────────────────────────────────────────────────────────────────────────


@runs(ast.Raise)
def raised(node: ast.Raise, scope: Scope) -> Execute:
    machine = scope.machine
    if node.exc is None:

        def run_again(frame: Frame) -> None:
            if not machine.handled:
                raise RuntimeError("No active exception to reraise")
            raise machine.handled[-1]

        return run_again
    error = expression(node.exc, scope)
    cause = None if node.cause is None else expression(node.cause, scope)

    def run(frame: Frame) -> None:
        found = error(frame)
        if found is SystemExit or isinstance(found, SystemExit):
            raise Left
        if isinstance(found, type) and issubclass(found, Exception):
            found = found()
        if not isinstance(found, Exception):
            raise TypeError("exceptions must derive from BaseException")
        if cause is None:
            raise found
        raise found from cause(frame)

    return run


@runs(ast.Try)
def tried(node: ast.Try, scope: Scope) -> Execute:
    """`try`. What refuses or limits a listing is no exception of Python, and no `except` or `finally` sees it."""
    machine = scope.machine
    body, other = block(node.body, scope), block(node.orelse, scope) if node.orelse else nothing
    handlers = [(takes(each, scope), block(each.body, scope)) for each in node.handlers]
    final = block(node.finalbody, scope) if node.finalbody else None

    def guarded(frame: Frame) -> Any:
        try:
            outcome = body(frame)
        except Exception as error:
            refuse_to_catch(error)
            for matches, handle in handlers:
                if matches(frame, error):
                    machine.handled.append(error)
                    try:
                        return handle(frame)
                    finally:
                        machine.handled.pop()
            raise
        return other(frame) if outcome is None else outcome

    if final is None:
        return guarded
    last = final

    def run(frame: Frame) -> Any:
        try:
            outcome = guarded(frame)
        except (Exception, Left) as error:
            refuse_to_catch(error)
            over = last(frame)
            if over is not None:
                return over
            raise
        over = last(frame)
        return outcome if over is None else over

    return run


@runs(ast.With)
def with_contexts(node: ast.With, scope: Scope) -> Execute:
    """`with torch.no_grad():`, and other contexts of the tables or of the listing's own classes."""
    run = block(node.body, scope)
    for item in reversed(node.items):
        run = _with_one(item, run, scope)
    return run


def _with_one(item: ast.withitem, inner: Execute, scope: Scope) -> Execute:
    manager = expression(item.context_expr, scope)
    store = None if item.optional_vars is None else target(item.optional_vars, scope)

    def run(frame: Frame) -> Any:
        context = manager(frame)
        if not hasattr(type(context), "__exit__"):
            raise TypeError(f"'{type(context).__name__}' object does not support the context manager protocol")
        with context as value:
            if store is not None:
                store(frame, value)
            return inner(frame)

    return run


# ── definitions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@runs(ast.FunctionDef)
def function(node: ast.FunctionDef, scope: Scope) -> Execute:
    """`def`. A body with `yield` makes a generator; of decorators there are those in `classes.DECORATORS`."""
    nodes = list(own_nodes(node.body))
    generator = yielding(nodes)

    def compiled(inner: Scope) -> Evaluate:
        if generator:
            return generator_body(node.body, inner)
        return function_body(node.body, inner)

    make = function_of(node, node.name, node.args, nodes, scope, compiled, generator)
    make = decorated(node, make, scope)
    return assigning(make, [store_name(node.name, scope)])


# ── what there is not ───────────────────────────────────────────────────────────────────────────────────────────────


@runs(ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)
def refused_async(node: ast.stmt, scope: Scope) -> Execute:
    raise unsupported(node, "async", "Write it without `async`.", "请去掉 `async`。")


@runs(ast.TryStar)
def refused_star(node: ast.stmt, scope: Scope) -> Execute:
    raise unsupported(node, "except*", "Write `except`.", "请写成 `except`。")
