"""What tokens mean: one `Symbol` for every distinct token, and the signs of the rows and of the syntax itself."""

from __future__ import annotations

from typing import Literal, NamedTuple

from app.errors import Span
from app.language.grammar import FENCES, INFIX, POSTFIX, POWER, PREFIX, ROOTS, TIMES, Rows, powers
from app.operations import Operation

Kind = Literal[
    "run", "name", "function", "call", "number", "superscript",               # operands, and what belongs to them
    "raised", "below", "text",
    "infix", "prefix", "postfix", "root",                        # signs of operations
    "open", "close", "fence", "array", "index",                  # brackets; `index` is the one of `x[0]`
    "comma", "colon", "range", "equals", "separator", "blank", "end",
    "fraction", "radical", "logarithm", "series", "dot",          # structures of LaTeX
    "matrix", "cases", "column", "row", "otherwise",
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
BELOW = powers(POWER)[1] - 1
"""the power of a subscript: `‖x‖^2_1` has it below the norm, not below the exponent"""


class Symbol:
    """What one token means. Equal tokens share their symbol, so it knows no place.

    What only some kinds have is set only for these: a long source makes thousands of symbols.
    """

    __slots__ = ("function", "infix", "key", "kind", "lead", "name", "power", "right", "rows", "stop", "text", "value")

    kind: Kind
    text: str
    power: int
    """how tightly it binds to an operand before it"""
    lead: int
    """where the text begins, counted from the start of the token: blanks may stand before a sign"""
    stop: int
    """where the text ends, counted in the same way"""
    name: str | None
    """of a name: its first spelling in the source; None for all other kinds"""
    infix: Operation | None
    """of a sign between two operands; None for all other kinds"""
    right: int
    """of a sign between two operands: how tightly it binds to the second"""
    key: str
    """of a run: the canonical name"""
    function: str
    """of a call: the first spelling of the function that the program defines"""
    rows: Rows
    """of a function, a fence, a postfix or a root: what it may mean"""
    value: float
    """of a number or a superscript"""

    def __init__(self, kind: Kind, text: str, power: int = BESIDE, lead: int = 0) -> None:
        self.kind, self.text, self.power, self.lead = kind, text, power, lead
        self.stop = lead + len(text)
        self.name = self.infix = None


def between(text: str, row: Operation, lead: int = 0) -> Symbol:
    """The sign of an operation between two operands."""
    left, right = powers(row)
    symbol = Symbol("infix", text, left, lead)
    symbol.infix, symbol.right = row, right
    return symbol


def applied(kind: Kind, text: str, rows: Rows, power: int = BESIDE, lead: int = 0) -> Symbol:
    """A function's word or sign, of one kind or another."""
    symbol = Symbol(kind, text, power, lead)
    symbol.rows = rows
    return symbol


def numeral(kind: Kind, text: str, value: float, power: int = BESIDE) -> Symbol:
    """A number, or one above the line."""
    symbol = Symbol(kind, text, power)
    symbol.value = value
    return symbol


def _signs() -> dict[str, Symbol]:
    """Every sign of the rows and of the syntax itself."""
    signs = {text: Symbol("prefix", text) for text in PREFIX}
    signs |= {text: between(text, row) for text, row in INFIX.items()}
    signs |= {text: applied("postfix", text, (row,), (row.binding or (0,))[0] or 0) for text, row in POSTFIX.items()}
    signs |= {text: applied("root", text, (row,)) for text, row in ROOTS.items()}
    signs |= {text: applied("fence", text, (row,)) for text, row in FENCES.items()}
    signs |= {text: Symbol("array" if text == "[" else "open", text) for text in "([{"}
    signs |= {text: Symbol("close", text, NEVER) for text in ")]}"}
    signs |= {"..": Symbol("range", "..", NEVER)}
    signs |= {",": Symbol("comma", ",", NEVER), ":": Symbol("colon", ":", NEVER), "=": Symbol("equals", "=", NEVER)}
    signs[":="] = Symbol("equals", ":=", NEVER)
    signs["ᵀ"] = applied("postfix", "ᵀ", signs["^T"].rows, signs["^T"].power)
    return signs


def sign(text: str, lead: int = 0) -> Symbol:
    """A sign with so many blanks before it."""
    symbol = SIGNS[text]
    if symbol.infix is not None:
        return between(text, symbol.infix, lead)
    twin = Symbol(symbol.kind, text, symbol.power, lead)
    if symbol.kind in ("postfix", "root", "fence"):
        twin.rows = symbol.rows
    return twin


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
