"""Brackets, bars and norms, plain or sized."""

from __future__ import annotations

import re

from app.errors import FormulaSyntaxError
from app.language.grammar import FENCES, FUNCTIONS, Rows
from app.language.latex.commands import ENVIRONMENTS, Command
from app.language.latex.cursor import CLOSING, LENGTH, Frame
from app.language.latex.lexer import Token
from app.language.latex.scripts import Scripts
from app.language.latex.structures import Structures
from app.language.symbols import NEVER, TIGHTEST, Symbol, applied, numeral, sign

MEANINGS: dict[str, Rows] = {
    "|": (FENCES["|"],),
    "‖": (FENCES["‖"],),
    "⟨": FUNCTIONS["dot"],
    "⌊": FUNCTIONS["floor"],
    "⌈": FUNCTIONS["ceil"],
}
"""delimiters that are functions of what they enclose"""
ABSOLUTE = FENCES["|"]


class Delimiters(Structures):
    """Reads what stands between two delimiters."""

    def read_open(self, token: Token, row: Command, frame: Frame) -> None:
        self.bracket(token, row.text)

    def read_middle(self, token: Token, row: Command, frame: Frame) -> None:
        self.bracket(token, row.text)

    def read_bracket(self, token: Token, opening: str) -> None:
        self.at -= 1
        doubled = self.two_bars()
        self.at += 1 + doubled
        self.bracket(token, LENGTH if doubled else opening, doubled=doubled)

    def read_left(self, token: Token, row: Command, frame: Frame) -> None:
        self.at = self.skipped(self.at, lines=True)
        opening = self.delimiter(self.at)
        start, end = token.start, self.tokens[self.at].end
        self.at += 1
        if opening == "{" and self.tokens[self.skipped(self.at, lines=True)].text == r"\begin":
            at = self.skipped(self.at, lines=True)
            name, behind = self.environment(at + 1)
            if ENVIRONMENTS.get(name) in ("matrix", "lines") and self.ends_open(at, name):
                self.at = behind
                self.structure(Token("sized", self.source[start:end], start), name, "cases")
                self.at = self.skipped(self.at, lines=True) + 2
                return
        if opening not in CLOSING and opening != ".":
            raise FormulaSyntaxError("syntax.delimiter", (start, end), name=token.text)
        self.bracket(Token("sized", self.source[start:end], start), "(" if opening == "." else opening, sized=True)

    def ends_open(self, at: int, name: str) -> bool:
        r"""Whether the environment that begins here is followed by `\right.`."""
        depth = 0
        while self.tokens[at].kind != "end":
            depth += self.tokens[at].text == r"\begin"
            depth -= self.tokens[at].text == r"\end"
            at += 1
            if depth == 0 and self.tokens[at - 1].text == r"\end":
                at = self.skipped(self.environment(at)[1], lines=True)
                return self.tokens[at].text == r"\right" and self.tokens[at + 1].text == "."
        return False

    def bracket(self, token: Token, opening: str, *, sized: bool = False, doubled: bool = False) -> None:
        """From an opening delimiter to its closing one, with the scripts behind it."""
        rows = MEANINGS.get(opening)
        if rows:
            self.function(rows[0].name, rows, token.start, token.start)
        index = opening == "[" and not sized and self.is_index(token)
        first = len(self.symbols)
        self.sign("(", token.start, token.end)
        frame = Frame("bracket", token, CLOSING[opening], sized=sized)
        frame.doubled = doubled
        self.content(frame)
        last = self.tokens[self.at - 1]
        array = opening == "[" and frame.commas
        closes = self.source[last.start : last.end]
        self.add(Symbol("close", "]" if array or index else ")", NEVER), last.start, last.start + len(closes))
        if index:
            self.symbols[first] = Symbol("index", "[", TIGHTEST)
            self.symbols[first].stop = len(token.text)
        elif array:
            self.symbols[first] = Symbol("array", "[")
            self.symbols[first].stop = len(token.text)
        elif self.matrix == (first + 1, len(self.symbols) - 2) and not rows:
            for place in (len(self.symbols) - 1, first):
                del self.symbols[place], self.starts[place]
        scripts = self.scripts()
        if scripts.below_text == "+" and not (rows or array or index):
            # The positive part: [1 - y f]_+ is max(0, 1 - y f).
            self.symbols.insert(first, applied("function", "relu", FUNCTIONS["relu"]))
            self.symbols[first].lead = self.symbols[first].stop = 0
            self.starts.insert(first, token.start)
            scripts.below, scripts.below_text = None, ""
        if opening == LENGTH and scripts.below:
            self.norm(first, scripts)
        self.powers(scripts, below=opening == LENGTH)

    def is_index(self, token: Token) -> bool:
        """Whether `[` touches a name, and encloses whole numbers: `x[0, 1]`."""
        touches = bool(self.symbols) and self.starts[-1] + self.symbols[-1].stop == token.start
        inside = re.match(r"\[\s*[0-9]+(?:\s*,\s*[0-9]+)*\s*\]", self.source[token.start :][:64])
        return touches and self.symbols[-1].kind == "run" and inside is not None

    def norm(self, first: int, scripts: Scripts) -> None:
        r"""`\lVert x \rVert_1`: the norm that the subscript says."""
        assert scripts.below
        which, (start, end) = scripts.below_text, scripts.below.span
        if which == r"\infty":
            largest = applied("function", "max", FUNCTIONS["max"])
            self.symbols[first - 1 : first] = [largest, sign("("), applied("function", ABSOLUTE.name, (ABSOLUTE,))]
            place = self.starts[first - 1]
            self.starts[first - 1 : first] = [place] * 3
            for symbol in self.symbols[first - 1 : first + 2]:
                symbol.lead = symbol.stop = 0
            self.sign(")", end, end)
        elif re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", which) and float(which) > 0:
            if float(which) != 2:
                closing, place = self.symbols.pop(), self.starts.pop()
                self.sign(",", start, start)
                parameter = Symbol("name", "p")
                parameter.name = "p"
                self.add(parameter, start, start)
                self.mark("equals", "=", start, start)
                self.add(numeral("number", which, float(which)), start, start)
                self.symbols.append(closing)
                self.starts.append(place)
        elif which not in ("F", "2"):
            self.refuse_subscript(scripts.below)
