"""Looks around the closures of a listing: as these run once more, a probe hears of values, and may put in others."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from app.listing.findings.by_hand.sites import Site
from app.listing.frames import Frame, Scope
from app.listing.nodes import expression
from app.listing.outcomes import Block, Execute, Line, Returned
from app.listing.targets import target

Look = Callable[[Frame], None]


class Listener(Protocol):
    late: bool
    """whether updates are not made"""

    def seen(self, site: Site, value: Any, owner: Any = None, key: Any = None) -> Any:
        """A value is there; what this gives stands in its place."""

    def updated(self, site: Site, parameter: Any, amount: Any, rate: Any, gradient: Any) -> None:
        """An update is next."""


def watch(blocks: Iterable[Block], sites: Iterable[Site], listener: Listener) -> None:
    """Put the looks in."""
    wanted: dict[ast.stmt, list[Site]] = {}
    for site in sites:
        wanted.setdefault(site.statement, []).append(site)
    for nodes, lines, scope in blocks:
        if not wanted.keys().isdisjoint(nodes):
            lines[:] = [
                watched(line, wanted[node], scope, listener) if node in wanted else line
                for node, line in zip(nodes, lines, strict=True)
            ]


def announced(line: Line, enter: Callable[[], None], end: type[BaseException] | tuple[()]) -> Line:
    """A statement that calls `enter` first, and is over when `end` is raised in it."""
    execute = line.run

    def run(frame: Frame) -> Any:
        enter()
        try:
            return execute(frame)
        except end:
            return None

    return Line(line.line, run, line.jumps)


def watched(line: Line, sites: list[Site], scope: Scope, listener: Listener) -> Line:
    """A statement, and the looks before and behind it."""
    before = [at_value(each, scope, listener) for each in sites if each.kind == "argument"]
    before += [at_update(each, scope, listener) for each in sites if each.kind == "update"]
    behind = [at_value(each, scope, listener) for each in sites if each.kind == "value"]
    execute = line.run
    for each in sites:
        if each.kind == "returned":
            execute = at_return(each, execute, listener)

    def run(frame: Frame) -> Any:
        for look in before:
            look(frame)
        outcome = execute(frame)
        for look in behind:
            look(frame)
        return outcome

    def run_update(frame: Frame) -> Any:
        if not listener.late:
            return run(frame)
        for look in before:
            look(frame)
        return None

    updates = any(each.kind == "update" for each in sites)
    return Line(line.line, run_update if updates else run, line.jumps)


def at_value(site: Site, scope: Scope, listener: Listener) -> Look:
    place, seen = site.place, listener.seen
    read = expression(place, scope)
    owner = expression(place.value, scope) if isinstance(place, ast.Attribute | ast.Subscript) else None
    key = expression(place.slice, scope) if isinstance(place, ast.Subscript) else None

    def look(frame: Frame) -> None:
        found = read(frame)
        new = seen(site, found, None if owner is None else owner(frame), None if key is None else key(frame))
        if new is not found:
            target(place, scope)(frame, new)

    return look


def at_update(site: Site, scope: Scope, listener: Listener) -> Look:
    step, updated = site.step, listener.updated
    assert step is not None
    read, amount, rate = (expression(each, scope) for each in (site.place, step.amount, step.rate))
    gradient = None if step.gradient is None else expression(step.gradient, scope)

    def look(frame: Frame) -> None:
        updated(site, read(frame), amount(frame), rate(frame), None if gradient is None else gradient(frame))

    return look


def at_return(site: Site, execute: Execute, listener: Listener) -> Execute:
    seen = listener.seen

    def run(frame: Frame) -> Any:
        outcome = execute(frame)
        if isinstance(outcome, Returned):
            return Returned(seen(site, outcome.value))
        return seen(site, outcome)  # of the last statement of a function there is the value itself

    return run
