"""Random expressions in SymPy's terms, and what they and their derivatives are worth, to 40 digits.

SymPy differentiates and mpmath evaluates: neither knows anything of this project. An expression is fed to us as text,
in SymPy's own printing (`str`), and as LaTeX (`sympy.latex`).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

import mpmath
import sympy
from sympy.printing.str import StrPrinter

DIGITS = 40
NAMES = ("x", "y", "z", "w")
SYMBOLS = [sympy.Symbol(name, real=True) for name in NAMES]

UNARY: list[Callable[[Any], Any]] = [
    sympy.sin, sympy.cos, sympy.tanh, sympy.exp, sympy.atan, sympy.sinh, sympy.cosh,
    lambda a: sympy.log(1 + a**2), lambda a: sympy.sqrt(1 + a**2), lambda a: 1 / (2 + sympy.cos(a)),
    lambda a: sympy.Abs(a + sympy.Rational(1, 3)), lambda a: a**2, lambda a: a**3, lambda a: -a, lambda a: a / 3,
    lambda a: sympy.tan(sympy.tanh(a)), lambda a: sympy.asin(sympy.tanh(a)), lambda a: sympy.acos(sympy.sin(a) / 2),
    lambda a: 2**a, lambda a: sympy.log(2 + sympy.sin(a), 2), lambda a: (1 + a**2) ** sympy.Rational(1, 3),
]  # fmt: skip
"""all of them real, and all of them finite with their slopes, wherever they stand"""

BINARY: list[Callable[[Any, Any], Any]] = [
    lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / (1 + b**2),
    lambda a, b: (1 + a**2) ** sympy.tanh(b), lambda a, b: sympy.Max(a, b), lambda a, b: sympy.Min(a, b),
]  # fmt: skip


class Case(NamedTuple):
    """An expression, numbers for its names, and to 40 digits its value and its slopes there."""

    expression: sympy.Expr
    values: dict[str, float]
    value: mpmath.mpf
    slopes: dict[str, mpmath.mpf]
    size: float
    """the largest number on the way: rounding errors are of its order"""


def expression(source: random.Random, depth: int) -> sympy.Expr:
    """A random expression in at most four names."""
    if depth == 0 or source.random() < 0.12:
        if source.random() < 0.2:
            return sympy.Rational(source.randint(1, 9), source.choice((1, 2, 4)))
        return source.choice(SYMBOLS)
    if source.random() < 0.5:
        return source.choice(UNARY)(expression(source, depth - 1))
    return source.choice(BINARY)(expression(source, depth - 1), expression(source, depth - 1))


def case(seed: int) -> Case:
    """The case of this number, always the same. Expressions that leave the ordinary are drawn again."""
    source = random.Random(seed)
    while True:
        drawn = expression(source, source.randint(2, 4))
        values = {name: round(source.uniform(-1.5, 1.5), 3) for name in NAMES}
        names = sorted(symbol.name for symbol in drawn.free_symbols)
        if not names:
            continue
        found = evaluated(drawn, {name: values[name] for name in names})
        if found:
            return found


def evaluated(drawn: sympy.Expr, values: dict[str, float]) -> Case | None:
    """None where anything is not an ordinary real number."""
    names = [sympy.Symbol(name, real=True) for name in values]
    parts = [part for part in sympy.preorder_traversal(drawn) if isinstance(part, sympy.Expr)]
    slopes = [sympy.diff(drawn, name) for name in names]
    function = sympy.lambdify(names, [*slopes, *parts], [{"Heaviside": heaviside}, "mpmath"], cse=True)
    with mpmath.workdps(DIGITS):
        try:
            numbers = function(*map(mpmath.mpf, values.values()))
        except (ZeroDivisionError, ValueError):
            return None
        if not all(mpmath.isfinite(number) and mpmath.im(number) == 0 and abs(number) < 1e4 for number in numbers):
            return None
        found = dict(zip(values, numbers, strict=False))
        return Case(drawn, values, numbers[len(slopes)], found, float(max(map(abs, numbers))))


def heaviside(number: mpmath.mpf, at_zero: mpmath.mpf = 0.5) -> mpmath.mpf:
    """The derivative of `Max`: a tie gives both a half."""
    return at_zero if number == 0 else mpmath.mpf(number > 0)


class Printer(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's own text, but for Euler's number, which it calls E."""

    def _print_Exp1(self, _: Any) -> str:
        return "e"


def as_text(drawn: sympy.Expr) -> str:
    return str(Printer().doprint(drawn))
