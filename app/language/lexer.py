"""Source -> symbols and their places, brackets matched, statements found.

One regular expression splits the source. Every distinct token gets its `Symbol` once, so that a long source costs a
dictionary look-up a token. Blanks belong to the sign beside them; only a blank between two operands is a token.
Brackets are matched here, in a loop: the parser meets no unbalanced and no too deep source.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import Literal, NamedTuple

from app.errors import FormulaSyntaxError, LimitExceeded, Span, UserError, ValueProblem
from app.language.grammar import FENCES, FUNCTIONS, INFIX, POSTFIX, PREFIX, ROOTS, TIMES, Rows, powers
from app.language.names import FRACTIONS, GREEK, SUBSCRIPT_DIGITS, SUPERSCRIPT_DIGITS
from app.limits import Limits
from app.operations import Operation

Kind = Literal[
    "run", "name", "function", "call", "number", "superscript",  # operands, and what belongs to them
    "infix", "prefix", "postfix", "root",                        # signs of operations
    "open", "close", "fence", "array", "index",                  # brackets; `index` is the one of `x[0]`
    "comma", "colon", "equals", "separator", "blank", "end",
]  # fmt: skip

CLOSING = {"(": ")", "[": "]", "{": "}"} | {fence: fence for fence in FENCES}
"""opening bracket -> closing one"""
NEVER = -1
"""the power of what ends an expression"""
BESIDE = powers(TIMES)[0]
"""the power of what begins an operand, where it stands beside one: that is a multiplication"""
TIGHTEST = 100


class Symbol:
    """What one token means. Equal tokens share their symbol, so it knows no place."""

    __slots__ = ("function", "infix", "kind", "layout", "lead", "name", "power", "prefix", "right", "rows", "stop", "text",
                 "value")  # fmt: skip

    def __init__(self, kind: Kind, text: str, power: int = BESIDE, right: int = NEVER, lead: int = 0) -> None:
        self.kind, self.text, self.power, self.right, self.lead = kind, text, power, right, lead
        self.stop = lead + len(text)
        """where the text ends, counted from the start of the token; it begins at `lead`"""
        self.layout = False
        """whether the matching of brackets has to look at it"""
        self.name: str | None = None
        """of a name: its first spelling in the source"""
        self.function: str | None = None
        """of a function that the program defines: its first spelling"""
        self.value = 0.0
        """of a number or a superscript"""
        self.rows: Rows = ()
        """of a function, a fence, a postfix or a root: what it may mean"""
        self.infix: Operation | None = None
        self.prefix: Operation | None = None

    def padded(self, lead: int, text: str | None = None) -> Symbol:
        """The same sign with blanks before it, or by another text."""
        twin = Symbol(self.kind, text or self.text, self.power, self.right, lead)
        twin.layout, twin.rows, twin.infix, twin.prefix = self.layout, self.rows, self.infix, self.prefix
        return twin


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
    """whether there is anything that the parser should not meet: blanks between operands, or what is dropped"""

    def span(self, index: int) -> Span:
        symbol, start = self.symbols[index], self.starts[index]
        return start + symbol.lead, start + symbol.stop


def _signs() -> dict[str, Symbol]:
    """Every sign of the rows and of the syntax itself."""
    signs = {text: Symbol("close", text, NEVER) for text in ")]}"}
    signs |= {text: Symbol("array" if text == "[" else "open", text) for text in "([{"}
    signs |= {text: Symbol("fence", text) for text in FENCES}
    for symbol in signs.values():
        symbol.layout = True
    signs[","], signs[":"] = Symbol("comma", ",", NEVER), Symbol("colon", ":", NEVER)
    signs["="] = Symbol("equals", "=", NEVER)
    for text, row in INFIX.items():
        left, right = powers(row)
        signs[text] = Symbol("infix", text, left, right)
        signs[text].infix = row
    for text, row in PREFIX.items():
        signs.setdefault(text, Symbol("prefix", text)).prefix = row
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

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("、"): ","}
_VARIANTS = {ord(one): other for one, other in zip("‐‑‒–—∗∕∣∥•∙⊤’", "-----*/|‖··T'", strict=True)}
_PLAIN = _WIDE | _VARIANTS

_BODY = f"[^\\W{SUPERSCRIPT_DIGITS}{FRACTIONS}ᵀ]"
_START = f"[^\\W\\d{SUPERSCRIPT_DIGITS}{SUBSCRIPT_DIGITS}{FRACTIONS}ᵀ]"
_RUN = (
    rf"{_START}{_BODY}*(?:(?:[\u0300-\u036f'′]+|(?<=_)\{{[^{{}}\n]*\}}|(?<!\be)\^\{{\([0-9]+\)\}}){_BODY}*)*"
)
_PLAIN_RUN = r"[A-Za-z][A-Za-z0-9]*+(?![_'′]|\^\{|[^\x00-\x7f])"
"""what most runs are, found twice as fast"""
_NUMBER = rf"(?:[0-9]+(?:_[0-9]+)*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[{FRACTIONS}]?|[{FRACTIONS}]"
_SEPARATOR = r"\s*(?:[;\n]|#[^\n]*)(?:[\s;]+|#[^\n]*)*"


def _sign_pattern(sign: str) -> str:
    """A sign that ends with a letter (`^T`) is none where a longer name begins with that letter (`^Theta`, `^T_1`)."""
    if not sign[-1].isalpha():
        return re.escape(sign)
    rests = [re.escape(word[1:]) for word in GREEK if word[0] == sign[-1]]
    return rf"{re.escape(sign)}(?![0-9_{SUBSCRIPT_DIGITS}]|{'|'.join(rests)})"


_SIGN = "|".join(map(_sign_pattern, sorted(SIGNS.keys() - DOUBLED.values(), key=len, reverse=True)))
TOKEN = re.compile(
    rf"{_PLAIN_RUN}|{_RUN}|[^\S\n]*+(?:{_SIGN})[^\S\n]*+|{_NUMBER}|{_SEPARATOR}|[⁺⁻]?[{SUPERSCRIPT_DIGITS}]+|[^\S\n]+|.",
    re.DOTALL,
)

_FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPT_DIGITS + "⁺⁻", "0123456789+-")
_ENDS_AN_OPERAND = frozenset({"run", "number", "close", "postfix", "superscript"})


class _Lexicon(dict[str, Symbol]):
    """token -> its symbol; grows by what the source contains."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(SIGNS)
        self.limits = limits
        self.words: list[Symbol] = []
        self.blanks = False

    def __missing__(self, token: str) -> Symbol:
        if token[0].isalpha() or token[0] == "_":
            if len(token) > self.limits.name_length:
                raise LimitExceeded("limit.name", limit=self.limits.name_length, found=len(token))
            symbol = Symbol("run", token)
            self.words.append(symbol)
        else:
            symbol = self.other(token, token.strip())
        self[token] = symbol
        return symbol

    def other(self, token: str, text: str) -> Symbol:
        """The symbol of anything but a run of letters; `text` is the token without the blanks around it."""
        if text in SIGNS:
            return SIGNS[text].padded(token.index(text[0]))
        if not text or text[0] in ";#":
            symbol = Symbol("separator" if text or "\n" in token else "blank", token, NEVER)
            symbol.layout = symbol.kind == "separator"
            self.blanks |= symbol.kind == "blank"
            return symbol
        if text[0] in "⁺⁻" + SUPERSCRIPT_DIGITS and text[-1] in SUPERSCRIPT_DIGITS:
            symbol = Symbol("superscript", text, powers(INFIX["^"])[0])
            symbol.value = self.number(text.translate(_FROM_SUPERSCRIPT))
            return symbol
        if text[0] in ".0123456789" + FRACTIONS and text != ".":
            symbol = Symbol("number", text)
            fraction = unicodedata.numeric(text[-1]) if text[-1] in FRACTIONS else 0.0
            symbol.value = self.number(text.rstrip(FRACTIONS) or "0") + fraction
            return symbol
        if text in "\\$&":
            raise FormulaSyntaxError("syntax.latex_sign", found=text)
        if text == ".":
            raise FormulaSyntaxError("syntax.dot")
        raise FormulaSyntaxError("syntax.character", found=shown(text))

    def number(self, digits: str) -> float:
        if len(digits) > self.limits.literal_digits:
            raise LimitExceeded("limit.literal", limit=self.limits.literal_digits, found=len(digits))
        value = float(digits)
        if value in (float("inf"), -float("inf")):
            raise ValueProblem("value.too_large", found=digits)
        return value


