"""An SVG of ours -> the same as PNG, by resvg and by the faces that lie beside the page's: alike on every machine.

No face of the system's is asked, so that the bytes depend on nothing but the picture. `scripts/vendor` makes the faces.
"""

from __future__ import annotations

import math
import re
import struct
import sys
import zlib
from functools import lru_cache

from resvg import render, usvg

from app.resources import resource
from app.views.coverage import covered

SHARP = 2.0
"""pixels a unit of the layout, where nobody says how wide a picture is to be: slides show it larger than pages do"""
DOTS = 96
"""units an inch, so that word processors set the picture in its own size"""
ENOUGH = 1_200_000
"""pixels that a picture has where nobody says how wide it is to be: a large one has fewer a unit, but never less than
one. The time to draw grows with them, and a screen shows no more of it."""
PIXELS = 16_000_000
"""the most that are drawn; what would be larger is drawn smaller"""
INCH = 0.0254
BOX = "□"
FIRST = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">λ</text></svg>'
"""drawn before anybody asks, so that the faces are read by then"""
LARGE = 1_400
"""pixels that it is wide and high: the memory that a large picture takes is there by then, too"""
TOLD = re.compile(r"<(title|desc)\b[^>]*>[^<]*</\1>")
"""what is told and not drawn"""
SIDES = re.compile(r' (?:width|height)="[^"]*"')
UNMOVED = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
"""the affine map that leaves a picture where it is, row by row"""

FACES = (
    *(f"inter-{weight}.ttf" for weight in (400, 500, 600, 700)),
    *(f"KaTeX_{face}.ttf" for face in ("Main-Regular", "Math-Italic", "Main-Bold", "AMS-Regular")),
    "inter-greek-400.ttf",
    "inter-greek-600.ttf",
    "noto-sans-sc.otf",
    "KaTeX_Typewriter-Regular.ttf",
)
"""in the order in which they are asked for a character that the named one lacks"""


@lru_cache(maxsize=1)
def faces() -> tuple[bytes, ...]:
    """The faces: words, mathematics, Chinese."""
    folder = resource("static") / "vendor" / "pictures"
    return tuple((folder / name).read_bytes() for name in FACES)


@lru_cache(maxsize=1)
def options() -> usvg.Options:
    """What resvg draws with. The faces lie in memory: from files it reads them again for each text."""
    found = usvg.Options.default()
    for face in faces():
        found.load_font_data(face)
    found.font_family = "Inter"
    return found


@lru_cache(maxsize=1)
def drawable() -> frozenset[int]:
    """The code points that one of the faces has."""
    return frozenset().union(*map(covered, faces()))


def with_boxes(svg: str) -> str:
    """A picture with a box for each character that none of the faces has: else nothing would stand there."""
    missing = {ord(letter) for letter in set(svg) if letter > "\x7f"} - drawable()
    return svg.translate(dict.fromkeys(missing, BOX)) if missing else svg


def scale_of(size: tuple[float, float], width: int | None) -> float:
    """Pixels a unit for a picture of this size in units that is to be `width` pixels wide, if anybody says so."""
    wide, high = size
    scale = max(min(SHARP, math.sqrt(ENOUGH / (wide * high))), 1.0) if width is None else width / wide
    return min(scale, math.sqrt(PIXELS / (wide * high)))


def png(svg: str, size: tuple[float, float], width: int | None = None) -> bytes:
    """The picture `svg` of this size in units, `width` pixels wide, else as `scale_of` has it; with its resolution.

    Raises ValueError where `svg` is none.
    """
    wide, high = size
    pixels = max(round(wide * scale_of(size, width)), 1)
    shown = with_boxes(TOLD.sub("", svg))
    tree = usvg.Tree.from_str(with_sides(shown, pixels, pixels * high / wide), options())
    return with_resolution(render(tree, UNMOVED), pixels / wide * DOTS)


def with_sides(svg: str, width: float, height: float) -> str:
    """A picture that is so large, whatever it said; its view box fills that."""
    root, end, rest = svg.partition(">")
    root = SIDES.sub("", root).replace("<svg", f'<svg width="{width}" height="{height}"', 1)
    return root + end + rest


def with_resolution(drawn: bytes, dots: float) -> bytes:
    """The same PNG with a `pHYs` chunk: dots an inch, in dots a metre. It stands behind the header, 33 bytes long."""
    each = round(dots / INCH)
    chunk = b"pHYs" + struct.pack(">IIB", each, each, 1)
    return drawn[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + drawn[33:]


def serve() -> None:
    """Draw what is asked on the standard input, as `app/web/raster.py` asks it, until that ends."""
    header = struct.Struct(">ddII")
    png(FIRST, (9.0, 9.0), LARGE)
    while asked := sys.stdin.buffer.read(header.size):
        wide, high, width, length = header.unpack(asked)
        drawn = png(sys.stdin.buffer.read(length).decode(), (wide, high), width or None)
        sys.stdout.buffer.write(struct.pack(">I", len(drawn)) + drawn)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
