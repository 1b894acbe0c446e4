"""Fractions, roots, matrices and cases."""

from __future__ import annotations

import re
from typing import Literal

from app.errors import FormulaSyntaxError
from app.language.grammar import FUNCTIONS
from app.language.latex.commands import ENVIRONMENTS, Command
from app.language.latex.cursor import Frame
from app.language.latex.letters import Letters
from app.language.latex.lexer import Token
from app.language.latex.scripts import Argument
from app.language.symbols import BESIDE, numeral
from app.limits import Limits


class Structures(Letters):
    """Reads what has parts of its own."""

    def __init__(self, source: str, limits: Limits) -> None:
        super().__init__(source, limits)
        self.matrix = (-1, -1)
        """where the symbols of the last matrix begin and end"""

    def read_fraction(self, token: Token, row: Command, frame: Frame) -> None:
        at = self.skipped(self.at, lines=True)
        both = self.tokens[at]
        if both.kind == "number" and len(both.text) == 2 and both.text.isdecimal():
            self.at = at + 1
            parts = [Token("number", digit, both.start + place) for place, digit in enumerate(both.text)]
            self.mark("fraction", token.text, token.start, token.end, BESIDE)
            for part in parts:
                self.sign("(", part.start, part.start)
                self.add(numeral("number", part.text, float(part.text)), part.start, part.end)
                self.sign(")", part.end, part.end)
        else:
            above = self.argument(token)
            under = self.argument(token)
            self.refuse_derivative(token, above, under)
            self.mark("fraction", token.text, token.start, token.end, BESIDE)
            self.bracketed(above)
            self.bracketed(under)
        self.powers(self.scripts())

    def refuse_derivative(self, token: Token, above: Argument, under: Argument) -> None:
        r"""Refuse `\frac{d}{dx}` and `\frac{dy}{dx}`: what is differentiated is the output, by every input."""
        numerator, denominator = self.plain(above), self.plain(under)
        if re.match(r"d(?![a-zA-Z]{2,})", numerator) and re.fullmatch(r"d[^\W\d_][_^'].*|d[^\W\d_]", denominator):
            span = token.start, under.span[1]
            raise FormulaSyntaxError("syntax.derivative", span, name=self.source[slice(*span)])

    def read_root(self, token: Token, row: Command, frame: Frame) -> None:
        at = self.skipped(self.at, lines=True)
        if self.tokens[at].text != "[":
            self.function("sqrt", FUNCTIONS["sqrt"], token.start, token.end)
            self.bracketed(self.argument(token))
        else:
            self.mark("radical", token.text, token.start, token.end, BESIDE)
            opening = self.tokens[at]
            self.at = at + 1
            self.sign("(", opening.start, opening.end)
            self.content(Frame("bracket", opening, "]"))
            closing = self.tokens[self.at - 1]
            self.sign(")", closing.start, closing.end)
            self.bracketed(self.argument(token))
        self.powers(self.scripts())

    def joined(self, opening: Token, name: str) -> None:
        """Lines inside a formula: one expression over several lines."""
        frame = Frame("joined", opening, rf"\end{{{name}}}")
        self.enter(frame)
        while True:
            self.at = self.skipped(self.at, lines=True)
            if self.closed(frame):
                break
            if self.is_row(self.tokens[self.at]):
                self.at += 1
                self.skip_row_space()
            else:
                self.item(frame)
        self.depth -= 1

    def structure(self, opening: Token, name: str, kind: Literal["matrix", "cases"]) -> None:
        """A matrix or cases: rows and columns between an opening and a closing symbol."""
        determinant = ENVIRONMENTS[name] == "determinant"
        if determinant:
            self.function("det", FUNCTIONS["det"], opening.start, opening.start)
            self.sign("(", opening.start, opening.start)
        first = len(self.symbols)
        self.mark(kind, opening.text, opening.start, opening.end, BESIDE)
        frame = Frame(kind, opening, rf"\end{{{name}}}")
        self.enter(frame)
        while True:
            self.at = self.skipped(self.at, lines=True)
            token = self.tokens[self.at]
            if self.closed(frame):
                break
            if self.is_row(token):
                self.at += 1
                self.skip_row_space()
                frame.condition = False
                if self.tokens[self.skipped(self.at, lines=True)].text != r"\end":
                    self.mark("row", token.text, token.start, token.end)
            else:
                self.item(frame)
        self.depth -= 1
        end = self.tokens[self.at - 1].end
        start = self.source.rindex(r"\end", 0, end)
        self.mark("close", ")", start, end)
        self.matrix = (first, len(self.symbols) - 1) if kind == "matrix" else (-1, -1)
        if determinant:
            self.sign(")", end, end)
        if kind == "matrix" or determinant:
            self.powers(self.scripts())
