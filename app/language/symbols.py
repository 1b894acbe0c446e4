"""What tokens mean: one `Symbol` for every distinct token, and the signs of the rows and of the syntax itself."""

from __future__ import annotations

from typing import Literal, NamedTuple

from app.errors import Span
from app.language.grammar import FENCES, INFIX, POSTFIX, PREFIX, ROOTS, TIMES, Rows, powers
from app.operations import Operation

Kind = Literal[
    "run", "name", "function", "call", "number", "superscript",  # operands, and what belongs to them
    "infix", "prefix", "postfix", "root",                        # signs of operations
    "open", "close", "fence", "array", "index",                  # brackets; `index` is the one of `x[0]`
    "comma", "colon", "equals", "separator", "blank", "end",
]  # fmt: skip

CLOSING = {"(": ")", "[": "]", "{": "}"} | {fence: fence for fence in FENCES}
"""opening bracket -> closing one"""
LAYOUT: frozenset[Kind] = frozenset({"separator", "open", "close", "fence", "array"})
"""what the matching of brackets looks at"""
NEVER = -1
"""the power of what ends an expression"""
BESIDE = powers(TIMES)[0]
"""the power of what begins an operand, where it stands beside one: that is a multiplication"""
TIGHTEST = 100


class Symbol:
    """What one token means. Equal tokens share their symbol, so it knows no place."""

    key: str = ""
    """of a run: the canonical name"""
    name: str | None = None
    """of a name: its first spelling in the source"""
    function: str | None = None
    """of a function that the program defines: its first spelling"""
    value: float = 0.0
    """of a number or a superscript"""
    rows: Rows = ()
    """of a function, a fence, a postfix or a root: what it may mean"""
    infix: Operation | None = None
    """of a sign between two operands"""

    def __init__(self, kind: Kind, text: str, power: int = BESIDE, right: int = NEVER, lead: int = 0) -> None:
        self.kind, self.text, self.power, self.right, self.lead = kind, text, power, right, lead
        self.stop = lead + len(text)
        """where the text ends, counted from the start of the token; it begins at `lead`"""

    def padded(self, lead: int, text: str | None = None) -> Symbol:
        """The same sign with blanks before it, or by another text."""
        twin = Symbol(self.kind, text or self.text, self.power, self.right, lead)
        twin.rows, twin.infix = self.rows, self.infix
        return twin


def _signs() -> dict[str, Symbol]:
    """Every sign of the rows and of the syntax itself."""
    signs = {text: Symbol("close", text, NEVER) for text in ")]}"}
    signs |= {text: Symbol("array" if text == "[" else "open", text) for text in "([{"}
    signs |= {text: Symbol("fence", text) for text in FENCES}
    signs[","], signs[":"] = Symbol("comma", ",", NEVER), Symbol("colon", ":", NEVER)
    signs["="] = Symbol("equals", "=", NEVER)
    for text, row in INFIX.items():
        left, right = powers(row)
        signs[text] = Symbol("infix", text, left, right)
        signs[text].infix = row
    signs = {text: Symbol("prefix", text) for text in PREFIX} | signs
    for text, row in POSTFIX.items():
        assert row.binding and row.binding[0]
        signs[text] = Symbol("postfix", text, row.binding[0])
    signs |= {text: Symbol("root", text) for text in ROOTS}
    for text, row in (FENCES | POSTFIX | ROOTS).items():
        signs[text].rows = (row,)
    if "^T" in signs:
        signs["ᵀ"] = signs["^T"].padded(0, "ᵀ")
    return signs


SIGNS = _signs()
DOUBLED = {text[0]: text for text in FENCES if text == 2 * text[0]}
"""`||` is found by the matching of brackets, since `|x||y|` has none"""


class Tokens(NamedTuple):
    """A source as symbols, with an end symbol behind the last one."""

    source: str
    symbols: list[Symbol]
    starts: list[int]
    words: list[Symbol]
    """the distinct runs of letters, in the order of the source"""
    statements: list[int]
    """the index of the first symbol of each statement"""
    pairs: dict[int, int]
    """index of an opening bracket -> of its closing one"""
    dropped: set[int]
    """line breaks inside brackets, and the second bars of `||`"""
    rough: bool
    """whether `words` has to look at every symbol: at blanks between operands, indices, `^T`, and what is dropped"""

    def span(self, index: int) -> Span:
        symbol, start = self.symbols[index], self.starts[index]
        return start + symbol.lead, start + symbol.stop
