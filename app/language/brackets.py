"""Brackets, bars and statements: which opening symbol belongs to which closing one.

Done in a loop before anything is parsed, so that the parser meets no unbalanced and no too deep source.
"""

from __future__ import annotations

import re

from app.errors import FormulaSyntaxError, LimitExceeded
from app.language.grammar import FUNCTIONS
from app.language.suggestions import CONDITION, ROWS
from app.language.symbols import CLOSING, DOUBLED, LAYOUT, NEVER, TIGHTEST, Kind, Symbol, Tokens, sign

_ENDS_AN_OPERAND = frozenset({"run", "number", "close", "postfix", "superscript", "raised", "below"})


INSTEAD = {"[": ROWS, "{": CONDITION}
"""what to write instead of brackets with a semicolon in them"""


def match_brackets(tokens: Tokens, deepest: int) -> bool:
    """Pair the brackets, tell opening bars from closing ones, and find where statements begin.

    The answer is whether there is an index (`x[0]`).
    """
    symbols = tokens.symbols
    indexed = False
    open_: list[int] = []
    for index in [index for index, symbol in enumerate(symbols) if symbol.kind in LAYOUT]:
        symbol = symbols[index]
        kind = symbol.kind
        if kind == "separator":
            if not open_:
                tokens.statements.append(index + 1)
            elif ";" in re.sub("#[^\n]*", "", symbol.text):
                raise _rows_by_semicolons(tokens, open_[-1], index) or _unclosed(tokens, open_[-1])
            else:
                tokens.dropped.add(index)
            continue
        if index in tokens.dropped:
            continue
        if kind == "fence":
            kind = _turn_fence(tokens, index, symbols[open_[-1]].text if open_ else "")
        if kind == "close":
            if not open_:
                raise FormulaSyntaxError("syntax.stray", tokens.span(index), found=symbol.text)
            opening = symbols[open_[-1]].text
            if CLOSING[opening] != symbols[index].text:
                facts = {"found": symbol.text, "bracket": opening, "closing": CLOSING[opening]}
                raise FormulaSyntaxError("syntax.mismatched", tokens.span(index), **facts)
            tokens.pairs[open_.pop()] = index
            continue
        if kind == "array" and _is_index(tokens, index):
            symbols[index], indexed = Symbol("index", symbol.text, TIGHTEST), True
        open_.append(index)
        if len(open_) > deepest:
            raise LimitExceeded("limit.depth", tokens.span(index), limit=deepest)
    if open_:
        raise _unclosed(tokens, open_[-1])
    return indexed


def _turn_fence(tokens: Tokens, index: int, innermost: str) -> Kind:
    """Decide whether the bar at `index` opens or closes, and whether it is one of two (`||`): "fence" or "close"."""
    symbols = tokens.symbols
    symbol = symbols[index]
    closes = _after_operand(symbols, index)
    doubled = DOUBLED.get(symbol.text)
    pair = doubled and symbols[index + 1].text == symbol.text and _touches(tokens, index + 1)
    if doubled and pair and not (closes and innermost == symbol.text):
        symbol = sign(doubled, symbol.lead)
        tokens.dropped.add(index + 1)
    if closes and innermost == symbol.text:
        symbol = Symbol("close", symbol.text, NEVER, symbol.lead)
        if index + 1 in tokens.dropped:
            symbols[index + 1] = symbol
    symbols[index] = symbol
    return symbol.kind


def _after_operand(symbols: list[Symbol], index: int) -> bool:
    """Whether an operand ends before the symbol at `index`."""
    before = symbols[index - 1] if index else symbols[-1]
    return before.kind in _ENDS_AN_OPERAND and before.text not in FUNCTIONS


def _is_index(tokens: Tokens, index: int) -> bool:
    """Whether the `[` at `index` belongs to what it touches (`x[0]`), else it begins an array."""
    symbols = tokens.symbols
    return _after_operand(symbols, index) and symbols[index - 1].kind != "number" and _touches(tokens, index)


def _touches(tokens: Tokens, index: int) -> bool:
    """Whether no blank stands before the symbol at `index`."""
    return tokens.span(index - 1)[1] == tokens.span(index)[0]


def _rows_by_semicolons(tokens: Tokens, opening: int, index: int) -> FormulaSyntaxError | None:
    """`[1, 2; 3, 4]`, as other languages write a matrix, or `{x, x > 0; 0, x ≤ 0}`; else None."""
    bracket = tokens.symbols[opening].text
    closing = CLOSING[bracket]
    ahead = (symbol for symbol in tokens.symbols[index:] if symbol.text == closing or symbol.kind == "equals")
    if bracket not in INSTEAD or next(ahead, tokens.symbols[-1]).text != closing:
        return None
    place = tokens.starts[index] + tokens.symbols[index].text.index(";")
    return FormulaSyntaxError("syntax.elsewhere", (place, place + 1), found=";", hint=INSTEAD[bracket])


def _unclosed(tokens: Tokens, index: int) -> FormulaSyntaxError:
    bracket = tokens.symbols[index].text
    return FormulaSyntaxError("syntax.unclosed", tokens.span(index), bracket=bracket, closing=CLOSING[bracket])
