"""Python's own modules: mathematics, random numbers, containers, and a clock that stands still."""

from __future__ import annotations

import collections
import copy
import dataclasses
import functools
import itertools
import math
import os
import random
import string
import sys
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from app.errors import LimitExceeded
from app.listing.arithmetic import MOST_BITS
from app.listing.library import Library, named
from app.listing.machine import running
from app.listing.records import Field, asdict, dataclass
from app.listing.rows import admit, table

NOON = 1_735_732_800.0
"""what every clock of a listing shows, in seconds"""


def clock() -> float:
    return NOON


def elapsed() -> float:
    return 0.0


def ignored(*given: Any, **named: Any) -> None:
    """Calls that mean nothing here: `time.sleep`, `warnings.filterwarnings`."""


class Stream:
    """`sys.stdout`, which is the console, and `sys.stderr`, which is not."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown


def written(stream: Stream, text: str) -> int:
    """`sys.stdout.write(text)`."""
    if not isinstance(text, str):
        raise TypeError(f"write() argument must be str, not {type(text).__name__}")
    if stream.shown:
        running().console.write(running().recorder.line, text)
    return len(text)


table(Stream, own={"write": written, "flush": ignored})


def factorial(n: Any) -> int:
    if isinstance(n, int) and n > 5_000:
        raise LimitExceeded("limit.whole_number", limit=f"{MOST_BITS:,}")
    return math.factorial(n)


class Progress:
    """`tqdm`: the items, without the bar, which goes to no console of ours."""

    def __init__(self, items: Iterable[Any] = (), *given: Any, **named: Any) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)  # type: ignore[arg-type]

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *failure: Any) -> None:
        pass


table(Progress, own=dict.fromkeys(("close", "set_description", "set_postfix", "set_postfix_str", "update"), ignored))


def steps(*given: int, **named: Any) -> Progress:
    """`trange`."""
    return Progress(range(*given))


_MATH = """
    acos acosh asin asinh atan atan2 atanh ceil comb copysign cos cosh degrees dist e erf erfc exp expm1 fabs floor fmod
    frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt ldexp lgamma log log10 log1p log2 modf nan perm pi
    pow prod radians remainder sin sinh sqrt tan tanh tau trunc cbrt exp2
"""
_RANDOM = """
    betavariate choice choices expovariate gauss getrandbits normalvariate randint random randrange sample seed shuffle
    triangular uniform
"""
_ITERTOOLS = """
    accumulate chain combinations count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat
    starmap takewhile zip_longest
"""
_STRING = "ascii_letters ascii_lowercase ascii_uppercase digits punctuation"
_TYPING = "Any Callable Dict Generator Iterable Iterator List NamedTuple Optional Sequence Set Tuple Type Union"

_TYPES = named(typing, _TYPING.replace("NamedTuple ", ""))

STDOUT = Stream(shown=True)

LIBRARIES = {
    "__future__": Library("__future__", None, {"annotations": None, "division": None, "print_function": None}),
    "math": Library("math", math, {**named(math, _MATH), "factorial": factorial}),
    "os": Library("os", os, {"environ": {}}),
    "random": Library("random", random, named(random, _RANDOM)),
    "sys": Library("sys", sys, {"stdout": STDOUT, "stderr": Stream(shown=False), "path": [], "maxsize": sys.maxsize}),
    "time": Library(
        "time",
        None,
        {"time": clock, "perf_counter": elapsed, "process_time": elapsed, "monotonic": elapsed, "sleep": ignored},
    ),
    "copy": Library("copy", copy, named(copy, "copy deepcopy")),
    "collections": Library("collections", collections, named(collections, "Counter OrderedDict defaultdict deque")),
    "dataclasses": Library("dataclasses", dataclasses, {"dataclass": dataclass, "field": Field, "asdict": asdict}),
    "functools": Library("functools", functools, named(functools, "partial reduce")),
    "itertools": Library("itertools", itertools, named(itertools, _ITERTOOLS)),
    "string": Library("string", None, named(string, _STRING)),
    "typing": Library("typing", typing, _TYPES),
    "warnings": Library("warnings", None, {"filterwarnings": ignored, "simplefilter": ignored, "warn": ignored}),
    "tqdm": Library("tqdm", None, {"tqdm": Progress, "trange": steps}),
    "tqdm.auto": Library("tqdm.auto", None, {"tqdm": Progress, "trange": steps}),
    "tqdm.notebook": Library("tqdm.notebook", None, {"tqdm": Progress, "trange": steps}),
}

for _name, _library in LIBRARIES.items():
    if _name != "typing":
        admit(*(member for member in _library.members.values() if callable(member)))
