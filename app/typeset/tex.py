"""LaTeX, as far as our formulas use it -> a list of items. It never fails: what it does not know it spells out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.typeset.symbols import CHARACTERS, OPERATOR_NAMES, SPACES, SYMBOLS, Class

Items = list["Item"]


@dataclass(frozen=True, slots=True)
class Atom:
    """Characters that belong together, with the class that decides the space around them."""

    text: str
    kind: Class
    style: Literal["italic", "upright", "bold"]


@dataclass(frozen=True, slots=True)
class Space:
    width: float
    """in em"""


@dataclass(frozen=True, slots=True)
class Braced:
    body: Items


@dataclass(frozen=True, slots=True)
class Coloured:
    colour: str
    """as it is written"""
    body: Items


@dataclass(frozen=True, slots=True)
class Scripts:
    base: Item
    below: Items
    above: Items


@dataclass(frozen=True, slots=True)
class Fraction:
    above: Items
    below: Items


@dataclass(frozen=True, slots=True)
class Root:
    body: Items
    degree: Items


@dataclass(frozen=True, slots=True)
class Accent:
    """`bar`, `hat`, `tilde`, `dot` or `vec` over one letter, or over all of `body`."""

    mark: str
    body: Items


@dataclass(frozen=True, slots=True)
class Fence:
    """Brackets that grow with what they hold; "" is no bracket at that side."""

    left: str
    body: Items
    right: str


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix, or the branches of `cases`."""

    left: str
    rows: list[list[Items]]
    right: str
    cases: bool


Item = Atom | Space | Braced | Coloured | Scripts | Fraction | Root | Accent | Fence | Table

DOTS = Atom("⋯", "inner", "upright")
PRIME = Atom("′", "ord", "upright")

TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[0-9]+(?:\.[0-9]+)?|\s+|.", re.DOTALL)
ITALIC_LETTER = re.compile("[a-zA-Zα-ϵ]")
DEEPEST = 40
"""groups inside groups; what lies deeper is drawn as dots"""

UPRIGHT = frozenset({"mathrm", "text", "textrm", "operatorname", "operatorname*", "mathsf", "texttt", "mathtt"})
BOLD = frozenset({"mathbf", "boldsymbol", "textbf", "bm"})
ACCENTS = {
    "bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde",
    "dot": "dot", "vec": "vec",
}  # fmt: skip
FRACTIONS = frozenset({"frac", "tfrac", "dfrac", "cfrac"})
IGNORED = frozenset(
    {
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
        "left",
        "right",
        "middle",
        "big",
        "Big",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
    }
)
FENCES = {
    "bmatrix": ("[", "]"), "pmatrix": ("(", ")"), "vmatrix": ("∣", "∣"), "cases": ("{", ""),
}  # fmt: skip
"""environment -> its brackets; any other one has none"""


