"""How objects and classes of the listing's own come to be: `__new__`, `__init_subclass__`."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Mapping
from types import MethodType
from typing import Any

from app.listing.arithmetic import power, product, product_in_place, shifted
from app.listing.machine import Machine, running
from app.listing.refusals import Refusal
from app.listing.special import hook_of

VALUES: tuple[type, ...] = (
    bool, int, float, complex, str, list, dict, set, frozenset, tuple, Counter, OrderedDict, defaultdict, deque,
)  # fmt: skip
"""whose own `__new__` takes nothing but values"""


def _plain(value: Any) -> Any:
    """A number, text or sequence of the listing's own class as one of Python's own."""
    if isinstance(value, int):
        return int.__int__(value)
    kind = next((each for each in (list, tuple, str) if isinstance(value, each)), None)
    return value if kind is None else kind.__getitem__(value, slice(None))


GROW = (bool, int, str, list, tuple)
GROWING: dict[str, Callable[..., Any]] = {
    "__mul__": lambda value, other: product(_plain(value), other),
    "__rmul__": lambda value, other: product(_plain(value), other),
    "__imul__": lambda value, other: product_in_place(_plain(value), other),
    "__pow__": lambda value, other: power(_plain(value), other),
    "__rpow__": lambda value, other: power(other, _plain(value)),
    "__rlshift__": lambda value, other: shifted(other, _plain(value)),
    "__lshift__": lambda value, other: shifted(_plain(value), other),
}
"""of the kinds in `GROW`: looked at before they are computed"""


def new(kind: type, owner: Any, *given: Any, **named: Any) -> Any:
    """`super().__new__(cls, ...)`, where `kind` is the next class of the order. Raises TypeError as Python does."""
    if not isinstance(owner, type):
        raise TypeError(f"{kind.__name__}.__new__(X): X is not a type object ({type(owner).__name__})")
    if not issubclass(owner, kind):
        raise TypeError(
            f"{kind.__name__}.__new__({owner.__name__}): {owner.__name__} is not a subtype of {kind.__name__}"
        )
    if owner not in running().classes:
        raise Refusal("listing.special", name="__new__")
    maker = next(each for each in kind.__mro__ if "__new__" in vars(each))
    if maker is not object and maker not in VALUES and not issubclass(maker, BaseException):
        raise Refusal("listing.special", name="__new__")
    return maker.__new__(owner, *given, **named)


def object_new(owner: Any, *given: Any, **named: Any) -> Any:
    """`object.__new__(cls)`."""
    return new(object, owner, *given, **named)


def subclass_made(machine: Machine, made: type, named: Mapping[str, Any]) -> None:
    """What `class B(A, key=1):` tells the `__init_subclass__` of A, which is kept beside A."""
    hook = hook_of(machine, made, "__init_subclass__", after=made)
    if hook is not None:
        MethodType(hook, made)(**named)
    elif named:
        raise TypeError(f"{made.__name__}.__init_subclass__() takes no keyword arguments")
