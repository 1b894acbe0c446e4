"""A payload -> a picture that opens in any viewer: the cards, curves and colours of the page in plain SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from app.layout.cards import CELL_NUMBER, DERIVATIVE, FORMULA, LABEL_MARGIN, NOTE, NUMBER
from app.messages import Language, text
from app.numbers import short, short_latex
from app.typeset import fitting_size, typeset, words_width
from app.views.look import Look
from app.views.marks import THEMES, WORDS, Colours, element, escape, formula, length, number, words
from app.views.moment import Moment, Numbers, first_matrix, moment_of
from app.views.texts import texts

RADIUS = 12.0
HATCHED = "chainlight-hatched"
CELL_DIGITS = 3
"""significant digits in a grid"""
LEGIBLE = 0.75
"""of its usual size: a number that would be smaller is written with a digit less"""
SHADOW = "#0c0d10"
GATE = 11.0
"""size of what a card says of gradients"""
HEAD = 11.0
"""length of an arrowhead"""

TITLE = text("Computational graph of {formula}", "{formula} 的计算图")
VALUE = text("{name} has the value {value}.", "{name} 的值为 {value}。")
TANGENT = text("{name} changes at the rate {rate}.", "{name} 的变化率为 {rate}。")
GRADIENTS = text("Gradients of {name}: {list}.", "{name} 的梯度：{list}。")


def svg(payload: dict[str, Any], look: Look = Look()) -> str:  # noqa: B008 (it is frozen)
    """The picture of a payload (the answer of `POST /api/v1/graph`) as an SVG document."""
    width, height = payload["size"]
    now = moment_of(payload, look)
    picture = _Picture(payload, now, look)
    return document(
        [
            *picture.grounds(),
            *(picture.frame(group) for group in payload["groups"]),
            *(picture.wire(edge) for edge in sorted(payload["edges"], key=picture.is_present)),
            *(picture.card(node) for node in payload["nodes"]),
            *(picture.label(edge) for edge in payload["edges"]),
        ],
        (width, height),
        look,
        title_of(payload, look.language),
        _description(payload, now, look),
    )


def document(marks: list[str], size: tuple[float, float], look: Look, title: str, description: str) -> str:
    """Marks on paper, with what is told to those who do not see them; as wide as `look` wants it."""
    width, height = size
    scale = 1.0 if look.width is None else look.width / width
    return element(
        "svg",
        element("title", escape(title), id="chainlight-title"),
        element("desc", escape(description), id="chainlight-description"),
        # Beyond the edge: where the height is no whole number of pixels the last row would shine through.
        element("rect", width=width + 1, height=height + 1, fill=THEMES[look.ground].paper),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        width=width * scale,
        height=height * scale,
        viewBox=f"0 0 {length(width)} {length(height)}",
        role="img",
        aria_labelledby="chainlight-title chainlight-description",
        lang=look.language,
        font_family=WORDS,
    )


class _Picture:
    """The marks of one payload at one moment."""

    def __init__(self, payload: dict[str, Any], now: Moment, look: Look) -> None:
        self.now, self.look = now, look
        self.colours: Colours = THEMES[look.ground]
        colours = self.colours
        self.tangents = payload.get("mode") == "forward"
        hues = {
            "backward": (colours.backward, colours.backward_text, colours.backward_pale, colours.backward_wash),
            "tangent": (colours.tangent, colours.tangent, colours.tangent_pale, colours.tangent_wash),
        }
        forward = colours.forward, colours.forward, colours.forward_pale, colours.forward_wash
        self.bright, self.bright_text, self.pale, self.wash = hues.get(now.phase or "", forward)

    def grounds(self) -> list[str]:
        """What tangents stand on: hatched, so that they are told apart without their colour."""
        if not self.tangents:
            return []
        sheet = element("rect", width=7.0, height=7.0, fill=self.colours.tangent_wash)
        stroke = element("path", d="M1 0v7", stroke=self.colours.tangent_pale, stroke_width=1.5)
        turned = {"id": HATCHED, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        return [element("defs", element("pattern", sheet, stroke, width=7.0, height=7.0, **turned))]

    # ── groups ──────────────────────────────────────────────────────────────────────────────────────────────────────

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

    # ── edges ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def is_present(self, edge: dict[str, Any]) -> bool:
        return edge["id"] in self.now.edges

    def wire(self, edge: dict[str, Any]) -> str:
        points = [(float(x), float(y)) for x, y in edge["points"]]
        if not self.is_present(edge):
            return self.arrow(points, self.colours.edge, 2)
        # The curve runs in the direction of the data: backwards it ends at the operand.
        way = points[::-1] if self.now.phase == "backward" else points
        halo = element("path", d=_path(way), fill="none", stroke=self.pale, stroke_width=11.0, stroke_opacity="0.65")
        return element("g", halo, self.arrow(way, self.bright, 3.5, "9 5" if self.now.phase == "tangent" else None))

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
        way = _path([*points[:-1], neck])
        line = element("path", d=way, fill="none", stroke=colour, stroke_width=thickness, stroke_dasharray=dashes)
        return element("g", line, element("path", d=outline, fill=colour))

    def label(self, edge: dict[str, Any]) -> str:
        """The local derivative on its edge; in a step of a gradient or a tangent the product that travels there."""
        local = edge["local"] or {}
        face = (edge.get("face") or local.get("latex") or "") if "locals" in self.look.parts else ""
        colour, ground = self.colours.soft, self.colours.paper
        travels = self.is_present(edge) and self.now.phase != "forward" and "gradients" in self.look.parts
        if travels:
            face = edge.get("face") or local.get("latex") or ""
            face, colour, ground = self.product(edge, face), self.bright_text, self.wash
        if not face:
            return ""
        size = typeset(face, DERIVATIVE)
        width, height = size.width + 2 * LABEL_MARGIN[0], size.height + 2 * LABEL_MARGIN[1]
        x, y = edge["label"]["x"], edge["label"]["y"]
        if travels:
            x, y = _beside(edge["points"], x, y, width, height)
        box = element("rect", x=x - width / 2, y=y - height / 2, width=width, height=height, rx=7.0, fill=ground)
        return element("g", box, formula(face, x, y, DERIVATIVE, colour))

    def product(self, edge: dict[str, Any], face: str) -> str:
        r"""`3 \times c = 6` for scalars: what arrived where it starts, the local derivative, and what goes on."""
        arrived, goes_on = self.now.gradients.get(edge["target"]), edge["contribution"]
        if self.tangents:
            arrived, goes_on = self.now.gradients.get(edge["source"]), edge["tangent"]
        if arrived is None or goes_on is None or isinstance(arrived, list) or isinstance(goes_on, list):
            return face
        factor = rf"\left({face}\right)" if any(sign in face for sign in "+-") else face
        return rf"{short_latex(float(arrived))} \times {factor} = {short_latex(float(goes_on))}"

    # ── cards ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def card(self, node: dict[str, Any]) -> str:
        x, y, width, height = (float(node[key]) for key in ("x", "y", "width", "height"))
        left, top = x - width / 2, y - height / 2
        header = float(node.get("header", 0.55 * height))
        constant = node["kind"] == "constant"
        present = node["id"] == self.now.node
        radius = min(RADIUS, height / 2.5)

        def sheet(grow: float, down: float, colour: str, opacity: str | None = None, stroke: str | None = None) -> str:
            return element(
                "rect",
                x=left - grow,
                y=top - grow + down,
                width=width + 2 * grow,
                height=height + 2 * grow,
                rx=radius + grow,
                fill=colour,
                fill_opacity=opacity,
                stroke=stroke,
                stroke_width=1.6 if present and stroke else None,
            )

        shade = "0.16" if self.look.ground == "dark" else "0.025"
        marks = [] if constant else [sheet(3, 4, SHADOW, shade), sheet(1, 2, SHADOW, shade)]
        if present:
            marks.append(sheet(3.5, 0, self.bright, "0.24"))
        marks.append(sheet(0, 0, self.colours.chip if constant else self.colours.card))
        marks += self.halves(node, left, top, width, height, header)
        marks.append(sheet(0, 0, "none", None, self.bright if present else self.colours.line))
        face = node.get("face") or node["latex"]
        if header >= 1 and face:
            marks.append(
                formula(face, x, top + header / 2, FORMULA, self.colours.soft if constant else self.colours.ink)
            )
        if self.look.gates:
            marks += self.gates(node, left + 10, top)
        if node["notes"]:
            marks.append(self.badge(node["notes"], left + width - 3, top + 3))
        return element("g", element("title", escape(node.get("text") or node["label"])), *marks)

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
        value = self.now.values.get(node["id"]) if self.look.tells_value(node["kind"]) else None
        if value is not None:
            outline = _half(left, y, half, below, left=True, right=not has_gradient, above=bare)
            ground, colours = self.colours.forward_wash, (self.colours.forward, self.colours.forward)
            if node.get("gradient_of"):
                ground, colours = self.colours.backward_wash, (self.colours.backward_text, self.colours.backward)
            marks.append(element("path", d=outline, fill=ground))
            marks.append(self.figure(node, value, left, y, half, below, *colours))
        gradient = self.now.gradients.get(node["id"]) if "gradients" in self.look.parts else None
        if has_gradient and gradient is not None:
            outline = _half(left + half, y, half, below, left=False, right=True, above=bare)
            ground, colours = self.colours.backward_wash, (self.colours.backward_text, self.colours.backward)
            if self.tangents:
                ground, colours = f"url(#{HATCHED})", (self.colours.tangent, self.colours.tangent)
            marks.append(element("path", d=outline, fill=ground))
            marks.append(self.figure(node, gradient, left + half, y, half, below, *colours))
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


def _fitted(value: float, size: float, width: float) -> str:
    """A short number, with a digit less where all of them would have to be set small."""
    text = short(value)
    return text if fitting_size(text, size, width) >= LEGIBLE * size else short(value, CELL_DIGITS)


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


def _path(points: list[tuple[float, float]]) -> str:
    written = [f"{length(x)} {length(y)}" for x, y in points]
    return f"M{written[0]}C{' '.join(written[1:])}"


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


def title_of(payload: dict[str, Any], language: Language) -> str:
    return TITLE[language].format(formula="; ".join(payload["normalized"].splitlines()))


def _description(payload: dict[str, Any], now: Moment, look: Look) -> str:
    """What the picture tells, for those who hear it: of the output's value and the gradients what is to be seen."""
    language, told = look.language, []
    ids = {node.get("name", node["id"]): node["id"] for node in payload["nodes"]}
    if not isinstance(payload["value"], list) and "values" in look.parts and payload["output"] in now.values:
        told.append(VALUE[language].format(name=payload["output"], value=short(float(payload["value"]))))
    if "gradients" in look.parts:
        if payload.get("mode") == "forward" and not isinstance(payload["tangent"], list):
            told.append(TANGENT[language].format(name=payload["output"], rate=short(float(payload["tangent"]))))
        listed = [
            f"{name} {short(float(value))}"
            for name, value in payload["gradients"].items()
            if not isinstance(value, list) and now.gradients.get(ids.get(name, name)) == value
        ]
        if listed:
            every = ("、" if language == "zh-CN" else ", ").join(listed)
            told.append(GRADIENTS[language].format(name=payload["output"], list=every))
    return ("" if language == "zh-CN" else " ").join(told)
