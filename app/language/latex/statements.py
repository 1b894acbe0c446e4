"""Where a statement begins and where it ends: lines, rows, commas, and the prose around formulas."""

from __future__ import annotations

import re

from app.errors import FormulaSyntaxError
from app.language.latex.commands import ASIDES, ENVIRONMENTS
from app.language.latex.cursor import MATH, Frame
from app.language.latex.delimiters import Delimiters
from app.language.latex.lexer import Token
from app.language.tree import Reading

EQUATION_NUMBER = re.compile(
    r"\\q?quad[ ~\n]*(?:\\q?quad[ ~\n]*)*(\([0-9]+(?:[.-][0-9]+)*[a-z]?\))[ ~]*(?=[\s,.;]*(?:$|\\\\|\$|\\\]|\\end)|\n)"
)
"""the number of an equation, set apart by a wide blank"""


class Statements(Delimiters):
    """Reads statements."""

    def opens_math(self) -> bool:
        token = self.tokens[self.at]
        if token.text != r"\begin":
            return token.text in MATH
        return ENVIRONMENTS.get(self.environment(self.at + 1)[0]) == "lines"

    def skip_prose(self) -> None:
        """Pass over what stands outside of dollars, and say so."""
        start = self.tokens[self.at].start
        while self.tokens[self.at].kind != "end" and not self.opens_math():
            token = self.tokens[self.at]
            if token.kind == "command":
                self.refuse_macro(token)
            self.at += 1
        passed = self.source[start : self.tokens[self.at].start]
        if re.search(r"\w", passed):
            start += len(passed) - len(passed.lstrip())
            self.readings.append(Reading("prose", (start, start + len(passed.strip())), {}))
        self.separate(self.tokens[self.at].start, self.tokens[self.at].start)

    def statement_item(self, frame: Frame) -> None:
        """One item of a frame that holds statements."""
        token = self.tokens[self.at]
        start, end = token.start, token.end
        empty = len(self.symbols) == self.statements[-1]
        if not empty and self.passes_equation_number(token):
            pass
        elif token.kind == "line":
            self.at += 1
            if token.text.count("\n") > 1 or (not empty and self.next_defines() and not self.goes_on()):
                self.separate(start, end)
        elif token.text in MATH and token.kind != "sign":
            self.at += 1
            self.enclosed(Frame("math", token, MATH[token.text]))
        elif token.text in (",", ";", "，", "；", ".", "。", "、"):
            self.punctuation(frame, token)
        elif self.is_row(token):
            self.at += 1
            self.skip_row_space()
            if not self.goes_on():
                self.separate(start, end)
        elif token.text == "&":
            self.at += 1
        elif not empty and self.parts_statements(token):
            self.at = self.behind_parting()
            self.separate(start, end)
        elif (token.text == r"\left" and empty and self.system_ahead()) or (
            token.text == r"\right" and self.tokens[self.at + 1].text == "." and self.symbols
        ):
            self.at += 2
        elif token.text == "{" and empty and self.defines(self.at + 1, self.braces[self.at]):
            self.at += 1
            last = self.braces[self.at - 1]
            while self.at < last:
                self.statement_item(frame)
            self.at += 1
        elif self.is_aside(token, empty=empty):
            self.at = self.braces[self.at + 1] + 1
        else:
            self.item(frame)

    def parts_statements(self, token: Token) -> bool:
        r"""Whether a wide blank or a word (`\quad`, `\text{where}`) stands here before a definition of its own."""
        wide = token.text in (r"\quad", r"\qquad")
        return (wide or self.says_aside(token)) and self.defines(self.skipped(self.behind_parting()), len(self.tokens))

    def behind_parting(self) -> int:
        return self.braces[self.at + 1] + 1 if self.at + 1 in self.braces else self.at + 1

    def enclosed(self, frame: Frame) -> None:
        """Statements up to what closes the frame."""
        self.enter(frame)
        while not self.closed(frame):
            self.statement_item(frame)
        start = self.tokens[self.at - 1].start
        self.depth -= 1
        self.separate(start, start)

    def punctuation(self, frame: Frame, token: Token) -> None:
        """A comma or a point between statements, or behind the last one."""
        self.at += 1
        if token.text in (";", "；") or self.next_defines():
            self.separate(token.start, token.end)
        elif self.nothing_ahead(frame):
            if len(self.symbols) > self.statements[-1]:
                self.tell_punctuation(token)
        elif token.text in (",", "，"):
            self.sign(",", token.start, token.end)
        else:
            raise FormulaSyntaxError("syntax.character", (token.start, token.end), found=token.text)

    def passes_equation_number(self, token: Token) -> bool:
        r"""Whether `\quad (5.12)` stands here, behind a formula: it is passed over."""
        number = EQUATION_NUMBER.match(self.source, token.start) if token.kind == "command" else None
        if number is None:
            return False
        while self.tokens[self.at].start < number.end():
            self.at += 1
        self.tell_punctuation(Token("sign", number[1], number.start(1)))
        return True

    def tell_punctuation(self, token: Token) -> None:
        """Say, once, that a sign belongs to the sentence."""
        if not any(reading.code == "punctuation" for reading in self.readings):
            self.readings.append(Reading("punctuation", (token.start, token.end), {"found": token.text}))

    def nothing_ahead(self, frame: Frame) -> bool:
        """Whether the statement ends here."""
        at = self.skipped(self.at, lines=True)
        token = self.tokens[at]
        return (
            token.kind in ("end", "dollar")
            or token.text in (r"\]", r"\)", r"\end", "}", r"\text", r"\right")
            or self.is_row(token)
            or self.tokens[self.skipped(self.at)].kind == "line"
        )

    def next_defines(self) -> bool:
        """Whether what follows on this line is a definition of its own: a sign of equality stands in it, not first."""
        return self.defines(self.skipped(self.at), len(self.tokens))

    def defines(self, at: int, last: int) -> bool:
        first, depth = True, 0
        while at < last:
            token = self.tokens[at]
            if token.kind in ("end", "dollar") or (token.kind == "line" and not first) or self.is_row(token):
                return False
            if token.text in ("=", ":=") or (token.kind == "command" and self.row(token).text == "="):
                if depth <= 0:
                    return not first
            elif token.text in "([":
                depth += 1
            elif token.text in ")]":
                depth -= 1
            elif token.text in (",", "，", ";") and depth <= 0:
                return False
            first = first and (token.kind in ("blank", "line") or token.text == "&" or self.is_blank(token))
            at = self.braces[at] + 1 if at in self.braces else at + 1
        return False

    def goes_on(self) -> bool:
        """Whether the statement goes on behind the end of its line: an operator stands on one side of it."""
        last = self.symbols[-1] if len(self.symbols) > self.statements[-1] else None
        if last is not None and last.kind in ("infix", "dot", "equals", "prefix", "comma"):
            return True
        at = self.skipped(self.at, lines=True)
        while self.tokens[at].text == "&":
            at = self.skipped(at + 1, lines=True)
        token = self.tokens[at]
        if token.kind == "command":
            row = self.row(token)
            return row.kind == "dot" or (row.kind == "sign" and row.text not in "[]")
        return token.text in ("+", "-", "*", "/", "=", "<", ">", "−", "·", "×", "÷") and last is not None

    def system_ahead(self) -> bool:
        r"""Whether `\left\{ \begin{aligned}` stands here, a brace before several statements."""
        if self.tokens[self.at + 1].text != r"\{":
            return False
        behind = self.skipped(self.at + 2, lines=True)
        if self.tokens[behind].text != r"\begin":
            return False
        name, first = self.environment(behind + 1)
        kind = ENVIRONMENTS.get(name)
        return (kind == "lines" or self.defines_rows(first)) and not self.within_formula()

    def defines_rows(self, at: int) -> bool:
        r"""Whether the row at `at` is a definition: `\begin{cases} z = wx \\ y = z^2 \end{cases}` is a system."""
        first = at
        while not (self.is_row(self.tokens[at]) or self.tokens[at].text in ("&", r"\end")):
            if self.tokens[at].kind == "end":
                return False
            if self.tokens[at].text in ("=", ":=") and at > first:
                return True
            at = self.braces[at] + 1 if at in self.braces else at + 1
        behind = self.tokens[self.skipped(at + 1, lines=True)]
        return self.tokens[at].text == "&" and behind.text in ("=", ":=")

    def within_formula(self) -> bool:
        return len(self.symbols) > self.statements[-1]

    def is_aside(self, token: Token, *, empty: bool) -> bool:
        r"""Whether `\text{where}` stands here, at the beginning or the end of a statement."""
        if not self.says_aside(token):
            return False
        return empty or self.tokens[self.skipped(self.braces[self.at + 1] + 1)].kind == "end"

    def says_aside(self, token: Token) -> bool:
        r"""Whether `\text{where}` stands here: a word of the sentence around the formulas."""
        if token.kind != "command" or self.row(token).kind != "word" or self.at + 1 not in self.braces:
            return False
        words = self.source[self.tokens[self.at + 1].end : self.tokens[self.braces[self.at + 1]].start]
        return words.strip(" ,，:：~.").lower() in ASIDES