def shown(text: str) -> str:
    """A piece of the source as a message may quote it: what cannot be printed is shown by its code points."""
    return "".join(each if each.isprintable() else f"U+{ord(each):04X}" for each in text)


def plain(source: str) -> tuple[str, int | None]:
    """The source with full-width and typographic signs replaced, one for one, and where the first full-width one is."""
    if source.isascii():
        return source, None
    wide = (place for place, character in enumerate(source) if ord(character) in _WIDE)
    return source.translate(_PLAIN), next(wide, None)


def scan(source: str, limits: Limits) -> Tokens:
    """Split `source`. Raises FormulaSyntaxError, LimitExceeded and ValueProblem, each with its place."""
    texts = TOKEN.findall(source)
    starts = [0, *accumulate(map(len, texts))]
    lexicon = _Lexicon(limits)
    try:
        symbols = list(map(lexicon.__getitem__, texts))
    except UserError as error:
        refused = next(index for index, text in enumerate(texts) if text not in lexicon)
        error.span = starts[refused], starts[refused + 1]
        raise
    symbols.append(Symbol("end", "", NEVER))
    if len(symbols) > 1 and symbols[-2].kind in ("separator", "blank"):
        del symbols[-2], starts[-2]
        starts[-1] = starts[-2] + symbols[-2].stop if len(symbols) > 1 else 0
    first = 1 if symbols[0].kind == "blank" else 0
    tokens = Tokens(source, symbols, starts, lexicon.words, [first], {}, set(), rough=False)
    indexed = _match_brackets(tokens, limits.tree_depth)
    return tokens._replace(rough=lexicon.blanks or indexed or bool(tokens.dropped))


