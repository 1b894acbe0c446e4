r"""LaTeX -> a Program, by the parser of formulas.

source -> tokens (`lexer`) -> symbols (`reader`, by the table in `commands`) -> names (`words`) -> trees (`parser`)
"""

from __future__ import annotations

import re
from collections.abc import Collection

from app.language.formula import check_length, numbers_of
from app.language.latex.parser import LatexParser
from app.language.latex.reader import Reader
from app.language.latex.words import LatexWords
from app.language.lexer import IN_LATEX, WIDE, unfenced
from app.language.names import canonical_names
from app.language.tree import Program
from app.limits import LIMITS, Limits

_SERIES = re.compile(r"[ΣΠ](?=\s*_\s*\{?\s*[A-Za-z]\s*=)")
"""capital letters that stand for the signs of a sum and of a product"""
_LONE_BRACKETS = re.compile(
    r"(?m)^([^\S\n]*)\[([^\S\n]*)$((?:\n(?![^\S\n]*[\[\]][^\S\n]*$).*)*\n[^\S\n]*)\]([^\S\n]*)$"
)
"""`\\[` and `\\]` on lines of their own, whose backslashes were lost on the way from a chat"""


def plain(source: str) -> str:
    """The source with full-width and typographic signs replaced, one for one, and without the marks of a chat."""
    source = unfenced(source)
    if "[" in source and "\n" in source:
        source = _LONE_BRACKETS.sub(lambda match: f"{match[1]} {match[2]}{match[3]} {match[4]}", source)
    if source.isascii():
        return source
    return _SERIES.sub(lambda match: "∑" if match[0] == "Σ" else "∏", source).translate(IN_LATEX)


def parse_latex(source: str, *, values: Collection[str] = (), limits: Limits = LIMITS) -> Program:
    """Parse a program in LaTeX. `values` are the names that have a value from outside.

    Raises FormulaSyntaxError, NameProblem, ValueProblem, ShapeMismatch and LimitExceeded, each with its place in
    `source`.
    """
    check_length(source, limits.formula_bytes)
    typed = plain(source)
    reader = Reader(typed, limits)
    tokens = reader.read()
    given = canonical_names(values)
    words = LatexWords(tokens, given, reader.upright, reader.operators)
    parser = LatexParser(words.resolve(), limits)
    parser.readings += reader.readings + words.readings
    wide = next((place for place in tokens.starts if ord(source[place : place + 1] or " ") in WIDE), None)
    if wide is not None:
        parser.tell("wide", (wide, wide + 1), found=source[wide], read=typed[wide])
    return parser.program(source, words.spellings, given, numbers_of(values))
