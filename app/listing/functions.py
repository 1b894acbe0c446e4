"""Functions of a listing: arguments find their parameters as in Python, in Python's own words where they do not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from inspect import Parameter, Signature
from types import FunctionType, MethodType
from typing import Any

from app.listing.frames import Evaluate, Frame
from app.listing.machine import Machine

DEEPEST = 950
"""calls within calls, about as many as Python itself allows"""


@dataclass(slots=True)
class Parameters:
    """The names in a `def` or `lambda`, and how many of the positional ones may not be given by name."""

    positional: tuple[str, ...]
    positional_only: int
    rest: str | None
    named: tuple[str, ...]
    rest_named: str | None
    count: int = -1
    """how many values find their places without being looked at"""
    framed: Callable[[Sequence[Any], Frame], Frame] = field(init=False)
    """the frame of a call with so many values, inside another frame"""

    def __post_init__(self) -> None:
        if not (self.rest or self.named or self.rest_named):
            self.count = len(self.positional)
        self.framed = framing(self.positional)

    @classmethod
    def of(cls, arguments: ast.arguments, mangled: Callable[[str], str]) -> Parameters:
        return cls(
            tuple(mangled(each.arg) for each in (*arguments.posonlyargs, *arguments.args)),
            len(arguments.posonlyargs),
            mangled(arguments.vararg.arg) if arguments.vararg else None,
            tuple(mangled(each.arg) for each in arguments.kwonlyargs),
            mangled(arguments.kwarg.arg) if arguments.kwarg else None,
        )

    @property
    def in_order(self) -> tuple[str, ...]:
        """As Python keeps them: those with a star last."""
        return (*self.positional, *self.named, *(name for name in (self.rest, self.rest_named) if name))

    @property
    def names(self) -> set[str]:
        return set(self.in_order)


def framing(names: tuple[str, ...]) -> Callable[[Sequence[Any], Frame], Frame]:
    """What makes the frame of a call. Most functions have few parameters, and a dict that is written out is made in a
    quarter of the time.
    """
    match names:
        case ():
            return lambda given, outer: {None: outer}
        case (a,):
            return lambda given, outer: {a: given[0], None: outer}
        case (a, b):
            return lambda given, outer: {a: given[0], b: given[1], None: outer}
        case (a, b, c):
            return lambda given, outer: {a: given[0], b: given[1], c: given[2], None: outer}

    def framed(given: Sequence[Any], outer: Frame) -> Frame:
        frame: Frame = dict(zip(names, given, strict=False))
        frame[None] = outer
        return frame

    return framed


class Function:
    """A function of the listing. torch, sorted() and others may call it; `print` shows it as Python would."""

    __slots__ = (
        "__dict__", "attributes", "body", "count", "defaults", "documented", "frame", "framed", "generator", "machine",
        "name", "named_defaults", "owner", "parameters", "qualified", "scoped",
    )  # fmt: skip

    def __init__(
        self,
        machine: Machine,
        name: str,
        qualified: str,
        parameters: Parameters,
        defaults: Sequence[Any],
        named_defaults: dict[str, Any],
        frame: Frame,
        body: Evaluate,
        generator: Callable[[Frame], Iterator[Any]] | None = None,
    ) -> None:
        self.machine = machine
        self.name = name
        self.qualified = qualified
        self.parameters = parameters
        self.count = parameters.count
        self.framed = parameters.framed
        self.defaults = tuple(defaults)
        """what the last parameters are where nothing is given"""
        self.named_defaults = named_defaults
        self.frame = frame
        self.body = body
        self.generator = generator
        self.owner: type | None = None
        """the class in whose body it was defined: what `super()` means"""
        self.scoped = True
        """whether a call is a group of the graph; a module's `forward` is inside its module's group anyway"""
        self.attributes: dict[str, Any] = {}
        self.documented: str | None = None

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self.invoke(given, named)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else MethodType(self, instance)

    def __deepcopy__(self, memory: dict[int, Any]) -> Function:
        """As Python's own functions: a deep copy of a model shares them."""
        return self

    @property
    def __signature__(self) -> Signature:
        """What `inspect.signature` tells: torch asks it of a `forward` that has its `setup_context` apart."""
        found = self.parameters
        written = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in found.positional]
        written += [Parameter(found.rest, Parameter.VAR_POSITIONAL)] if found.rest else []
        written += [Parameter(name, Parameter.KEYWORD_ONLY) for name in found.named]
        written += [Parameter(found.rest_named, Parameter.VAR_KEYWORD)] if found.rest_named else []
        return Signature(written)

    def __repr__(self) -> str:
        return f"<function {self.qualified} at {id(self):#x}>"

    def __getattr__(self, name: str) -> str:
        """What Python's own say of a function: `<bound method Net.forward of ...>`."""
        if name == "__name__":
            return self.name
        if name == "__qualname__":
            return self.qualified
        raise AttributeError(name)

    def invoke(self, given: Sequence[Any], named: dict[str, Any] | None) -> Any:
        """Call it. What its parameters do not allow is a TypeError in Python's words."""
        absent = self.count - len(given)
        if not named and absent == 0:
            frame = self.framed(given, self.frame)
        elif not named and 0 < absent <= len(self.defaults):
            frame = self.framed([*given, *self.defaults[-absent:]], self.frame)
        else:
            frame = self.bound(given, named or {})
            frame[None] = self.frame
        if self.owner is not None:
            frame["__class__"] = self.owner
        if self.generator is not None:
            return self.generator(frame)
        machine = self.machine
        if machine.depth >= DEEPEST:
            raise RecursionError("maximum recursion depth exceeded")
        recorder = machine.recorder
        line = recorder.line
        machine.depth += 1
        grouped = self.scoped and recorder.watching
        if grouped:
            outer = recorder.enter("function", self.name)
        else:
            recorder.depth += self.scoped
        try:
            result = self.body(frame)
        finally:
            machine.depth -= 1
            if grouped:
                recorder.leave(outer)
            else:
                recorder.depth -= self.scoped
        recorder.line = line
        return result

    def bound(self, given: Sequence[Any], named: dict[str, Any]) -> Frame:
        """The frame of a call that is not the plainest."""
        parameters = self.parameters
        positional = parameters.positional
        frame: Frame = dict(zip(positional, given, strict=False))
        extra = given[len(positional) :]
        more: dict[str, Any] = {}
        if parameters.positional_only and not parameters.rest_named:
            self._refuse_named(named)
        for name, value in named.items():
            if name in parameters.named or name in positional[parameters.positional_only :]:
                if name in frame:
                    raise TypeError(f"{self.qualified}() got multiple values for argument '{name}'")
                frame[name] = value
            elif parameters.rest_named:
                more[name] = value
            else:
                raise TypeError(f"{self.qualified}() got an unexpected keyword argument '{name}'")
        for name, value in zip(positional[len(positional) - len(self.defaults) :], self.defaults, strict=True):
            if name not in frame:
                frame[name] = value
        if len(frame) == self.count and not extra:
            return frame
        if parameters.rest:
            frame[parameters.rest] = tuple(extra)
        elif extra:
            raise TypeError(self._too_many(len(given)))
        if parameters.rest_named:
            frame[parameters.rest_named] = more
        if missing := [name for name in positional if name not in frame]:
            raise TypeError(self._missing("positional", missing))
        for name in parameters.named:
            if name not in frame and name in self.named_defaults:
                frame[name] = self.named_defaults[name]
        if missing := [name for name in parameters.named if name not in frame]:
            raise TypeError(self._missing("keyword-only", missing))
        return frame

    def _refuse_named(self, named: dict[str, Any]) -> None:
        parameters = self.parameters
        wrong = [name for name in parameters.positional[: parameters.positional_only] if name in named]
        if wrong:
            message = "got some positional-only arguments passed as keyword arguments"
            raise TypeError(f"{self.qualified}() {message}: '{', '.join(wrong)}'")

    def _too_many(self, given: int) -> str:
        most = len(self.parameters.positional)
        least = most - len(self.defaults)
        takes = f"from {least} to {most}" if self.defaults else f"{most}"
        arguments = "argument" if most == 1 and not self.defaults else "arguments"
        were = "was" if given == 1 else "were"
        return f"{self.qualified}() takes {takes} positional {arguments} but {given} {were} given"

    def _missing(self, kind: str, names: list[str]) -> str:
        quoted = [f"'{name}'" for name in names]
        listed = quoted[0]
        if len(quoted) == 2:
            listed = " and ".join(quoted)
        elif len(quoted) > 2:
            listed = ", ".join(quoted[:-1]) + f", and {quoted[-1]}"
        arguments = "argument" if len(names) == 1 else "arguments"
        return f"{self.qualified}() missing {len(names)} required {kind} {arguments}: {listed}"