class Reader:
    """One pass over the tokens, left to right; `place` counts code points, so that a prefix can be cut off."""

    def __init__(self, latex: str) -> None:
        self.tokens = [(match.group(), match.end()) for match in TOKEN.finditer(latex)]
        self.index = 0
        self.depth = 0

    @property
    def ahead(self) -> str:
        return self.tokens[self.index][0] if self.index < len(self.tokens) else ""

    @property
    def place(self) -> int:
        """Where in the text the last token taken ends."""
        return self.tokens[self.index - 1][1] if self.index else 0

    def take(self) -> str:
        token = self.ahead
        self.index = min(self.index + 1, len(self.tokens))
        return token

    def skip_spaces(self) -> None:
        while self.ahead.isspace():
            self.index += 1

    def items(self, *ends: str) -> Items:
        """Everything up to one of `ends`, which stays, or to the end of the text."""
        found: Items = []
        self.skip_spaces()
        while self.ahead and self.ahead not in ends:
            item = self.item()
            if item is not None:
                found.append(item)
            self.skip_spaces()
        return found

    def item(self) -> Item | None:
        """The next item with its scripts; None where nothing is drawn."""
        base = self.plain()
        below: Items = []
        above: Items = []
        self.skip_spaces()
        while self.ahead in ("^", "_", "'") and self.ahead:
            sign = self.take()
            if sign == "'":
                above.append(PRIME)
            elif sign == "^":
                above.extend(self.argument())
            else:
                below.extend(self.argument())
            self.skip_spaces()
        if above and not below:
            base, below = parted(base)
        return Scripts(base or Braced([]), below, above) if below or above else base

    def argument(self) -> Items:
        """What a command or a script sign applies to: a group in braces, or one item."""
        self.skip_spaces()
        if self.ahead in ("", "}", "&"):
            return []
        if self.ahead == "{":
            return self.group()
        if self.ahead[0].isdigit():  # `\frac12` is a half
            text, end = self.tokens[self.index]
            self.tokens[self.index : self.index + 1] = [
                (text[0], end - len(text) + 1),
                *([(text[1:], end)] if text[1:] else []),
            ]
        item = self.plain()
        return [] if item is None else [item]

    def group(self) -> Items:
        self.take()
        if self.depth > DEEPEST:
            self.skip_group()
            body: Items = [DOTS]
        else:
            body = self.items("}")
        self.take()
        return body

    def skip_group(self) -> None:
        open_braces = 0
        while self.ahead and not (self.ahead == "}" and open_braces == 0):
            open_braces += {"{": 1, "}": -1}.get(self.take(), 0)

    def plain(self) -> Item | None:
        """The next item without scripts."""
        self.depth += 1
        item = self.without_scripts()
        self.depth -= 1
        return item

    def without_scripts(self) -> Item | None:
        self.skip_spaces()
        taken = self.ahead
        if taken == "{":
            return Braced(self.group())
        if taken in ("^", "_", ""):
            return None
        self.take()
        if taken.startswith("\\") and len(taken) > 1:
            return self.command(taken[1:])
        if taken in ("}", "&"):
            return None
        if taken == "~":
            return Space(SPACES[" "])
        symbol = CHARACTERS.get(taken)
        if symbol:
            return Atom(symbol.text, symbol.kind, "upright")
        return Atom(taken, "ord", "italic" if ITALIC_LETTER.match(taken) else "upright")

    def command(self, name: str) -> Item | None:
        if self.depth > DEEPEST:
            return DOTS
        if name in FRACTIONS:
            return Fraction(self.argument(), self.argument())
        if name == "sqrt":
            self.skip_spaces()
            degree: Items = []
            if self.ahead == "[":
                self.take()
                degree = self.items("]")
                self.take()
            return Root(self.argument(), degree)
        if name in ACCENTS:
            return Accent(ACCENTS[name], self.argument())
        if name == "textcolor":
            colour = self.words()
            return Coloured(colour, self.argument())
        if name == "left":
            left = self.bracket()
            body = self.items("\\right")
            self.take()
            return Fence(left, body, self.bracket())
        if name == "begin":
            return self.environment()
        if name in UPRIGHT:
            return Atom(self.words(), "op" if name.startswith("operatorname") else "ord", "upright")
        if name in BOLD:
            return Atom(self.words(), "ord", "bold")
        if name in SPACES:
            return Space(SPACES[name])
        symbol = SYMBOLS.get(name)
        if symbol:
            return Atom(symbol.text, symbol.kind, "italic" if symbol.italic else "upright")
        if name in IGNORED or name == "\\":
            return None
        return Atom(name, "op" if name in OPERATOR_NAMES else "ord", "upright")

    def bracket(self) -> str:
        r"""The bracket after `\left` or `\right`; "" for a full stop."""
        self.skip_spaces()
        sign = self.take()
        if sign.startswith("\\"):
            return SYMBOLS[sign[1:]].text if sign[1:] in SYMBOLS else ""
        return "" if sign == "." else CHARACTERS[sign].text if sign in CHARACTERS else sign

    def words(self) -> str:
        r"""The text in braces after `\mathrm` and the like; commands in it are drawn as their symbols."""
        self.skip_spaces()
        if self.ahead != "{":
            return self.take()
        self.take()
        words = []
        open_braces = 0
        while self.ahead and not (self.ahead == "}" and open_braces == 0):
            taken = self.take()
            open_braces += {"{": 1, "}": -1}.get(taken, 0)
            name = taken[1:]
            if not taken.startswith("\\"):
                words.append("" if taken in "{}" else taken)
            elif name in SPACES:
                words.append(" ")
            else:
                words.append(SYMBOLS[name].text if name in SYMBOLS else name)
        self.take()
        return "".join(words)

    def environment(self) -> Item:
        name = self.words()
        if name == "array":
            self.words()
        left, right = FENCES.get(name, ("", ""))
        rows: list[list[Items]] = [[]]
        while True:
            rows[-1].append(self.items("&", "\\\\", "\\end"))
            end = self.take()
            if end == "\\\\":
                rows.append([])
            elif end != "&":
                break
        self.words()
        return Table(left, [row for row in rows if any(row)], right, cases=name == "cases")


def parted(base: Item | None) -> tuple[Item | None, Items]:
    r"""The base and the subscript of `{\textcolor{c}{w_1}}`: what stands above `w_1` then stands over its subscript."""
    match base:
        case Braced([Coloured(colour, [Scripts(inner, below, [])])]):
            return Coloured(colour, [inner]), [Coloured(colour, below)]
    return base, []


def parse(latex: str) -> Items:
    """The items of a formula."""
    return Reader(latex).items()


def parse_with_places(latex: str) -> list[tuple[Item, int]]:
    """The items of a formula, each with the place where its text ends: `latex[:place]` is a formula of its own."""
    reader = Reader(latex)
    found: list[tuple[Item, int]] = []
    while reader.ahead:
        item = reader.item()
        if item is not None:
            found.append((item, reader.place))
    return found
