"""Runs of letters -> names, functions and products, by what the program defines.

`xsin(y)` is x·sin(y), `bc` is b·c, `price` is one name: DESIGN section 2 has the rules. Most runs are plain names and are
settled at once, each distinct one a single time; only a source that has other ones is gone through once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from app.errors import FormulaSyntaxError, NameProblem
from app.language.grammar import CALLED, EVERY_FUNCTION, FUNCTIONS, INSIDE_RUNS, Rows, elementwise
from app.language.lexer import SIGNS, Symbol, Tokens
from app.language.names import ATOM, CONSTANTS, LETTER, canonical, is_well_known, of_our_alphabets
from app.language.suggestions import ELSEWHERE, PYTHON_WORDS, did_you_mean, nearest_function
from app.language.tree import Reading

Follower = str
"""what stands behind a run: "(" an adjoining bracket, "operand" something it could be applied to, "=" an equals sign"""

TRUTHS = {"True": 1.0, "False": 0.0}

TOLD = {"log": "natural_logarithm"}
"""functions whose meaning differs from what some readers expect -> the reading that says so"""

_SUBSCRIPTED = re.compile(rf"(?:{LETTER}_[0-9A-Za-z]){{2,}}|{LETTER}_[0-9]+(?:{LETTER}(?:_?[0-9]+)?)+")
"""`w_1x_1`, `w_ix_i`, `w_1x`: the only runs with an underscore that are products"""
_NUMBER_THEN_REST = re.compile(r"([0-9]+)(.*)", re.DOTALL)
_SUBSCRIPT_IN_BRACKETS = re.compile(r"\[\s*[0-9]+(?:\s*,\s*[0-9]+)*\s*\]")


class Piece(NamedTuple):
    text: str
    rows: Rows = ()
    """what it may mean where it is a function"""
    number: float | None = None


class Words:
    """The words of one source. `given` are canonical names that have a meaning although the source defines them not."""

    def __init__(self, tokens: Tokens, given: frozenset[str], functions: dict[str, Rows], own_signs: bool = False) -> None:
        self.tokens = tokens
        self.table = functions
        self.own_signs = own_signs
        self.readings: list[Reading] = []
        self.spellings: dict[str, str] = {}
        self.functions: set[str] = set()
        self.defined = set(given)
        self._find_heads()

    def _find_heads(self) -> None:
        """What the statements define: `name =`, `f(x, y) =`, `w[1,2] =`."""
        symbols, pairs = self.tokens.symbols, self.tokens.pairs
        for first in self.tokens.statements:
            head = symbols[first]
            if head.kind != "run":
                continue
            behind = symbols[first + 1]
            if behind.kind == "blank" and head.text in PYTHON_WORDS and symbols[first + 2].kind == "run":
                raise FormulaSyntaxError("syntax.python", self.tokens.span(first), found=head.text)
            if behind.kind == "equals":
                if head.text in FUNCTIONS:
                    raise NameProblem("name.reserved", self.tokens.span(first), name=head.text)
                self.defined.add(canonical(head.text))
            elif behind.kind in ("open", "index"):
                closing = pairs[first + 1]
                if symbols[closing + 1].kind == "equals":
                    if behind.kind == "index":
                        self.defined.add(canonical(self._source(first, closing)))
                    else:
                        self.functions.add(canonical(head.text))
                        inside = symbols[first + 2 : closing]
                        self.defined |= {canonical(symbol.text) for symbol in inside if symbol.kind == "run"}

    def resolve(self) -> Tokens:
        """The tokens with a meaning for every run, blanks and inner line breaks left out."""
        defined, functions, table, spellings = self.defined, self.functions, self.table, self.spellings
        plain = not self.tokens.rough
        for symbol in self.tokens.words:
            text = symbol.text
            key = canonical(text)
            if key in functions:
                symbol.kind, symbol.function = "call", spellings.setdefault(key, text)
            elif key in defined or ((len(text) == 1 or text[1:].isdecimal()) and key not in CALLED):
                symbol.kind, symbol.name = "name", spellings.setdefault(key, text)
                if key in CONSTANTS and key not in defined:
                    plain = False
            elif text in table and len(text) > 1 and (text in FUNCTIONS or self.own_signs):
                symbol.kind, symbol.rows = "function", table[text]
                if text in TOLD:
                    plain = False
            else:
                plain = False
        return self.tokens if plain else self._rebuilt()

    def _source(self, first: int, last: int) -> str:
        return self.tokens.source[self.tokens.span(first)[0] : self.tokens.span(last)[1]]

    # ── once more through the source, where it is not made of plain names and signs alone ───────────────────────────

    def _rebuilt(self) -> Tokens:
        tokens = self.tokens
        symbols: list[Symbol] = []
        starts: list[int] = []
        memo: dict[tuple[str, Follower], list[tuple[Symbol, int]]] = {}
        told: set[str] = set()
        skip_to = 0
        self.spellings.clear()
        for index, symbol in enumerate(tokens.symbols):
            kind, start = symbol.kind, tokens.starts[index]
            if index < skip_to or kind == "blank" or index in tokens.dropped:
                continue
            if kind == "run":
                follower = self._follower(index)
                if (symbol.text, follower) not in memo:
                    memo[symbol.text, follower] = list(self._placed(symbol, start, follower))
                parts = memo[symbol.text, follower]
            elif kind == "postfix" and symbol.text[-1] in self.defined:
                parts = list(_power_of_letter(symbol))
            else:
                parts = [(symbol, 0)]
            last, offset = parts[-1]
            if last.name and tokens.symbols[index + 1].kind == "index":
                joined = self._joined(index, last)
                if joined:
                    skip_to = tokens.pairs[index + 1] + 1
                    parts = [*parts[:-1], (joined, offset)]
            for part, offset in parts:
                if part.name:
                    part.name = self.spellings.setdefault(canonical(part.text), part.text)
                    self._tell_constant(part, start + offset, told)
                elif part.function:
                    part.function = self.spellings.setdefault(canonical(part.text), part.text)
                elif part.kind == "function" and part.text in TOLD and part.text not in told:
                    told.add(part.text)
                    self._tell(TOLD[part.text], start + offset, part.text)
                symbols.append(part)
                starts.append(start + offset)
        return tokens._replace(symbols=symbols, starts=starts)

    def _follower(self, index: int) -> Follower:
        behind = self.tokens.symbols[index + 1]
        if behind.kind == "open" and not behind.lead and behind.text == "(":
            return "("
        if behind.kind == "equals":
            return "="
        power_or_bracket = behind.kind in ("blank", "superscript", "open", "fence", "root") or behind.text in ("^", "**")
        return "operand" if power_or_bracket else ""

    def _placed(self, run: Symbol, start: int, follower: Follower) -> Iterator[tuple[Symbol, int]]:
        """The symbols of the pieces of a run, with their offsets in it."""
        offset = 0
        for piece in self._pieces(run.text, start, follower):
            key = canonical(piece.text)
            symbol = Symbol("name", piece.text)
            if piece.rows:
                symbol.kind, symbol.rows = "function", piece.rows
            elif piece.number is not None:
                symbol.kind, symbol.value = "number", piece.number
            elif key in self.functions:
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
        if key not in self.defined and (
            canonical(base.text) in self.defined or not _SUBSCRIPT_IN_BRACKETS.fullmatch(bracket)
        ):
            return None
        name = base.text + "".join(bracket.split())
        symbol = Symbol("name", name)
        symbol.name = name
        start = self.tokens.span(index)[1] - len(base.text)
        symbol.stop = self.tokens.span(closing)[1] - start
        if key not in self.defined and key not in self.spellings:
            self.readings.append(Reading("index_name", (start, start + symbol.stop), {"name": name, "base": base.text}))
        return symbol

    def _tell(self, code: str, start: int, text: str, **facts: str) -> None:
        self.readings.append(Reading(code, (start, start + len(text)), facts))

    def _tell_constant(self, symbol: Symbol, start: int, told: set[str]) -> None:
        key = canonical(symbol.text)
        if key in CONSTANTS and key not in self.defined:
            symbol.name = key
            if key not in told and key == "e":
                told.add(key)
                self._tell("euler", start, symbol.text)

    # ── one run ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _pieces(self, run: str, start: int, follower: Follower) -> list[Piece]:
        """What a run that is no plain name stands for. Raises NameProblem where a function is meant that is unknown."""
        if not any(map(str.isalpha, run)):
            raise FormulaSyntaxError("syntax.character", (start, start + len(run)), found=run)
        key = canonical(run)
        if follower == "=":
            return [Piece(run)]
        if run in TRUTHS:
            return [Piece(run, number=TRUTHS[run])]
        for word in (run, key, run.lower() if follower == "(" and len(run) > 2 else run):
            rows = self.table.get(word)
            if rows and (word in FUNCTIONS or self.own_signs or follower == "("):
                if word not in (run, key):
                    self._tell("case", start, run, function=word)
                elif len(key) == 1:
                    self._tell("letter_function", start, run, name=run, function=rows[0].name)
                return [Piece(run, rows)]
        if is_well_known(run) or ATOM.fullmatch(run) or not of_our_alphabets(run):
            return [Piece(run)]
        if not run.isalnum() and not re.fullmatch(rf"(?:{ATOM.pattern})+", run):
            return [Piece(run)]
        if "_" in run and not _SUBSCRIPTED.fullmatch(run):
            return [Piece(run)]
        pieces = self._around_function(run, follower)
        if pieces:
            self._tell("split", start, run, run=run, pieces=_side_by_side(pieces))
            return pieces
        pieces = self._product(run, follower)
        if pieces:
            self._tell("product", start, run, run=run, product=_side_by_side(pieces))
            return pieces
        if follower == "(":
            suggestion = nearest_function(run, (self.spellings.get(name, name) for name in self.functions))
            raise NameProblem(
                "name.function", (start, start + len(run)), name=run, hint=did_you_mean(suggestion)
            )
        self._tell("one_name", start, run, name=run)
        return [Piece(run)]

    def _product(self, run: str, follower: Follower) -> list[Piece]:
        """The factors of a run of two or three letters, or of one whose letters all are names; else nothing."""
        atoms = ATOM.findall(run)
        short = len(atoms) <= 3 and not (follower == "(" and run in ELSEWHERE)
        if short or "_" in run or self._all_known(atoms):
            return [Piece(atom) for atom in atoms]
        return []

    def _around_function(self, run: str, follower: Follower) -> list[Piece]:
        """The pieces of a run with a function's name in it, longest name first (`xsin(y)`, `cosx`, `sin2x`); else nothing."""
        for word in INSIDE_RUNS:
            place = run.rfind(word) if follower == "(" else run.find(word)
            if place < 0:
                continue
            before, behind = run[:place], run[place + len(word) :]
            if behind if follower == "(" else not elementwise(word) or not (behind or follower):
                continue
            left, right = self._operand_pieces(before), self._operand_pieces(behind)
            if left is not None and right is not None:
                return [*left, Piece(word, FUNCTIONS[word]), *right]
        return []

    def _operand_pieces(self, rest: str) -> list[Piece] | None:
        """What stands before or behind a function inside a run: None where it is hardly meant as a product."""
        if not rest:
            return []
        number = _NUMBER_THEN_REST.fullmatch(rest)
        if number:
            behind = self._operand_pieces(number[2])
            return None if behind is None else [Piece(number[1], number=float(number[1])), *behind]
        atoms = ATOM.findall(rest)
        if len(atoms) == 1 or self._all_known(atoms):
            return [Piece(atom) for atom in atoms]
        return self._around_function(rest, "") or None

    def _all_known(self, atoms: Iterable[str]) -> bool:
        return all(canonical(atom) in self._letters for atom in atoms)

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The single letters, with their subscripts, that are names somewhere in the program."""
        found = set(self.defined)
        for word in self.tokens.words:
            atoms = ATOM.findall(word.text)
            whole = "".join(atoms) == word.text
            if word.text in self.table or word.text in ELSEWHERE or is_well_known(word.text):
                continue
            if whole and (len(atoms) == 1 or (len(atoms) <= 3 and canonical(word.text) not in self.defined)):
                found |= {canonical(atom) for atom in atoms}
        return frozenset(found | {"e"})


def _power_of_letter(sign: Symbol) -> Iterator[tuple[Symbol, int]]:
    """`x^T` where the program defines T: a power, not a transpose."""
    letter = Symbol("name", sign.text[-1])
    letter.name = letter.text
    yield SIGNS[sign.text[:-1]].padded(sign.lead), 0
    yield letter, sign.stop - 1


def _side_by_side(pieces: list[Piece]) -> str:
    """How the pieces read with their signs: `x·sin`, `cos x`."""
    text = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        text += ("" if before is None else " " if before.rows else "·") + piece.text
    return text
