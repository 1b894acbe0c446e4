"""The symbols that a source becomes, each with its place in it."""

from __future__ import annotations

from app.errors import LimitExceeded
from app.language.grammar import Rows
from app.language.names import canonical
from app.language.symbols import NEVER, Kind, Symbol, applied, sign
from app.language.tree import Reading
from app.limits import Limits


class Output:
    """What has been read so far."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.source, self.limits = source, limits
        self.symbols: list[Symbol] = []
        self.starts: list[int] = []
        self.words: dict[tuple[str, int, bool], Symbol] = {}
        self.upright: set[Symbol] = set()
        """runs that are one word whatever their letters"""
        self.operators: set[Symbol] = set()
        """runs that stand for an operator, which needs something behind it to work on"""
        self.statements: list[int] = [0]
        self.readings: list[Reading] = []

    def add(self, symbol: Symbol, start: int, end: int) -> None:
        symbol.lead, symbol.stop = 0, end - start
        self.symbols.append(symbol)
        self.starts.append(start)

    def sign(self, text: str, start: int, end: int) -> None:
        self.add(sign(text), start, end)

    def mark(self, kind: Kind, text: str, start: int, end: int, power: int = NEVER) -> None:
        """A symbol that has no more to it than its kind."""
        self.add(Symbol(kind, text, power), start, end)

    def function(self, word: str, rows: Rows, start: int, end: int) -> None:
        self.add(applied("function", word, rows), start, end)

    def run(self, name: str, start: int, end: int, *, upright: bool = False) -> None:
        """A name, or letters of which `Words` will say what they are."""
        if len(name) > self.limits.name_length:
            raise LimitExceeded("limit.name", (start, end), limit=self.limits.name_length, found=len(name))
        key = name, end - start, upright
        symbol = self.words.get(key)
        if symbol is None:
            symbol = self.words[key] = Symbol("run", name)
            symbol.key = canonical(name)
            if upright:
                self.upright.add(symbol)
        self.add(symbol, start, end)

    def separate(self, start: int, end: int) -> None:
        """End the statement, if there is one."""
        if len(self.symbols) > self.statements[-1]:
            self.mark("separator", self.source[start:end], start, end)
            self.statements.append(len(self.symbols))

    def unwrap(self, opening: int) -> None:
        """Take away the brackets from the symbol at `opening` to the last one, where they enclose a single thing."""
        inner = self.symbols[opening + 1 : -1]
        depth, whole = 0, len(inner) > 1 and inner[0].kind == "open"
        for index, symbol in enumerate(inner):
            depth += symbol.kind in ("open", "array", "index", "matrix", "cases")
            depth -= symbol.kind == "close"
            whole = whole and (depth > 0 or index == len(inner) - 1)
        if whole or (len(inner) == 1 and inner[0].kind in ("run", "number")):
            for index in (len(self.symbols) - 1, opening):
                del self.symbols[index], self.starts[index]
