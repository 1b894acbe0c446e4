"""The beginning of what NumPy says of an array.

NumPy decides how an array is written by a dozen operations on arrays, most of them for what a usual array has not:
nan, complex numbers, other options. Where it has any, or more numbers than NumPy writes, the words are NumPy's own.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from app.listing.number_blocks import block

PREFIX = "array("
LINE = 75
MOST = 1_000
"""numbers; of more NumPy writes the edges alone"""
DIGITS = 8

_USUAL = np.get_printoptions()
_TOO_LARGE = {"f": 1.0e6, "d": 1.0e8}
"""code of a kind -> the size from which on numbers have exponents"""
_WHOLES = "li?"
_NAMED = {"f": "float32", "i": "int32"}
"""those that are named behind the numbers; asked for its name, a kind takes as long as all the rest"""


def array_text(array: np.ndarray[Any, Any], length: int) -> str:
    """`repr(array)`, or something that begins like it and is longer than `length`."""
    words = words_of(array) if 0 < array.size <= MOST and array.ndim else None
    if words is None or np.get_printoptions() != _USUAL:
        return repr(array)
    texts = Words(len(words[0]), array.ndim)
    found = PREFIX + block(nested(words, array.shape), [False] * array.ndim, len(PREFIX), texts, length)
    if array.dtype.char not in _NAMED:
        return found + ")"
    behind = f"dtype={_NAMED[array.dtype.char]})"
    last = len(found) - found.rfind("\n")
    return found + ("," + ("\n" + " " * len(PREFIX) if last + len(behind) + 1 > LINE else " ")) + behind


def words_of(array: np.ndarray[Any, Any]) -> list[str] | None:
    """The numbers in order, all as wide as the widest; None where NumPy needs more than digits."""
    kind = array.dtype.char
    numbers = array.ravel().tolist()
    if kind in _WHOLES:
        words = [f"{each}" for each in numbers]
        width = len("False") if kind == "?" else max(map(len, words))
        return [word.rjust(width) for word in words]
    if kind not in _TOO_LARGE or not all(map(math.isfinite, numbers)):
        return None
    sizes = [abs(each) for each in numbers if each]
    if sizes:
        least, most = array.dtype.type(min(sizes)), array.dtype.type(max(sizes))
        if most >= _TOO_LARGE[kind] or least < 0.0001 or most / least > 1000.0:
            return with_exponents(numbers, array)
    parts = [digits(each) for each in (numbers if kind == "d" else array.ravel())]
    before, behind = max(len(part[0]) for part in parts), max(len(part[1]) for part in parts)
    return [f"{whole.rjust(before)}.{part.ljust(behind)}" for whole, part in parts]


def with_exponents(numbers: list[float], array: np.ndarray[Any, Any]) -> list[str]:
    """All with as many digits as the one that needs most of them; the exponents are as long as the longest."""
    behind = 0
    for each in array.ravel():
        shortest = np.format_float_scientific(each, precision=DIGITS, trim=".")
        behind = max(behind, shortest.index("e") - shortest.index(".") - 1)
        if behind == DIGITS:
            break
    parts = [f"{each:#.{behind}e}".split("e") for each in numbers]
    before, longest = max(len(part[0]) for part in parts), max(len(part[1]) for part in parts)
    return [f"{part.rjust(before)}e{exponent[0]}{exponent[1:].zfill(longest - 1)}" for part, exponent in parts]


def digits(number: Any) -> list[str]:
    """What stands before and behind the point: the fewest that tell a number from its neighbours, at most eight behind.

    Python and NumPy write those of one number alone, but for `.0`.
    """
    text = str(number)
    parts = text.split(".")
    if "e" in text or len(parts[1]) > DIGITS:
        return f"{number:.{DIGITS}f}".rstrip("0").split(".")
    return parts if parts[1] != "0" else [parts[0], ""]


def nested(words: list[str], shape: tuple[int, ...]) -> list[Any]:
    """Lists in lists, as the array has dimensions."""
    found: list[Any] = words
    for size in reversed(shape[1:]):
        found = [found[start : start + size] for start in range(0, len(found), size)]
    return found


class Words(NamedTuple):
    """Of an array, already written."""

    width: int
    dimensions: int

    def of(self, word: str) -> str:
        return word

    def per_line(self, indent: int) -> int:
        # Each line ends with a comma, or with the brackets of all dimensions and what closes the call.
        return max(1, (LINE - self.dimensions - indent) // (self.width + 2))
