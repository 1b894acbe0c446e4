"""Descriptors of the listing's own (Descriptor Guide): what `__get__`, `__set__` and `__delete__` of a class do when
an object of it stands in another class.

Whether a value is one is asked of the listing's own classes alone: those of Python are known to `attributes`.
"""

from __future__ import annotations

from typing import Any

from app.listing.functions import written
from app.listing.machine import Machine


def method_of(machine: Machine, value: Any, name: str) -> Any:
    """The listing's function `name` of the class of `value`; None where it has none, or is no class of the listing."""
    kind = type(value)
    if kind not in machine.classes:
        return None
    for each in kind.__mro__:
        if each in machine.classes and name in vars(each):
            return written(vars(each)[name])
    return None


def is_descriptor(machine: Machine, value: Any) -> bool:
    return type(value) in machine.classes and any(
        method_of(machine, value, name) is not None for name in ("__get__", "__set__", "__delete__")
    )


def is_data(machine: Machine, value: Any) -> bool:
    """Whether it goes before what the object itself holds under the same name."""
    return type(value) in machine.classes and any(
        method_of(machine, value, name) is not None for name in ("__set__", "__delete__")
    )


def read(machine: Machine, value: Any, instance: Any, owner: type) -> Any:
    """`owner.name` or `instance.name`, where the class holds `value` under that name."""
    method = method_of(machine, value, "__get__")
    return value if method is None else method(value, instance, owner)


def write(machine: Machine, value: Any, instance: Any, new: Any) -> None:
    method = method_of(machine, value, "__set__")
    if method is None:
        raise AttributeError("__set__")
    method(value, instance, new)


def delete(machine: Machine, value: Any, instance: Any) -> None:
    method = method_of(machine, value, "__delete__")
    if method is None:
        raise AttributeError("__delete__")
    method(value, instance)