def _match_brackets(tokens: Tokens, deepest: int) -> bool:
    """Pair the brackets, tell opening bars from closing ones, and find where statements begin.

    The answer is whether there is an index (`x[0]`).
    """
    symbols = tokens.symbols
    indexed = False
    open_: list[int] = []
    for index in [index for index, symbol in enumerate(symbols) if symbol.layout]:
        symbol = symbols[index]
        kind = symbol.kind
        if kind == "separator":
            if not open_:
                tokens.statements.append(index + 1)
            elif ";" in re.sub("#[^\n]*", "", symbol.text):
                raise _unclosed(tokens, open_[-1])
            else:
                tokens.dropped.add(index)
            continue
        if index in tokens.dropped:
            continue
        if kind == "fence":
            kind = _turn_fence(tokens, index, symbols[open_[-1]].text if open_ else "")
        if kind == "close":
            if not open_:
                raise FormulaSyntaxError("syntax.stray", tokens.span(index), found=symbol.text)
            opening = symbols[open_[-1]].text
            if CLOSING[opening] != symbols[index].text:
                facts = {"found": symbol.text, "bracket": opening, "closing": CLOSING[opening]}
                raise FormulaSyntaxError("syntax.mismatched", tokens.span(index), **facts)
            tokens.pairs[open_.pop()] = index
            continue
        if kind == "array" and _is_index(tokens, index):
            symbols[index] = symbol = symbol.padded(0)
            symbol.kind, symbol.power, indexed = "index", TIGHTEST, True
        open_.append(index)
        if len(open_) > deepest:
            raise LimitExceeded("limit.depth", tokens.span(index), limit=deepest)
    if open_:
        raise _unclosed(tokens, open_[-1])
    return indexed


def _turn_fence(tokens: Tokens, index: int, innermost: str) -> Kind:
    """Decide whether the bar at `index` opens or closes, and whether it is one of two (`||`): "fence" or "close"."""
    symbols = tokens.symbols
    symbol = symbols[index]
    closes = _after_operand(symbols, index)
    doubled = DOUBLED.get(symbol.text)
    if doubled and symbols[index + 1].text == symbol.text and _touches(tokens, index + 1):
        if innermost == doubled or not closes:
            symbol = symbol.padded(symbol.lead, doubled)
            symbol.rows = SIGNS[doubled].rows
            tokens.dropped.add(index + 1)
    if closes and innermost == symbol.text:
        symbol = symbol.padded(symbol.lead)
        symbol.kind, symbol.power = "close", NEVER
        if index + 1 in tokens.dropped:
            symbols[index + 1] = symbol
    symbols[index] = symbol
    return symbol.kind


def _after_operand(symbols: list[Symbol], index: int) -> bool:
    """Whether an operand ends before the symbol at `index`."""
    before = symbols[index - 1] if index else symbols[-1]
    return before.kind in _ENDS_AN_OPERAND and before.text not in FUNCTIONS


def _is_index(tokens: Tokens, index: int) -> bool:
    """Whether the `[` at `index` belongs to what it touches (`x[0]`), else it begins an array."""
    return _after_operand(tokens.symbols, index) and tokens.symbols[index - 1].kind != "number" and _touches(tokens, index)


def _touches(tokens: Tokens, index: int) -> bool:
    """Whether no blank stands before the symbol at `index`."""
    return tokens.span(index - 1)[1] == tokens.span(index)[0]


def _unclosed(tokens: Tokens, index: int) -> FormulaSyntaxError:
    bracket = tokens.symbols[index].text
    return FormulaSyntaxError("syntax.unclosed", tokens.span(index), bracket=bracket, closing=CLOSING[bracket])
