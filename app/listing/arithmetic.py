"""Python's operators as functions; whole numbers and repetitions are checked before they are computed.

One multiplication of whole numbers can take minutes and no clock of ours interrupts it, so results of more than
`MOST_BITS` bits, and repetitions of more than `MOST_ITEMS` items, are refused.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from app.errors import LimitExceeded

MOST_BITS = 65_536
MOST_ITEMS = 10_000_000
UNCHECKED = 64
"""powers up to here"""

Binary = Callable[[Any, Any], Any]


def power(a: Any, b: Any) -> Any:
    if type(a) is int and type(b) is int and b > UNCHECKED and a.bit_length() * b > MOST_BITS:
        raise LimitExceeded("limit.whole_number", limit=f"{MOST_BITS:,}")
    if type(a) is Fraction and type(b) is int:
        power(a.numerator, abs(b)), power(a.denominator, abs(b))
    return a**b


def product(a: Any, b: Any) -> Any:
    if type(a) is int:
        if type(b) is int:
            if a.bit_length() + b.bit_length() > MOST_BITS:
                raise LimitExceeded("limit.whole_number", limit=f"{MOST_BITS:,}")
        elif type(b) in _REPEATED and a * len(b) > MOST_ITEMS:
            raise LimitExceeded("limit.memory")
    elif type(b) is int and type(a) in _REPEATED and b * len(a) > MOST_ITEMS:
        raise LimitExceeded("limit.memory")
    return a * b


def shifted(a: Any, b: Any) -> Any:
    if type(a) is int and type(b) is int and a.bit_length() + b > MOST_BITS:
        raise LimitExceeded("limit.whole_number", limit=f"{MOST_BITS:,}")
    return a << b


def product_in_place(a: Any, b: Any) -> Any:
    if type(a) is int or type(a) in _REPEATED:
        checked = product(a, b)
        if type(a) is not list:
            return checked
    a *= b
    return a


def power_in_place(a: Any, b: Any) -> Any:
    if type(a) is int:
        return power(a, b)
    a **= b
    return a


def by_constant(sign: type[ast.operator], right: Any) -> Binary:
    """The operator where what stands right of it is known: most that is written so needs no check."""
    if sign is ast.Pow and (type(right) is not int or right <= UNCHECKED):
        return operator.pow
    return operator.mul if sign is ast.Mult and type(right) is float else BINARY[sign]


_REPEATED = (str, list, tuple, bytes, bytearray)

BINARY: dict[type[ast.operator], Binary] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: product,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: power,
    ast.MatMult: operator.matmul,
    ast.LShift: shifted,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.BitAnd: operator.and_,
}

IN_PLACE: dict[type[ast.operator], Binary] = {
    ast.Add: operator.iadd,
    ast.Sub: operator.isub,
    ast.Mult: product_in_place,
    ast.Div: operator.itruediv,
    ast.FloorDiv: operator.ifloordiv,
    ast.Mod: operator.imod,
    ast.Pow: power_in_place,
    ast.MatMult: operator.imatmul,
    ast.LShift: shifted,
    ast.RShift: operator.irshift,
    ast.BitOr: operator.ior,
    ast.BitXor: operator.ixor,
    ast.BitAnd: operator.iand,
}

UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}

COMPARISONS: dict[type[ast.cmpop], Binary] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
