"""Squares that are names: `σ² = mean((x - μ)²)` defines σ², and σ² is then what stands under a root.

Only a square that the program defines, or that has a value, is one; everywhere else it is a power.
"""

from __future__ import annotations

from app.language.grammar import POWER
from app.language.names import canonical
from app.language.symbols import Symbol, Tokens

SQUARE = "²"


def with_squares(tokens: Tokens, given: frozenset[str]) -> Tokens:
    """The tokens with such squares as runs of letters. What they are made of is left out before them."""
    symbols = tokens.symbols
    squares = {key for key in given if key.endswith("^2")}
    for first in tokens.statements:
        end = behind_square(symbols, first)
        if end and symbols[end].kind == "equals":
            squares.add(canonical(symbols[first].text + SQUARE))
    if not squares:
        return tokens
    symbols, starts, statements = list(symbols), list(tokens.starts), list(tokens.statements)
    made: dict[tuple[str, int], Symbol] = {}
    for index in range(len(symbols) - 1):
        end = behind_square(symbols, index)
        name = symbols[index].text + SQUARE
        if not end or canonical(name) not in squares:
            continue
        size = starts[end - 1] + symbols[end - 1].stop - starts[index]
        run = made.setdefault((name, size), Symbol("run", name))
        run.key, run.stop = canonical(name), size
        statements = [end - 1 if first == index else first for first in statements]
        starts[index:end] = [starts[index]] * (end - index)
        symbols[index:end] = [Symbol("blank", "")] * (end - index - 1) + [run]
    words = [*tokens.words, *made.values()]
    return tokens._replace(symbols=symbols, starts=starts, statements=statements, words=words, rough=True)


def behind_square(symbols: list[Symbol], index: int) -> int:
    """The index behind the square of a name at `index`; 0 where there is none."""
    if symbols[index].kind != "run" or index + 3 > len(symbols):
        return 0
    above = symbols[index + 1]
    if above.kind == "superscript":
        return index + 2 if above.value == 2 else 0
    two = symbols[index + 2]
    return index + 3 if above.infix is POWER and two.kind == "number" and two.value == 2 else 0
