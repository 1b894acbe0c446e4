"""Functions with what stands below, above and behind them; sums over an index."""

from __future__ import annotations

import re
from functools import cached_property

from app.errors import FormulaSyntaxError
from app.language.grammar import FUNCTIONS, Rows
from app.language.latex.commands import Command
from app.language.latex.cursor import Frame
from app.language.latex.groups import Groups
from app.language.latex.lexer import Token
from app.language.latex.scripts import Scripts
from app.language.symbols import BESIDE, applied, sign

HEAD = re.compile(
    r"(?:^|\\\\|[\n;$&{,，]|\\\[|\\\(|\\q?quad|\})\s*(\\[A-Za-z]+)\s*(?:\\left\s*)?\(\s*\\?[A-Za-z]+\s*(?:\\right\s*)?\)\s*&?\s*:?="
)
"""`\\tanh(x) =` at the beginning of a statement"""


class Functions(Groups):
    """Reads functions."""

    @cached_property
    def heads(self) -> frozenset[str]:
        """The functions of the table that the source itself defines: their commands."""
        return frozenset(HEAD.findall(self.source)) if "=" in self.source else frozenset()

    def read_function(self, token: Token, row: Command, frame: Frame) -> None:
        if token.text in self.heads:
            self.run(row.text, token.start, token.end, upright=True)
            self.power(self.scripts())
            return
        self.applied_function(row.text, FUNCTIONS[row.text], token, self.scripts())

    def applied_function(self, word: str, rows: Rows, token: Token, scripts: Scripts) -> None:
        """A function with what stands below and above it: a base, an index, an exponent."""
        start, end = token.start, token.end
        base = scripts.below_text if scripts.below else ""
        if scripts.primes or scripts.above:
            raise FormulaSyntaxError("syntax.derivative", (start, end), name=token.text)
        if word not in ("log", "lg", "ln") and scripts.below:
            if f"{word}{base}" in FUNCTIONS:
                word = f"{word}{base}"
                self.function(word, FUNCTIONS[word], start, scripts.below.span[1])
            elif any(each.kind == "route" for each in rows):
                self.series(word, token, scripts)
                return
            else:
                self.refuse_subscript(scripts.below)
        elif f"{word}{base}" in FUNCTIONS:
            word += base
            self.function(word, FUNCTIONS[word], start, scripts.below.span[1] if scripts.below else end)
        elif base == "e":
            assert scripts.below
            self.function("ln", FUNCTIONS["ln"], start, scripts.below.span[1])
        else:
            assert scripts.below
            self.mark("logarithm", "ln", start, end, BESIDE)
            self.bracketed(scripts.below)
        self.power(scripts)
        self.braced_call()

    def braced_call(self) -> None:
        r"""The group behind a function: `\sin{x}`, `\log{\left(x\right)}`."""
        at = self.skipped(self.at, lines=True)
        token = self.tokens[at]
        if token.text != "{":
            return
        last = self.braces[at]
        opening = len(self.symbols)
        self.at = self.skipped(at + 1, lines=True)
        self.sign("(", token.start, token.end)
        frame = Frame("bracket", token, "}")
        self.until(last, frame)
        self.at = last + 1
        self.sign(")", self.tokens[last].start, self.tokens[last].end)
        size = len(self.symbols)
        self.unwrap(opening)
        visible = len(self.symbols) < size and self.symbols[opening].kind == "open"
        bare = len(self.symbols) < size and not visible
        scripts = self.scripts()
        if bare and not scripts.powers:
            start, stop = self.starts[opening], self.starts[opening] + self.symbols[opening].stop
            self.symbols.insert(opening, sign("("))
            self.starts.insert(opening, token.start)
            self.symbols[opening].stop = start - token.start
            self.sign(")", stop, self.tokens[last].end)
        self.powers(scripts)

    def read_series(self, token: Token, row: Command, frame: Frame) -> None:
        self.series(row.text, token, self.scripts())

    def series(self, word: str, token: Token, scripts: Scripts) -> None:
        r"""`\sum_{i=1}^{3}`: the index and its bounds in a bracket, then the body."""
        if not scripts.below and scripts.powers:
            raise FormulaSyntaxError("syntax.series", (token.start, token.end), name=token.text)
        self.add(applied("series", word, FUNCTIONS[word]), token.start, token.end)
        if not scripts.below:
            return
        below = scripts.below
        start, end = below.span
        self.sign("(", start, start)
        plain = scripts.below_text
        if "=" in plain:
            self.read_argument(below)
            if not scripts.powers:
                raise FormulaSyntaxError("syntax.series", (token.start, end), name=token.text)
            above = scripts.powers[0].argument
            self.mark("range", "..", above.span[0], above.span[0])
            self.read_argument(above)
            end = above.span[1]
        elif re.fullmatch(r"[^\W\d_](?:,?[^\W\d_])*", plain) and not scripts.powers:
            for place, index in enumerate(plain.replace(",", "")):
                if place:
                    self.sign(",", end, end)
                self.run(index, start, end)
        else:
            raise FormulaSyntaxError("syntax.series", (token.start, end), name=token.text)
        self.sign(")", end, end)