def slot(function: Function) -> Callable[..., Any]:
    """A method with a name that Python itself calls (`__init__`, `__add__`), as it stands in its class: a function of
    Python's is called at once, any other thing is bound first. `written` gives the listing's function back.
    """

    def method(*given: Any, **named: Any) -> Any:
        return function.invoke(given, named)

    vars(method)[_WRITTEN] = function
    return method


_WRITTEN = "written"


def written(found: Any) -> Any:
    """What a class of the listing has under a name, as the listing wrote it."""
    return vars(found).get(_WRITTEN, found) if type(found) is FunctionType else found


Function.__name__ = Function.__qualname__ = "function"
Function.__module__ = "builtins"
# What `print(type(f))` shows.


CachedFunction = type(lru_cache(lambda: None))
"""what `@lru_cache` makes"""


class Bound:
    """A method taken from a value and not called yet: `step = optimizer.step`."""

    __slots__ = ("function", "name", "value")

    def __init__(self, function: Callable[..., Any], value: Any, name: str) -> None:
        self.function = function
        self.value = value
        self.name = name

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self.function(self.value, *given, **named)

    def __repr__(self) -> str:
        if type(self.function) is FunctionType and self.function.__module__.partition(".")[0] in (
            "collections",
            "torch",
        ):
            return f"<bound method {self.function.__qualname__} of {self.value!r}>"
        kind = type(self.value)
        named = kind.__name__ if kind.__module__ in ("builtins", "torch") else f"{kind.__module__}.{kind.__name__}"
        return f"<built-in method {self.name} of {named} object at {id(self.value):#x}>"


Bound.__name__ = Bound.__qualname__ = "builtin_function_or_method"
Bound.__module__ = "builtins"
