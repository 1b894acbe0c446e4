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
from app.language.prose import bared
from app.language.tree import Program
from app.limits import LIMITS, Limits

_CAPITAL = re.compile(
    r"[ΣΠ](?=\s*_\s*\{?\s*[A-Za-z]\s*=|[ᵢⱼₖₙ]*₌"
    r"|(?:[^\S\n]*_\{?[ijkmn]\}?|[ᵢⱼₖₙ])?[^\S\n]*(?:[(\[]|[^\W\d_][\u0300-\u036f]*(?:_\{?[ijkmn]\b|[ᵢⱼₖₙ])))"
)
"""capital letters that stand for the signs of a sum and of a product"""
_BEFORE_FACTORS = re.compile(r"(?:^|[=+\-−*/·(\[])[^\S\n]{0,4}([ΣΠ])(?=[^\S\n]{0,4}[^\W\d_])")
"""the same where no factor stands before it: `-Σ p log p`, but not `x^T Σ x`"""
_LONE_BRACKETS = re.compile(
    r"(?m)^([^\S\n]*)\[([^\S\n]*)$((?:\n(?![^\S\n]*[\[\]][^\S\n]*$).*)*\n[^\S\n]*)\]([^\S\n]*)$"
)
"""`\\[` and `\\]` on lines of their own, whose backslashes were lost on the way from a chat"""


def with_sums(source: str, values: Collection[str] = ()) -> str:
    """The source with the signs of sums and products where capital letters stand for them (`Σ(y − t)²`).

    What the source defines, or what has a value, stays a letter: a matrix of covariances.
    """
    if "Σ" not in source and "Π" not in source:
        return source
    given = {letter for letter in "ΣΠ" if letter in canonical_names(values) or re.search(rf"{letter}\s*:?=", source)}
    signs = {letter: sign for letter, sign in (("Σ", "∑"), ("Π", "∏")) if letter not in given}
    source = _CAPITAL.sub(lambda letter: signs.get(letter[0], letter[0]), source)
    return _BEFORE_FACTORS.sub(lambda found: found[0][:-1] + signs.get(found[1], found[1]), source)


def plain(source: str, values: Collection[str] = ()) -> str:
    """The source with full-width and typographic signs replaced, one for one, and without the marks of a chat."""
    source = unfenced(source)
    if "[" in source and "\n" in source:
        source = _LONE_BRACKETS.sub(lambda match: f"{match[1]} {match[2]}{match[3]} {match[4]}", source)
    if source.isascii():
        return source
    if "#" in source and "\\" not in source:
        source = re.sub(r"#[^\n]*", lambda comment: " " * len(comment[0]), source)
    return with_sums(source, values).translate(IN_LATEX)


def parse_latex(source: str, *, values: Collection[str] = (), limits: Limits = LIMITS) -> Program:
    """Parse a program in LaTeX. `values` are the names that have a value from outside.

    Raises FormulaSyntaxError, NameProblem, ValueProblem, ShapeMismatch and LimitExceeded, each with its place in
    `source`.
    """
    check_length(source, limits.formula_bytes)
    formulas, passed = bared(source)
    typed = plain(formulas, values)
    reader = Reader(typed, limits)
    tokens = reader.read()
    given = canonical_names(values)
    words = LatexWords(tokens, given, reader.upright, reader.operators)
    parser = LatexParser(words.resolve(), limits)
    parser.readings += passed + reader.readings + words.readings
    wide = next((place for place in tokens.starts if ord(source[place : place + 1] or " ") in WIDE), None)
    if wide is not None:
        parser.tell("wide", (wide, wide + 1), found=source[wide], read=typed[wide])
    return parser.program(source, words.spellings, given, numbers_of(values))
