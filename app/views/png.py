"""An SVG of ours -> the same as PNG, by resvg and by the faces that lie beside the page's: alike on every machine.

No face of the system's is asked, so that the bytes depend on nothing but the picture. `scripts/vendor` makes the faces.
"""

from __future__ import annotations

import struct
import sys
import zlib
from functools import lru_cache
from pathlib import Path

import resvg_py

from app.resources import resource
from app.views.coverage import covered

SHARP = 2.0
"""pixels a unit of the layout, where nobody says how wide a picture is to be: slides show it larger than pages do"""
DOTS = 96
"""units an inch, so that word processors set the picture in its own size"""
PIXELS = 16_000_000
"""the most that are drawn; what would be larger is drawn smaller"""
INCH = 0.0254
BOX = "□"

FACES = (
    *(f"inter-{weight}.ttf" for weight in (400, 500, 600, 700)),
    *(f"KaTeX_{face}.ttf" for face in ("Main-Regular", "Math-Italic", "Main-Bold", "AMS-Regular")),
    "inter-greek-400.ttf",
    "inter-greek-600.ttf",
    "noto-sans-sc.otf",
)
"""in the order in which they are asked for a character that the named one lacks"""


@lru_cache(maxsize=1)
def faces() -> list[str]:
    """The files of the faces: words, mathematics, Chinese."""
    folder = resource("static") / "vendor" / "pictures"
    return [str(folder / name) for name in FACES]


@lru_cache(maxsize=1)
def drawable() -> frozenset[int]:
    """The code points that one of the faces has."""
    return frozenset().union(*(covered(Path(face).read_bytes()) for face in faces()))


def with_boxes(svg: str) -> str:
    """A picture with a box for each character that none of the faces has: else nothing would stand there."""
    missing = {ord(letter) for letter in set(svg) if letter > "\x7f"} - drawable()
    return svg.translate(dict.fromkeys(missing, BOX)) if missing else svg


def png(svg: str, size: tuple[float, float], width: int | None = None) -> bytes:
    """The picture `svg` of this size in units, `width` pixels wide, else SHARP times its size; with its resolution."""
    wide, high = size
    scale = SHARP if width is None else width / wide
    scale = min(scale, (PIXELS / (wide * high)) ** 0.5)
    pixels = max(round(wide * scale), 1)
    drawn = bytes(
        resvg_py.svg_to_bytes(
            svg_string=with_boxes(svg),
            width=pixels,
            skip_system_fonts=True,
            font_files=faces(),
            font_family="Inter",
            sans_serif_family="Inter",
            serif_family="KaTeX_Main",
        )
    )
    return with_resolution(drawn, pixels / wide * DOTS)


def with_resolution(drawn: bytes, dots: float) -> bytes:
    """The same PNG with a `pHYs` chunk: dots an inch, in dots a metre. It stands behind the header, 33 bytes long."""
    each = round(dots / INCH)
    chunk = b"pHYs" + struct.pack(">IIB", each, each, 1)
    return drawn[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + drawn[33:]


def serve() -> None:
    """Draw what is asked on the standard input, as `app/web/raster.py` asks it, until that ends."""
    header = struct.Struct(">ddII")
    while asked := sys.stdin.buffer.read(header.size):
        wide, high, width, length = header.unpack(asked)
        drawn = png(sys.stdin.buffer.read(length).decode(), (wide, high), width or None)
        sys.stdout.buffer.write(struct.pack(">I", len(drawn)) + drawn)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
