"""What stands around formulas in notes: words that lead in, numbers of lines, and what a head says behind a bar.

Each is blanked out, so that every other place in the source stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.errors import Span
from app.language.tree import Reading

# Everything is bounded, so that no source takes long, however it is made.
_BLANK = r"[^\S\n]{0,8}"
_NAME = r"\\?[^\W\d_][^\s=;,，；。()（）|+*/<>-]{0,40}"
_EQUALS = rf"{_BLANK}&?{_BLANK}:?[=＝](?!=)"
_DEFINES = rf"(?={_BLANK}{_NAME}{_BLANK}(?:\([^()\n]{{0,60}}\))?{_EQUALS})"
_WORD = (
    r"(?:[Ll]et|[Ww]here|[Ww]ith|[Gg]iven|[Tt]hen)\b[:：]?|(?:设|令|记|其中|则|已知)(?=[\s:：]|[A-Za-zα-ωΑ-Ω])[:：]?"
)
LEAD = re.compile(
    rf"(?m)^{_BLANK}(?P<lead>(?:[-•][^\S\n]|[(（][0-9]{{1,3}}[)）]|[0-9]{{1,3}}[.)、．](?=\s)|[①-⑳])?{_BLANK}(?:{_WORD})?){_DEFINES}"
)
"""`1. z = …`, `- z = …`, `设 z = …`, `let z = …` at the beginning of a line"""
ASIDE = re.compile(rf"(?P<lead>[,，]{_BLANK}(?:and[^\S\n]{{1,4}})?(?:{_WORD})|(?<=\s)(?:where|其中)\b){_DEFINES}")
"""`…, where z = …` behind a formula"""
HEAD = re.compile(rf"(?:^|[\n;；&，,]|\\\\){_BLANK}{_NAME}{_BLANK}(?:\\left)?(?P<inside>\([^()\n]{{0,80}}\)){_EQUALS}")
"""`f(x) =` and its kind"""
BAR = re.compile(r"\\(?:(?:mid|vert|Vert|parallel)(?![A-Za-z])|\|)|[|∣‖∥]{1,2}")
"""what parts `P(y = 1 | x)` and `KL(p ‖ q)`: what stands in such a bracket says what the definition is about"""


class Bared(NamedTuple):
    source: str
    readings: list[Reading]


def bared(source: str) -> Bared:
    """The source with blanks in the place of prose, and a reading for each that was passed over."""
    readings: list[Reading] = []
    if "=" not in source and "＝" not in source:
        return Bared(source, readings)
    for pattern, filling in ((LEAD, " "), (ASIDE, ";")):
        for span in _places(pattern, source, "lead"):
            source = _filled(source, span, filling)
            readings.append(Reading("prose", span, {}))
    for span in _places(HEAD, source, "inside"):
        inside = source[slice(*span)]
        if len(BAR.findall(inside)) == 1:
            readings.append(Reading("aside", span, {"found": inside}))
            source = _filled(source, span, " ")
        elif re.search("[;；]", inside) and "=" not in inside:
            source = source[: span[0]] + re.sub("[;；]", ",", inside) + source[span[1] :]
    return Bared(source, readings)


def _places(pattern: re.Pattern[str], source: str, group: str) -> Iterator[Span]:
    for match in list(pattern.finditer(source)):
        start, end = match.span(group)
        if source[start:end].strip():
            yield start, end


def _filled(source: str, span: Span, sign: str) -> str:
    start, end = span
    return source[:start] + sign + " " * (end - start - 1) + source[end:]
