"""Objects that hold attributes and nothing else, and the base of classes that are generic."""

from __future__ import annotations

import argparse
from typing import Any


class Namespace:
    """`types.SimpleNamespace(lr=0.1)`: attributes and nothing else."""

    def __init__(self, **named_values: Any) -> None:
        self.__dict__.update(named_values)

    def __repr__(self) -> str:
        return f"namespace({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Namespace) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


class Arguments(argparse.Namespace):
    """What `parse_args()` gives, and `argparse.Namespace(lr=0.1)`."""

    def __init__(self, **named_values: Any) -> None:
        super().__init__()
        self.__dict__.update(named_values)


Arguments.__name__ = Arguments.__qualname__ = "Namespace"
Arguments.__module__ = "argparse"


class Generic:
    """`Generic[T]` and `Protocol` as a base: of what they say of types nothing is left when a listing runs."""

    def __class_getitem__(cls, kinds: Any) -> type:
        return cls


class AbstractKind:
    """`abc.ABCMeta`, which makes nothing: `class Shape(metaclass=ABCMeta):` is `class Shape(ABC):`."""


AbstractKind.__name__ = AbstractKind.__qualname__ = "ABCMeta"
AbstractKind.__module__ = "abc"

HOLDERS = (Namespace, Arguments)
"""values that take any attribute and have no other"""
