"""More of Python's own modules, where nothing of theirs opens, runs or looks up by name what a listing gave."""

from __future__ import annotations

import abc
import bisect
import cmath
import collections.abc
import contextlib
import heapq
import json
import logging
import operator
import platform
import pprint
import re
import statistics
import textwrap
import unicodedata
import weakref
from collections.abc import Callable
from typing import Any

from app.listing.arithmetic import power, product, shifted
from app.listing.builtin_names import checked, read_attribute
from app.listing.calls import invoke
from app.listing.functions import Bound
from app.listing.library import Library, named
from app.listing.library.python import elapsed, ignored
from app.listing.machine import running
from app.listing.namespaces import AbstractKind, Namespace
from app.listing.rows import CALLABLE_KINDS, admit, table


def context_manager(function: Callable[..., Any]) -> Bound:
    """`@contextmanager`: the generator function that it dresses makes contexts."""
    made = contextlib.contextmanager(function)
    return Bound(lambda _, *given, **named_values: made(*given, **named_values), function, "contextmanager")


def shown(value: Any, stream: Any = None, **options: Any) -> None:
    """`pprint.pprint`."""
    machine = running()
    machine.console.write(machine.recorder.line, pprint.pformat(value, **options) + "\n")


class Logger:
    """`logging.getLogger(__name__)`: what it says goes to stderr, which is no console of ours."""


def logger(name: str | None = None) -> Logger:
    return Logger()


def collected(generation: int = 2) -> int:
    """`gc.collect`."""
    return 0


def attribute_getter(*names: str) -> Bound:
    """`operator.attrgetter("grad", "data.shape")`, through the tables like every other attribute of a listing."""

    def read(_: Any, value: Any) -> Any:
        found = []
        for name in names:
            held = value
            for part in checked(name).split("."):
                held = read_attribute(held, part)
            found.append(held)
        return found[0] if len(found) == 1 else tuple(found)

    if not names:
        raise TypeError("attrgetter expected at least 1 argument, got 0")
    return Bound(read, names, "attrgetter")


def method_caller(name: str, /, *given: Any, **named_values: Any) -> Bound:
    """`operator.methodcaller("item")`, the same way."""

    def call(_: Any, value: Any) -> Any:
        return invoke(running(), read_attribute(value, name), list(given), named_values, name)

    return Bound(call, name, "methodcaller")


_OPERATORS = """
    abs add and_ concat contains countOf eq floordiv ge getitem gt iadd index indexOf inv invert is_ is_not isub
    itemgetter itruediv le lt matmul mod ne neg not_ or_ pos rshift setitem sub truediv truth xor
"""
"""of its functions that look names up, `attrgetter` and `methodcaller` are ours"""
_ABSTRACT = """
    Callable Collection Container Generator Hashable Iterable Iterator Mapping MutableMapping MutableSequence
    MutableSet Sequence Set Sized
"""
_COMPLEX = """
    acos asin atan cos cosh e exp inf isfinite isinf isnan log log10 nan phase pi polar rect sin sinh sqrt tan tanh tau
"""
_STATISTICS = """
    correlation covariance fmean geometric_mean harmonic_mean linear_regression mean median median_high median_low mode
    multimode pstdev pvariance quantiles stdev variance
"""
_PATTERNS = "compile escape findall finditer fullmatch match search split sub subn"
_FLAGS = "A ASCII DOTALL I IGNORECASE M MULTILINE S VERBOSE X"

LEVELS = ("critical", "debug", "error", "exception", "info", "warning")

LIBRARIES = {
    each.name: each
    for each in (
        Library("abc", abc, {**named(abc, "ABC abstractmethod"), "ABCMeta": AbstractKind}),
        Library("bisect", bisect, named(bisect, "bisect bisect_left bisect_right insort insort_left insort_right")),
        Library("cmath", cmath, named(cmath, _COMPLEX)),
        Library("collections.abc", collections.abc, named(collections.abc, _ABSTRACT)),
        Library(
            "contextlib",
            contextlib,
            {**named(contextlib, "ExitStack closing nullcontext suppress"), "contextmanager": context_manager},
        ),
        Library("gc", None, {"collect": collected}),
        Library(
            "heapq", heapq, named(heapq, "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest")
        ),
        Library("json", json, named(json, "dumps loads JSONDecodeError")),
        Library(
            "logging",
            logging,
            {
                **dict.fromkeys(LEVELS, ignored),
                **dict.fromkeys(("basicConfig", "disable", "log"), ignored),
                **named(logging, "CRITICAL DEBUG ERROR INFO WARNING"),
                "Logger": Logger,
                "getLogger": logger,
            },
        ),
        Library(
            "operator",
            operator,
            {
                **named(operator, _OPERATORS),
                "mul": product,
                "pow": power,
                "lshift": shifted,
                "attrgetter": attribute_getter,
                "methodcaller": method_caller,
            },
        ),
        Library("platform", platform, named(platform, "python_version")),
        Library("pprint", pprint, {"pprint": shown, "pp": shown, "pformat": pprint.pformat}),
        Library("re", re, named(re, _PATTERNS + " " + _FLAGS)),
        Library("statistics", statistics, named(statistics, _STATISTICS)),
        Library("textwrap", textwrap, named(textwrap, "dedent fill indent shorten wrap")),
        Library("timeit", None, {"default_timer": elapsed}),
        Library("traceback", None, {"print_exc": ignored}),
        Library("types", None, {"SimpleNamespace": Namespace}),
        Library("unicodedata", unicodedata, named(unicodedata, "category east_asian_width lookup name normalize")),
        Library("weakref", weakref, named(weakref, "ref WeakSet")),
    )
}

table(contextlib.ExitStack, "callback close enter_context pop_all")
table(Logger, own=dict.fromkeys((*LEVELS, "log", "setLevel"), ignored))
table(re.Pattern, "findall finditer fullmatch match search split sub subn", "pattern groups")
table(re.Match, "end expand group groupdict groups span start", "lastindex re string")
CALLABLE_KINDS |= {operator.itemgetter, weakref.ref}

for _library in LIBRARIES.values():
    if _library.name != "collections.abc":
        admit(*(member for member in _library.members.values() if callable(member)))
