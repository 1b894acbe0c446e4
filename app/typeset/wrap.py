"""Words -> lines that fit: for pictures, which have nobody to break them."""

from __future__ import annotations

import re

from app.typeset.metrics import words_width

PIECE = re.compile(r"[\u2e80-\u9fff\uf900-\uffef][，。：；、！？）」』”]*|\s+|[^\s\u2e80-\u9fff\uf900-\uffef]+")
"""what stays together: a word, or one character of Chinese with the signs that may not begin a line"""


def wrap(text: str, size: float, width: float) -> list[str]:
    """`text` in lines no wider than `width` pixels at `size` pixels; a word that is wider is cut where it must be."""
    lines = [""]
    for piece in PIECE.findall(text):
        if words_width(lines[-1] + piece.rstrip(), size) <= width:
            lines[-1] += piece
            continue
        if piece.isspace():
            continue
        if lines[-1].strip():
            lines.append("")
        for letter in piece:
            if lines[-1] and words_width(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
    return [line.rstrip() for line in lines]
