"""A run of letters that is no plain name -> its pieces: names, functions and numbers side by side.

`xsin(y)` is x·sin(y), `bc` is b·c, `price` is one name: DESIGN section 2 has the rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from itertools import pairwise
from typing import Literal, NamedTuple

from app.errors import FormulaSyntaxError, NameProblem
from app.language.grammar import FUNCTIONS, INSIDE_RUNS, Rows, elementwise
from app.language.names import ATOM, LETTER, canonical, is_well_known, of_our_alphabets
from app.language.suggestions import (
    ELSEWHERE,
    PYTHON_WORDS,
    WORDS_ELSEWHERE,
    did_you_mean,
    foreign_word,
    is_nearly_function,
    nearest_function,
)

Follower = Literal["(", "=", "operand", ""]
"""what stands behind a run: an adjoining bracket, an equals sign, what it could be applied to, or none of these"""

LONGEST_SPLIT = 20
"""Functions are looked for in runs of at most so many letters: all the ways to split a run are tried."""

TRUTHS = {"True": 1.0, "False": 0.0}

_SUBSCRIPTED = re.compile(rf"(?:{LETTER}_[0-9A-Za-z]){{2,}}|{LETTER}_[0-9]+(?:{LETTER}(?:_?[0-9]+)?)+")
"""`w_1x_1`, `w_ix_i`, `w_1x`: the only runs with an underscore that are products"""
_TOGETHER = {word.replace("_", ""): word for word in FUNCTIONS if "_" in word}
_SMALL_BASE = re.compile(
    "|".join(
        word.rstrip("0123456789") + "".join(chr(0x2080 + int(digit)) for digit in word if digit.isdecimal())
        for word in FUNCTIONS
        if word[-1].isdecimal() and word.rstrip("0123456789") in FUNCTIONS
    )
)
_ATOMS = re.compile(rf"(?:{ATOM.pattern})+")
_NUMBER_FIRST = re.compile(r"([0-9]+)(.*)", re.DOTALL)


class Piece(NamedTuple):
    text: str
    rows: Rows = ()
    """what it may mean where it is a function"""
    number: float | None = None


class Split(NamedTuple):
    """The pieces of a run, and what is to be told of them: a reading's code and facts."""

    pieces: list[Piece]
    told: str | None = None
    facts: dict[str, str] = {}  # noqa: RUF012 - nobody writes to it


