"""The marks of a picture as SVG text: escaped elements, formulas, numbers, the colours.

Only presentation attributes, <text> and <tspan>, no style sheet, script, marker, font file or reference to
anything outside: it looks the same in a browser, a slide, a word processor and a converter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.typeset import Formula, Glyphs, Run, Stroke, fitting_size, typeset, words_width
from app.views.look import Theme

# Word processors know the first face of a list alone, so it is one that every machine has, or a copy of its measures.
# Ours are the second: where they are at hand, in a PNG or on a page of ours, the first is not, or a style says so.
WORDS = (
    "Arial, Inter, 'Liberation Sans', 'Helvetica Neue', Helvetica, 'PingFang SC', 'Microsoft YaHei', "
    "'Noto Sans CJK SC', 'Noto Sans SC', 'DejaVu Sans', sans-serif"
)
MATHEMATICS = (
    "'Times New Roman', KaTeX_Main, 'Liberation Serif', 'STIX Two Text', 'Latin Modern Roman', 'DejaVu Serif', serif"
)
LETTERS = "'Times New Roman', KaTeX_Math, 'Liberation Serif', 'STIX Two Text', 'Latin Modern Roman', serif"
"""italic letters of formulas"""


@dataclass(frozen=True, slots=True)
class Colours:
    """The tokens of the page (static/css/tokens.css holds the same)."""

    paper: str
    card: str
    ink: str
    soft: str
    line: str
    edge: str
    chip: str
    forward: str
    forward_wash: str
    forward_pale: str
    backward: str
    backward_text: str
    backward_wash: str
    backward_pale: str
    tangent: str
    tangent_wash: str
    tangent_pale: str
    traces: tuple[str, ...]
    """of quantities, in turn"""


THEMES: dict[Theme, Colours] = {
    "light": Colours(
        paper="#fbfaf8",
        card="#ffffff",
        ink="#1c1f26",
        soft="#5d6470",
        line="#e4e2dc",
        edge="#c9c6bd",
        chip="#efeee9",
        forward="#4450c8",
        forward_wash="#eceefb",
        forward_pale="#d3d7f5",
        backward="#c8452a",
        backward_text="#b83c22",
        backward_wash="#fce7e1",
        backward_pale="#f5d3ca",
        tangent="#6435c9",
        tangent_wash="#f1ecfd",
        tangent_pale="#d9cdf7",
        traces=("#0b7f92", "#9433b0", "#956200", "#b5256b", "#587a0a", "#1f6fb5"),
    ),
    "dark": Colours(
        paper="#14161b",
        card="#1d2027",
        ink="#eceae5",
        soft="#a9afba",
        line="#30343d",
        edge="#4b505b",
        chip="#262a32",
        forward="#99a3ff",
        forward_wash="#262b4d",
        forward_pale="#343b6b",
        backward="#ff8d6e",
        backward_text="#ff9a7e",
        backward_wash="#47261d",
        backward_pale="#643528",
        tangent="#bca6ff",
        tangent_wash="#2d2450",
        tangent_pale="#45386f",
        traces=("#4ccbe0", "#d99af0", "#f0b84a", "#ff8fc0", "#b5d95a", "#7cbcf7"),
    ),
    "contrast": Colours(
        paper="#ffffff",
        card="#ffffff",
        ink="#000000",
        soft="#2b2f36",
        line="#6f747d",
        edge="#555a63",
        chip="#eeeeee",
        forward="#2430a8",
        forward_wash="#eceefb",
        forward_pale="#d3d7f5",
        backward="#9c2a12",
        backward_text="#8f240e",
        backward_wash="#fce7e1",
        backward_pale="#f5d3ca",
        tangent="#46199c",
        tangent_wash="#f1ecfd",
        tangent_pale="#d9cdf7",
        traces=("#0b7f92", "#9433b0", "#956200", "#b5256b", "#587a0a", "#1f6fb5"),
    ),
}

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""characters that no XML document may hold, even escaped"""
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
"""an apostrophe may stand: our attributes are in double quotes"""
POWER = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
COMMON = str.maketrans({"⋅": "·", "∣": "|", "∗": "*", "∼": "~"})
"""signs of KaTeX's fonts -> the same signs where every font has them"""
FROM_POWER = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")

SHORT = 300
"""characters: colours, faces and names come again and again"""

MIDDLE = 0.36
"""from the middle of a figure down to its line, in em"""


def escape(text: str) -> str:
    """`text` as XML character data or attribute value; what XML cannot hold is replaced by U+FFFD."""
    return _escaped(text) if len(text) < SHORT else _escaped.__wrapped__(text)


@lru_cache(maxsize=2_000)
def _escaped(text: str) -> str:
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text).translate(ENTITIES)


