"""Names with double underscores: which a listing may define, which it may read, which change how attributes work.

`__getattr__` and `__setattr__` of a listing's class are kept beside the class, not in it: only attributes that the
listing itself asks for reach them. NumPy and torch, which ask any object for `__array_interface__`, do not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.listing.machine import Machine

_NAMES = """
    init call repr str len getitem setitem delitem contains iter next enter exit hash bool int float index format
    eq ne lt le gt ge neg pos abs invert round post_init reversed missing divmod rdivmod floor ceil trunc complex bytes
    copy deepcopy new get set delete set_name
"""
_OPERATORS = "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift"
METHODS = {f"__{name}__" for name in _NAMES.split()} | {
    f"__{side}{name}__" for name in _OPERATORS.split() for side in ("", "r", "i")
}
"""the special methods that a class may define, and that may be read of its objects"""

CONSTANTS = {"__constants__", "__array_priority__", "__match_args__"}
"""special names of a class that hold a value"""

HOOKS = {"__slots__", "__getattr__", "__setattr__", "__init_subclass__"}
"""special names of a class that change how its attributes work, or what becomes of its subclasses"""

READ = METHODS | CONSTANTS | {
    "__name__", "__class__", "__version__", "__cause__", "__dict__", "__doc__", "__qualname__", "__setattr__",
    "__mro__", "__bases__", "__module__", "__defaults__", "__kwdefaults__", "__wrapped__",
    "__init_subclass__", "__members__", "__self__", "__context__",
}  # fmt: skip
"""names with double underscores that may stand behind a point; what they mean is decided in `attributes`"""


def hook_of(machine: Machine, kind: type, name: str, after: type | None = None) -> Callable[..., Any] | None:
    """The `__getattr__`, `__setattr__` or `__init_subclass__` that a class of the listing, or one it descends from, has
    defined; `after`: the first that comes after this class.
    """
    order = kind.__mro__
    for each in order if after is None else order[order.index(after) + 1 :]:
        found: Callable[..., Any] | None = machine.hooks.get(each, {}).get(name)
        if found is not None:
            return found
    return None


def refuse_outside_slots(machine: Machine, kind: type, name: str) -> None:
    """Raise AttributeError where `name` is in no `__slots__` of an object's classes."""
    if outside_slots(machine, kind, name):
        raise AttributeError(f"'{kind.__name__}' object has no attribute '{name}'")


def outside_slots(machine: Machine, kind: type, name: str) -> bool:
    """Whether all classes of an object have `__slots__`, and none of these holds `name`."""
    slots: set[str] = set()
    for each in kind.__mro__[:-1]:
        own = machine.hooks.get(each, {}).get("__slots__")
        if own is None:
            return False
        slots |= {own} if isinstance(own, str) else set(own)
    return name not in slots and "__dict__" not in slots
