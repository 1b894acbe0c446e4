"""Straight-line programs: one operation a line, on names and numbers, as programs write them.

    v1 = x1 * x2
    v2 = tanh(v1)

One regular expression reads such a source, many times as fast as a parser that expects anything. What is read here the
parser reads to the same program, places included (a test holds the two together); all else is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from math import isfinite

from app.language.arguments import plain_row
from app.language.grammar import CALLED, FUNCTIONS, INFIX, POSTFIX, elementwise
from app.language.lexer import SEPARATOR
from app.language.names import CONSTANTS, canonical
from app.language.tree import Apply, Definition, Name, Number, Program, Tree
from app.language.words import TOLD
from app.limits import Limits
from app.operations import broadcast

APPLIED = {
    word: row
    for word, rows in FUNCTIONS.items()
    if elementwise(word) and word not in TOLD and (row := plain_row(rows, 1)) and row.shape is broadcast
}
"""words that stand for a row on one operand"""
BETWEEN = {sign: row for sign, row in INFIX.items() if sign.isascii() and row.shape is broadcast}
"""signs that stand for a row on two"""
NO_NAMES = FUNCTIONS.keys() | {sign[-1] for sign in POSTFIX}
"""words that the parser has to look at: functions, and the T of `x^T`"""
AFTER_DIGITS = ":"
"""the character behind the digits: names come after it, numbers before"""

_NAME = "[A-Za-z][A-Za-z0-9_]*+"
_OPERAND = rf"(?:{_NAME}|[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)"
_SIGN = "|".join(map(re.escape, sorted(BETWEEN, key=len, reverse=True)))
_START = re.compile(rf"(?:{SEPARATOR})?\s*")
_LINE = re.compile(
    rf"\b({_NAME})( *= *)(({_NAME})\(({_OPERAND})\)|({_OPERAND})(?: *({_SIGN}) *({_OPERAND}))?+)"
    rf"( *(?:\n(?![\s;#])|{SEPARATOR}|\Z))"
)

Line = tuple[str, str, str, str, str, str, str, str, str]
"""name, equals sign, body, end; the body is function and operand, or operand, sign and operand, or an operand"""


class StraightLine(Mapping[str, Definition]):
    """The definitions of a straight-line program. A graph takes the lines as they are, others the trees."""

    def __init__(self, names: Iterable[str], lines: list[Line], start: int) -> None:
        self.names = dict.fromkeys(names)
        self.lines = lines
        self.start = start
        """where the first line begins; each next one begins where the one before ends"""

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Definition:
        return self.definitions[name]

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """Written when somebody asks for the first tree."""
        definitions: dict[str, Definition] = {}
        at = self.start
        for name, equals, text, function, argument, left, sign, right, end in self.lines:
            start = at + len(name) + len(equals)
            stop = start + len(text)
            body: Tree
            if function:
                body = Apply(APPLIED[function], (leaf(argument, start + len(function) + 1),), (start, stop))
            elif sign:
                body = Apply(BETWEEN[sign], (leaf(left, start), leaf(right, stop - len(right))), (start, stop))
            else:
                body = leaf(left, start)
            definitions[name] = Definition(name, body, (at, at + len(name)))
            at = stop + len(end)
        return definitions


def straight_line(source: str, given: frozenset[str], limits: Limits) -> Program | None:
    """The program of a source that is one, else None. `given` are canonical names that have a value from outside."""
    match = _START.match(source)
    start = match.end() if match else 0
    if not (source.isascii() and _LINE.match(source, start)):
        return None
    lines = _LINE.findall(source, start)
    names, equals, bodies, functions, arguments, lefts, _, rights, ends = zip(*lines, strict=True)
    texts = dict.fromkeys(chain.from_iterable(zip(names, arguments, lefts, rights, strict=True)))
    words = [text for text in texts if text > AFTER_DIGITS]
    spellings = dict(zip(map(canonical, words), words, strict=True))
    called = set(functions).difference([""])
    definitions = StraightLine(names, lines, start)
    fits = (
        start + sum(map(len, chain(names, equals, bodies, ends))) == len(source)
        and len(definitions) == len(lines)
        and 3 * len(lines) <= limits.tree_nodes
        and called <= APPLIED.keys()
        and called.isdisjoint(given)
        and NO_NAMES.isdisjoint(words)
        and len(spellings) == len(words)
        and max(map(len, words)) <= limits.name_length
        and all(name in definitions.names or key in given or is_plain(key) for key, name in spellings.items())
        and all(
            len(text) <= limits.literal_digits and isfinite(float(text)) for text in texts if "" < text < AFTER_DIGITS
        )
    )
    return Program(source, "formula", definitions, {}, (), spellings=spellings, given=given) if fits else None


def is_plain(key: str) -> bool:
    """Whether a canonical name is one where nothing defines it: a letter, perhaps with a number behind it."""
    return (len(key) == 1 or key[1:].isdecimal()) and key not in CONSTANTS and key not in CALLED


def leaf(text: str, start: int) -> Tree:
    """A name or a number."""
    span = start, start + len(text)
    return Name(text, span) if text > AFTER_DIGITS else Number(float(text), span)