def length(value: float) -> str:
    """A length in user units, to a hundredth, without idle zeros."""
    whole = int(value)
    if whole == value:
        return str(whole)
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def element(name: str, *children: str, **attributes: float | str | None) -> str:
    """`<name …>children</name>`. Attributes: underscores become hyphens, None is left out, numbers are lengths.

    `children` are elements or escaped text; attributes are escaped here.
    """
    written = f"<{name}"
    for key, value in attributes.items():
        if value is not None:
            written += f' {_attribute(key)}="{escape(value) if isinstance(value, str) else length(value)}"'
    return f"{written}>{''.join(children)}</{name}>" if children else f"{written}/>"


@lru_cache(maxsize=100)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def formula(latex: str, x: float, y: float, size: float, colour: str) -> str:
    """`latex` centred at (x, y), both ways."""
    set_formula = typeset(latex, size)
    line = y + (set_formula.ascent - set_formula.descent) / 2
    return placed(set_formula, x - set_formula.width / 2, line, colour)


def placed(set_formula: Formula, x: float, line: float, colour: str) -> str:
    """A typeset formula with the left end of its line at (x, line)."""
    marks = [_text(glyphs, x, line) for glyphs in set_formula.glyphs]
    marks += [_stroke(stroke, x, line, colour) for stroke in set_formula.strokes]
    return element("g", *marks, fill=colour, font_family=MATHEMATICS) if marks else ""


def _text(glyphs: Glyphs, x: float, line: float) -> str:
    """The runs of one line, in groups that flow, each centred in the room that our fonts give it.

    So a viewer with narrower or wider letters spreads the difference evenly. What has scripts begins where its room
    does: some viewers centre each part of a text by itself. Signs stand alone, and so does what has
    another face: some viewers draw all of a text in another font where one of its characters is missing in one of them.
    """
    groups: list[tuple[float, list[Run]]] = []
    here = x + glyphs.x
    before: Run | None = None
    for run in glyphs.runs:
        here += run.gap
        if before is None or run.gap or not _flows(before, run):
            groups.append((here, []))
        groups[-1][1].append(run)
        before = run
        here += run.width
    return "".join(_flow(runs, left, line + glyphs.y) for left, runs in groups)


def _flows(before: Run, run: Run) -> bool:
    """Whether a run may stand in one text with the one before it: both are letters and figures that any face has."""
    if not (before.text.isalnum() and run.text.isalnum()):
        return before.style == run.style and not (_is_sign(before) or _is_sign(run))
    return before.style == run.style or before.rise != run.rise


def _is_sign(run: Run) -> bool:
    return not all(character.isalnum() or character in "()[],." for character in run.text)


def _flow(runs: list[Run], left: float, line: float) -> str:
    rise = runs[0].rise
    spans = []
    for run in runs:
        spans.append(_span(run, rise))
        rise = run.rise
    line -= runs[0].rise
    if len(runs) > 1:
        return element("text", *spans, x=left, y=line, font_size=runs[0].size)
    return element("text", *spans, x=left + runs[0].width / 2, y=line, text_anchor="middle", font_size=runs[0].size)


def _span(run: Run, rise: float) -> str:
    return element(
        "tspan",
        escape(run.text.translate(COMMON)),
        dy=rise - run.rise or None,
        font_size=run.size,
        font_style="italic" if run.style == "italic" else None,
        font_weight="bold" if run.style == "bold" else None,
        font_family=LETTERS if run.style == "italic" else None,
        fill=run.colour,
    )


def _stroke(stroke: Stroke, x: float, line: float, colour: str) -> str:
    colour = stroke.colour or colour
    points = [f"{length(px + x)} {length(py + line)}" for px, py in stroke.points]
    joint = "C" if stroke.curved else "L"
    path = f"M{points[0]}{joint}{' '.join(points[1:])}"
    return element("path", d=path, fill="none", stroke=colour, stroke_width=stroke.thickness, stroke_linejoin="round")


def number(text: str, x: float, y: float, size: float, width: float) -> str:
    """A short number centred at (x, y), set smaller where it is wider than `width`; its colour is its parent's."""
    fitting = fitting_size(text, size, width)
    power = POWER.search(text)
    if not power:
        return element("text", escape(text), x=x, y=y + MIDDLE * fitting, font_size=fitting, text_anchor="middle")
    small = 0.68 * fitting
    exponent = element("tspan", power.group().translate(FROM_POWER), dy=-0.36 * fitting, font_size=small)
    body = (escape(text[: power.start()]), exponent)
    left = x - words_width(text, fitting) / 2
    return element("text", *body, x=left, y=y + MIDDLE * fitting, font_size=fitting)


def words(
    text: str, x: float, y: float, size: float, colour: str, anchor: str = "middle", weight: str | None = None
) -> str:
    """A line of words with its middle at height y."""
    return element(
        "text",
        escape(text),
        x=x,
        y=y + MIDDLE * size,
        font_size=size,
        fill=colour,
        text_anchor=anchor,
        font_weight=weight,
    )
