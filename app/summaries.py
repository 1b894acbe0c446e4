"""A tensor that is too large to be told number by number -> what can be said of it as a whole."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

FIRST = 8
"""numbers that are told one by one, those that come first in memory's order"""
BINS = 24


Edge = tuple[int, int]
"""(target node, operand's place)"""
Sums = dict[frozenset[Edge], "Summary"]


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """Stands where an array would. It has an array's shape and no numbers.

    `mean`, `deviation` (with n − 1, as torch's `std()`) and `norm` (√Σx²) are over all entries, so that one NaN makes
    them NaN, as it does in torch.
    """

    shape: tuple[int, ...]
    minimum: float | None = None
    """None, as all that follows: nobody has the numbers"""
    maximum: float | None = None
    mean: float | None = None
    deviation: float | None = None
    norm: float | None = None
    nonfinite: int | None = None
    """how many are NaN or infinite"""
    first: tuple[float, ...] | None = None
    histogram: tuple[int, ...] | None = None
    """how many of the finite ones lie in each of equal parts of what lies between the smallest and the largest"""
    terms: frozenset[Edge] = frozenset()
    """of a contribution to a gradient: the edge that brings it; of a sum of such: all of theirs"""
    sums: Sums = field(default_factory=dict, repr=False)
    """the sums that were made while the numbers were at hand"""

    @classmethod
    def of(cls, array: Any) -> Summary:
        """Of an array of one number or more."""
        numbers = np.asarray(array, dtype=np.float64)
        flat = numbers.reshape(-1)
        finite = flat[np.isfinite(flat)]
        with np.errstate(all="ignore"):
            return cls(
                shape=numbers.shape,
                minimum=float(flat.min()),
                maximum=float(flat.max()),
                mean=float(flat.mean()),
                deviation=float(flat.std(ddof=1)) if flat.size > 1 else math.nan,
                norm=float(np.sqrt(np.square(flat).sum())),
                nonfinite=int(flat.size - finite.size),
                first=tuple(flat[:FIRST].tolist()),
                histogram=histogram(finite),
            )

    @classmethod
    def read(cls, row: dict[str, Any]) -> Summary:
        """From what `row` gave."""
        rest: dict[str, Any] = {OWN[key]: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
        return cls(**rest)

    def row(self) -> dict[str, Any]:
        """As answers have it; of a shape alone the rest is left out."""
        found = {key: getattr(self, name) for key, name in OWN.items()}
        known = {key: value for key, value in found.items() if value is not None}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in known.items()}

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def __add__(self, other: Any) -> Summary:
        """Looked up by what it is the sum of; where nobody has added just those, its shape alone is known."""
        terms = self.terms | getattr(other, "terms", frozenset())
        known = self.sums.get(terms) if self.terms else None
        if known is not None:
            return known
        return Summary(tuple(np.broadcast_shapes(self.shape, np.shape(other))), terms=terms, sums=self.sums)

    __radd__ = __add__

    def brought(self, terms: frozenset[Edge], sums: Sums) -> Summary:
        """The same as what these edges bring."""
        return replace(self, terms=terms, sums=sums)

    def __array__(self, *given: Any, **options: Any) -> Any:
        """Nobody may take it for numbers."""
        raise TypeError("a summary has no entries")


OWN = {
    "shape": "shape", "min": "minimum", "max": "maximum", "mean": "mean", "std": "deviation", "norm": "norm",
    "nonfinite": "nonfinite", "first": "first", "histogram": "histogram",
}  # fmt: skip
"""key in an answer -> field"""


def histogram(finite: Any) -> tuple[int, ...]:
    """Counts in BINS equal parts; all in one where all are the same, none where there are none."""
    if not finite.size:
        return ()
    low, high = float(finite.min()), float(finite.max())
    if not math.isfinite(high - low) or high - low <= 0:
        return (int(finite.size),)
    parts = ((finite - low) * (BINS / (high - low))).astype(np.int64)
    return tuple(np.bincount(np.minimum(parts, BINS - 1), minlength=BINS).tolist())
