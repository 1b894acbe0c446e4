"""Text -> tree: `parse` takes a source in any syntax that is known, and finds out which one it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from app.errors import ValueProblem
from app.language.formula import check_length, parse_formula
from app.language.latex import parse_latex, with_sums
from app.language.tree import Program, Syntax
from app.limits import LIMITS, Limits

AnySyntax = Literal["auto"] | Syntax

_LATEX = re.compile(r"\\[A-Za-z\\{|\[(,;!]|\$")
_LISTING = re.compile(
    r"^[ \t]*(?:(?:import|from)[ \t]+\w|(?:def|class)[ \t]+\w+[^\n]*:|(?:for|while|with|if)\b[^\n]*:[ \t]*$|print\()"
    r"|\b(?:torch|np|numpy|nn)\.\w|\.(?:backward|item|detach|grad)\b|\blambda\b[^\n:]*:",
    re.MULTILINE,
)
_LISTING_SIGNS = (":", "import", "print(", "torch.", "np.", "numpy.", "nn.", ".backward", ".item", ".detach", ".grad")
"""what every listing has some of: most formulas have none, and need no slower look"""


def parse(source: str, *, syntax: AnySyntax = "auto", values: Collection[str] = (), limits: Limits = LIMITS) -> Program:
    """The program that `source` says. `values` are the names that have a value from outside.

    Raises a UserError with its place in the source, counted in code points.
    """
    found = recognised(source, values) if syntax == "auto" else syntax
    if found == "formula":
        return parse_formula(source, values=values, limits=limits)
    if found == "latex":
        return parse_latex(source, values=values, limits=limits)
    check_length(source, limits.listing_bytes)
    raise ValueProblem("syntax.unsupported", (0, len(source)), syntax="PyTorch")


def recognised(source: str, values: Collection[str] = ()) -> Syntax:
    """The syntax that a source is written in. Sums as they are copied from a page (`∑`, `Σ`) are read as LaTeX's."""
    if any(sign in source for sign in _LISTING_SIGNS) and _LISTING.search(source):
        return "listing"
    if not source.isascii() and any(sign in with_sums(source, values) for sign in "∑∏"):
        return "latex"
    return "latex" if ("\\" in source or "$" in source) and _LATEX.search(source) else "formula"
