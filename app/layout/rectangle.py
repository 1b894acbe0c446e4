"""A rectangle by its centre and its size."""

from __future__ import annotations

from typing import NamedTuple


class Rectangle(NamedTuple):
    """Centre and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height / 2

    def overlaps(self, other: Rectangle, margin: float = 0.0) -> bool:
        return (
            abs(self.x - other.x) * 2 < self.width + other.width + 2 * margin
            and abs(self.y - other.y) * 2 < self.height + other.height + 2 * margin
        )

    def turned(self) -> Rectangle:
        """The same in a picture whose flow is turned from right to down, or back."""
        return Rectangle(self.y, self.x, self.height, self.width)
