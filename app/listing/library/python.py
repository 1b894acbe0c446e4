"""Python's own modules: mathematics, random numbers, containers, and a clock that stands still."""

from __future__ import annotations

import collections
import copy
import dataclasses
import enum
import functools
import itertools
import math
import random
import string
import sys
import time
import typing
from collections.abc import Iterable, Iterator, Sized
from contextlib import nullcontext
from typing import Any

from app.errors import LimitExceeded
from app.listing.arithmetic import MOST_BITS
from app.listing.builtin_names import leave
from app.listing.functions import Bound, CachedFunction, Function
from app.listing.library import Library, named
from app.listing.library.dispatching import singledispatch
from app.listing.machine import running
from app.listing.namespaces import Generic
from app.listing.records import Field, asdict, astuple, dataclass, fields, replaced
from app.listing.refusals import Refusal
from app.listing.rows import CALLABLE_KINDS, admit, table
from app.listing.tuples import named_tuple, named_tuple_of

NOON = 1_735_732_800.0
"""what every clock of a listing shows, in seconds"""


def clock() -> float:
    return NOON


def elapsed() -> float:
    return 0.0


def nanoseconds() -> int:
    return 0


def calendar_time(seconds: float | None = None) -> time.struct_time:
    """`time.localtime()` and `time.gmtime()`: clocks of a listing show the time of Greenwich."""
    return time.gmtime(NOON if seconds is None else seconds)


def date_text(shape: str, moment: Any = None) -> str:
    """`time.strftime("%Y-%m-%d %H:%M:%S", time.localtime())`."""
    return time.strftime(shape, calendar_time() if moment is None else moment)


def plain_date(moment: Any = None) -> str:
    """`time.asctime()`."""
    return time.asctime(calendar_time() if moment is None else moment)


def plain_date_of(seconds: float | None = None) -> str:
    """`time.ctime()`."""
    return time.asctime(calendar_time(seconds))


def ignored(*given: Any, **named: Any) -> None:
    """Calls that mean nothing here: `time.sleep`, `warnings.filterwarnings`."""


def unheard_warnings(**options: Any) -> nullcontext[list[Any]]:
    """`warnings.catch_warnings()`: none is told here anyway."""
    return nullcontext([])


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

    def __init__(self, items: Iterable[Any] = (), *given: Any, total: Any = None, **named: Any) -> None:
        self.items = items
        self.n = 0
        self.total = len(items) if total is None and isinstance(items, Sized) else total

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)  # type: ignore[arg-type]

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *failure: Any) -> None:
        pass


def advanced(bar: Progress, steps: int = 1) -> None:
    """`bar.update(steps)`."""
    bar.n += steps


def written_line(*given: Any, file: Any = None, end: str = "\n", **options: Any) -> None:
    """`tqdm.write(text)`, of the class or of a bar."""
    written(file or STDOUT, str(given[-1]) + end)


table(
    Progress,
    properties="n total",
    own={
        **dict.fromkeys(
            ("close", "display", "refresh", "reset", "set_description", "set_description_str", "set_postfix",
             "set_postfix_str"), ignored,
        ),
        "update": advanced,
        "write": written_line,
    },
)  # fmt: skip


def steps(*given: int, **named: Any) -> Progress:
    """`trange`."""
    return Progress(range(*given))


_MATH = """
    acos acosh asin asinh atan atan2 atanh ceil comb copysign cos cosh degrees dist e erf erfc exp expm1 fabs floor fmod
    frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt ldexp lgamma log log10 log1p log2 modf nan perm pi
    pow prod radians remainder sin sinh sqrt tan tanh tau trunc cbrt exp2 lcm nextafter ulp
"""
_RANDOM = """
    Random betavariate choice choices expovariate gauss getrandbits getstate lognormvariate normalvariate randint random
    randrange sample seed setstate shuffle triangular uniform gammavariate paretovariate vonmisesvariate weibullvariate
"""
_ITERTOOLS = """
    accumulate chain combinations count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat
    starmap takewhile zip_longest combinations_with_replacement compress tee
"""
_STRING = """
    ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation whitespace
"""
_TYPING = """
    Annotated Any AnyStr Callable ClassVar Collection Deque DefaultDict Dict Final FrozenSet Generator Hashable Iterable
    Iterator List Literal Mapping MutableMapping NoReturn Optional Sequence Set Sized Text Tuple Type Union
    TYPE_CHECKING
"""

_TYPES = named(typing, _TYPING)


def cast(kind: Any, value: Any) -> Any:
    return value


def overload(function: Any) -> Any:
    """`@overload`: the definition that comes after it counts."""
    return function


def variable(name: str, *bounds: Any, **options: Any) -> Any:
    """`TypeVar("T")`: only annotations speak of it, and nobody reads them."""
    return Any


def wraps(original: Any) -> Bound:
    """`@functools.wraps(f)`: what it decorates takes the name of `f`."""

    def decorate(_: Any, function: Any) -> Any:
        if isinstance(function, Function) and isinstance(original, Function):
            function.name, function.qualified = original.name, original.qualified
            function.documented = original.documented
            function.attributes |= original.attributes | {"__wrapped__": original}
        return function

    return Bound(decorate, original, "decorate")


