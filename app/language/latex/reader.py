r"""LaTeX tokens -> the symbols that the parser of formulas reads, each with its place in the LaTeX source.

Structures become symbols of their own (`\frac`, `\sum`, matrices, cases), which `parser` knows; everything else becomes
what it is in a formula: `\alpha` a name, `\cdot` a sign, `\left\{` a bracket. A letter with its scripts is one name.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import NoReturn

from app.errors import FormulaSyntaxError, LimitExceeded, NameProblem, ValueProblem
from app.language.latex.commands import ENVIRONMENTS, HINTS, Command
from app.language.latex.cursor import NOTHING, Frame
from app.language.latex.lexer import Token
from app.language.latex.statements import Statements
from app.language.lexer import shown
from app.language.names import FRACTIONS
from app.language.symbols import BESIDE, NEVER, SIGNS, Symbol, Tokens, numeral
from app.language.tree import Reading
from app.messages import text

TWINS = frozenset({"epsilon", "theta", "phi", "rho", "sigma", "kappa"})
"""letters with a variant that stands for the same name"""


THOUSANDS = re.compile(r"(?<!^0)(?:\\,|\{,\})([0-9]{3})(?![0-9])")
"""what parts thousands; another comma between digits is a decimal one"""


class Reader(Statements):
    """Reads one source, from left to right."""

    def read(self) -> Tokens:
        """The whole source. Raises FormulaSyntaxError, NameProblem, ValueProblem, LimitExceeded, with their places."""
        document = Frame("document", Token("start", "", 0), "")
        self.refuse_twins()
        prose = any(token.kind == "dollar" or token.text in (r"\[", r"\(") for token in self.tokens)
        while self.tokens[self.at].kind != "end":
            if prose and not self.opens_math():
                self.skip_prose()
            else:
                self.statement_item(document)
        if self.symbols and self.symbols[-1].kind == "separator":
            self.symbols.pop()
            self.starts.pop()
            self.statements.pop()
        self.add(Symbol("end", "", NEVER), len(self.source), len(self.source))
        pairs: dict[int, int] = {}
        open_: list[int] = []
        for index, symbol in enumerate(self.symbols):
            if symbol.kind in ("open", "array", "index", "matrix", "cases"):
                open_.append(index)
            elif symbol.kind == "close":
                pairs[open_.pop()] = index
        words = list(self.words.values())
        return Tokens(self.source, self.symbols, self.starts, words, self.statements, pairs, set(), rough=True)

    def refuse_twins(self) -> None:
        r"""Refuse `\phi` beside `\varphi`: they are one name here, but in such a source they are two."""
        first: dict[str, str] = {}
        for token in self.tokens:
            letter = token.text[1:].removeprefix("var")
            other = first.setdefault(letter, token.text) if token.kind == "command" and letter in TWINS else token.text
            if other != token.text:
                span = token.start, token.end
                raise FormulaSyntaxError("syntax.same_letter", span, name=token.text, other=other)

    def item(self, frame: Frame) -> None:
        """The next number, name, sign or structure, with its scripts."""
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "command":
            row = self.row(token)
            if row.kind == "refused":
                self.refuse(token, row)
            COMMAND_READERS[row.kind](self, token, row, frame)
        elif token.kind == "letters":
            self.read_letters(token, frame)
        elif token.kind == "number":
            self.read_number(token)
        elif token.text == "{":
            self.read_group(token, frame)
        elif token.kind not in ("blank", "line"):
            self.read_sign(token, frame)

    def refuse(self, token: Token, row: Command) -> NoReturn:
        """Refuse a command that is known, and say what to write instead."""
        span, name = (token.start, token.end), token.text
        if row.text != "syntax.unsupported_command":
            raise FormulaSyntaxError(row.text, span, name=name)
        instead = HINTS.get(name[1:])
        hint = text(f"Write `{instead}` instead.", f"可以改写成 `{instead}`。") if instead else NOTHING
        raise FormulaSyntaxError("syntax.unsupported_command", span, name=name, hint=hint)

    def read_number(self, token: Token) -> None:
        digits = THOUSANDS.sub(r"\1", token.text).replace("{,}", ".")
        if len(digits) > self.limits.literal_digits:
            raise LimitExceeded(
                "limit.literal", (token.start, token.end), limit=self.limits.literal_digits, found=len(digits)
            )
        value = unicodedata.numeric(digits) if digits in FRACTIONS else float(digits)
        if value == float("inf"):
            raise ValueProblem("value.too_large", (token.start, token.end), found=digits)
        self.add(numeral("number", digits, value), token.start, token.end)
        self.powers(self.scripts())

    def read_sign(self, token: Token, frame: Frame) -> None:
        start, end, found = token.start, token.end, token.text
        if found in "([|‖⟨⌊⌈":
            self.read_bracket(token, found)
        elif found == "&" and frame.kind == "cases" and self.symbols[-1].kind == "column":
            pass  # `x && x > 0`, as in `aligned`
        elif found == "&" and frame.kind in ("matrix", "cases"):
            frame.condition = True
            self.mark("column", "&", start, end)
        elif found == "&" and frame.kind == "joined":
            pass
        elif found in ("=", ":="):
            if frame.condition:
                self.sign("==", start, end)
            else:
                self.add(Symbol("equals", "=", NEVER), start, end)
        elif found in (",", "，", ";", "；") and frame.kind == "bracket":
            frame.commas += 1
            self.sign(",", start, end)
        elif found in ",;." and frame.kind in ("matrix", "cases"):
            self.row_punctuation(token, frame)
        elif found in SIGNS and SIGNS[found].kind in ("infix", "prefix", "colon", "root"):
            self.sign(found, start, end)
        elif found in "^_'":
            raise FormulaSyntaxError("syntax.script", (start, end), found=found)
        else:
            raise FormulaSyntaxError("syntax.character", (start, end), found=shown(found))

    def row_punctuation(self, token: Token, frame: Frame) -> None:
        """A comma in a matrix or in cases: behind an entry it says nothing, between two conditions that both hold."""
        at = self.skipped(self.at, lines=True)
        behind = self.tokens[at]
        if behind.text in ("&", r"\end") or self.is_row(behind):
            self.tell_punctuation(token)
        elif frame.condition:
            self.mark("comma", ",", token.start, token.end)
        else:
            raise FormulaSyntaxError("syntax.character", (token.start, token.end), found=token.text)

    def read_plain_sign(self, token: Token, row: Command, frame: Frame) -> None:
        if row.text == "=":
            if frame.condition:
                self.sign("==", token.start, token.end)
            else:
                self.add(Symbol("equals", "=", NEVER), token.start, token.end)
        elif row.text in "[]":
            self.bracket(token, "[")
        else:
            self.sign(row.text, token.start, token.end)

    def read_dot(self, token: Token, row: Command, frame: Frame) -> None:
        self.mark("dot", token.text, token.start, token.end, BESIDE)

    def read_blank(self, token: Token, row: Command, frame: Frame) -> None:
        """Nothing."""

    def read_skipped(self, token: Token, row: Command, frame: Frame) -> None:
        if self.tokens[self.skipped(self.at)].text == "{":
            at = self.skipped(self.at)
            for each in self.tokens[at : self.braces[at]]:
                if each.kind == "command":
                    self.refuse_macro(each)
            self.at = self.braces[at] + 1

    def read_and(self, token: Token, row: Command, frame: Frame) -> None:
        self.mark("comma", token.text, token.start, token.end)

    def read_begin(self, token: Token, row: Command, frame: Frame) -> None:
        name, behind = self.environment(self.at)
        kind = ENVIRONMENTS.get(name)
        span = token.start, self.tokens[self.braces[self.at]].end
        if kind is None:
            near = get_close_matches(name, ENVIRONMENTS, n=1, cutoff=0.6)
            known = near[0] if near else "bmatrix"
            raise NameProblem("name.environment", span, name=shown(name[:64]), suggestion=known)
        self.at = behind
        opening = Token("environment", self.source[slice(*span)], token.start)
        if kind != "lines" and frame.statements and not self.within_formula() and self.defines_rows(behind):
            kind = "lines"
        if kind != "lines":
            self.structure(opening, name, "cases" if kind == "cases" else "matrix")
        elif frame.statements and not self.within_formula():
            self.enclosed(Frame("lines", opening, rf"\end{{{name}}}"))
        else:
            self.joined(opening, name)

    def read_brace(self, token: Token, row: Command, frame: Frame) -> None:
        r"""`\underbrace{w x + b}_{z}`: what stands in it; what it is called says no more."""
        argument = self.argument(token)
        opening = len(self.symbols)
        self.bracketed(argument)
        self.unwrap(opening)
        scripts = self.scripts()
        note = scripts.below if scripts.below else scripts.powers[0].argument if scripts.powers else None
        if note is not None:
            span = note.span
            self.readings.append(Reading("annotation", span, {"found": self.source[slice(*span)]}))

    def read_close(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.stray", (token.start, token.end), found=token.text)

    def read_row(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.row", (token.start, token.end), found=token.text)

    def read_prime(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.script", (token.start, token.end), found=token.text)

    def read_transpose(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.script", (token.start, token.end), found=token.text)


COMMAND_READERS = {
    "letter": Reader.read_letter,
    "function": Reader.read_function,
    "sign": Reader.read_plain_sign,
    "dot": Reader.read_dot,
    "open": Reader.read_open,
    "close": Reader.read_close,
    "left": Reader.read_left,
    "right": Reader.read_close,
    "size": Reader.read_blank,
    "accent": Reader.read_dressed,
    "font": Reader.read_font,
    "double": Reader.read_double,
    "word": Reader.read_word,
    "blank": Reader.read_blank,
    "skipped": Reader.read_skipped,
    "series": Reader.read_series,
    "brace": Reader.read_brace,
    "fraction": Reader.read_fraction,
    "root": Reader.read_root,
    "begin": Reader.read_begin,
    "end": Reader.read_close,
    "row": Reader.read_row,
    "prime": Reader.read_prime,
    "transpose": Reader.read_transpose,
    "and": Reader.read_and,
    "math": Reader.read_close,
    "middle": Reader.read_middle,
}
"""kind of command -> how it is read"""
