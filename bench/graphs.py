"""Random scalar programs that Chainlight and Python read alike: one statement an operation, every one in use."""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Callable
from typing import NamedTuple


class Program(NamedTuple):
    """`text` assigns to v0, v1, ... in order; the last is the output. Inputs are x0, x1, ..."""

    text: str
    inputs: tuple[str, ...]
    output: str
    made_with: dict[str, float]
    """the values that kept everything small when the program was drawn"""

    def values(self, seed: int) -> dict[str, float]:
        """Values for the inputs, within one percent of those."""
        numbers = random.Random(seed)
        return {name: value * numbers.uniform(0.99, 1.01) for name, value in self.made_with.items()}


FUNCTIONS: dict[str, Callable[[float], float]] = {
    "tanh": math.tanh,
    "exp": math.exp,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "relu": lambda x: max(x, 0.0),
}
SHAPES = {"{a} + {b}": 20, "{a} - {b}": 15, "{a} * {b}": 22, "{a} / {b}": 5, "{k} * {a}": 8, "{a} ** {n}": 5} | {
    f"{name}({{a}})": weight for name, weight in zip(FUNCTIONS, (8, 4, 8, 5), strict=True)
}
"""statement -> how often it comes up, in percent"""

OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def random_program(operations: int, seed: int = 0) -> Program:
    """`operations` statements over about √operations inputs, the last of which sum what nobody used.

    A statement whose value leaves ±1.5 is drawn again, so that no program overflows.
    """
    numbers = random.Random(f"{seed} {operations}")
    inputs = tuple(f"x{index}" for index in range(max(3, math.isqrt(operations))))
    values = {name: numbers.uniform(0.4, 0.9) for name in inputs}
    made_with = dict(values)
    names, loose = list(inputs), list(inputs)
    lines: list[str] = []

    def operand() -> str:
        """Rather often one that nobody used yet, else any."""
        return numbers.choice(loose if loose and numbers.random() < 0.55 else names)

    while len(lines) < operations:
        left = operations - len(lines)
        if len(loose) > left:
            a, b = loose[0], loose[1]
            written, value = f"{a} + {b}", values[a] + values[b]
        else:
            shape = numbers.choices(list(SHAPES), list(SHAPES.values()))[0]
            a, b = operand(), operand()
            k, n = round(numbers.uniform(0.5, 1.5), 2), numbers.choice((2, 3))
            written = shape.format(a=a, b=b, k=k, n=n)
            value = evaluated(shape, values[a], values[b], k, n)
            if not abs(value) < 1.5 or ("{b}" in shape and a == b):
                continue
            if "{b}" not in shape:
                b = a
        name = f"v{len(lines)}"
        lines.append(f"{name} = {written}")
        values[name] = value
        names.append(name)
        loose = [each for each in loose if each not in (a, b)] + [name]
    return Program("\n".join(lines) + "\n", inputs, names[-1], made_with)


def evaluated(shape: str, a: float, b: float, k: float, n: int) -> float:
    """What a statement of this shape gives; NaN where it is better not written."""
    words = shape.split()
    if len(words) == 1:
        return FUNCTIONS[shape.partition("(")[0]](a)
    if words[1] == "**":
        return float(a**n)
    if words[0] == "{k}":
        return k * a
    if words[1] == "/" and abs(b) < 0.5:
        return math.nan
    return OPERATORS[words[1]](a, b)
