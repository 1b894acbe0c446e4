"""A listing -> a picture of how it begins: what a preview of a link shows, since it has no graph before it runs.

Its letters are placed for the faces that PNG are drawn with.
"""

from __future__ import annotations

import re
from itertools import islice

from app.messages import text
from app.typeset import words_width
from app.views.look import Look
from app.views.marks import MIDDLE, THEMES, element, escape, words
from app.views.svg import document

CODE = "KaTeX_Typewriter, monospace"
SIZE, LEADING, COLUMN = 24.0, 1.45, 0.525
"""of the letters; of a line and a column, in em"""
WIDTH, HEIGHT = 1200.0, 630.0
MARGIN, PADDING, FOOT = 44.0, 30.0, 64.0
"""around the sheet, in it, and below it for the words"""
LINES = int((HEIGHT - MARGIN - FOOT - 2 * PADDING) / (LEADING * SIZE))
ROOM = WIDTH - 2 * (MARGIN + PADDING)
TAB = 4
RUN = re.compile("[ -~]+|[^ -~]+")
"""where one letter has no face, a whole text would be drawn in another: what the face of code lacks stands alone"""

TITLE = text("The beginning of a PyTorch listing", "一段 PyTorch 代码的开头")
WAITS = text(
    "PyTorch: run it line by line, with the graph behind each backward()",
    "PyTorch：逐行运行，每次 backward() 背后的计算图都看得见",
)


def excerpt_svg(source: str, look: Look) -> str:
    """The first lines of `source` as an SVG document."""
    colours = THEMES[look.ground]
    written = list(islice((line.rstrip().expandtabs(TAB) for line in source.strip("\n").split("\n")), LINES + 1))
    shown = written if len(written) <= LINES else [*written[: LINES - 1], "⋮"]
    sheet = {"x": MARGIN, "y": MARGIN, "width": WIDTH - 2 * MARGIN, "height": HEIGHT - MARGIN - FOOT, "rx": 16.0}
    marks = [element("rect", **sheet, fill=colours.card, stroke=colours.line)]
    for k, line in enumerate(shown):
        middle = MARGIN + PADDING + (k + 0.5) * LEADING * SIZE
        marks += line_of_code(line, middle, colours.soft if line.lstrip().startswith("#") else colours.ink)
    said = WAITS[look.language]
    marks.append(words(said, MARGIN + PADDING, HEIGHT - FOOT / 2, 22, colours.soft, "start", "500"))
    return document(marks, (WIDTH, HEIGHT), look, TITLE[look.language], "\n".join(shown))


def line_of_code(line: str, middle: float, colour: str) -> list[str]:
    """Its runs one behind another, with dots where the room ends."""
    marks, x = [], 0.0
    for run in RUN.findall(line):
        room = ROOM - x
        kept = run
        while kept and width(kept) > room:
            kept = kept[: max(min(len(kept) - 1, int(room / (COLUMN * SIZE))), 0)]
        if kept != run:
            kept = kept[:-3] + "..." if kept.isascii() else kept + "…"
        # Spaces would be drawn as one, and none at the start; these are not.
        place = {"x": MARGIN + PADDING + x, "y": middle + MIDDLE * SIZE, "font_size": SIZE}
        face = CODE if run.isascii() else None
        marks.append(element("text", escape(kept.replace(" ", "\u00a0")), **place, fill=colour, font_family=face))
        if kept != run:
            break
        x += width(run)
    return marks


def width(run: str) -> float:
    return len(run) * COLUMN * SIZE if run.isascii() else words_width(run, SIZE)
