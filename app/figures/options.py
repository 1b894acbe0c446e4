"""The options of a figure as course pages write them: `values: a=5, b=3`, `step: 4`, `height: 320` -> typed.

One row an option, the same for the directive of Sphinx and the fence of Markdown. Every reader raises ValueError with
what it takes; `values` also what values themselves can be wrong by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from app.errors import UserError
from app.web.languages import language_named
from app.web.picture_query import SHOWN, THEMES
from app.web.query import read_values

ASSIGNED = re.compile(r"(^|,)(\s*[^\s,:=\[\]]+\s*)=")
"""`a=5` as formulas have it, where an address has `a:5`"""
LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|em|rem|ex|ch|vh|vw|pt|pc|in|cm|mm|%)?")


def values(written: str | None) -> dict[str, Any]:
    """`a=5, b=3, x=[1,2]`, or with colons, or a JSON object."""
    if not (written or "").strip():
        raise ValueError("values are written as a=5, b=3")
    try:
        return read_values(ASSIGNED.sub(r"\1\2:", str(written)))
    except UserError as error:
        raise ValueError(f"{error.detail('en')} Write values as a=5, b=3") from None


def whole(written: str | None) -> int:
    if not re.fullmatch(r"\d{1,6}", (written or "").strip()):
        raise ValueError("a whole number is expected, 0 or larger")
    return int(str(written))


def length(written: str | None) -> str:
    """A length of CSS; a bare number counts pixels."""
    found = LENGTH.fullmatch((written or "").strip())
    if not found:
        raise ValueError("a length is expected, such as 320, 20em or 80%")
    return f"{found[1]}{found[2] or 'px'}"


def language(written: str | None) -> str:
    found = language_named(written or "")
    if found is None:
        raise ValueError("a language is expected: en or zh-CN")
    return found


def parts(written: str | None) -> str:
    """`values, gradients` -> `values,gradients`."""
    found = [word for word in re.split(r"[\s,]+", written or "") if word]
    if not found or not set(found) <= set(SHOWN):
        raise ValueError(f"some of {', '.join(SHOWN)} are expected, with commas between them")
    return ",".join(found)


def text(written: str | None) -> str:
    if not (written or "").strip():
        raise ValueError("a text is expected")
    return str(written).strip()


def one_of(*choices: str) -> Callable[[str | None], str]:
    def read(written: str | None) -> str:
        found = (written or "").strip().lower()
        if found not in choices:
            raise ValueError(f"one of {', '.join(choices)} is expected")
        return found

    return read


OPTIONS: dict[str, Callable[[str | None], Any]] = {
    "values": values,
    "step": whole,
    "theme": one_of("auto", *THEMES),
    "lang": language,
    "show": parts,
    "predict": one_of("gradients", "values"),
    "caption": text,
    "width": length,
    "height": length,
    "align": one_of("left", "center", "right"),
}
"""name -> what reads it"""


def read_options(written: Mapping[str, str]) -> dict[str, Any]:
    """All of them, read. Raises ValueError, which names the option."""
    found = {}
    for name, value in written.items():
        if name not in OPTIONS:
            near = get_close_matches(name, OPTIONS, n=1)
            meant = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(OPTIONS)}"
            raise ValueError(f"unknown option {name}{meant}")
        try:
            found[name] = OPTIONS[name](value)
        except ValueError as error:
            raise ValueError(f"option {name}: {error}") from None
    return found
