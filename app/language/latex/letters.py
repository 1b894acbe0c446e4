r"""Names: letters with their accents and scripts, words set upright."""

from __future__ import annotations

import re
import unicodedata

from app.errors import FormulaSyntaxError, Span
from app.language.grammar import FUNCTIONS
from app.language.latex.commands import BARE_WORDS, CONDITIONAL, CONJUNCTIONS, OTHERWISE, Command
from app.language.latex.cursor import Frame
from app.language.latex.functions import Functions
from app.language.latex.lexer import Token
from app.language.latex.scripts import ABOVE, Argument, Scripts, below, is_word
from app.language.names import ATOM, canonical
from app.language.symbols import Symbol, numeral
from app.messages import text

WRITE_OUT = text("Write out what it stands for.", "请写出它所代表的式子。")
CASES = text(
    r"Write `\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}`.",
    r"请写成 `\begin{cases} x & x > 0 \\ 0 & \text{其他} \end{cases}`。",
)
HYPHEN = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})")
"""between two words, where it is no minus"""


class Letters(Functions):
    """Reads names and words."""

    def read_letters(self, token: Token, frame: Frame) -> None:
        """Letters that touch: only the last one carries the scripts, unless together they are a word."""
        bare = BARE_WORDS.search(token.text) if frame.kind == "cases" and not token.text.isascii() else None
        if bare:
            self.bare_word(token, bare[1], bare.start(), frame)
            return
        letters, start = token.text, token.start
        scripts = self.scripts()
        if letters in FUNCTIONS and scripts:
            self.applied_function(letters, FUNCTIONS[letters], token, scripts)
            return
        self.last_letter(letters, start, token.end, scripts)

    def bare_word(self, token: Token, word: str, place: int, frame: Frame) -> None:
        """`当x>0`, `其他` in `cases`: the word, and what touches it on either side, which is read on its own."""
        start, end = token.start + place, token.start + place + len(word)
        if place:
            self.read_letters(Token("letters", token.text[:place], token.start), frame)
        self.condition_words(word, Argument(self.at, self.at, (start, end)), frame)
        rest = token.text[place + len(word) :]
        if rest:
            self.at -= 1
            kind = "letters" if rest[0].isalpha() else "number"
            self.tokens[self.at] = Token(kind, rest, end)

    def last_letter(self, letters: str, start: int, end: int, scripts: Scripts) -> None:
        """Letters whose last one has the scripts, or that have them together where they are a word."""
        atoms = ATOM.findall(letters)
        if scripts.named and len(atoms) > 1 and not is_word(letters, atoms):
            before = len(letters) - len(atoms[-1])
            middle = start + before if end - start == len(letters) else start
            self.run(letters[:before], start, middle)
            letters, start = letters[before:], middle
        self.name(letters, start, end, scripts, upright=False)

    def name(self, base: str, start: int, end: int, scripts: Scripts, *, upright: bool) -> None:
        """A letter or a word with its scripts: the name, and what is done to it."""
        name = unicodedata.normalize("NFC", base)
        if base == "e":
            scripts.index_as_power()
        if not (len(base) == 1 and base.isupper()):
            scripts.minus_as_sign()
        if scripts.below:
            if "\\" in scripts.below_text:
                self.refuse_subscript(scripts.below)
            name += below(scripts.below_text)
        if scripts.above:
            name += f"^{{{scripts.above}}}"
        name += "'" * scripts.primes
        end = max(end, scripts.name_end)
        behind = self.tokens[self.skipped(self.at, lines=True)]
        if scripts.primes and (base in FUNCTIONS or (behind.text in ("(", r"\left") and canonical(base) in "σfgh")):
            raise FormulaSyntaxError("syntax.derivative", (start, max(start, end)), name=self.source[start:end])
        self.run(name, start, end, upright=upright or scripts.named)
        self.power(scripts)

    def read_letter(self, token: Token, row: Command, frame: Frame) -> None:
        self.name(row.text, token.start, token.end, self.scripts(), upright=False)

    def read_dressed(self, token: Token, row: Command, frame: Frame) -> None:
        r"""`\mathbf{w}`, `\hat{y}`: the argument, and over its letter the accent; scripts inside and behind it."""
        argument = self.argument(token)
        opening = len(self.symbols)
        self.bracketed(argument)
        self.unwrap(opening)
        symbol = self.symbols[opening]
        alone = len(self.symbols) == opening + 1 and symbol.kind == "run"
        accent = row.text if row.kind == "accent" else ""
        if accent and (not alone or len(ATOM.findall(symbol.text)) != 1 or not ATOM.fullmatch(symbol.text)):
            raise FormulaSyntaxError("syntax.accent", argument.span, name=token.text)
        if not alone:
            self.powers(self.scripts())
            return
        self.symbols.pop()
        self.starts.pop()
        word = symbol.text[0] + accent + symbol.text[1:] if accent else symbol.text
        self.dressed_name(word, symbol, token.start, argument.span[1])

    def read_font(self, token: Token, row: Command, frame: Frame) -> None:
        r"""`\mathbf{w}` is w; `\mathbf{1}` is a vector of ones, of a length that nobody says."""
        at = self.at
        argument = self.argument(token)
        if self.plain(argument) == "1" and row.text != "mathcal":
            if self.tokens[self.skipped(self.at, lines=True)].text == "_":
                self.indicator((token.start, argument.span[1]))
                return
            raise FormulaSyntaxError(
                "syntax.ones", (token.start, argument.span[1]), name=self.source[token.start : argument.span[1]]
            )
        self.at = at
        self.read_dressed(token, row, frame)

    def read_double(self, token: Token, row: Command, frame: Frame) -> None:
        r"""`\mathbb{1}_{x > 0}`, `\mathbb{1}[x > 0]`: 1 where this holds, else 0; `\mathbb{E}[x]` is no product."""
        at = self.at
        argument = self.argument(token)
        span = token.start, argument.span[1]
        letter = self.plain(argument)
        if letter not in ("1", "I"):
            if self.applied_ahead():
                raise FormulaSyntaxError(
                    "syntax.unsupported_command", span, name=self.source[slice(*span)], hint=WRITE_OUT
                )
            self.at = at
            self.read_dressed(token, row, frame)
            return
        self.indicator(span)

    def indicator(self, span: Span) -> None:
        """What stands behind an indicator's 1: a condition below it or in brackets."""
        scripts = self.scripts()
        if scripts.below:
            below = scripts.below
            self.sign("(", *below.span)
            back, self.at = self.at, below.first
            condition = Frame("bracket", self.tokens[below.first], "}")
            condition.condition = True
            self.until(below.last, condition)
            self.at = back
            self.sign(")", below.span[1], below.span[1])
        elif self.applied_ahead():
            self.add(numeral("number", "1", 1.0), *span)
        else:
            raise FormulaSyntaxError("syntax.ones", span, name=self.source[slice(*span)])
        self.power(scripts)

    def applied_ahead(self) -> bool:
        """Whether a bracket opens here."""
        at = self.skipped(self.at, lines=True)
        token = self.tokens[at]
        return token.text in ("(", "[", r"\{", r"\left", r"\lbrace", r"\lbrack")

    def dressed_name(self, word: str, symbol: Symbol, start: int, end: int) -> None:
        """A name whose letter may have scripts already, and gets more."""
        scripts = self.scripts()
        base = word
        if scripts.named and scripts.below and "_" in word:
            raise FormulaSyntaxError("syntax.double_script", scripts.below.span, found="_")
        above = ABOVE.search(word) if scripts.below else None
        if above:
            base, scripts.above = word[: above.start()], above[1]
        if symbol in self.upright:
            self.name(base, start, end, scripts, upright=True)
        else:
            self.last_letter(base, start, end, scripts)

    def read_word(self, token: Token, row: Command, frame: Frame) -> None:
        r"""`\mathrm{relu}`, `\text{损失}`: a function or a name, in one piece."""
        argument = self.argument(token)
        raw = (
            argument.single.text
            if argument.single
            else self.source[self.tokens[argument.first].start : self.tokens[argument.last - 1].end]
        )
        word = re.sub(r"\\([_ &%#])", r"\1", raw).replace("{", "").replace("}", "").strip()
        if frame.kind == "cases" and self.condition_words(word, argument, frame):
            return
        if not word:
            return
        if word.lower() in CONDITIONAL:
            raise FormulaSyntaxError("syntax.elsewhere", argument.span, found=word, hint=CASES)
        word = HYPHEN.sub("_", word)
        if "\\" in word or "$" in word or not any(map(str.isalpha, word)) or re.search(r"[-+*/=^]", word):
            self.read_dressed_argument(argument)
            return
        name = re.sub(r"\W+", "_", re.sub(r"_(?=\W|$)|(?<=_) +", "", word)).strip("_")
        scripts = self.scripts()
        start, end = token.start, argument.span[1]
        if name in FUNCTIONS and not scripts.named:
            self.run(name, start, end, upright=True)
            self.power(scripts)
            self.braced_call()
        elif name in FUNCTIONS and scripts.below and not scripts.above:
            self.applied_function(name, FUNCTIONS[name], Token("word", self.source[start:end], start), scripts)
        else:
            place = len(self.symbols)
            self.name(name, start, end, scripts, upright=True)
            if row.text.startswith("operatorname"):
                self.operators.add(self.symbols[place])
                self.braced_call()

    def read_dressed_argument(self, argument: Argument) -> None:
        opening = len(self.symbols)
        self.bracketed(argument)
        self.unwrap(opening)
        if len(self.symbols) == opening + 1 and self.symbols[opening].kind == "run":
            symbol = self.symbols.pop()
            self.starts.pop()
            self.dressed_name(symbol.text, symbol, *argument.span)
        else:
            self.powers(self.scripts())

    def condition_words(self, word: str, argument: Argument, frame: Frame) -> bool:
        """What words mean in `cases`: whether they are no name."""
        start, end = argument.span
        plain = word.lower().strip(" ,.:，。")
        if plain in OTHERWISE:
            frame.condition = True
            self.mark("otherwise", word, start, end)
        elif plain in CONJUNCTIONS:
            self.mark("comma", word, start, end)
        else:
            return plain in CONDITIONAL or not plain
        return True

    def read_group(self, token: Token, frame: Frame) -> None:
        """`{...}`: a bracket nobody sees."""
        last = self.braces[self.at - 1]
        if self.skipped(self.at, lines=True) == last:
            self.at = last + 1
            return
        opening = len(self.symbols)
        self.bracketed(Argument(self.at, last, (token.start, self.tokens[last].end)))
        self.at = last + 1
        self.unwrap(opening)
        symbol = self.symbols[opening]
        if len(self.symbols) == opening + 1 and symbol.kind == "run":
            self.symbols.pop()
            self.starts.pop()
            self.dressed_name(symbol.text, symbol, token.start, self.tokens[last].end)
        else:
            self.powers(self.scripts())
