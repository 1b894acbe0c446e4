r"""One colour a quantity, where a look asks for it: the same on its card and in every formula. `static/js/dye.js` does
the same on the page, by the same rules: LaTeX enters, the same with its symbols in `\textcolor` leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

WORDS = r"\\(?:begin|end|mathrm|operatorname\*?|text|mathbf|textcolor|htmlClass)\s*\{[^{}]*\}"
"""commands whose argument is words, not mathematics"""
COMMAND = re.compile(r"\\[A-Za-z]+\Z")


def dyer(payload: dict[str, Any], hues: tuple[str, ...]) -> Callable[[str], str]:
    """What dyes the LaTeX of a payload: its inputs and named quantities, in turn, in `hues` as TeX knows them."""
    named = [node for node in payload["nodes"] if node["kind"] == "input" or (node["named"] and not node["collapses"])]
    hue_of = {symbol(node): hues[k % len(hues)] for k, node in enumerate(named)}
    if not hue_of:
        return str
    pattern = finding(hue_of)

    def dyed(found: re.Match[str]) -> str:
        written = found["symbol"]
        return found[0] if written is None else rf"{{\textcolor{{{hue_of[written]}}}{{{written}}}}}"

    return lambda latex: pattern.sub(dyed, latex)


def symbol(node: dict[str, Any]) -> str:
    """The name on a card, without what defines it."""
    name: str = node["latex"].partition("=")[0].strip()
    return name


def finding(symbols: Iterable[str]) -> re.Pattern[str]:
    """What finds symbols in LaTeX and passes over all else that is made of letters."""
    written = [
        re.escape(each) + ("(?![A-Za-z])" if COMMAND.search(each) else "") + ("" if "_" in each else "(?!_)")
        for each in sorted(symbols, key=len, reverse=True)
    ]
    return re.compile(rf"{WORDS}|(?P<symbol>{'|'.join(written)})|\\[A-Za-z]+|[_^][A-Za-z]")
