"""Lists, tuples, dicts, sets, and what `collections` and `functools` add."""

from __future__ import annotations

import collections
import functools
from types import GeneratorType
from typing import Any

from app.listing.rows import table


def thrown(generator: Any, error: Any, *more: Any) -> Any:
    """`generator.throw(ValueError)`."""
    if not isinstance(error, Exception) and not (isinstance(error, type) and issubclass(error, Exception)):
        raise TypeError(
            "exceptions must be classes or instances deriving from BaseException, not " + type(error).__name__
        )
    return generator.throw(error, *more)


table(list, "__contains__ __getitem__ __len__ append clear copy count extend index insert pop remove reverse sort")
table(tuple, "__contains__ __getitem__ __len__ count index")
table(dict, "__contains__ __getitem__ __len__ clear copy get items keys pop popitem setdefault update values fromkeys")
table(
    set,
    """
    add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset
    pop remove symmetric_difference symmetric_difference_update union update
    """,
)
table(frozenset, "copy difference intersection isdisjoint issubset issuperset symmetric_difference union")
table(range, "count index", "start stop step")
table(type({}.items()), "isdisjoint")
table(type({}.keys()), "isdisjoint")
table(GeneratorType, "send close", own={"throw": thrown})
table(collections.deque, "append appendleft clear copy count extend extendleft index pop popleft remove reverse rotate",
      "maxlen")  # fmt: skip
table(collections.OrderedDict, "move_to_end popitem")
table(collections.Counter, "most_common elements subtract update total")
table(collections.defaultdict, "copy")
table(functools.partial, "")
