"""The cards of a picture: formula, value, gradient, grids of numbers; the frames of groups behind them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.layout.cards import CELL_NUMBER, FORMULA, NOTE, NUMBER
from app.numbers import short
from app.typeset import fitting_size, words_width
from app.views.canvas import Canvas
from app.views.marks import element, escape, formula, length, number, words
from app.views.moment import Numbers, first_matrix
from app.views.texts import texts

RADIUS = 12.0
HATCHED = "chainlight-hatched"
ASIDE, BARS, ENDS = 6.0, 34.0, 10.0
"""of a histogram: free space at each side, its height, the size of the numbers where it ends"""
CELL_DIGITS = 3
"""significant digits in a grid"""
LEGIBLE = 0.75
"""of its usual size: a number that would be smaller is written with a digit less"""
SHADOW = "#0c0d10"
GATE = 11.0
"""size of what a card says of gradients"""


@dataclass(frozen=True, slots=True)
class Time:
    """When something is to be seen: the classes that say so in a style sheet, and whether it is gone in the end."""

    classes: str
    passes: bool


Shown = tuple[Numbers, Time | None]
"""numbers, and when they are to be seen; None: always"""


class Cards(Canvas):
    """The cards and frames of one payload at one moment."""

    def grounds(self) -> list[str]:
        """What tangents stand on: hatched, so that they are told apart without their colour."""
        if not self.tangents:
            return []
        sheet = element("rect", width=7.0, height=7.0, fill=self.colours.tangent_wash)
        stroke = element("path", d="M1 0v7", stroke=self.colours.tangent_pale, stroke_width=1.5)
        turned = {"id": HATCHED, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        return [element("defs", element("pattern", sheet, stroke, width=7.0, height=7.0, **turned))]

    def frame(self, group: dict[str, Any]) -> str:
        """An expanded group behind its cards; a collapsed one is a card of its own."""
        if group["collapsed"] or "width" not in group:
            return ""
        left, top = group["x"] - group["width"] / 2, group["y"] - group["height"] / 2
        fill = {"fill": self.colours.ink, "fill_opacity": "0.025"}
        area = {"x": left, "y": top, "width": group["width"], "height": group["height"], "rx": 16.0}
        line = {"stroke": self.colours.line, "stroke_dasharray": "4 4"}
        label = words(group["label"], left + 16, top + 16, 13, self.colours.soft, anchor="start", weight="500")
        return element("g", element("rect", **area, **fill, **line), label)

    def card(self, node: dict[str, Any]) -> str:
        x, y, width, height = (float(node[key]) for key in ("x", "y", "width", "height"))
        left, top = x - width / 2, y - height / 2
        header = float(node.get("header", 0.55 * height))
        constant = node["kind"] == "constant"
        present = node["id"] == self.now.node

        def sheet(grow: float, down: float, colour: str, opacity: str | None = None, stroke: str | None = None) -> str:
            return _sheet(node, grow, down, fill=colour, fill_opacity=opacity, stroke=stroke)

        shade = "0.16" if self.look.ground == "dark" else "0.025"
        marks = [] if constant else [sheet(3, 4, SHADOW, shade), sheet(1, 2, SHADOW, shade)]
        if present:
            marks.append(self.halo(node))
        marks.append(sheet(0, 0, self.colours.chip if constant else self.colours.card))
        marks += self.halves(node, left, top, width, height, header)
        marks.append(self.ring(node) if present else sheet(0, 0, "none", None, self.colours.line))
        face = node.get("face") or node["latex"]
        if header >= 1 and face:
            marks.append(
                formula(
                    self.dyed(face), x, top + header / 2, FORMULA, self.colours.soft if constant else self.colours.ink
                )
            )
        if self.look.gates:
            marks += self.gates(node, left + 10, top)
        if node["notes"]:
            marks.append(self.badge(node["notes"], left + width - 3, top + 3))
        return element("g", element("title", escape(node.get("text") or node["label"])), *marks)

    def halo(self, node: dict[str, Any]) -> str:
        """What is around the card of the present step."""
        return _sheet(node, 3.5, fill=self.bright, fill_opacity="0.24")

    def ring(self, node: dict[str, Any]) -> str:
        """Its border."""
        return _sheet(node, 0, fill="none", stroke=self.bright, stroke_width=1.6)

    def values_of(self, node: dict[str, Any]) -> list[Shown]:
        """The values that stand on a card, each with the time in which it does."""
        value = self.now.values.get(node["id"]) if self.look.tells_value(node["kind"]) else None
        return [] if value is None else [(value, None)]

    def gradients_of(self, node: dict[str, Any]) -> list[Shown]:
        """The same for gradients, or tangents."""
        gradient = self.now.gradients.get(node["id"]) if "gradients" in self.look.parts else None
        return [] if gradient is None else [(gradient, None)]

    def halves(
        self, node: dict[str, Any], left: float, top: float, width: float, height: float, header: float
    ) -> list[str]:
        """The value, and beside it the gradient or tangent, below the formula; a half is empty until it is computed."""
        below = height - header
        if below < 4:
            return []
        has_gradient = node["kind"] != "constant" and node["requires_grad"]
        half = width / 2 if has_gradient else width
        y = top + header
        bare = header < 1
        marks = []
        for value, when in self.values_of(node):
            outline = _half(left, y, half, below, left=True, right=not has_gradient, above=bare)
            ground, colours = self.colours.forward_wash, (self.colours.forward, self.colours.forward)
            if node.get("gradient_of"):
                ground, colours = self.colours.backward_wash, (self.colours.backward_text, self.colours.backward)
            figure = self.figure(node, value, left, y, half, below, *colours)
            marks.append(timed(when, element("path", d=outline, fill=ground), figure))
        for gradient, when in self.gradients_of(node) if has_gradient else ():
            outline = _half(left + half, y, half, below, left=False, right=True, above=bare)
            ground, colours = self.colours.backward_wash, (self.colours.backward_text, self.colours.backward)
            if self.tangents:
                ground, colours = f"url(#{HATCHED})", (self.colours.tangent, self.colours.tangent)
            figure = self.figure(node, gradient, left + half, y, half, below, *colours)
            marks.append(timed(when, element("path", d=outline, fill=ground), figure))
        if not bare:
            marks.append(element("path", d=f"M{length(left)} {length(y)}h{length(width)}", stroke=self.colours.line))
        return marks

    def figure(
        self,
        node: dict[str, Any],
        value: Numbers,
        left: float,
        top: float,
        width: float,
        height: float,
        colour: str,
        heat: str,
    ) -> str:
        """A number, or a grid of them with heat, in the middle of a half."""
        x, y = left + width / 2, top + height / 2
        grid = node.get("grid")
        if isinstance(value, dict) and grid:
            return self.summary(value, grid, x, y - NOTE / 2, colour, heat)
        if not isinstance(value, list) or not grid:
            shown = float(first_matrix(value)[0][0]) if value != [] else math.nan
            return element(
                "g",
                number(_fitted(shown, NUMBER, width - 12), x, y, NUMBER, width - 12),
                fill=colour,
                font_weight="600",
            )
        note = grid.get("note") or ""
        if note:
            y -= NOTE / 2
        cells = self.cells(first_matrix(value), grid, x, y, heat)
        line = words(note, x, y + grid["rows"] * grid["cell"][1] / 2 + NOTE / 2, 12, self.colours.soft) if note else ""
        return element("g", *cells, line, fill=self.colours.ink, font_weight="500")

    def summary(self, told: dict[str, Any], grid: dict[str, Any], x: float, y: float, colour: str, heat: str) -> str:
        """A large tensor: a histogram, its ends, mean, norm and shape, as static/js/draw/summary.js draws them."""
        said = texts(self.look.language)
        wide, high = grid["columns"] * grid["cell"][0], grid["rows"] * grid["cell"][1]
        left, top, inner = x - wide / 2 + ASIDE, y - high / 2, wide - 2 * ASIDE
        marks = [words(grid["note"], x, y + high / 2 + NOTE / 2, 12, self.colours.soft)]
        if "norm" not in told:
            return element("g", *marks, words(said["summary.unknown"], x, y, 12, self.colours.ink))
        counts = told["histogram"]
        if counts:
            step, bars = inner / len(counts), []
            for place, count in enumerate(counts):
                if count:
                    tall = max(BARS * count / max(counts), 1.0)
                    start = f"M{length(left + place * step)} {length(top + BARS)}"
                    bars.append(f"{start}v{length(-tall)}h{length(max(step - 1, 1.0))}v{length(tall)}z")
            marks.append(element("path", d="".join(bars), fill=heat, fill_opacity="0.5"))
            floor = {"x": left, "y": top + BARS, "width": inner, "height": 1.0}
            marks.append(element("rect", **floor, fill=heat, fill_opacity="0.35"))
            for key, place, inwards in (("min", left, 0.5), ("max", left + inner, -0.5)):
                text = short(float(told[key]), CELL_DIGITS)
                end = number(text, place + inwards * words_width(text, ENDS), top + 43, ENDS, inner / 2)
                marks.append(element("g", end, fill=self.colours.soft))
        strange = told["nonfinite"]
        first = said["summary.nonfinite"].format(count=strange) if strange else None
        first = first or said["summary.mean"].format(mean=short(float(told["mean"])))
        for text, down in ((first, 58), (f"‖·‖ {short(float(told['norm']))}", 74)):
            marks.append(number(text, x, top + down, CELL_NUMBER, inner))
        return element("g", *marks, fill=self.colours.ink, font_weight="500")

    def cells(self, matrix: list[list[float]], grid: dict[str, Any], x: float, y: float, heat: str) -> list[str]:
        width, height = grid["cell"]
        rows, columns = min(grid["rows"], len(matrix)), min(grid["columns"], len(matrix[0]) if matrix else 0)
        cut = len(matrix) > rows, bool(matrix) and len(matrix[0]) > columns
        finite = [abs(value) for row in matrix for value in row if math.isfinite(value)]
        largest = max(finite, default=0.0) or 1.0
        shown = [(i, j) for i in range(rows - cut[0]) for j in range(columns - cut[1])]
        texts = {(i, j): short(matrix[i][j], CELL_DIGITS) for i, j in shown}
        size = min([fitting_size(text, CELL_NUMBER, width - 5) for text in texts.values()], default=CELL_NUMBER)
        marks = []
        for i in range(rows):
            for j in range(columns):
                cx, cy = x + (j + 0.5 - columns / 2) * width, y + (i + 0.5 - rows / 2) * height
                if (i, j) not in texts:
                    dots = (
                        "⋱"
                        if i == rows - 1 and j == columns - 1 and all(cut)
                        else "⋮"
                        if cut[0] and i == rows - 1
                        else "⋯"
                    )
                    marks.append(words(dots, cx, cy, CELL_NUMBER, self.colours.ink))
                    continue
                warmth = 0.0 if math.isnan(matrix[i][j]) else min(abs(matrix[i][j]) / largest, 1.0)
                area = {
                    "x": cx - width / 2 + 1,
                    "y": cy - height / 2 + 1,
                    "width": width - 2,
                    "height": height - 2,
                    "rx": 3.0,
                }
                marks.append(element("rect", **area, fill=heat, fill_opacity=length(0.04 + 0.3 * warmth)))
                marks.append(number(texts[i, j], cx, cy, size, width - 5))
        return marks

    def gates(self, node: dict[str, Any], x: float, y: float) -> Iterator[str]:
        """What the card does with gradients, in small words on its upper border."""
        for gate in node.get("gates", ()):
            word = texts(self.look.language)[f"gate.{gate}"]
            width = words_width(word, GATE) + 14
            box = {"x": x, "y": y - 9, "width": width, "height": 18.0, "rx": 9.0}
            yield element("rect", **box, fill=self.colours.chip, stroke=self.colours.line)
            yield words(word, x + width / 2, y, GATE, self.colours.soft, weight="500")
            x += width + 4

    def badge(self, notes: list[dict[str, str]], x: float, y: float) -> str:
        """The sign of a kink, a tie or the like, with its sentence as a tooltip."""
        told = element("title", escape("\n".join(note["text"] for note in notes)))
        disc = element("circle", cx=x, cy=y, r=8.5, fill=self.colours.ink, stroke=self.colours.paper, stroke_width=2.0)
        return element("g", told, disc, words("!", x, y, 11, self.colours.paper, weight="700"))


def timed(when: Time | None, *marks: str) -> str:
    """Marks of one time. A viewer that knows no style sheets shows what stays."""
    if when is None:
        return "".join(marks)
    return element("g", *marks, class_=when.classes, opacity="0" if when.passes else None)


def _sheet(node: dict[str, Any], grow: float, down: float = 0.0, **attributes: float | str | None) -> str:
    """The outline of a card, larger by `grow` on each side."""
    x, y, width, height = (float(node[key]) for key in ("x", "y", "width", "height"))
    return element(
        "rect",
        x=x - width / 2 - grow,
        y=y - height / 2 - grow + down,
        width=width + 2 * grow,
        height=height + 2 * grow,
        rx=min(RADIUS, height / 2.5) + grow,
        **attributes,
    )


def _fitted(value: float, size: float, width: float) -> str:
    """A short number, with a digit less where all of them would have to be set small."""
    text = short(value)
    return text if fitting_size(text, size, width) >= LEGIBLE * size else short(value, CELL_DIGITS)


def _half(x: float, y: float, width: float, height: float, *, left: bool, right: bool, above: bool) -> str:
    """The outline of a half: its outer lower corners are the card's, and all four where nothing is above it."""
    r = min(RADIUS - 0.5, height / 2, width / 2)
    a, b = (r if above and left else 0.0), (r if above and right else 0.0)
    c, d = (r if right else 0.0), (r if left else 0.0)

    def arc(radius: float, dx: float, dy: float) -> str:
        return f"a{length(radius)} {length(radius)} 0 0 1 {length(dx)} {length(dy)}" if radius else ""

    return (
        f"M{length(x + a)} {length(y)}h{length(width - a - b)}{arc(b, b, b)}v{length(height - b - c)}{arc(c, -c, c)}"
        f"h{length(c + d - width)}{arc(d, -d, -d)}v{length(a + d - height)}{arc(a, a, -a)}z"
    )
