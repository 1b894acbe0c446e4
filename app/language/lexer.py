"""Source -> symbols and their places, brackets matched, statements found.

One regular expression splits the source. Every distinct token gets its `Symbol` once, so that a long source costs a
dictionary look-up a token. Blanks belong to the sign beside them; only a blank between two operands is a token.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from app.errors import FormulaSyntaxError, LimitExceeded, UserError, ValueProblem
from app.language.brackets import match_brackets
from app.language.grammar import POWER, powers
from app.language.names import (
    ABOVE,
    FRACTIONS,
    GREEK,
    SMALL_ABOVE,
    SMALL_BELOW,
    SUBSCRIPT_DIGITS,
    SUBSCRIPTS,
    SUPERSCRIPT_DIGITS,
    SUPERSCRIPT_LETTERS,
    SUPERSCRIPTS,
    canonical,
)
from app.language.suggestions import SIGNS_ELSEWHERE
from app.language.symbols import BELOW, DOUBLED, NEVER, SIGNS, Symbol, Tokens, numeral, sign
from app.limits import Limits

WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("、"): ","}
_VARIANTS = {
    ord(one): other
    for one, other in zip("‐‑‒–—﹣∗⋆﹡∕⁄∣∥•∙・∘⨯✕✖⊤’´≔﹦⩽≦⩾≧ˆ﹢。", "------***//|‖···⊙×××T''==≤≤≥≥^+;", strict=True)
}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"), " ")
"""what web pages and word processors put between letters and nobody sees: invisible times, joiners, soft hyphens"""
_PLAIN = WIDE | _VARIANTS | _INVISIBLE
IN_LATEX = {code: sign for code, sign in _PLAIN.items() if chr(code) not in "，；。、：！？．％＃⊤"}
"""the same in LaTeX, where what parts sentences keeps its meaning"""
_FENCES = re.compile(r"(?m)^[^\S\n]*`{3,}[^\n`]*$|^[^\S\n]*`|`[^\S\n]*$")

_FULL_STOP = re.compile(r"(?m)(?<=[^\s\d.])\.(?=[^\S\n]*$)|(?<=[^\W\d]\d)\.(?=[^\S\n]*$)")
"""a point at the end of a line, behind anything but a number: it ends a sentence"""

_BODY = f"[^\\W{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_LETTERS}{FRACTIONS}ᵀ]"
_START = f"[^\\W\\d{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_LETTERS}{SUBSCRIPTS}{FRACTIONS}ᵀ]"
_MARKS = rf"[\u0300-\u036f\u20d7'′″]+|(?<=_)\{{[^{{}}\n]*\}}|[₊₋](?=[{SUBSCRIPTS}])|(?<!\be)(?:{ABOVE}|{SMALL_ABOVE})"
_RUN = rf"{_START}{_BODY}*(?:(?:{_MARKS}){_BODY}*)*"
_PLAIN_RUN = r"[A-Za-z][A-Za-z0-9]*+(?![_'′]|\^[{\[]|[^\x00-\x7f])"
"""what most runs are, found twice as fast"""
_WHOLE = "(?:[0-9]{1,3}(?:_[0-9]{3})+(?![0-9_])|[0-9]+)"
_NUMBER = rf"(?:{_WHOLE}(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[{FRACTIONS}]?|[{FRACTIONS}]"
SEPARATOR = r"\s*(?:[;\n]|#[^\n]*)(?:[\s;]+|#[^\n]*)*"


def _sign_pattern(sign: str) -> str:
    """A sign that ends with a letter (`^T`) is none where a longer name begins with that letter (`^Theta`, `^T_1`)."""
    if not sign[-1].isalpha():
        return re.escape(sign)
    rests = [re.escape(word[1:]) for word in GREEK if word[0] == sign[-1]]
    return rf"{re.escape(sign)}(?![0-9_{SUBSCRIPT_DIGITS}]|{'|'.join(rests)})"


_SIGN = "|".join(map(_sign_pattern, sorted(SIGNS.keys() - DOUBLED.values(), key=len, reverse=True)))
TOKEN = re.compile(
    rf"{_PLAIN_RUN}|\n(?![\s;#])|_\{{?[∞+]\}}?|{_RUN}|[^\S\n]*+(?://|{_SIGN})[^\S\n]*+|{_NUMBER}|{SEPARATOR}|[{SUPERSCRIPTS}]+|{SMALL_BELOW}|[^\S\n]+|\"[^\"\n]*\"|.",
    re.DOTALL,
)

_SUPERSCRIPT_NUMBER = re.compile(f"[⁺⁻]?[{SUPERSCRIPT_DIGITS}]+")
_ABOVE_THE_LINE = (
    f"[⁺⁻]?[{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_LETTERS}]+(?:[⁺⁻][{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_LETTERS}]+)*"
)
_RAISED = re.compile(f"{_ABOVE_THE_LINE}|⁽{_ABOVE_THE_LINE}⁾")
_NO_NAMES = frozenset({"close", "number", "superscript", "raised"})
_NO_BEGINNING = frozenset(SUPERSCRIPTS + SUBSCRIPTS)
_FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPT_DIGITS + "⁺⁻", "0123456789+-")


class _Lexicon:
    """The symbols of one source's distinct tokens."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.words: list[Symbol] = []
        self.rough = False

    def symbol(self, token: str) -> Symbol:
        """What a token means. Raises a UserError without a place."""
        if (token[0].isalpha() or token[0] == "_") and token not in SIGNS and token[0] not in _NO_BEGINNING:
            if len(token) > self.limits.name_length:
                raise LimitExceeded("limit.name", limit=self.limits.name_length, found=len(token))
            symbol = Symbol("run", token)
            symbol.key = canonical(token)
            self.words.append(symbol)
            return symbol
        text = token.strip()
        if text in SIGNS:
            self.rough |= SIGNS[text].kind == "postfix"
            return sign(text, token.index(text[0]))
        if not text or text[0] in ";#":
            blank = not text and "\n" not in token
            self.rough |= blank
            return Symbol("blank" if blank else "separator", token, NEVER)
        if text[0] in SUPERSCRIPTS and not _SUPERSCRIPT_NUMBER.fullmatch(text) and _RAISED.fullmatch(text):
            self.rough = True
            return Symbol("raised", text, powers(POWER)[0])
        if text[0] in SUPERSCRIPTS and _SUPERSCRIPT_NUMBER.fullmatch(text):
            value = self.number(text.translate(_FROM_SUPERSCRIPT))
            return numeral("superscript", text, value, powers(POWER)[0])
        if text[0] in "_" + SUBSCRIPTS:
            return Symbol("below", text, BELOW)
        if text[0] in ".0123456789" + FRACTIONS and text != ".":
            fraction = unicodedata.numeric(text[-1]) if text[-1] in FRACTIONS else 0.0
            return numeral("number", text, self.number(text.rstrip(FRACTIONS) or "0") + fraction)
        if text[0] == '"' and len(text) > 1:
            return Symbol("text", text)
        if text in "\\$&":
            raise FormulaSyntaxError("syntax.latex_sign", found=text)
        if text == ".":
            raise FormulaSyntaxError("syntax.dot")
        if text in SIGNS_ELSEWHERE:
            raise FormulaSyntaxError("syntax.elsewhere", found=text, hint=SIGNS_ELSEWHERE[text])
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
    source = _FULL_STOP.sub(";", unfenced(source)) if "." in source else unfenced(source)
    if source.isascii():
        return source, None
    wide = (place for place, character in enumerate(source) if ord(character) in WIDE)
    return source.translate(_PLAIN), next(wide, None)


