"""What is asked of a student, and what the classic mistakes would give."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engines import Value
from app.messages import Language
from app.mistakes.words import MISTAKES

MOST = 16
"""mistakes of one node, the likeliest first"""

SMALL = 12
"""a tensor with more numbers is given, not asked for"""

SAME = 0.01
"""numbers that differ by less, relatively, cannot be told apart by one who computes with four digits"""

NOTHING = 1e-9
"""what is that near to 0 is 0"""


@dataclass(frozen=True, slots=True)
class Mistake:
    code: str
    number: Value
    edge: str | None
    """where it was made"""
    facts: dict[str, Any]

    def told(self, language: Language) -> dict[str, Any]:
        said = MISTAKES[self.code][language].format(**self.facts)
        return {"code": self.code, "number": self.number, "edge": self.edge, "text": said}


def is_asked(value: Value | None) -> bool:
    """Whether a student may be asked for it: numbers that fit on a card."""
    return value is not None and np.size(value) <= SMALL and np.ndim(value) <= 2


def distinct(answer: Value, found: Iterable[Mistake]) -> Iterator[Mistake]:
    """Those whose numbers are finite, have the answer's shape, and are neither the answer nor another's."""
    known = [answer]
    for mistake in found:
        number = mistake.number
        if np.shape(number) != np.shape(answer) or not is_finite(number):
            continue
        if any(is_same(number, other) for other in known):
            continue
        known.append(number)
        yield mistake
        if len(known) > MOST:
            return


def is_finite(value: Value) -> bool:
    return math.isfinite(value) if isinstance(value, float) else bool(np.isfinite(value).all())


def is_same(first: Value, second: Value) -> bool:
    """Whether no number of two values of one shape tells them apart."""
    if isinstance(first, float) and isinstance(second, float):
        return abs(first - second) <= NOTHING + SAME * abs(second)
    with np.errstate(all="ignore"):
        return bool((np.abs(np.subtract(first, second)) <= NOTHING + SAME * np.abs(second)).all())
