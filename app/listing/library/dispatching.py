"""`functools.singledispatch`: one function for each type of the first argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.listing.functions import Bound, Function
from app.listing.refusals import Refusal
from app.listing.rows import CALLABLE_KINDS, table
from app.messages import text

ADVICE = text(
    "Name the type: `@show.register(int)`.",
    "请写明类型：`@show.register(int)`。",
)


class Dispatcher:
    """What `@singledispatch` makes of a function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.registry: dict[type, Callable[..., Any]] = {object: function}

    def __call__(self, *given: Any, **named: Any) -> Any:
        if not given:
            name = self.function.name if isinstance(self.function, Function) else "function"
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatched(self, type(given[0]))(*given, **named)


def dispatched(dispatcher: Dispatcher, kind: type) -> Callable[..., Any]:
    """`show.dispatch(int)`: what is called for values of a type."""
    return next(dispatcher.registry[each] for each in kind.__mro__ if each in dispatcher.registry)


def registered(dispatcher: Dispatcher, kind: Any, function: Callable[..., Any] | None = None) -> Any:
    """`@show.register(int)` and `show.register(int, f)`."""
    if not isinstance(kind, type):
        raise Refusal("listing.attribute", name="register", kind="function", advice=ADVICE)
    if function is not None:
        dispatcher.registry[kind] = function
        return function

    def decorate(_: Any, own: Any) -> Any:
        dispatcher.registry[kind] = own
        return own

    return Bound(decorate, kind, "decorate")


def singledispatch(function: Any) -> Dispatcher:
    return Dispatcher(function)


table(Dispatcher, "", "registry", own={"dispatch": dispatched, "register": registered})
CALLABLE_KINDS.add(Dispatcher)
