r"""LaTeX -> a Program, by the parser of formulas.

source -> tokens (`lexer`) -> symbols (`reader`, by the table in `commands`) -> names (`words`) -> trees (`parser`)
"""

from __future__ import annotations

from collections.abc import Collection

from app.language.formula import check_length, numbers_of
from app.language.latex.parser import LatexParser
from app.language.latex.reader import Reader
from app.language.latex.words import LatexWords
from app.language.names import canonical_names
from app.language.tree import Program
from app.limits import LIMITS, Limits


def parse_latex(source: str, *, values: Collection[str] = (), limits: Limits = LIMITS) -> Program:
    """Parse a program in LaTeX. `values` are the names that have a value from outside.

    Raises FormulaSyntaxError, NameProblem, ValueProblem, ShapeMismatch and LimitExceeded, each with its place in
    `source`.
    """
    check_length(source, limits.formula_bytes)
    reader = Reader(source, limits)
    tokens = reader.read()
    given = canonical_names(values)
    words = LatexWords(tokens, given, reader.upright, reader.operators)
    parser = LatexParser(words.resolve(), limits)
    parser.readings += reader.readings + words.readings
    return parser.program(source, words.spellings, given, numbers_of(values))
