r"""What stands below and above: which of it belongs to a name (`w_{12}^{(1)}`), and which is a power or a transpose."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.errors import Span
from app.language.latex.lexer import Token
from app.language.names import is_well_known, of_our_alphabets

ABOVE = re.compile(r"\^\{(\([^(){}]*\)|\[[^\[\]{}]*\])\}")
"""an index above, in a name"""
_INDEX_ABOVE = re.compile(r"(\((?:[0-9]+|[^\W\d_](?:[+-][0-9]+)?)\)|\[[^\[\]{}\\]+\])([T⊤]?)")
_LETTER_OR_NUMBER = re.compile(r"[0-9]+|[^\W\d_][^\W_]*")


class Argument(NamedTuple):
    """What a command or a script takes: tokens from `first` to `last`, or a single letter of a longer token."""

    first: int
    last: int
    span: Span
    single: Token | None = None


class Power(NamedTuple):
    """Something above that is done to what stands before it."""

    hat: Token
    argument: Argument
    transposes: str
    """T or ⊤, perhaps with a minus before it, or nothing: then it is an exponent"""


class Scripts:
    """The scripts of one nucleus."""

    def __init__(self) -> None:
        self.below: Argument | None = None
        self.below_text = ""
        self.above = ""
        self.above_power: Power | None = None
        """what the index above is where it belongs to no name"""
        self.primes = 0
        self.prime_span: Span = (0, 0)
        self.powers: list[Power] = []
        self.name_end = 0
        """where the last script ends that belongs to a name, before any power"""

    def __bool__(self) -> bool:
        return bool(self.named or self.powers)

    @property
    def named(self) -> bool:
        """Whether something of it belongs to a name."""
        return bool(self.below or self.above or self.primes)

    def extend(self, end: int) -> None:
        if not self.powers:
            self.name_end = end

    def prime(self, token: Token) -> None:
        self.primes += 1
        self.prime_span = token.start, token.end
        self.extend(token.end)

    def set_below(self, argument: Argument, plain: str) -> None:
        self.below, self.below_text = argument, plain
        self.extend(argument.span[1])

    def set_above(self, hat: Token, argument: Argument, plain: str) -> None:
        index = _INDEX_ABOVE.fullmatch(plain)
        if plain and not plain.strip("'"):
            self.primes += len(plain)
            self.prime_span = argument.span
            self.extend(argument.span[1])
        elif index and not self.above:
            self.above = index[1]
            self.above_power = Power(hat, argument, "")
            self.extend(argument.span[1])
            if index[2]:
                self.powers.append(Power(Token("sign", "", argument.span[1]), argument, index[2]))
        else:
            self.powers.append(Power(hat, argument, plain if plain in ("T", "⊤", "-T", "-⊤") else ""))

    def minus_as_sign(self) -> None:
        """Take a `-T` above as an exponent, as over anything but a matrix."""
        self.powers = [each._replace(transposes="") if each.transposes == "-T" else each for each in self.powers]

    def index_as_power(self) -> None:
        """Take the index above as an exponent: `(a + b)^{(2)}`, `e^{(x)}`."""
        if self.above_power:
            self.powers.insert(0, self.above_power)
            self.above, self.above_power = "", None


def below(text: str) -> str:
    """A subscript as names have it: `_1`, `_out`, `_{i,j}`."""
    return f"_{text}" if _LETTER_OR_NUMBER.fullmatch(text) else f"_{{{text}}}"


def is_word(letters: str, atoms: list[str]) -> bool:
    """Whether letters with a subscript behind them are one word, not a product whose last letter has it."""
    return is_well_known(letters) or len(atoms) > 3 or not of_our_alphabets(letters)
