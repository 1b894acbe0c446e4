"""Random real expressions as SymPy prints them, each with its value.

A thousand are stored beside this file, since SymPy needs a minute for them; run it as a module to print them again:

    python -m tests.language.latex.expressions > tests/language/latex/expressions.txt
"""

from __future__ import annotations

import math
import random
from typing import Any

import sympy

from tests.language.latex.stored import SYMBOLS

POINT = {sympy.Symbol(name, real=True): value for name, value in SYMBOLS.items()}
LEAVES = [*POINT, *POINT, sympy.pi, sympy.E, *map(sympy.Integer, range(-4, 10))]
LEAVES += [sympy.Rational(2, 3), sympy.Rational(-7, 5), sympy.Float(1.625), sympy.Float(2e-5)]
GROWING = (sympy.exp, sympy.sinh, sympy.cosh)
FUNCTIONS = [
    *GROWING, sympy.log, sympy.sqrt, sympy.Abs, sympy.sin, sympy.cos, sympy.tan, sympy.asin, sympy.acos, sympy.atan,
    sympy.tanh, sympy.sign, sympy.erf, sympy.cbrt, sympy.floor, sympy.ceiling,
]  # fmt: skip
PAIRS = [
    sympy.Add, sympy.Add, sympy.Mul, sympy.Mul, sympy.atan2, sympy.Max, sympy.Min,
    lambda a, b: a - b, lambda a, b: a / b, lambda a, b: a / b,
]  # fmt: skip
EXPONENTS = [2, 3, -1, -2, sympy.Rational(1, 2), sympy.Rational(-1, 2), sympy.Rational(3, 2), sympy.Rational(1, 3)]
EXPONENTS += [*POINT, -sympy.Symbol("x", real=True)]


def expression(chance: random.Random, depth: int) -> Any:
    """A random expression in SymPy."""
    kind = chance.random()
    if depth == 0 or kind < 0.1:
        return chance.choice(LEAVES)
    inner = expression(chance, depth - 1)
    if kind < 0.4:
        function = chance.choice(FUNCTIONS)
        return function(sympy.tanh(inner) if inner.has(*GROWING) else inner)
    if kind < 0.5:
        return inner ** chance.choice(EXPONENTS)
    return chance.choice(PAIRS)(inner, expression(chance, depth - 1))


def number(tree: Any, shift: float) -> complex:
    """Its value at the point, or very near to it."""
    point = {symbol: sympy.Float(value, 30) * (1 + shift) for symbol, value in POINT.items()}
    return complex(tree.xreplace(point).evalf(20))


def in_floats(tree: Any) -> float:
    """Its value in plain floats, NaN where anything in it is complex or out of reach."""
    try:
        return float(sympy.lambdify([*POINT], tree, "math")(*POINT.values()))
    except (ArithmeticError, ValueError, TypeError):
        return math.nan


def printed_expressions(count: int, seed: int) -> list[tuple[str, float]]:
    """What SymPy prints for real expressions, each with its value, of 20 digits."""
    chance = random.Random(seed)
    found: list[tuple[str, float]] = []
    while len(found) < count:
        try:
            tree = expression(chance, chance.randint(1, 4))
            value, steady = number(tree, 0), number(tree, 1e-12)
        except (ValueError, TypeError, KeyError, RecursionError):  # SymPy gives up on what is infinite or complex
            continue
        if not tree.free_symbols or tree.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I):
            continue
        near = 1e-8 * max(1.0, abs(value))
        if abs(value) < 1e12 and abs(value - steady) <= near and abs(value - in_floats(tree)) <= near:
            found.append((sympy.latex(tree), value.real))
    return found


if __name__ == "__main__":
    for latex, value in printed_expressions(1000, seed=1):
        print(f"{latex}\t{value!r}")  # noqa: T201
