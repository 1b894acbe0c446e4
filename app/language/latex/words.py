"""Runs of letters in LaTeX -> names and functions: as in a formula, but what is set upright is one word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.errors import NameProblem, Span
from app.language.grammar import FUNCTIONS, WORDS
from app.language.names import canonical
from app.language.runs import TRUTHS, Follower, Piece, Runs
from app.language.suggestions import did_you_mean, nearest_function
from app.language.symbols import BESIDE, Symbol, Tokens
from app.language.tree import Reading
from app.language.words import Placed, Words

AS_ONE = "_"
"""behind a word that a formula would not read as one name (`ab`, `mean`): with it, it does"""


class LatexWords(Words):
    """The words of one LaTeX source. `upright` are the runs that are one word whatever their letters, `operators`
    those that must be functions where anything stands behind them.
    """

    def __init__(
        self, tokens: Tokens, given: frozenset[str], upright: set[Symbol], operators: Collection[Symbol] = ()
    ) -> None:
        self.upright, self.operators = upright, operators
        super().__init__(tokens, given, WORDS)
        self.followed: dict[tuple[Symbol, Follower], list[Placed]] = {}

    def resolve(self) -> Tokens:
        """The tokens with a meaning for every run."""
        return self._rebuilt()

    def _parts(self, index: int, symbol: Symbol, start: int) -> list[Placed]:
        if symbol.kind != "run":
            return super()._parts(index, symbol, start)
        if symbol.key in self.functions and symbol not in self.upright:
            ((call, offset),) = self._placed([Piece(symbol.text)])
            call.stop = symbol.stop
            return [(call, offset)]
        follower = self._follower(index)
        key = symbol, follower
        if key not in self.followed:
            span = start, start + symbol.stop
            split = (
                self._upright(symbol, follower, span)
                if symbol in self.upright
                else self._split(symbol.text, follower, span)
            )
            parts = list(split)
            if len(parts) == 1:
                parts[0][0].stop = symbol.stop
            self.followed[key] = parts
        return self.followed[key]

    def _follower(self, index: int) -> Follower:
        behind = self.tokens.symbols[index + 1]
        return super()._follower(index) or ("operand" if behind.power == BESIDE and behind.kind != "dot" else "")

    def _upright(self, symbol: Symbol, follower: Follower, span: Span) -> Iterator[Placed]:
        """A word or a letter with its scripts: a function where it is applied, else a name."""
        word, key = symbol.text, symbol.key
        known = key in self.defined or follower == "="
        if not known and key in self.functions:
            yield from self._placed([Piece(word)])
            return
        split = None if known or not follower else self.runs.as_function(word, follower)
        if split and split.told:
            self.readings.append(Reading(split.told, span, split.facts))
        called = follower == "(" and len(key) > 1 and word.isascii() and word.isalpha()
        if split is None and not known and (called or (follower and symbol in self.operators)):
            raise NameProblem(
                "name.function", span, name=word, hint=did_you_mean(nearest_function(word, self.functions))
            )
        piece = split.pieces[0] if split else Piece(word if known or self._is_one_name(word) else word + AS_ONE)
        yield from self._placed([piece])

    def _is_one_name(self, word: str) -> bool:
        """Whether a formula reads a word as one name, wherever it stands."""
        if word in FUNCTIONS or word in TRUTHS or word in self.table:
            return len(word) == 1
        runs = Runs(self.table, (), frozenset)
        if runs.as_function(word, "("):
            return len(canonical(word)) == 1
        return runs.as_name(word) is not None
