"""What a listing may call: the functions and classes of the tables, its own, and modules."""

from __future__ import annotations

from functools import partial
from types import MethodType
from typing import Any

from torch import nn

from app.listing.functions import Bound, Function
from app.listing.machine import Machine
from app.listing.rows import CALLABLE, CALLABLE_KINDS


def may_call(machine: Machine, callee: Any) -> bool:
    kind = type(callee)
    if kind is Function or kind is Bound or id(callee) in CALLABLE:
        return True
    if kind is MethodType:  # torch wraps the `step` of an optimiser of the listing's own
        function, owner = callee.__func__, type(callee.__self__)
        return type(function) is Function or id(function) in CALLABLE or owner in machine.classes
    if isinstance(callee, type):
        return callee in machine.classes
    if isinstance(callee, partial):
        return may_call(machine, callee.func)
    return kind in machine.classes or kind in CALLABLE_KINDS or isinstance(callee, nn.Module)