class Runs:
    """Splits the runs of one program.

    `table` has its functions by their words, `letters` gives the letters that are names somewhere in it, `known` are
    the names that it defines or that have a value.
    """

    def __init__(
        self,
        table: dict[str, Rows],
        own: Collection[str],
        letters: Callable[[], frozenset[str]],
        known: Set[str] = frozenset(),
    ) -> None:
        self.table, self.own, self.letters, self.known = table, own, letters, known

    def split(self, run: str, follower: Follower) -> Split:
        """The pieces of a run. Raises NameProblem, without a place, where a function is meant that is unknown."""
        if not any(map(str.isalpha, run)):
            raise FormulaSyntaxError("syntax.character", found=run)
        if follower == "=":
            return Split([Piece(run)])
        atoms = ATOM.findall(run)
        hint = foreign_word(run, applied=follower != "" or (len(atoms) > 1 and run not in WORDS_ELSEWHERE))
        own = canonical(run) in self.known or (run in WORDS_ELSEWHERE and set(map(canonical, atoms)) <= self.known)
        if hint and not own:
            raise FormulaSyntaxError("syntax.elsewhere", found=run, hint=hint)
        if run in TRUTHS:
            return Split([Piece(run, number=TRUTHS[run])])
        return self.as_function(run, follower) or self.as_name(run) or self.as_several(run, follower)

    def as_function(self, run: str, follower: Follower) -> Split | None:
        """The whole run as a function's name, also as `log_2`, and before a bracket also in capitals."""
        key = canonical(run)
        for word in (run, key, self.otherwise(run) if follower == "(" else run):
            rows = self.table.get(word)
            if rows and (word in FUNCTIONS or follower == "("):
                if len(key) == 1:
                    return Split([Piece(run, rows)], "letter_function", {"name": run, "function": rows[0].name})
                if word not in (run, key):
                    return Split([Piece(run, rows)], "case", {"run": run, "function": word})
                return Split([Piece(run, rows)])
        return None

    def as_name(self, run: str) -> Split | None:
        """The whole run as one name: a letter with subscripts, a word that is well known or has an underscore."""
        several_letters = "_" in run and not _SUBSCRIPTED.fullmatch(run)
        if is_well_known(run) or ATOM.fullmatch(run) or not of_our_alphabets(run) or several_letters:
            return Split([Piece(run)])
        return None if _ATOMS.fullmatch(run) else Split([Piece(run)])

    def as_several(self, run: str, follower: Follower) -> Split:
        """The run as functions and products; one name where it is neither."""
        pieces = self.around_function(with_plain_base(run), follower) if len(run) <= LONGEST_SPLIT else []
        if pieces:
            pieces = list(_as_written(pieces, run))
            return Split(pieces, "split", {"run": run, "pieces": _side_by_side(pieces)})
        atoms = ATOM.findall(run)
        misspelt = follower == "(" and self.is_misspelt(run, atoms)
        elsewhere = misspelt or (follower == "(" and run in ELSEWHERE)
        if (len(atoms) <= 3 and not elsewhere) or "_" in run or (not misspelt and self.all_known(atoms)):
            pieces = [Piece(atom) for atom in atoms]
            return Split(pieces, "product", {"run": run, "product": _side_by_side(pieces)})
        if follower == "(" and run in PYTHON_WORDS:
            raise FormulaSyntaxError("syntax.python", found=run)
        if follower == "(":
            raise NameProblem("name.function", name=run, hint=did_you_mean(nearest_function(run, self.own)))
        return Split([Piece(run)], "one_name", {"name": run})

    def around_function(self, run: str, follower: Follower) -> list[Piece]:
        """The pieces of a run with a function in it, longest name first (`xsin(y)`, `cosx`, `sin2x`); else nothing."""
        called = follower == "("
        for word in INSIDE_RUNS:
            place = run.rfind(word) if called else run.find(word)
            if place < 0:
                continue
            before, behind = run[:place], run[place + len(word) :]
            if behind if called else not elementwise(word) or not (behind or follower):
                continue
            left, right = self.around(before, "operand"), self.around(behind, "")
            if left is not None and right is not None:
                return [*left, Piece(word, FUNCTIONS[word]), *right]
        return []

    def around(self, rest: str, follower: Follower) -> list[Piece] | None:
        """What stands before or behind a function inside a run; None where it is hardly meant as a product."""
        if not rest:
            return []
        number = _NUMBER_FIRST.fullmatch(rest)
        if number:
            behind = self.around(number[2], follower)
            return None if behind is None else [Piece(number[1], number=float(number[1])), *behind]
        atoms = ATOM.findall(rest)
        if "".join(atoms) != rest:
            return None
        if len(atoms) == 1 or self.all_known(atoms):
            return [Piece(atom) for atom in atoms]
        return self.around_function(rest, follower) or None

    def otherwise(self, run: str) -> str:
        """The function that a run means before a bracket; two letters only where they mean nothing of their own."""
        known = len(run) < 2 or (len(run) == 2 and not self.known.isdisjoint(map(canonical, run)))
        return run if known else written_otherwise(run)

    def is_misspelt(self, run: str, atoms: list[str]) -> bool:
        """Whether `sqt(x)` stands here: hardly a product of letters that have no meaning, but nearly a function."""
        return len(run) == 3 and not any(canonical(atom) in self.known for atom in atoms) and is_nearly_function(run)

    def all_known(self, atoms: Iterable[str]) -> bool:
        letters = self.letters()
        return all(canonical(atom) in letters for atom in atoms)


def written_otherwise(run: str) -> str:
    """The function that a run is with other capitals, or without its underscores: `Tanh`, `LeakyReLU`."""
    lower = run.lower()
    if "_" in lower and all(len(part) > 2 for part in lower.strip("_").split("_")):
        lower = lower.replace("_", "") if lower not in FUNCTIONS else lower
    return lower if lower in FUNCTIONS else _TOGETHER.get(lower, lower)


def with_plain_base(run: str) -> str:
    """`xlog₂y` as `xlog2y`, where that is a function."""
    return run if run.isascii() else _SMALL_BASE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), run)


def _as_written(pieces: list[Piece], run: str) -> Iterator[Piece]:
    """The pieces as they stand in the source."""
    place = 0
    for piece in pieces:
        yield piece._replace(text=run[place : place + len(piece.text)])
        place += len(piece.text)


def _side_by_side(pieces: list[Piece]) -> str:
    """How pieces read with signs between them: `x·sin`, `cos x`."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += (" " if before.rows else "·") + piece.text
    return text
