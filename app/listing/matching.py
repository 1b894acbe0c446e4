"""`match` (Language Reference, 8.6): each pattern a closure that says whether a value fits, and stores its names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.listing.attributes import attribute, check_name
from app.listing.frames import Frame, Scope
from app.listing.nodes import block, expression, runs
from app.listing.outcomes import Execute
from app.listing.targets import Store, store_name

Fits = Callable[[Frame, Any], bool]
"""whether a value fits a pattern; the names in it are stored as they are met"""
_WHOLE = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)
"""classes whose one positional pattern is the value itself"""
_ABSENT = object()


@runs(ast.Match)
def match_statement(node: ast.Match, scope: Scope) -> Execute:
    subject = expression(node.subject, scope)
    cases = [(case(each, scope), block(each.body, scope)) for each in node.cases]

    def run(frame: Frame) -> Any:
        value = subject(frame)
        for fits, body in cases:
            if fits(frame, value):
                return body(frame)
        return None

    return run


def case(node: ast.match_case, scope: Scope) -> Fits:
    """The pattern of a case, and its `if`."""
    fits = pattern(node.pattern, scope)
    if node.guard is None:
        return fits
    guard = expression(node.guard, scope)
    return lambda frame, value: fits(frame, value) and bool(guard(frame))


def pattern(node: ast.pattern, scope: Scope) -> Fits:
    match node:
        case ast.MatchValue(value=written):
            wanted = expression(written, scope)
            return lambda frame, value: bool(value == wanted(frame))
        case ast.MatchSingleton(value=single):
            return lambda frame, value: value is single
        case ast.MatchOr(patterns=patterns):
            choices = [pattern(each, scope) for each in patterns]
            return lambda frame, value: any(fits(frame, value) for fits in choices)
        case ast.MatchAs(pattern=inner, name=name):
            return _named(None if inner is None else pattern(inner, scope), name, scope)
        case ast.MatchSequence(patterns=patterns):
            return _sequence(patterns, scope)
        case ast.MatchMapping():
            return _mapping(node, scope)
        case ast.MatchClass():
            return _instance(node, scope)
    raise AssertionError(type(node))


def _named(inner: Fits | None, name: str | None, scope: Scope) -> Fits:
    """`_`, `x`, `pattern as x`."""
    store = None if name is None else store_name(name, scope)

    def fits(frame: Frame, value: Any) -> bool:
        if inner is not None and not inner(frame, value):
            return False
        if store is not None:
            store(frame, value)
        return True

    return fits


def _sequence(patterns: list[ast.pattern], scope: Scope) -> Fits:
    stars = [place for place, each in enumerate(patterns) if isinstance(each, ast.MatchStar)]
    parts = [None if isinstance(each, ast.MatchStar) else pattern(each, scope) for each in patterns]
    rest: Store | None = None
    if stars:
        star = patterns[stars[0]]
        assert isinstance(star, ast.MatchStar)
        rest = None if star.name is None else store_name(star.name, scope)
    count = len(parts) - len(stars)

    def fits(frame: Frame, value: Any) -> bool:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray)):
            return False
        items = list(value)
        if len(items) < count or (not stars and len(items) != count):
            return False
        if stars:
            end = stars[0] + len(items) - count
            items[stars[0] : end] = [items[stars[0] : end]]
        for part, item in zip(parts, items, strict=True):
            if part is None:
                if rest is not None:
                    rest(frame, item)
            elif not part(frame, item):
                return False
        return True

    return fits


def _mapping(node: ast.MatchMapping, scope: Scope) -> Fits:
    keys = [expression(each, scope) for each in node.keys]
    parts = [pattern(each, scope) for each in node.patterns]
    rest = None if node.rest is None else store_name(node.rest, scope)

    def fits(frame: Frame, value: Any) -> bool:
        if not isinstance(value, Mapping):
            return False
        left = dict(value)
        for key, part in zip(keys, parts, strict=True):
            found = left.pop(key(frame), _ABSENT)
            if found is _ABSENT or not part(frame, found):
                return False
        if rest is not None:
            rest(frame, left)
        return True

    return fits


def _instance(node: ast.MatchClass, scope: Scope) -> Fits:
    """`Linear(out_features=n)`: attributes go through the tables, as everywhere in a listing."""
    machine, wanted = scope.machine, expression(node.cls, scope)
    for name in node.kwd_attrs:
        check_name(name, node)
    positional = [pattern(each, scope) for each in node.patterns]
    named = [(name, pattern(each, scope)) for name, each in zip(node.kwd_attrs, node.kwd_patterns, strict=True)]

    def fits(frame: Frame, value: Any) -> bool:
        kind = wanted(frame)
        if not isinstance(kind, type):
            raise TypeError("called match pattern must be a class")
        if not isinstance(value, kind):
            return False
        if kind in _WHOLE and len(positional) == 1:
            return positional[0](frame, value)
        names = next((vars(each)["__match_args__"] for each in kind.__mro__ if "__match_args__" in vars(each)), ())
        if len(positional) > len(names):
            accepted = f"{len(names)} positional sub-pattern{'' if len(names) == 1 else 's'}"
            raise TypeError(f"{kind.__name__}() accepts {accepted} ({len(positional)} given)")
        for name, part in (*zip(names, positional, strict=False), *named):
            try:
                found = attribute(machine, value, name)
            except AttributeError:
                return False
            if not part(frame, found):
                return False
        return True

    return fits
