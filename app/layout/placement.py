"""Where cards and wires stand before the spaces between them are measured: what dagre and `layered` both give."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.layout.drawn import Point
from app.layout.rectangle import Rectangle


@dataclass(frozen=True, slots=True)
class Placement:
    """Everything flows to the right here. All cards of a rank have the same x."""

    areas: dict[str, Rectangle]
    joints: dict[str, list[Point]]
    """wire -> a point for each rank that it passes on its way"""
    tracks: dict[str, float] = field(default_factory=dict)
    """wire -> the height, clear of all cards, at which it passes the ranks on its way instead"""

    def extent(self) -> tuple[float, float]:
        """Along and across the flow, cards alone."""
        areas = self.areas.values()
        if not areas:
            return 0.0, 0.0
        return (
            max(area.right for area in areas) - min(area.left for area in areas),
            max(area.bottom for area in areas) - min(area.top for area in areas),
        )
