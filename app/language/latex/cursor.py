"""Where a reader stands in the tokens, what is open there, and what may close it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal

from app.errors import FormulaSyntaxError, LimitExceeded, NameProblem
from app.language.latex.commands import COMMANDS, WITH_COLUMNS, Command
from app.language.latex.lexer import Token, split
from app.language.latex.output import Output
from app.language.lexer import shown
from app.limits import Limits
from app.messages import Text, text

CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
CLOSERS = frozenset(CLOSING.values())
BARS = frozenset("|‖")
LENGTH = "‖"
MATH = {"$": "$", "$$": "$$", r"\[": r"\]", r"\(": r"\)"}

OPERAND_ENDS = frozenset({"run", "number", "close", "postfix"})
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


class Cursor(Output):
    """Walks the tokens of one source."""

    def __init__(self, source: str, limits: Limits) -> None:
        super().__init__(source, limits)
        self.tokens, self.braces = split(source, limits)
        self.typed = not {"\\", "$"} & set(source) and not {"∑", "∏"}.isdisjoint(source)
        """whether it is a formula with the sign of a sum rather than LaTeX: then subscripts are whole words"""
        self.at = 0
        self.depth = 0
        self.last = len(self.tokens)
        """where the argument ends that is being read: scripts behind it are not its own"""

    def item(self, frame: Frame) -> None:
        """Read the next number, name, sign or structure, with its scripts. See `reader`."""
        raise NotImplementedError

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

    def is_row(self, token: Token) -> bool:
        return token.kind == "command" and self.row(token).kind == "row"

    def skip_row_space(self) -> None:
        r"""Pass over the height behind a row: `\\[2pt]`."""
        if re.match(r"\*?\[\s*-?[0-9.]+\s*[a-z]+\s*\]", self.source[self.tokens[self.at].start :][:40]):
            while self.tokens[self.at].text != "]":
                self.at += 1
            self.at += 1

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

    def enter(self, frame: Frame) -> None:
        self.depth += 1
        if self.depth > self.limits.tree_depth:
            token = frame.opening
            raise LimitExceeded("limit.depth", (token.start, token.end), limit=self.limits.tree_depth)

    def delimiter(self, at: int) -> str:
        r"""The delimiter behind `\left` or `\right`, in plain spelling."""
        token = self.tokens[at]
        row = COMMANDS.get(token.text[1:]) if token.kind == "command" else None
        if row and row.kind in ("open", "close", "middle", "sign"):
            return row.text
        if token.text in ("(", ")", "[", "]", "|", ".", "/"):
            return token.text
        command = next(each for each in reversed(self.tokens[:at]) if each.text in (r"\left", r"\right"))
        end = command.end if token.kind == "end" else token.end
        raise FormulaSyntaxError("syntax.delimiter", (command.start, end), name=command.text)

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

    def two_bars(self) -> bool:
        """Whether `||` stands here."""
        first, second = self.tokens[self.at], self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        return first.text == second.text == "|" and first.end == second.start

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
