"""LaTeX -> a `Formula`: runs of text and strokes with their places, measured, for any view that has no TeX of its own.

A stretch of characters on one line is one `Glyphs`: it flows in whatever font the viewer has, inside the width that our
fonts give it. Only what is not on a line (fractions, roots, bars, matrices, tall brackets) splits a formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from app.typeset import tex
from app.typeset.metrics import mathematics_width
from app.typeset.symbols import CANNOT_PRECEDE_A_BINARY, SPACING, Class
from app.typeset.tex import Accent, Atom, Braced, Coloured, Fence, Fraction, Item, Items, Root, Scripts, Space, Table

SCRIPT = 0.7
"""size of a script, and of the two halves of a fraction in a line of text, as in TeX"""
SMALLEST = 0.5
AXIS = 0.25
"""height in em above the line of the middle of signs and fraction bars"""
ASCENT, DESCENT = 0.72, 0.22
RULE = 0.05
MIDDLE_BRACKET = 1.3
"""em: brackets around anything taller are drawn, not written"""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style. `rise` is in pixels above the line, `gap` in pixels behind the last run."""

    text: str
    style: str
    size: float
    rise: float
    gap: float
    colour: str | None = None
    """None: that of the formula"""

    @property
    def width(self) -> float:
        """The room that our fonts give it."""
        return mathematics_width(self.text, self.style == "italic", self.size)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Runs that flow on one line from `x`, in `width` pixels; `y` is the line, down."""

    x: float
    y: float
    width: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of `thickness` through `points`, with `curved` as one cubic Bézier."""

    points: tuple[tuple[float, float], ...]
    thickness: float
    curved: bool = False
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A typeset formula; its origin is the left end of its line. Pixels; `ascent` goes up, `descent` down."""

    width: float
    ascent: float
    descent: float
    glyphs: tuple[Glyphs, ...] = ()
    strokes: tuple[Stroke, ...] = ()

    @property
    def height(self) -> float:
        return self.ascent + self.descent

    def moved(self, x: float, y: float) -> Formula:
        """The same formula, `x` to the right and `y` down."""
        if x == 0 and y == 0:
            return self
        return Formula(
            self.width,
            self.ascent - y,
            self.descent + y,
            tuple(Glyphs(piece.x + x, piece.y + y, piece.width, piece.runs) for piece in self.glyphs),
            tuple(
                Stroke(
                    tuple((px + x, py + y) for px, py in stroke.points),
                    stroke.thickness,
                    stroke.curved,
                    stroke.colour,
                )
                for stroke in self.strokes
            ),
        )


def coloured(formula: Formula, colour: str) -> Formula:
    """The same in a colour, where it has none of its own."""
    return replace(
        formula,
        glyphs=tuple(
            replace(glyphs, runs=tuple(replace(run, colour=run.colour or colour) for run in glyphs.runs))
            for glyphs in formula.glyphs
        ),
        strokes=tuple(replace(stroke, colour=stroke.colour or colour) for stroke in formula.strokes),
    )


def beside(pieces: Iterable[Formula]) -> Formula:
    """Several formulas one after another; text that meets text flows on as one."""
    x = ascent = descent = 0.0
    glyphs: list[Glyphs] = []
    strokes: list[Stroke] = []
    flows = False
    for piece in pieces:
        moved = piece.moved(x, 0)
        for text in moved.glyphs:
            last = glyphs[-1] if glyphs else text
            if flows and not piece.strokes and last.y == text.y:
                first, *rest = text.runs
                gap = first.gap + text.x - last.x - last.width
                runs = (*last.runs, replace(first, gap=gap), *rest)
                glyphs[-1] = Glyphs(last.x, last.y, text.x + text.width - last.x, runs)
            else:
                glyphs.append(text)
                flows = True
        if piece.strokes:
            flows = False
        strokes += moved.strokes
        x += piece.width
        ascent, descent = max(ascent, piece.ascent), max(descent, piece.descent)
    return Formula(x, ascent, descent, tuple(glyphs), tuple(strokes))


def beneath(size: float, full: float) -> float:
    """The size of a script of text at `size`, in a formula that is set at `full`."""
    return max(size * SCRIPT, full * SMALLEST)


class Setter:
    """Sets items at `full` pixels; everything that depends on the size hangs on `size`, which shrinks in scripts."""

    def __init__(self, full: float) -> None:
        self.full = full

    def line(self, items: Items, size: float) -> Formula:
        pieces: list[Formula] = []
        before: Class | None = None
        for index, item in enumerate(items):
            if isinstance(item, Space):
                pieces.append(Formula(item.width * size, 0, 0))
                continue
            kind = self.kind(item)
            if kind == "bin" and (before is None or before in CANNOT_PRECEDE_A_BINARY or index == len(items) - 1):
                kind = "ord"
            if before is not None and size > self.full * SCRIPT + 0.01:
                pieces.append(Formula(SPACING.get((before, kind), 0) * size, 0, 0))
            pieces.append(self.item(item, size))
            before = kind
        return beside(pieces)

    def kind(self, item: Item) -> Class:
        if isinstance(item, Atom):
            return item.kind
        if isinstance(item, Scripts):
            return self.kind(item.base)
        if isinstance(item, Braced | Coloured) and len(item.body) == 1:
            return self.kind(item.body[0])
        return "inner" if isinstance(item, Fraction | Fence) else "ord"

    def item(self, item: Item, size: float) -> Formula:
        match item:
            case Atom():
                return self.atom(item, size)
            case Space(width):
                return Formula(width * size, 0, 0)
            case Braced(body):
                return self.line(body, size)
            case Coloured(colour, body):
                return coloured(self.line(body, size), colour)
            case Scripts(base, below, above):
                return self.scripts(base, below, above, size)
            case Fraction(above, below):
                return self.fraction(above, below, size)
            case Root(body, degree):
                return self.root(body, degree, size)
            case Accent(mark, body):
                return self.accent(mark, body, size)
            case Fence(left, body, right):
                return self.fence(left, self.line(body, size), right, size)
            case Table(left, rows, right, cases):
                return self.fence(left, self.table(rows, cases, size), right, size)

    def atom(self, atom: Atom, size: float) -> Formula:
        if not atom.text:
            return Formula(0, 0, 0)
        width = mathematics_width(atom.text, atom.style == "italic", size)
        run = Run(atom.text, atom.style, size, 0.0, 0.0)
        return Formula(width, ASCENT * size, DESCENT * size, (Glyphs(0, 0, width, (run,)),))

    def scripts(self, base: Item, below: Items, above: Items, size: float) -> Formula:
        nucleus = self.item(base, size)
        if above and all(item is tex.PRIME for item in above) and not below:
            return beside((nucleus, self.line(above, size)))  # in most fonts the prime is raised already
        small = beneath(size, self.full)
        under, over = self.line(below, small), self.line(above, small)
        drop = max(0.15 * size, nucleus.descent - 0.1 * size if nucleus.strokes else 0)
        lift = max(0.38 * size, nucleus.ascent - 0.38 * size if nucleus.strokes else 0)
        if below and above:
            drop = max(drop, 0.24 * size)
        room = max(under.width, over.width) + 0.05 * size
        placed = [
            nucleus,
            _raised(under, -drop),
            Formula(-under.width, 0, 0),
            _raised(over, lift),
            Formula(room - over.width, 0, 0),
        ]
        return beside(placed)

    def fraction(self, above: Items, below: Items, size: float) -> Formula:
        small = beneath(size, self.full)
        over, under = self.line(above, small), self.line(below, small)
        margin, rule = 0.08 * size, RULE * size
        width = max(over.width, under.width) + 2 * margin
        axis, space = AXIS * size, 0.12 * size
        top = over.moved((width - over.width) / 2, -(axis + space + over.descent))
        bottom = under.moved((width - under.width) / 2, -axis + space + under.ascent)
        bar = Stroke(((margin / 2, -axis), (width - margin / 2, -axis)), max(rule, 0.8))
        return _over(width, (top, bottom), (bar,))

    def root(self, body: Items, degree: Items, size: float) -> Formula:
        inside = self.line(body, size)
        index = self.line(degree, self.full * SMALLEST)
        top, bottom = inside.ascent + 0.12 * size, inside.descent
        start = max(0.0, index.width - 0.35 * size)
        hook, foot, rise = start + 0.12 * size, start + 0.38 * size, start + 0.72 * size
        width = rise + inside.width + 0.1 * size
        middle = (bottom - top) / 2
        sign = Stroke(
            ((start, middle + 0.1 * size), (hook, middle), (foot, bottom), (rise, -top), (width, -top)), RULE * size
        )
        return _over(
            width, (inside.moved(rise, 0), index.moved(0, middle - 0.1 * size)), (sign,), top + RULE * size, bottom
        )

    def accent(self, mark: str, body: Items, size: float) -> Formula:
        inside = self.line(body, size)
        text = "".join(run.text for glyphs in inside.glyphs for run in glyphs.runs)
        low = len(text) == 1 and text in "acegmnopqrsuvwxyzαγεικμνοπρστυφχψωη"
        lean = 0.05 * size if len(inside.glyphs) == 1 and inside.glyphs[0].runs[0].style == "italic" else 0
        height = (0.58 if low else 0.82) * size if not inside.strokes else inside.ascent + 0.05 * size
        middle = inside.width / 2 + lean
        half = max(inside.width / 2 - 0.04 * size, 0.2 * size) if mark == "bar" else 0.22 * size
        strokes = _mark(mark, middle, -height, half, 0.15 * size, max(RULE * size, 0.9))
        return _over(inside.width, (inside,), strokes, max(inside.ascent, height + 0.2 * size))

    def fence(self, left: str, inside: Formula, right: str, size: float) -> Formula:
        tall = inside.height > MIDDLE_BRACKET * size
        written = (Atom(left, "open", "upright"), Atom(right, "close", "upright"))
        sides = [
            bracket(sign.text, inside, opening, size) if tall else self.atom(sign, size)
            for sign, opening in zip(written, (True, False), strict=True)
        ]
        return beside((sides[0], inside, sides[1]))

    def table(self, rows: list[list[Items]], cases: bool, size: float) -> Formula:
        cells = [[self.line(cell, size) for cell in row] for row in rows]
        columns = max((len(row) for row in cells), default=0)
        widths = [max((row[k].width for row in cells if k < len(row)), default=0.0) for k in range(columns)]
        gap = 0.8 * size
        y = 0.0
        placed: list[Formula] = []
        for row in cells:
            y += max(cell.ascent for cell in row) + 0.1 * size
            x = 0.0
            for cell, width in zip(row, widths, strict=False):
                placed.append(cell.moved(x + (0 if cases else (width - cell.width) / 2), y))
                x += width + gap
            y += max(cell.descent for cell in row) + 0.1 * size
        lifted = [cell.moved(0, -y / 2 - AXIS * size) for cell in placed]
        return _over(sum(widths) + gap * max(columns - 1, 0), lifted, ())


def _raised(formula: Formula, rise: float) -> Formula:
    """A script: text stays on the line of its base and carries its rise in its runs, so that it flows with it."""
    if formula.strokes or len(formula.glyphs) != 1:
        return formula.moved(0, -rise)
    (text,) = formula.glyphs
    runs = tuple(replace(run, rise=run.rise + rise - text.y) for run in text.runs)
    return Formula(formula.width, formula.ascent + rise, formula.descent - rise, (replace(text, y=0, runs=runs),))


def _over(
    width: float, pieces: Iterable[Formula], strokes: tuple[Stroke, ...], ascent: float = 0, descent: float = 0
) -> Formula:
    """Pieces that have their places already, as one formula."""
    listed = tuple(pieces)
    return Formula(
        width,
        max([ascent, *(piece.ascent for piece in listed)]),
        max([descent, *(piece.descent for piece in listed)]),
        tuple(text for piece in listed for text in piece.glyphs),
        tuple(stroke for piece in listed for stroke in piece.strokes) + strokes,
    )


def _mark(mark: str, x: float, y: float, half: float, height: float, thickness: float) -> tuple[Stroke, ...]:
    """The strokes of an accent centred at `x`, its lower edge at `y`."""
    left, right = (x - half, y), (x + half, y)
    top = y - height
    match mark:
        case "hat":
            return (Stroke((left, (x, top), right), thickness),)
        case "tilde":
            return (
                Stroke(
                    (left, (x - half / 3, top - height / 2), (x + half / 3, y + height / 2), (x + half, top)),
                    thickness,
                    True,
                ),
            )
        case "vec":
            return (
                Stroke((left, right), thickness),
                Stroke(((x + half / 2, top), right, (x + half / 2, y + height)), thickness),
            )
        case "dot":
            return (Stroke(((x - thickness, y - height / 2), (x + thickness, y - height / 2)), 2 * thickness),)
        case _:
            return (Stroke((left, right), thickness),)


def bracket(sign: str, inside: Formula, opening: bool, size: float) -> Formula:
    """A bracket as tall as `inside`, drawn by strokes; `opening` brackets bend to the left."""
    if not sign:
        return Formula(0, 0, 0)
    top, bottom = -inside.ascent - 0.05 * size, inside.descent + 0.05 * size
    width, thickness = 0.42 * size, 0.055 * size
    near, far = (0.34 * size, 0.1 * size) if opening else (0.08 * size, 0.32 * size)
    middle = (top + bottom) / 2
    third = (bottom - top) / 3
    match sign:
        case "(" | ")":
            lines = (
                Stroke(
                    (
                        (near, top),
                        (far - (near - far) * 0.2, top + third),
                        (far - (near - far) * 0.2, bottom - third),
                        (near, bottom),
                    ),
                    thickness,
                    True,
                ),
            )
        case "[" | "]" | "⌊" | "⌋" | "⌈" | "⌉":
            ends = (((near, top),) if sign not in "⌊⌋" else (), ((near, bottom),) if sign not in "⌈⌉" else ())
            lines = (Stroke((*ends[0], (far, top), (far, bottom), *ends[1]), thickness),)
        case "{" | "}":
            arm, tip = (0.38 * size, 0.04 * size) if opening else (0.04 * size, 0.38 * size)
            bend = 1.2 * (arm - tip)
            upper = Stroke(((arm, top), (arm - bend, top), (tip + bend, middle), (tip, middle)), thickness, True)
            lower = Stroke(((tip, middle), (tip + bend, middle), (arm - bend, bottom), (arm, bottom)), thickness, True)
            return Formula(width, -top, bottom, (), (upper, lower))
        case _:
            lines = (Stroke(((width / 2, top), (width / 2, bottom)), thickness),)
    return Formula(width, -top, bottom, (), lines)


@lru_cache(maxsize=4096)
def typeset(latex: str, size: float) -> Formula:
    """`latex` as text and strokes at `size` pixels. Never fails; what it does not know, it spells out."""
    return Setter(size).line(tex.parse(latex), size)
