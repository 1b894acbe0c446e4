"""The edges of a picture: curves with heads, the local derivative on each, and what travels there."""

from __future__ import annotations

import math
from typing import Any

from app.layout.cards import DERIVATIVE, LABEL_MARGIN
from app.numbers import short_latex
from app.typeset import typeset
from app.views.canvas import Canvas
from app.views.marks import element, formula, length

HEAD = 11.0
"""length of an arrowhead"""
CLEAR = 5.0
"""between a card and a text above or below it"""


class Wires(Canvas):
    """The edges of one payload at one moment."""

    def is_present(self, edge: dict[str, Any]) -> bool:
        return edge["id"] in self.now.edges

    def wire(self, edge: dict[str, Any]) -> str:
        points = [(float(x), float(y)) for x, y in edge["points"]]
        if not self.is_present(edge):
            return self.arrow(points, self.colours.edge, 2)
        way = self.way(edge)
        halo = element("path", d=curve(way), fill="none", stroke=self.pale, stroke_width=11.0, stroke_opacity="0.65")
        return element("g", halo, self.arrow(way, self.bright, 3.5, "9 5" if self.now.phase == "tangent" else None))

    def way(self, edge: dict[str, Any]) -> list[tuple[float, float]]:
        """The curve in the direction of the data: backwards it ends at the operand."""
        points = [(float(x), float(y)) for x, y in edge["points"]]
        return points[::-1] if self.now.phase == "backward" else points

    def arrow(self, points: list[tuple[float, float]], colour: str, thickness: float, dashes: str | None = None) -> str:
        """A curve that ends under its head, so that no blunt end shows beside the point."""
        (x, y), (bx, by) = points[-1], points[-2]
        distance = math.hypot(x - bx, y - by) or 1.0
        ux, uy = (x - bx) / distance, (y - by) / distance
        size = HEAD + 2 * (thickness - 2)
        neck = (x - 0.8 * size * ux, y - 0.8 * size * uy)
        half = 0.5 * size
        foot = (x - size * ux, y - size * uy)
        corners = [(x, y), (foot[0] - half * uy, foot[1] + half * ux), neck, (foot[0] + half * uy, foot[1] - half * ux)]
        outline = "M" + "L".join(f"{length(px)} {length(py)}" for px, py in corners) + "z"
        way = curve([*points[:-1], neck])
        line = element("path", d=way, fill="none", stroke=colour, stroke_width=thickness, stroke_dasharray=dashes)
        return element("g", line, element("path", d=outline, fill=colour))

    def label(self, edge: dict[str, Any]) -> str:
        """The local derivative on its edge; in a step of a gradient or a tangent the product that travels there."""
        local = edge["local"] or {}
        face = (edge.get("face") or local.get("latex") or "") if "locals" in self.look.parts else ""
        colour, ground = self.colours.soft, self.colours.paper
        travels = self.travelling(edge)
        if travels:
            face = edge.get("face") or local.get("latex") or ""
            face, colour, ground = self.product(edge, face), self.bright_text, self.wash
        if not face:
            return ""
        face = self.dyed(face)
        size = typeset(face, DERIVATIVE)
        width, height = size.width + 2 * LABEL_MARGIN[0], size.height + 2 * LABEL_MARGIN[1]
        x, y = edge["label"]["x"], edge["label"]["y"]
        if travels:
            x, y = self.free_place(edge, width, height)
        box = element("rect", x=x - width / 2, y=y - height / 2, width=width, height=height, rx=7.0, fill=ground)
        return element("g", box, formula(face, x, y, DERIVATIVE, colour))

    def travelling(self, edge: dict[str, Any]) -> bool:
        """Whether what travels there is a product that may be told."""
        return self.is_present(edge) and self.now.phase != "forward" and "gradients" in self.look.parts

    def free_place(self, edge: dict[str, Any], width: float, height: float) -> tuple[float, float]:
        """Where a text of this size covers least of the cards: on its curve or beside it, above its cards or below."""
        x, y = edge["label"]["x"], edge["label"]["y"]
        ends = [node for node in self.payload["nodes"] if node["id"] in (edge["source"], edge["target"])]
        middle = (edge["points"][0][0] + edge["points"][-1][0]) / 2
        # Inside the picture, and sooner over the border of a card than over its formula.
        half, high = height / 2, self.payload["size"][1]
        above = max(min(node["y"] - node["height"] / 2 for node in ends) - half - CLEAR, half + 1)
        below = min(max(node["y"] + node["height"] / 2 for node in ends) + half + CLEAR, high - half - 1)
        places = [_beside(edge["points"], x, y, width, height), (middle, above), (middle, below), (x, y)]
        return min(places, key=lambda place: self.covered(place[0], place[1], width, height))

    def covered(self, x: float, y: float, width: float, height: float) -> int:
        """Square units of cards, and of what is beyond the picture, under a text centred there."""
        wide, high = self.payload["size"]
        within = _shared(x, width, wide / 2, wide) * _shared(y, height, high / 2, high)
        cards = sum(
            _shared(x, width, node["x"], node["width"]) * _shared(y, height, node["y"], node["height"])
            for node in self.payload["nodes"]
        )
        return round(width * height - within + cards)

    def product(self, edge: dict[str, Any], face: str) -> str:
        r"""`3 \times c = 6` for scalars: what arrived where it starts, the local derivative, and what goes on."""
        arrived, goes_on = self.now.gradients.get(edge["target"]), edge["contribution"]
        if self.tangents:
            arrived, goes_on = self.now.gradients.get(edge["source"]), edge["tangent"]
        if arrived is None or goes_on is None or isinstance(arrived, list | dict) or isinstance(goes_on, list | dict):
            return face
        factor = rf"\left({face}\right)" if any(sign in face for sign in "+-") else face
        return rf"{short_latex(float(arrived))} \times {factor} = {short_latex(float(goes_on))}"


def _shared(x: float, width: float, other: float, room: float) -> float:
    """How much two stretches share, each given by its middle and its length."""
    return max(min(x + width / 2, other + room / 2) - max(x - width / 2, other - room / 2), 0.0)


def _beside(points: list[list[float]], x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """Where a text stands that is too wide for its place on a short curve: on the outer side of its bend."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    if points[1][0] == x0:  # from top to bottom
        return x + width / 2 + 10, y
    if width <= 0.5 * (x1 - x0):
        return x, y
    if abs(y1 - y0) < height:
        return x, y - height / 2 - 14
    return x + width / 2 - 4, y + (height / 2 + 6 if y1 < y0 else -height / 2 - 6)


def curve(points: list[tuple[float, float]]) -> str:
    """Points as `d` of a path."""
    written = [f"{length(x)} {length(y)}" for x, y in points]
    return f"M{written[0]}C{' '.join(written[1:])}"
