r"""LaTeX tokens -> the symbols that the parser of formulas reads, each with its place in the LaTeX source.

Structures become symbols of their own (`\frac`, `\sum`, matrices, cases), which `parser` knows; everything else becomes
what it is in a formula: `\alpha` a name, `\cdot` a sign, `\left\{` a bracket. A letter with its scripts is one name.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import Literal, NoReturn

from app.errors import FormulaSyntaxError, LimitExceeded, NameProblem, ValueProblem
from app.language.grammar import FENCES, FUNCTIONS, Rows
from app.language.latex.commands import (
    ASIDES,
    COMMANDS,
    CONDITIONAL,
    CONJUNCTIONS,
    ENVIRONMENTS,
    HINTS,
    OTHERWISE,
    WITH_COLUMNS,
    Command,
)
from app.language.latex.lexer import Token, split
from app.language.latex.scripts import ABOVE, Argument, Scripts, below, is_word
from app.language.lexer import shown
from app.language.names import ATOM, SUBSCRIPT_DIGITS, canonical
from app.language.symbols import BESIDE, NEVER, SIGNS, Kind, Symbol, Tokens, applied, numeral, sign
from app.language.tree import Reading
from app.limits import Limits
from app.messages import Text, text

CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
CLOSERS = frozenset(CLOSING.values())
BARS = frozenset("|‖")
MEANINGS: dict[str, Rows] = {
    "|": (FENCES["|"],),
    "‖": (FENCES["‖"],),
    "⟨": FUNCTIONS["dot"],
    "⌊": FUNCTIONS["floor"],
    "⌈": FUNCTIONS["ceil"],
}
"""delimiters that are functions of what they enclose"""
LENGTH = "‖"
DETERMINANT = FUNCTIONS["det"]
ABSOLUTE = FENCES["|"]

OPERAND_ENDS = frozenset({"run", "number", "close", "postfix", "function"})
MATH = {"$": "$", "$$": "$$", r"\[": r"\]", r"\(": r"\)"}
NOTHING: Text = text("Remove it.", "请删掉它。")

FrameKind = Literal["document", "math", "lines", "joined", "matrix", "cases", "bracket"]


class Frame:
    """What is open: its opening text, what closes it, and what stands in it."""

    def __init__(self, kind: FrameKind, opening: Token, closing: str, *, sized: bool = False) -> None:
        self.kind, self.opening, self.closing, self.sized = kind, opening, closing, sized
        self.doubled = False
        """whether it is opened by two bars"""
        self.commas = 0
        self.condition = False
        """whether this is the right column of a row of cases"""

    @property
    def statements(self) -> bool:
        return self.kind in ("document", "math", "lines")


class Reader:
    """Reads one source, from left to right."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.source, self.limits = source, limits
        self.tokens, self.braces = split(source, limits)
        self.at = 0
        self.depth = 0
        self.last = len(self.tokens)
        """where the argument ends that is being read: scripts behind it are not its own"""
        self.symbols: list[Symbol] = []
        self.starts: list[int] = []
        self.words: dict[tuple[str, int, bool], Symbol] = {}
        self.upright: set[Symbol] = set()
        """runs that are one word whatever their letters"""
        self.statements: list[int] = [0]
        self.readings: list[Reading] = []
        self.matrix = (-1, -1)
        """where the symbols of the last matrix begin and end"""

    def read(self) -> Tokens:
        """The whole source. Raises FormulaSyntaxError, NameProblem, ValueProblem, LimitExceeded, with their places."""
        document = Frame("document", Token("start", "", 0), "")
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

    # ── symbols ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, symbol: Symbol, start: int, end: int) -> None:
        symbol.lead, symbol.stop = 0, end - start
        self.symbols.append(symbol)
        self.starts.append(start)

    def sign(self, text: str, start: int, end: int) -> None:
        self.add(sign(text), start, end)

    def mark(self, kind: Kind, text: str, start: int, end: int, power: int = NEVER) -> None:
        """A symbol that has no more to it than its kind."""
        self.add(Symbol(kind, text, power), start, end)

    def function(self, word: str, rows: Rows, start: int, end: int) -> None:
        self.add(applied("function", word, rows), start, end)

    def run(self, name: str, start: int, end: int, *, upright: bool = False) -> None:
        """A name, or letters of which `Words` will say what they are."""
        if len(name) > self.limits.name_length:
            raise LimitExceeded("limit.name", (start, end), limit=self.limits.name_length, found=len(name))
        key = name, end - start, upright
        symbol = self.words.get(key)
        if symbol is None:
            symbol = self.words[key] = Symbol("run", name)
            symbol.key = canonical(name)
            if upright:
                self.upright.add(symbol)
        self.add(symbol, start, end)

    def separate(self, start: int, end: int) -> None:
        """End the statement, if there is one."""
        if len(self.symbols) > self.statements[-1]:
            self.mark("separator", self.source[start:end], start, end)
            self.statements.append(len(self.symbols))

    def unwrap(self, opening: int) -> None:
        """Take away the brackets from the symbol at `opening` to the last one, where they enclose a single thing."""
        inner = self.symbols[opening + 1 : -1]
        depth, whole = 0, len(inner) > 1 and inner[0].kind == "open"
        for index, symbol in enumerate(inner):
            depth += symbol.kind in ("open", "array", "index", "matrix", "cases")
            depth -= symbol.kind == "close"
            whole = whole and (depth > 0 or index == len(inner) - 1)
        if whole or (len(inner) == 1 and inner[0].kind in ("run", "number")):
            for index in (len(self.symbols) - 1, opening):
                del self.symbols[index], self.starts[index]

    # ── statements ──────────────────────────────────────────────────────────────────────────────────────────────────

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
        if token.kind == "line":
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

    def is_row(self, token: Token) -> bool:
        return token.kind == "command" and self.row(token).kind == "row"

    def skip_row_space(self) -> None:
        r"""Pass over the height behind a row: `\\[2pt]`."""
        if re.match(r"\*?\[\s*-?[0-9.]+\s*[a-z]+\s*\]", self.source[self.tokens[self.at].start :][:40]):
            while self.tokens[self.at].text != "]":
                self.at += 1
            self.at += 1

    def system_ahead(self) -> bool:
        r"""Whether `\left\{ \begin{aligned}` stands here, a brace before several statements."""
        behind = self.skipped(self.at + 2, lines=True)
        if self.tokens[self.at + 1].text != r"\{" or self.tokens[behind].text != r"\begin":
            return False
        kind = ENVIRONMENTS.get(self.environment(behind + 1)[0])
        return kind == "lines" and not self.within_formula()

    def within_formula(self) -> bool:
        return len(self.symbols) > self.statements[-1]

    def is_aside(self, token: Token, *, empty: bool) -> bool:
        r"""Whether `\text{where}` stands here, at the beginning or the end of a statement."""
        if token.kind != "command" or self.row(token).kind != "word" or self.at + 1 not in self.braces:
            return False
        words = self.source[self.tokens[self.at + 1].end : self.tokens[self.braces[self.at + 1]].start]
        if words.strip(" ,，:：~.").lower() not in ASIDES:
            return False
        return empty or self.tokens[self.skipped(self.braces[self.at + 1] + 1)].kind == "end"

    # ── items ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def skipped(self, at: int, *, lines: bool = False) -> int:
        """The index of the next token that is no blank."""
        while True:
            token = self.tokens[at]
            blank = token.kind == "blank" or (lines and token.kind == "line")
            if not (blank or self.is_blank(token)):
                return at
            at += 1

    def is_blank(self, token: Token) -> bool:
        return token.kind == "command" and COMMANDS.get(token.text[1:], Command("letter")).kind in ("blank", "size")

    def row(self, token: Token) -> Command:
        """The row of a command. Raises NameProblem for one that nobody knows."""
        row = COMMANDS.get(token.text[1:])
        if row is not None:
            return row
        near = get_close_matches(token.text[1:], COMMANDS, n=1, cutoff=0.7)
        if not token.text[1:].isalpha():
            hint = NOTHING
        elif near:
            hint = text(f"Did you mean `\\{near[0]}`?", f"是不是想写 `\\{near[0]}`？")
        else:
            word = token.text[1:]
            hint = text(f"Write words as `\\text{{{word}}}`.", f"如果是名字，请写成 `\\text{{{word}}}`。")
        raise NameProblem("name.command", (token.start, token.end), name=shown(token.text), hint=hint)

    def refuse_macro(self, token: Token) -> None:
        row = COMMANDS.get(token.text[1:])
        if row is not None and row.text == "syntax.macro":
            raise FormulaSyntaxError("syntax.macro", (token.start, token.end), name=token.text)

    def enter(self, frame: Frame) -> None:
        self.depth += 1
        if self.depth > self.limits.tree_depth:
            token = frame.opening
            raise LimitExceeded("limit.depth", (token.start, token.end), limit=self.limits.tree_depth)

    def closer(self) -> tuple[str, int]:
        r"""What the token here closes, in plain spelling, and how many tokens that takes (`\right)` is two)."""
        token = self.tokens[self.at]
        if token.kind in ("sign", "dollar"):
            return (token.text if token.text in CLOSERS or token.text in MATH else ""), 1
        if token.kind != "command":
            return "", 1
        row = self.row(token)
        if row.kind in ("close", "middle"):
            return row.text, 1
        if row.kind == "sign" and row.text == "]":
            return "]", 1
        if row.kind == "right":
            behind = self.skipped(self.at + 1, lines=True)
            return self.delimiter(behind), behind + 1 - self.at
        if row.kind == "end":
            name, behind = self.environment(self.at + 1)
            return rf"\end{{{name}}}", behind - self.at
        return (token.text if row.kind == "math" and token.text in MATH.values() else ""), 1

    def closed(self, frame: Frame) -> bool:
        """Whether the frame ends here; then its closing text is passed over. Refuses what cannot close it."""
        token = self.tokens[self.at]
        if token.kind == "end":
            closing = "||" if frame.doubled else rf"\right{frame.closing}" if frame.sized else frame.closing
            facts = {"bracket": shown(frame.opening.text), "closing": closing}
            raise FormulaSyntaxError("syntax.unclosed", (frame.opening.start, frame.opening.end), **facts)
        closing, taken = self.closer()
        if frame.doubled:
            closing, taken = (LENGTH if self.two_bars() else closing), 2
        if not closing or (frame.statements and token.text == r"\right"):
            return False
        sized = token.text == r"\right"
        if closing in BARS and not sized and token.text not in (r"\rvert", r"\rVert"):
            return closing == frame.closing and not frame.sized and self.after_operand() and self.pass_over(taken)
        fits = closing == frame.closing and sized == frame.sized
        if frame.sized and sized and closing == ".":
            fits = True
        if not fits:
            end = self.tokens[self.at + taken - 1].end
            found = self.source[token.start : end]
            if not frame.closing:
                raise FormulaSyntaxError("syntax.stray", (token.start, end), found=shown(found))
            wanted = rf"\right{frame.closing}" if frame.sized else frame.closing
            facts = {"found": shown(found), "bracket": shown(frame.opening.text), "closing": wanted}
            raise FormulaSyntaxError("syntax.mismatched", (token.start, end), **facts)
        return self.pass_over(taken)

    def pass_over(self, count: int) -> bool:
        self.at += count
        return True

    def after_operand(self) -> bool:
        return bool(self.symbols) and self.symbols[-1].kind in OPERAND_ENDS and self.symbols[-1].kind != "function"

    def content(self, frame: Frame) -> None:
        """Items up to what closes the frame."""
        self.enter(frame)
        while True:
            self.at = self.skipped(self.at, lines=True)
            if self.closed(frame):
                break
            self.item(frame)
        self.depth -= 1

    def until(self, last: int, frame: Frame) -> None:
        """Items up to the token at `last`."""
        self.enter(frame)
        outer, self.last = self.last, last
        while True:
            self.at = self.skipped(self.at, lines=True)
            if self.at >= last:
                break
            self.item(frame)
        self.depth -= 1
        self.last = outer

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
            self.read_letters(token)
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
        digits = token.text
        if len(digits) > self.limits.literal_digits:
            raise LimitExceeded(
                "limit.literal", (token.start, token.end), limit=self.limits.literal_digits, found=len(digits)
            )
        value = float(digits)
        if value == float("inf"):
            raise ValueProblem("value.too_large", (token.start, token.end), found=digits)
        self.add(numeral("number", digits, value), token.start, token.end)
        self.powers(self.scripts())

    def read_sign(self, token: Token, frame: Frame) -> None:
        start, end, found = token.start, token.end, token.text
        if found in "([|":
            self.read_bracket(token, found)
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

    # ── arguments and scripts ───────────────────────────────────────────────────────────────────────────────────────

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

    def behind_command(self, at: int) -> int:
        """The index behind a command and its arguments."""
        row = self.row(self.tokens[at])
        wanted = {"fraction": 2, "root": 1, "accent": 1, "font": 1, "word": 1}.get(row.kind, 0)
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
            self.run(argument.single.text, argument.single.start, argument.single.end)
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
                elif row.kind not in ("font", "word", "blank", "size"):
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
        self.power(scripts)

    def refuse_subscript(self, argument: Argument) -> NoReturn:
        raise FormulaSyntaxError("syntax.subscript", argument.span, found=self.source[slice(*argument.span)])

    def power(self, scripts: Scripts) -> None:
        for hat, argument, transposes in scripts.powers:
            if transposes:
                self.sign("ᵀ" if transposes == "⊤" else "^T", hat.start, argument.span[1])
            else:
                self.sign("^", hat.start, hat.end)
                self.exponent(argument)

    def exponent(self, argument: Argument) -> None:
        opening = len(self.symbols)
        self.bracketed(argument)
        self.unwrap(opening)

    # ── letters and words ───────────────────────────────────────────────────────────────────────────────────────────

    def read_letters(self, token: Token) -> None:
        """Letters that touch: only the last one carries the scripts, unless together they are a word."""
        letters, start = token.text, token.start
        scripts = self.scripts()
        if letters in FUNCTIONS and scripts:
            self.applied_function(letters, FUNCTIONS[letters], token, scripts)
            return
        self.last_letter(letters, start, token.end, scripts)

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

    def read_prime(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.script", (token.start, token.end), found=token.text)

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
            self.name(name, start, end, scripts, upright=True)
            if row.text.startswith("operatorname"):
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

    # ── functions, brackets, structures ─────────────────────────────────────────────────────────────────────────────

    def read_function(self, token: Token, row: Command, frame: Frame) -> None:
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

    def delimiter(self, at: int) -> str:
        r"""The delimiter behind `\left` or `\right`, in plain spelling."""
        token = self.tokens[at]
        row = COMMANDS.get(token.text[1:]) if token.kind == "command" else None
        if row and row.kind in ("open", "close", "middle", "sign"):
            return row.text
        if token.text in ("(", ")", "[", "]", "|", ".", "/"):
            return token.text
        command = next(each for each in reversed(self.tokens[:at]) if each.text in (r"\left", r"\right"))
        raise FormulaSyntaxError("syntax.delimiter", (command.start, token.end), name=command.text)

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

    def read_open(self, token: Token, row: Command, frame: Frame) -> None:
        self.bracket(token, row.text)

    def read_bracket(self, token: Token, opening: str) -> None:
        self.at -= 1
        doubled = self.two_bars()
        self.at += 1 + doubled
        self.bracket(token, LENGTH if doubled else opening, doubled=doubled)

    def two_bars(self) -> bool:
        """Whether `||` stands here."""
        first, second = self.tokens[self.at], self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        return first.text == second.text == "|" and first.end == second.start

    def read_close(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.stray", (token.start, token.end), found=token.text)

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
            self.symbols[first] = Symbol("index", "[", 100)
            self.symbols[first].stop = len(token.text)
        elif array:
            self.symbols[first] = Symbol("array", "[")
            self.symbols[first].stop = len(token.text)
        elif self.matrix == (first + 1, len(self.symbols) - 2) and not rows:
            for place in (len(self.symbols) - 1, first):
                del self.symbols[place], self.starts[place]
        scripts = self.scripts()
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

    def read_middle(self, token: Token, row: Command, frame: Frame) -> None:
        self.bracket(token, row.text)

    def read_blank(self, token: Token, row: Command, frame: Frame) -> None:
        """Nothing."""

    def read_skipped(self, token: Token, row: Command, frame: Frame) -> None:
        if self.tokens[self.skipped(self.at)].text == "{":
            at = self.skipped(self.at)
            for each in self.tokens[at : self.braces[at]]:
                if each.kind == "command":
                    self.refuse_macro(each)
            self.at = self.braces[at] + 1

    def read_transpose(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.script", (token.start, token.end), found=token.text)

    def read_and(self, token: Token, row: Command, frame: Frame) -> None:
        self.mark("comma", token.text, token.start, token.end)

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

    def read_series(self, token: Token, row: Command, frame: Frame) -> None:
        self.series(row.text, token, self.scripts())

    def series(self, word: str, token: Token, scripts: Scripts) -> None:
        r"""`\sum_{i=1}^{3}`: the index and its bounds in a bracket, then the body."""
        if not scripts.below:
            raise FormulaSyntaxError("syntax.series", (token.start, token.end), name=token.text)
        self.add(applied("series", word, FUNCTIONS[word]), token.start, token.end)
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

    def environment(self, at: int) -> tuple[str, int]:
        r"""The name behind `\begin` or `\end`, and the index behind it and its options."""
        token = self.tokens[at]
        if token.text != "{":
            owner = self.tokens[at - 1]
            raise FormulaSyntaxError("syntax.empty_group", (owner.start, owner.end), name=owner.text)
        last = self.braces[at]
        name = self.source[token.end : self.tokens[last].start].strip()
        begins, at = self.tokens[at - 1].text == r"\begin", last + 1
        if begins and self.tokens[at].text == "[":
            while self.tokens[at].text != "]" and self.tokens[at].kind != "end":
                at += 1
            at += self.tokens[at].kind != "end"
        if begins and name in WITH_COLUMNS and self.tokens[at].text == "{":
            at = self.braces[at] + 1
        return name, at

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
        if kind != "lines":
            self.structure(opening, name, "cases" if kind == "cases" else "matrix")
        elif frame.statements and not self.within_formula():
            self.enclosed(Frame("lines", opening, rf"\end{{{name}}}"))
        else:
            self.joined(opening, name)

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
            self.function("det", DETERMINANT, opening.start, opening.start)
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

    def read_row(self, token: Token, row: Command, frame: Frame) -> NoReturn:
        raise FormulaSyntaxError("syntax.row", (token.start, token.end), found=token.text)


def first_letter(letters: str) -> int:
    """How many characters the first letter takes, with its accents and its subscript."""
    size = 1
    while size < len(letters) and (unicodedata.combining(letters[size]) or letters[size] in SUBSCRIPT_DIGITS):
        size += 1
    return size


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
    "font": Reader.read_dressed,
    "word": Reader.read_word,
    "blank": Reader.read_blank,
    "skipped": Reader.read_skipped,
    "series": Reader.read_series,
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