def update_wrapper(wrapper: Any, wrapped: Any) -> Any:
    """`functools.update_wrapper(self, function)`: an object of the listing takes the function's name and text too."""
    if isinstance(wrapper, Function):
        return wraps(wrapped)(wrapper)
    if type(wrapper) not in running().classes or not isinstance(wrapped, Function):
        raise Refusal("listing.call", name="functools.update_wrapper")
    wrapper.__dict__.update(
        {"__module__": "__main__", "__name__": wrapped.name, "__qualname__": wrapped.qualified}
        | {"__doc__": wrapped.documented, "__wrapped__": wrapped}
    )
    return wrapper


def lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    """`@lru_cache` and `@lru_cache(maxsize=None)`."""
    if isinstance(maxsize, Function):
        return functools.lru_cache(maxsize)
    return Bound(lambda _, function: functools.lru_cache(maxsize, typed)(function), maxsize, "decorate")


def cache(function: Any) -> Any:
    return functools.lru_cache(maxsize=None)(function)


def cached_property(function: Any) -> property:
    """`@functools.cached_property`: computed once, kept among the object's own attributes, where it may be assigned."""
    name = function.name if isinstance(function, Function) else str(function)

    def read(instance: Any) -> Any:
        own = instance.__dict__
        if name not in own:
            own[name] = function(instance)
        return own[name]

    def write(instance: Any, value: Any) -> None:
        instance.__dict__[name] = value

    def drop(instance: Any) -> None:
        if name not in instance.__dict__:
            raise AttributeError(name)
        del instance.__dict__[name]

    return property(read, write, drop)


STDOUT = Stream(shown=True)

LIBRARIES = {
    "__future__": Library("__future__", None, {"annotations": None, "division": None, "print_function": None}),
    "math": Library("math", math, {**named(math, _MATH), "factorial": factorial}),
    "random": Library("random", random, named(random, _RANDOM)),
    "sys": Library(
        "sys",
        sys,
        {
            "stdout": STDOUT,
            "stderr": Stream(shown=False),
            "path": [],
            "argv": ["listing.py"],
            "exit": leave,
            **named(sys, "byteorder float_info getsizeof maxsize platform version version_info"),
        },
    ),
    "time": Library(
        "time",
        None,
        {
            "time": clock,
            **dict.fromkeys(("perf_counter", "process_time", "monotonic", "thread_time"), elapsed),
            **dict.fromkeys(("time_ns", "perf_counter_ns", "process_time_ns", "monotonic_ns"), nanoseconds),
            "sleep": ignored,
            **dict.fromkeys(("gmtime", "localtime"), calendar_time),
            "asctime": plain_date,
            "ctime": plain_date_of,
            "strftime": date_text,
            **named(time, "strptime struct_time"),
        },
    ),
    "copy": Library("copy", copy, named(copy, "copy deepcopy")),
    "collections": Library(
        "collections",
        collections,
        {**named(collections, "ChainMap Counter OrderedDict defaultdict deque"), "namedtuple": named_tuple},
    ),
    "dataclasses": Library(
        "dataclasses",
        dataclasses,
        {
            "dataclass": dataclass,
            "field": Field,
            "fields": fields,
            "asdict": asdict,
            "astuple": astuple,
            "replace": replaced,
            "FrozenInstanceError": dataclasses.FrozenInstanceError,
        },
    ),
    "enum": Library("enum", enum, named(enum, "Enum Flag IntEnum IntFlag StrEnum auto unique")),
    "functools": Library(
        "functools",
        functools,
        {
            **named(functools, "cmp_to_key partial reduce total_ordering"),
            "cache": cache,
            "cached_property": cached_property,
            "lru_cache": lru_cache,
            "singledispatch": singledispatch,
            "update_wrapper": update_wrapper,
            "wraps": wraps,
        },
    ),
    "itertools": Library("itertools", itertools, named(itertools, _ITERTOOLS)),
    "string": Library("string", None, named(string, _STRING)),
    "typing": Library(
        "typing",
        typing,
        {
            **_TYPES,
            "Generic": Generic,
            "NamedTuple": named_tuple_of,
            "Protocol": Generic,
            "Self": Any,
            "TypeAlias": Any,
            "TypeVar": variable,
            "TypedDict": Any,
            "cast": cast,
            "overload": overload,
        },
    ),
    "warnings": Library(
        "warnings",
        None,
        {
            **dict.fromkeys(("filterwarnings", "resetwarnings", "simplefilter", "warn"), ignored),
            "catch_warnings": unheard_warnings,
        },
    ),
    "tqdm": Library("tqdm", None, {"tqdm": Progress, "trange": steps}),
    "tqdm.auto": Library("tqdm.auto", None, {"tqdm": Progress, "trange": steps}),
    "tqdm.autonotebook": Library("tqdm.autonotebook", None, {"tqdm": Progress, "trange": steps}),
    "tqdm.notebook": Library("tqdm.notebook", None, {"tqdm": Progress, "trange": steps}),
}

for _name, _library in LIBRARIES.items():
    if _name != "typing":
        admit(*(member for member in _library.members.values() if callable(member)))
admit(cast, overload, variable, named_tuple_of)
table(time.struct_time, "", "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday")
table(enum.Enum, "", "name value")
table(Field, "", "name default init repr compare")
table(random.Random, " ".join(name for name in _RANDOM.split() if name != "Random"))
table(collections.ChainMap, "get items keys values new_child", "maps parents")
table(type(sys.float_info), "", "epsilon max min dig")
table(type(sys.version_info), "", "major minor micro")
table(CachedFunction, "cache_clear cache_info", "__wrapped__")
table(type(functools.lru_cache(ignored).cache_info()), "", "hits misses maxsize currsize")
CALLABLE_KINDS.add(CachedFunction)