def unfenced(source: str) -> str:
    """The source with the marks of code taken away that chats and notes put around it: lines of ```, quotes of `."""
    return _FENCES.sub(lambda fence: " " * len(fence[0]), source) if "`" in source else source


def scan(source: str, limits: Limits) -> Tokens:
    """Split `source`. Raises FormulaSyntaxError, LimitExceeded and ValueProblem, each with its place."""
    texts = TOKEN.findall(source)
    starts = [0, *accumulate(map(len, texts))]
    lexicon = _Lexicon(limits)
    meanings: dict[str, Symbol] = {}
    try:
        for text in dict.fromkeys(texts):
            meanings[text] = lexicon.symbol(text)
    except UserError as error:
        refused = texts.index(text)
        lead = len(text) - len(text.lstrip())
        error.span = starts[refused] + lead, starts[refused] + max(lead, len(text.rstrip()))
        raise
    if texts and meanings[texts[-1]].kind in ("separator", "blank"):
        del texts[-1], starts[-1]
    symbols = [*map(meanings.__getitem__, texts), Symbol("end", "", NEVER)]
    first = 1 if symbols[0].kind == "blank" else 0
    tokens = Tokens(source, symbols, starts, lexicon.words, [first], {}, set(), rough=False)
    indexed = match_brackets(tokens, limits.tree_depth)
    if any(symbol.text[0] == "_" for symbol in lexicon.words):
        lower_scripts(tokens)
    return tokens._replace(rough=lexicon.rough or indexed or bool(tokens.dropped))


def lower_scripts(tokens: Tokens) -> None:
    """Take `_1` as a subscript where it touches what is no name (`‖w‖_1`); elsewhere it begins a name (`_x`)."""
    symbols = tokens.symbols
    for index in range(1, len(symbols)):
        last = index - 2 if index - 1 in tokens.dropped else index - 1
        symbol, before = symbols[index], symbols[last]
        touches = before.kind in _NO_NAMES and tokens.span(last)[1] == tokens.span(index)[0]
        if symbol.kind == "run" and symbol.text[0] == "_" and touches:
            symbols[index] = Symbol("below", symbol.text, BELOW)
