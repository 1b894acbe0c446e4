"""Runs of letters -> names and functions, by what the program defines.

Most runs are plain names and are settled at once, each distinct one a single time. Only a source that has anything else
is gone through once more, and then each run may become several symbols (`runs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from app.errors import FormulaSyntaxError, NameProblem, Span, UserError
from app.language.grammar import CALLED, FUNCTIONS, Rows
from app.language.logarithms import to_a_base
from app.language.names import ATOM, CONSTANTS, canonical
from app.language.raised import exponent
from app.language.runs import Follower, Piece, Runs
from app.language.squares import SQUARE, with_squares
from app.language.suggestions import DERIVATIVE, ELSEWHERE, PYTHON_WORDS
from app.language.symbols import Symbol, Tokens, applied, numeral, sign
from app.language.tree import Reading

TOLD = {"log": "natural_logarithm", "lg": "common_logarithm"}
"""functions whose meaning differs from what some readers expect -> the reading that says so"""

_DIFFERENTIAL = re.compile(rf"d(?:{ATOM.pattern})")
_SUBSCRIPT_IN_BRACKETS = re.compile(r"\[\s*[0-9]+(?:\s*,\s*[0-9]+)*\s*\]")

Placed = tuple[Symbol, int]
"""a symbol, and where it begins in its token"""


class Words:
    """The words of one source. `given` are canonical names that mean something without being defined in it."""

    def __init__(self, tokens: Tokens, given: frozenset[str], table: dict[str, Rows]) -> None:
        self.tokens = with_squares(tokens, given)
        self.table = table
        self.readings: list[Reading] = []
        self.spellings: dict[str, str] = {}
        self.functions: set[str] = set()
        self.defined = set(given)
        self._find_heads()
        self._told: set[str] = set()
        self._splits: dict[tuple[str, Follower], list[Placed]] = {}

    def _find_heads(self) -> None:
        """What the statements define: `name =`, `f(x, y) =`, `w[1,2] =`."""
        symbols, pairs = self.tokens.symbols, self.tokens.pairs
        for first in self.tokens.statements:
            head = symbols[first]
            if head.kind != "run":
                continue
            behind = symbols[first + 1]
            if behind.kind == "equals":
                if head.text in FUNCTIONS:
                    raise NameProblem("name.reserved", self.tokens.span(first), name=head.text)
                self.defined.add(head.key)
            elif behind.kind == "blank" and head.text in PYTHON_WORDS and symbols[first + 2].kind == "run":
                raise FormulaSyntaxError("syntax.python", self.tokens.span(first), found=head.text)
            elif behind.kind in ("open", "index"):
                closing = pairs[first + 1]
                if symbols[closing + 1].kind != "equals":
                    continue
                if behind.kind == "index":
                    self.defined.add(canonical(self._source(first, closing)))
                else:
                    self.functions.add(head.key)
                    self.defined |= {symbol.key for symbol in symbols[first + 2 : closing] if symbol.kind == "run"}

    def resolve(self) -> Tokens:
        """The tokens with a meaning for every run, blanks and inner line breaks left out."""
        defined, functions, spellings = self.defined, self.functions, self.spellings
        plain = not self.tokens.rough
        for symbol in self.tokens.words:
            text, key = symbol.text, symbol.key
            if key in functions:
                symbol.kind, symbol.function = "call", spellings.setdefault(key, text)
            elif key in defined:
                symbol.kind, symbol.name = "name", spellings.setdefault(key, text)
            elif text in FUNCTIONS and text not in TOLD:
                symbol.kind, symbol.rows = "function", FUNCTIONS[text]
            elif (len(text) == 1 or text[1:].isdecimal()) and key not in CALLED and key not in CONSTANTS:
                symbol.kind, symbol.name = "name", spellings.setdefault(key, text)
            else:
                plain = False
        return self.tokens if plain else self._rebuilt()

    # ── once more through the source, where it is not made of plain names and signs alone ───────────────────────────

    def _rebuilt(self) -> Tokens:
        tokens = self.tokens
        symbols: list[Symbol] = []
        starts: list[int] = []
        self.spellings.clear()
        skip_to = 0
        for index, symbol in enumerate(tokens.symbols):
            if index < skip_to or symbol.kind == "blank" or index in tokens.dropped:
                continue
            start = tokens.starts[index]
            parts = self._parts(index, symbol, start)
            last, offset = parts[-1]
            if last.name and tokens.symbols[index + 1].kind == "index":
                joined = self._joined(index, last)
                if joined:
                    skip_to = tokens.pairs[index + 1] + 1
                    parts = [*parts[:-1], (joined, offset)]
            for part, offset in parts:
                self._settle(part, start + offset)
                symbols.append(part)
                starts.append(start + offset)
        return tokens._replace(symbols=symbols, starts=starts)

    def _parts(self, index: int, symbol: Symbol, start: int) -> list[Placed]:
        """What one symbol of the lexer stands for."""
        if symbol.kind == "run":
            follower = self._follower(index)
            key = symbol.text, follower
            self._refuse_derivative(index, symbol)
            if key not in self._splits:
                self._splits[key] = list(self._split(symbol.text, follower, (start, start + symbol.stop)))
            return self._splits[key]
        if symbol.kind == "raised":
            return list(exponent(symbol))
        if symbol.kind == "postfix" and symbol.text[-1] in self.defined:
            return list(_power_of_letter(symbol))
        return [(symbol, 0)]

    def _refuse_derivative(self, index: int, symbol: Symbol) -> None:
        """Refuse `dy/dx`: what is differentiated is the output, by every input."""
        divided, above = self.tokens.symbols[index - 1], self.tokens.symbols[index - 2]
        if index < 2 or divided.text != "/" or not _DIFFERENTIAL.fullmatch(symbol.text):
            return
        differential = above.text == "d" or _DIFFERENTIAL.fullmatch(above.text)
        if differential and self.defined.isdisjoint(("d", canonical(above.text), symbol.key)):
            span = self.tokens.span(index - 2)[0], self.tokens.span(index)[1]
            raise FormulaSyntaxError("syntax.derivative", span, name=self.tokens.source[slice(*span)])

    def _follower(self, index: int) -> Follower:
        behind = self.tokens.symbols[index + 1]
        if behind.text == "(" and not behind.lead:
            return "("
        if behind.kind == "equals":
            return "="
        applied = behind.kind in ("blank", "superscript", "raised", "open", "fence", "root") or behind.text in (
            "^",
            "**",
        )
        return "operand" if applied else ""

    def _split(self, run: str, follower: Follower, span: Span) -> Iterator[Placed]:
        """The symbols of a run's pieces, with their offsets in it."""
        logarithm = to_a_base(run) if canonical(run) not in self.table else None
        if logarithm and (logarithm.rest or follower in ("(", "operand")):
            size = len(run) - len(logarithm.rest)
            self.readings.append(Reading("logarithm_base", (span[0], span[0] + size), logarithm.facts))
            yield from logarithm.symbols
            if logarithm.rest:
                behind = self._split(logarithm.rest, follower, (span[0] + size, span[1]))
                yield from ((symbol, size + offset) for symbol, offset in behind)
            return
        try:
            split = self.runs.split(run, follower)
        except UserError as error:
            error.span = span
            raise
        if split.told:
            self.readings.append(Reading(split.told, span, split.facts))
        yield from self._placed(split.pieces)

    def _placed(self, pieces: Iterable[Piece]) -> Iterator[Placed]:
        """The symbols of pieces side by side."""
        offset = 0
        for piece in pieces:
            symbol = Symbol("name", piece.text)
            if piece.rows:
                symbol = applied("function", piece.text, piece.rows)
            elif piece.number is not None:
                symbol = numeral("number", piece.text, piece.number)
            elif canonical(piece.text) in self.functions:
                symbol.kind, symbol.function = "call", piece.text
            else:
                symbol.name = piece.text
            yield symbol, offset
            offset += len(piece.text)

    def _joined(self, index: int, base: Symbol) -> Symbol | None:
        """`w1[1,2]` as one name, unless `w1` itself is known: then None, and it is an element of a tensor."""
        closing = self.tokens.pairs[index + 1]
        bracket = self._source(index + 1, closing)
        key = canonical(base.text + bracket)
        base_known = canonical(base.text) in self.defined
        if key not in self.defined and (base_known or not _SUBSCRIPT_IN_BRACKETS.fullmatch(bracket)):
            return None
        symbol = Symbol("name", base.text + "".join(bracket.split()))
        symbol.name = symbol.text
        end = self.tokens.span(index)[1]
        symbol.stop = self.tokens.span(closing)[1] - end + len(base.text)
        if key not in self.defined and key not in self.spellings:
            span = end - len(base.text), self.tokens.span(closing)[1]
            self.readings.append(Reading("index_name", span, {"name": symbol.name, "base": base.text}))
        return symbol

    def _settle(self, symbol: Symbol, start: int) -> None:
        """Give a name its first spelling, and tell once what is worth telling of a word."""
        key = canonical(symbol.text)
        code = None
        if symbol.name is not None:
            if key.rstrip("'") != key and key.rstrip("'") in self.functions:
                span = start, start + symbol.stop
                raise FormulaSyntaxError("syntax.elsewhere", span, found=symbol.text, hint=DERIVATIVE)
            symbol.name = self.spellings.setdefault(key, symbol.text)
            if key.endswith("^2") and key not in self._told:
                self._told.add(key)
                facts = {"name": symbol.name, "base": symbol.name.rstrip(SQUARE)}
                self.readings.append(Reading("square", (start, start + symbol.stop), facts))
            if key in CONSTANTS and key not in self.defined:
                symbol.name = key
                code = "euler" if key == "e" else None
        elif symbol.kind == "call":
            symbol.function = self.spellings.setdefault(key, symbol.text)
        elif symbol.kind == "function":
            code = TOLD.get(symbol.text)
        if code and code not in self._told:
            self._told.add(code)
            self.readings.append(Reading(code, (start, start + symbol.stop), {}))

    def _source(self, first: int, last: int) -> str:
        return self.tokens.source[self.tokens.span(first)[0] : self.tokens.span(last)[1]]

    @cached_property
    def runs(self) -> Runs:
        """Made only where a run is to be split; it reads this object's letters when it must."""
        return Runs(self.table, self.functions, lambda: self._letters, self.defined)

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The single letters, with their subscripts, that are names somewhere in the program."""
        found = {*self.defined, "e"}
        for word in self.tokens.words:
            text = word.text
            if text in self.table or text in ELSEWHERE or word.key in self.defined:
                continue
            atoms = ATOM.findall(text)
            if len(atoms) == 1 or (len(atoms) <= 3 and not self.runs.as_name(text)):
                found |= {canonical(atom) for atom in atoms}
        return frozenset(found)


def _power_of_letter(transpose: Symbol) -> Iterator[Placed]:
    """`x^T` where the program defines T: a power, not a transpose."""
    letter = Symbol("name", transpose.text[-1])
    letter.name = letter.text
    yield sign(transpose.text[:-1], transpose.lead), 0
    yield letter, transpose.stop - 1
