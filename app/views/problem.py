"""A problem document -> what says so in the place of a picture, in each form that pictures have."""

from __future__ import annotations

import re
from typing import Any

from app.messages import text
from app.typeset import words_width, wrap
from app.views.dot import quoted
from app.views.look import Look
from app.views.marks import MIDDLE, THEMES, Colours, element, escape, words
from app.views.svg import document

WIDTH = 560.0
MARGIN = 28.0
INNER = WIDTH - 2 * MARGIN
TITLE, DETAIL, SOURCE = 17.0, 14.0, 15.0
LEADING = 1.5
AROUND = 24
"""characters of the source that stand before and behind the place of the mistake, at most"""
MOST = 140
"""characters of the mistake itself: more of the narrowest letters would not fit"""

CODE = re.compile("`([^`]*)`")

NO_PICTURE = text("There is no picture: {title}", "没有图：{title}")


def problem_svg(problem: dict[str, Any], source: str | None, look: Look) -> str:
    """What went wrong, the place in the source underlined, and what to write instead."""
    colours = THEMES[look.ground]
    marks = [badge(colours)]
    y = MARGIN + 12
    for line in wrap(problem["title"], TITLE, INNER - 36):
        marks.append(words(line, MARGIN + 36, y, TITLE, colours.ink, "start", "600"))
        y += LEADING * TITLE
    y += 6
    for line in wrap(spoken(problem["detail"]), DETAIL, INNER):
        marks.append(words(line, MARGIN, y, DETAIL, colours.ink, "start"))
        y += LEADING * DETAIL
    if source and problem["offset"] is not None:
        y += 12
        marks.append(
            element(
                "rect", x=MARGIN, y=y - 12, width=INNER, height=42.0, rx=8.0, fill=colours.card, stroke=colours.line
            )
        )
        marks.append(place(source, problem["offset"], problem["length"], MARGIN + 14, y + 9, colours))
        y += 50
    for line in wrap(spoken(problem["hint"] or ""), DETAIL, INNER):
        marks.append(words(line, MARGIN, y, DETAIL, colours.soft, "start"))
        y += LEADING * DETAIL
    title = NO_PICTURE[look.language].format(title=problem["title"])
    return document(marks, (WIDTH, y + MARGIN - LEADING * DETAIL / 2), look, title, problem["detail"])


def spoken(sentence: str) -> str:
    """Code in quotation marks: a picture has no face of its own for it."""
    return CODE.sub(r"“\1”", sentence)


def badge(colours: Colours) -> str:
    disc = element("circle", cx=MARGIN + 12, cy=MARGIN + 12, r=12.0, fill=colours.backward_wash)
    return element("g", disc, words("!", MARGIN + 12, MARGIN + 12, 15, colours.backward_text, weight="700"))


def place(source: str, offset: int, extent: int, x: float, y: float, colours: Colours) -> str:
    """The line of the source that the mistake is in, as far as there is room, with the mistake underlined."""
    first = source.rfind("\n", 0, offset) + 1
    last = source.find("\n", offset)
    line = source[first:] if last < 0 else source[first:last]
    start = min(offset - first, len(line))
    end = min(max(start + extent, start + 1), len(line))
    left, right = max(start - AROUND, 0), min(end + AROUND, len(line))
    before = ("…" if left else "") + line[left:start]
    wrong = line[start : min(end, start + MOST)] or "\u00a0"
    behind = line[end:right] + ("…" if right < len(line) else "")
    room = INNER - 28 - words_width(before, SOURCE)
    while wrong and words_width(wrong, SOURCE) > room:
        wrong, behind = wrong[:-2] + "…" if len(wrong) > 2 else "", ""
    while behind and words_width(wrong + behind, SOURCE) > room:
        behind = behind[:-2] + "…" if len(behind) > 2 else ""
    spans = [
        element("tspan", kept(before)) if before else "",
        element("tspan", kept(wrong), fill=colours.backward_text, font_weight="600", text_decoration="underline"),
        element("tspan", kept(behind)) if behind else "",
    ]
    return element("text", *spans, x=x, y=y + MIDDLE * SOURCE, font_size=SOURCE, fill=colours.ink)


def kept(text: str) -> str:
    """`text` escaped, its spaces as wide as they were written."""
    return escape(text.replace(" ", "\u00a0").replace("\t", "\u00a0"))


def problem_html(problem: dict[str, Any], source: str | None, look: Look) -> str:
    """A page with the picture of it."""
    colours = THEMES[look.ground]
    head = f'<meta charset="utf-8"><title>{escape(problem["title"])}</title>'
    style = f"<style>body{{margin:0;background:{colours.paper}}}svg{{display:block;max-width:100%;margin:auto}}</style>"
    drawn = problem_svg(problem, source, look)
    return f'<!doctype html>\n<html lang="{look.language}"><head>{head}{style}</head><body>{drawn}</body></html>\n'


def problem_dot(problem: dict[str, Any]) -> str:
    """A graph of one note."""
    label = quoted(*(problem[part] for part in ("title", "detail", "hint") if problem[part]))
    return f'digraph chainlight {{\n  problem [shape=note, fontname="Helvetica", label={label}];\n}}\n'


def problem_tex(problem: dict[str, Any]) -> str:
    """A document that compiles and names the problem by its code; the sentences, with a user's letters, as comments."""
    said = [line for part in ("title", "detail", "hint") for line in (problem[part] or "").splitlines()]
    comments = "".join(f"% {line}\n" for line in said)
    code = problem["code"].replace("_", r"\_")
    return (
        f"{comments}\\documentclass[border=6pt]{{standalone}}\n\\begin{{document}}\n"
        f"\\texttt{{chainlight: {code}}}\n\\end{{document}}\n"
    )
