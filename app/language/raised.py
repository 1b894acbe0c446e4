"""Letters above the line -> an exponent: `eˣ` is e^(x), `2ⁿ⁻¹` is 2^(n - 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.language.grammar import POWER, powers
from app.language.names import SUPERSCRIPT_DIGITS, SUPERSCRIPT_LETTERS
from app.language.symbols import SIGNS, Symbol, numeral, sign

_PARTS = re.compile(f"[{SUPERSCRIPT_DIGITS}]+|.")


def exponent(raised: Symbol) -> Iterator[tuple[Symbol, int]]:
    """The symbols of an exponent, each with its place in the token. A number behind a letter (`ˣ²`) is its power."""
    yield sign("^"), 0
    yield _unseen("("), 0
    for match in _PARTS.finditer(raised.text):
        text, place = unicodedata.normalize("NFKC", match[0]).replace("−", "-"), match.start()
        if text.isdecimal():
            above = place > 0 and raised.text[place - 1] in SUPERSCRIPT_LETTERS
            power = numeral("superscript", text, float(text), powers(POWER)[0])
            yield power if above else numeral("number", text, float(text)), place
        elif text in SIGNS:
            yield sign(text), place
        else:
            symbol = Symbol("name", text)
            symbol.name = text
            yield symbol, place
    yield _unseen(")"), len(raised.text)


def _unseen(text: str) -> Symbol:
    """A sign that nobody wrote."""
    symbol = sign(text)
    symbol.stop = symbol.lead
    return symbol
