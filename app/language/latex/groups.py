"""What a command takes, and what stands below and above a thing."""

from __future__ import annotations

import unicodedata
from typing import NoReturn

from app.errors import FormulaSyntaxError
from app.language.latex.cursor import Cursor, Frame
from app.language.latex.lexer import Token
from app.language.latex.scripts import Argument, Power, Scripts
from app.language.names import SUBSCRIPT_DIGITS
from app.language.symbols import numeral

SUPERSCRIPT_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


class Groups(Cursor):
    """Reads arguments and scripts."""

    def argument(self, owner: Token) -> Argument:
        """What follows: a group, a command with its own arguments, one digit or one letter."""
        at = self.skipped(self.at, lines=True)
        token = self.tokens[at]
        if token.text == "{":
            last = self.braces[at]
            self.at = last + 1
            span = token.start, self.tokens[last].end
            if self.skipped(at + 1, lines=True) == last:
                raise FormulaSyntaxError("syntax.empty_group", span, name=owner.text)
            return Argument(at + 1, last, span)
        whole = self.typed and owner.text == "_" and len(token.text) > 1 and token.text.isalnum()
        if whole and token.kind in ("letters", "number") and self.tokens[at + 1].text != "_":
            self.at = at + 1
            return Argument(at, at + 1, (token.start, token.end), token)
        if self.typed and owner.text == "^":
            last = self.typed_exponent(at)
            if last > at:
                self.at = last
                return Argument(at, last, (token.start, self.tokens[last - 1].end))
        if token.kind == "letters" and len(token.text) > 1:
            size = first_letter(token.text)
            if size < len(token.text):
                rest = token.text[size:]
                kind = "letters" if rest[0].isalpha() else "number"
                self.tokens[at] = Token(kind, rest, token.start + size)
                self.at = at
                first = Token("letters", token.text[:size], token.start)
                return Argument(at, at, (first.start, first.end), first)
        if token.kind == "number" and len(token.text) > 1:
            raise FormulaSyntaxError(
                "syntax.script_digits", (token.start, token.end), sign=owner.text, found=token.text, first=token.text[0]
            )
        if token.kind in ("letters", "number") or (token.kind == "sign" and token.text in "*'+-"):
            self.at = at + 1
        elif token.kind == "command":
            self.at = self.behind_command(at)
        else:
            end = self.tokens[at - 1].end if token.kind == "end" else token.end
            begin = end if token.kind == "end" else token.start
            raise FormulaSyntaxError("syntax.empty_group", (begin, end), name=owner.text)
        return Argument(at, self.at, (token.start, self.tokens[self.at - 1].end))

    def typed_exponent(self, at: int) -> int:
        """The index behind an exponent that a formula writes without braces: `^(-z)`, `^-z`, `^10`; else `at`."""
        first = at
        at += self.tokens[at].text == "-"
        depth = 0
        while self.tokens[at].kind != "end":
            depth += (self.tokens[at].text == "(") - (self.tokens[at].text == ")")
            at += 1
            if depth == 0:
                break
        begins = self.tokens[at - 1].text == ")" or self.tokens[at - 1].kind == "number"
        return at if begins or (at - first == 2 and self.tokens[at - 1].kind == "letters") else first

    def behind_command(self, at: int) -> int:
        """The index behind a command and its arguments."""
        row = self.row(self.tokens[at])
        wanted = {"fraction": 2, "root": 1, "brace": 1, "accent": 1, "font": 1, "double": 1, "word": 1}.get(row.kind, 0)
        if row.kind in ("left", "begin", "open", "close", "right", "end", "math", "row"):
            token = self.tokens[at]
            raise FormulaSyntaxError("syntax.empty_group", (token.start, token.end), name=token.text)
        at += 1
        for _ in range(wanted):
            at = self.skipped(at, lines=True)
            if self.tokens[at].text == "[" and row.kind == "root":
                while self.tokens[at].text != "]" and self.tokens[at].kind != "end":
                    at += 1
                at = self.skipped(at + 1, lines=True) if self.tokens[at].kind != "end" else at
            if self.tokens[at].kind == "end":
                return at
            at = self.braces.get(at, at) + 1
        return at

    def read_argument(self, argument: Argument) -> None:
        """The items of an argument, without brackets."""
        frame = Frame("bracket", self.tokens[argument.first], "}")
        if argument.single:
            single = argument.single
            if single.kind == "number":
                self.add(numeral("number", single.text, float(single.text)), single.start, single.end)
            else:
                self.run(single.text, single.start, single.end)
            return
        back = self.at
        self.at = argument.first
        self.until(argument.last, frame)
        self.at = back

    def bracketed(self, argument: Argument) -> None:
        """An argument as a bracket."""
        start, end = argument.span
        braced = self.source[start] == "{"
        self.sign("(", start, start + braced)
        self.read_argument(argument)
        self.sign(")", end - braced, end)

    def scripts(self) -> Scripts:
        """The scripts that stand here, in any order."""
        found = Scripts()
        while True:
            at = self.skipped(self.at, lines=True)
            token = self.tokens[at]
            digits = unicodedata.normalize("NFKC", token.text) if token.text in SUPERSCRIPT_DIGITS else ""
            if at < self.last and digits and not found.powers:
                self.at = at + 1
                digit = Token("number", digits, token.start)
                found.powers.append(Power(token, Argument(at, at + 1, (token.start, token.end), digit), ""))
                continue
            if at >= self.last or token.kind != "sign" or token.text not in "^_'":
                return found
            self.at = at + 1
            if token.text == "'":
                found.prime(token)
                continue
            argument = self.argument(token)
            if (token.text == "_" and found.below) or (token.text == "^" and found.powers):
                raise FormulaSyntaxError("syntax.double_script", (token.start, argument.span[1]), found=token.text)
            plain = self.plain(argument)
            if token.text == "_":
                found.set_below(argument, plain)
            else:
                found.set_above(token, argument, plain)

    def plain(self, argument: Argument) -> str:
        """The text of a script, commands translated, without blanks."""
        if argument.single:
            return argument.single.text
        parts: list[str] = []
        for token in self.tokens[argument.first : argument.last]:
            if token.kind == "command":
                row = self.row(token)
                if row.kind in ("letter", "function", "sign"):
                    parts.append(row.text)
                elif row.kind == "transpose":
                    parts.append("⊤")
                elif row.kind == "prime":
                    parts.append("'")
                elif row.kind not in ("font", "double", "word", "blank", "size"):
                    parts.append(token.text)
            elif token.kind not in ("blank", "line") and token.text not in "{}":
                parts.append(token.text)
        return "".join(parts)

    def powers(self, scripts: Scripts, *, below: bool = False) -> None:
        """What stands above something that is no letter: a power, or the sign of a transpose."""
        if scripts.below and not below:
            self.refuse_subscript(scripts.below)
        if scripts.primes:
            raise FormulaSyntaxError("syntax.script", scripts.prime_span, found="'")
        scripts.index_as_power()
        scripts.minus_as_sign()
        self.power(scripts)

    def refuse_subscript(self, argument: Argument) -> NoReturn:
        raise FormulaSyntaxError("syntax.subscript", argument.span, found=self.source[slice(*argument.span)])

    def power(self, scripts: Scripts) -> None:
        for hat, argument, transposes in scripts.powers:
            if transposes:
                self.sign("ᵀ" if "⊤" in transposes else "^T", hat.start, argument.span[1])
                if transposes.startswith("-"):
                    self.inverse(*argument.span)
            elif argument.single and argument.single is not hat and hat.text in SUPERSCRIPT_DIGITS:
                self.sign("^", hat.start, hat.start)
                self.exponent(argument)
            else:
                self.sign("^", hat.start, hat.end)
                self.exponent(argument)

    def inverse(self, start: int, end: int) -> None:
        r"""The other half of `A^{-\top}`."""
        self.sign("^", start, start)
        self.sign("(", start, start)
        self.sign("-", start, start)
        self.add(numeral("number", "1", 1.0), start, end)
        self.sign(")", end, end)

    def exponent(self, argument: Argument) -> None:
        opening = len(self.symbols)
        self.bracketed(argument)
        self.unwrap(opening)


def first_letter(letters: str) -> int:
    """How many characters the first letter takes, with its accents and its subscript."""
    size = 1
    while size < len(letters) and (unicodedata.combining(letters[size]) or letters[size] in SUBSCRIPT_DIGITS):
        size += 1
    return size
