"""Logarithms to a base that stands below: `log_3 x`, `log₁₀x`, `log_b(x)`."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from app.language.grammar import FUNCTIONS
from app.language.names import SUBSCRIPTS
from app.language.symbols import BESIDE, Symbol, applied, numeral, sign

_TO_A_BASE = re.compile(
    rf"(?P<word>log)(?:_\{{(?P<group>[0-9]+|[A-Za-zα-ω])\}}|_(?P<plain>[0-9]+|[A-Za-zα-ω](?![^\W_]))|(?P<small>[{SUBSCRIPTS}]+))(?P<rest>.*)"
)


class Logarithm(NamedTuple):
    """The symbols up to the argument, each with its place in the run, and what stands behind them in the run."""

    symbols: list[tuple[Symbol, int]]
    rest: str
    facts: dict[str, str]


def to_a_base(run: str) -> Logarithm | None:
    """The logarithm that a run of letters begins with, if its base stands below it."""
    match = _TO_A_BASE.fullmatch(run)
    if match is None:
        return None
    word = match["word"]
    base = match["group"] or match["plain"] or unicodedata.normalize("NFKC", match["small"])
    size = len(run) - len(match["rest"])
    facts = {"found": run[:size], "base": base}
    if word + base in FUNCTIONS:
        return Logarithm([(applied("function", run[:size], FUNCTIONS[word + base]), 0)], match["rest"], facts)
    below = numeral("number", base, float(base)) if base.isdecimal() else Symbol("name", base)
    if not base.isdecimal():
        below.name = base
    place = run.index(base) if base in run else len(word)
    below.stop = len(base)
    symbols = [(Symbol("logarithm", "ln", BESIDE), 0), (_unseen("("), place), (below, place), (_unseen(")"), place)]
    symbols[0][0].stop = size
    return Logarithm(symbols, match["rest"], facts)


def _unseen(text: str) -> Symbol:
    symbol = sign(text)
    symbol.stop = symbol.lead
    return symbol
