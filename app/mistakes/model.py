"""What is asked of a student, and what the classic mistakes would give."""

from __future__ import annotations

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
    known = [np.asarray(answer, float)]
    for mistake in found:
        number = np.asarray(mistake.number, float)
        if number.shape != known[0].shape or not np.isfinite(number).all():
            continue
        if any(np.allclose(number, other, rtol=SAME, atol=1e-9) for other in known):
            continue
        known.append(number)
        yield mistake
        if len(known) > MOST:
            return
