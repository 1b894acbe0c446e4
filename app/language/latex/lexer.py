r"""LaTeX source -> tokens and their places, braces matched.

As TeX sees it: commands, braces, scripts, letters and digits one by one; but letters that touch stay together, since
they may be a word, and so do the digits of a number. Comments are no tokens.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from app.errors import FormulaSyntaxError, LimitExceeded
from app.language.names import (
    ACCENTS,
    FRACTIONS,
    LETTER,
    SUBSCRIPT_DIGITS,
    SUBSCRIPTS,
    SUPERSCRIPT_DIGITS,
    SUPERSCRIPT_LETTERS,
)
from app.limits import Limits

_COMMAND = r"\\(?:(?:operatorname|hspace|vspace|tag)\*|[A-Za-z]+|.|$)"
_GROUPED = r"[1-9][0-9]{0,2}(?:(?:\\,|\{,\})[0-9]{3})+(?![0-9])|[0-9]+\{,\}[0-9]+"
_NUMBER = rf"{_GROUPED}|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[{FRACTIONS}]"
_LETTERS = rf"{LETTER}(?:{LETTER}|{ACCENTS})*(?:[0-9]+|[{SUBSCRIPT_DIGITS}]+)?"
_RAISED = f"{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_LETTERS}⁺⁻"
_SMALL = rf"[{SUBSCRIPTS}₊₋₌]+|[{SUPERSCRIPT_DIGITS}]*[{SUPERSCRIPT_LETTERS}⁺⁻][{_RAISED}]*"
_TOKEN = re.compile(
    rf"(?P<small>{_SMALL})|(?P<command>{_COMMAND})|(?P<comment>%[^\n]*\n?)|(?P<blank>[^\S\n]+|~)|(?P<line>\n\s*)|(?P<number>{_NUMBER})"
    rf"|(?P<letters>{_LETTERS})|(?P<dollar>\$\$?)|(?P<sign>:=|==|!=|<=|>=|\*\*|.)",
    re.DOTALL,
)


SERIES = {"∑": r"\sum", "∏": r"\prod"}
"""signs that stand for commands"""


class Token(NamedTuple):
    kind: str
    """a group of the expression above, or "end" """
    text: str
    start: int
    width: int | None = None
    """how many characters it takes, where that is not its text's length"""

    @property
    def end(self) -> int:
        return self.start + (len(self.text) if self.width is None else self.width)


def split(source: str, limits: Limits) -> tuple[list[Token], dict[int, int]]:
    """The tokens, and for each brace that opens a group the index of the one that closes it.

    Raises FormulaSyntaxError for braces that do not match and LimitExceeded for those that are nested too deep.
    """
    tokens: list[Token] = []
    pairs: dict[int, int] = {}
    open_: list[int] = []
    for match in _TOKEN.finditer(source):
        kind, text = str(match.lastgroup), match[0]
        if kind == "comment":
            continue
        if kind == "small":
            tokens += small_script(text, match.start(), len(tokens), pairs)
            continue
        token = Token(kind, text, match.start())
        if text in SERIES:
            token = Token("command", SERIES[text], match.start(), 1)
        if text == "{":
            open_.append(len(tokens))
            if len(open_) > limits.tree_depth:
                raise LimitExceeded("limit.depth", (token.start, token.end), limit=limits.tree_depth)
        elif text == "}":
            if not open_:
                raise FormulaSyntaxError("syntax.stray", (token.start, token.end), found="}")
            pairs[open_.pop()] = len(tokens)
        tokens.append(token)
    if open_:
        opening = tokens[open_[-1]]
        raise FormulaSyntaxError("syntax.unclosed", (opening.start, opening.end), bracket="{", closing="}")
    tokens.append(Token("end", "", len(source)))
    return tokens, pairs


def small_script(text: str, start: int, index: int, pairs: dict[int, int]) -> list[Token]:
    """`ᵢ₌₁` as `_{i=1}`, `ⁿ` as `^{n}`: tokens from `index` on, whose braces join `pairs`."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    inner = [Token(str(each.lastgroup), each[0], start + each.start()) for each in _TOKEN.finditer(plain)]
    sign = "_" if text[0] in SUBSCRIPTS + "₊₋₌" else "^"
    end = start + len(text)
    pairs[index + 1] = index + 2 + len(inner)
    return [Token("sign", sign, start, 0), Token("sign", "{", start, 0), *inner, Token("sign", "}", end, 0)]
