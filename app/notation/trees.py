r"""A tree -> LaTeX, by the templates and binding powers of the rows: brackets where they are needed and nowhere else.

An operand that stands free in a template gets brackets where it binds less tightly than its place asks; one that stands
inside braces or fences of the template (`\frac{...}{...}`, `|...|`) needs none. Left spines are walked in a loop: a sum
of a thousand terms is no deep tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise
from string import Formatter
from typing import Any, NamedTuple

from app.errors import ShapeMismatch
from app.language.tree import Apply, Array, Call, Name, Number, Tree
from app.notation.names import name_latex, typeset_name
from app.numbers import short_latex
from app.operations import OPERATIONS, Operation, Shape, broadcast

WRITTEN_DIGITS = 10
"""of numbers in formulas: what the writer wrote, not a value that was computed"""

ATOM = 100
CLOSED = 90
"""a name or a number; something between its own brackets: no place asks for more"""
POWER = 30
FRACTION = 29
APPLIED = 22
"""a function with its argument: a factor, but no base of a power"""
SPREAD = OPERATIONS["spread"]
PRODUCT = OPERATIONS["mul"].binding[0] or 0  # type: ignore[index]
NEGATIVE = PRODUCT
LOOSE = 1

SIDE_BY_SIDE = r"\,"
MATMUL = OPERATIONS["matmul"]
TALL = re.compile(r"\\frac|\\sum|\\prod|\\begin|\\sqrt|\\underbrace|\\left|\\overline|\^")
PLAIN_NUMBER = re.compile(r"-?[0-9.]+")
LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9.]|\(-?[0-9.]+\)|\\frac\{-?[0-9]|\\infty|\\mathrm\{NaN\}|\{?\\underbrace\{[0-9]")
DELIMITERS = re.compile(r"\\(?:left|begin)|\\(?:right|end)|[{}]")
GROWING = r"\left("
CLOSING = re.compile(r"(?:[)\]|]|\\rVert|\\rvert|\\rangle)\s*$")
SHOWN_ITEMS = 8
"""so many rows and columns of an array are written out"""


class Piece(NamedTuple):
    """What has been typeset so far of one tree."""

    latex: str
    strength: int
    """how tightly its outermost part binds; compared with what a place asks for"""
    shape: Shape = ()
    below: bool = False
    above: bool = False
    """whether it has a subscript, a superscript already"""
    fenced: str = ""
    """the same with its argument in brackets, where something may follow: `\\tanh(z) \\, x`"""
    condition: bool = False
    """a comparison: as a factor it stands in Iverson's brackets"""


class Part(NamedTuple):
    """A literal of a template, or a field: the name of an operand or a parameter."""

    literal: str
    field: str = ""
    enclosed: bool = False


def tree_latex(tree: Tree, shapes: Mapping[str, Shape] | None = None, digits: int = WRITTEN_DIGITS) -> str:
    """`tree` as LaTeX. `shapes` of names tell products of tensors entry by entry (⊙) from matrix products."""
    return Typesetter(shapes or {}, digits).piece(tree).latex


@lru_cache(maxsize=8192)
def number_latex(value: float, digits: int = WRITTEN_DIGITS) -> str:
    return short_latex(value, digits)


class Typesetter:
    """Typesets trees; `shapes` are those of the names in them."""

    def __init__(self, shapes: Mapping[str, Shape], digits: int, dotted: bool = False) -> None:
        self.shapes = shapes
        self.digits = digits
        self.dotted = dotted
        """whether every product has a dot, as among numbers"""

    def piece(self, tree: Tree) -> Piece:
        spine: list[Apply] = []
        while type(tree) is Apply and tree.operands and type(tree.operands[0]) is Apply:
            spine.append(tree)
            tree = tree.operands[0]
        piece = self.applied(tree) if type(tree) is Apply else self.leaf(tree)
        while spine:
            piece = self.applied(spine.pop(), piece)
        return piece

    def leaf(self, tree: Tree) -> Piece:
        if type(tree) is Name:
            return self.named(tree.name)
        if type(tree) is Number:
            latex = number_latex(tree.value, self.digits)
            return Piece(latex, ATOM if PLAIN_NUMBER.fullmatch(latex) and not latex.startswith("-") else NEGATIVE)
        if type(tree) is Call:
            arguments = ", ".join(self.piece(argument).latex for argument in tree.arguments)
            return Piece(name_latex(tree.function) + brackets(arguments), CLOSED)
        assert type(tree) is Array
        return self.array(tree)

    def named(self, name: str) -> Piece:
        set_name = typeset_name(name)
        return Piece(set_name.latex, ATOM, self.shapes.get(name, ()), set_name.below, set_name.above)

    def array(self, tree: Array) -> Piece:
        """A vector in brackets, a matrix as one; what has too many rows is cut with dots."""
        if all(type(item) is Array for item in tree.items) and tree.items:
            rows = [[self.piece(cell).latex for cell in item.items] for item in tree.items if type(item) is Array]
            return Piece(matrix_latex(rows), CLOSED, (len(rows), len(rows[0])))
        items = [self.piece(item).latex for item in tree.items]
        return Piece(vector_latex(items), CLOSED, (len(items),))

    def applied(self, tree: Apply, first: Piece | None = None) -> Piece:
        """An operation, its first operand perhaps typeset already."""
        row = tree.operation
        operands = [first] if first else []
        operands += [self.piece(operand) for operand in tree.operands[len(operands) :]]
        given = {key: value for key, value in (tree.parameters or {}).items() if key != "juxtaposed"}
        if tree.parameters and "juxtaposed" in tree.parameters and all(operand.shape for operand in operands):
            row = MATMUL
        row = written_as(row, [operand.shape for operand in operands], given)
        shape = result_shape(row, [operand.shape for operand in operands], given)
        parts = template(row)
        if len(parts) == 1 and parts[0].field and parts[0].field in OPERAND_NAMES and operands:
            # One number spread over a tensor looks like the number, and is multiplied like one.
            return operands[0] if row is SPREAD and not operands[0].shape else operands[0]._replace(shape=shape)
        written = self.fill(row, parts, operands, given)
        latex = "".join(written)
        if GROWING in row.latex:
            latex = shrunk(latex, operands)
        if row.parameters:
            latex = close_up(with_below(latex, unwritten(row, parts, given)))
        free = [part for part in parts if part.field and not part.enclosed]
        fenced = ""
        if row.binding:
            strength = min(power for power in row.binding if power is not None) if free else FRACTION
        elif not free:
            strength = closed_strength(parts)
        elif parts[0].field:
            strength = {"^": POWER, "_": CLOSED}.get(parts[1].literal[0], PRODUCT)
        else:
            strength = APPLIED
            if not written[-1].startswith(("(", r"\left(")):
                bare = operands[OPERAND_NAMES.index(free[-1].field)].latex if free[-1].field in OPERAND_NAMES else ""
                fenced = "".join(written[:-1]).rstrip() + brackets(bare)
        signs = {part.literal[:1] for before, part in pairwise(parts) if before.field}
        condition = row.kind == "compare" and row.binding is not None
        below = "_" in signs or ENDS_BELOW.search(latex) is not None
        return Piece(latex, strength, shape, below, "^" in signs, fenced, condition)

    def fill(self, row: Operation, parts: tuple[Part, ...], operands: list[Piece], given: dict[str, Any]) -> list[str]:
        """The texts of the parts, with brackets around operands that need them."""
        written: list[str] = []
        for place, part in enumerate(parts):
            following = parts[place + 1].literal if place + 1 < len(parts) else ""
            if not part.field:
                written.append(part.literal)
            elif part.field == "operands":
                written.append(", ".join(operand.latex for operand in operands))
            elif part.field in OPERAND_NAMES:
                operand = operands[OPERAND_NAMES.index(part.field)]
                inside = part.enclosed and not following.startswith(("^", "_"))
                written.append(operand.latex if inside else self.free(row, place, operand, following))
            else:
                written.append(parameter_text(parameter_value(row, part.field, given)))
        for place in range(1, len(parts) - 1):
            if parts[place].literal.strip() == SIDE_BY_SIDE:
                tensors = row.shape is broadcast and all(operand.shape for operand in operands)
                between = r" \cdot " if self.dotted else side_by_side(written[place - 1], written[place + 1])
                written[place] = r" \odot " if tensors else between
        return written

    def free(self, row: Operation, place: int, operand: Piece, following: str) -> str:
        """An operand that stands free at `place` of the template, with the brackets that it needs there."""
        latex = operand.latex
        if following.startswith("^"):
            needed, scripted = CLOSED, operand.above
        elif following.startswith("_"):
            needed, scripted = CLOSED, operand.below
        else:
            needed, scripted = asked(row, place), False
        if operand.strength < needed or scripted or (place > 0 and latex.startswith("-")):
            return f"[{latex}]" if operand.condition else brackets(latex)
        return operand.fenced if operand.fenced and following.strip() == SIDE_BY_SIDE else latex


OPERAND_NAMES = "abcd"


def asked(row: Operation, place: int) -> int:
    """How tightly the operand at this free place of the template must bind."""
    if row.binding is None:
        return CLOSED if place else PRODUCT
    left, right = row.binding
    if place == 0:
        # `a < b < c` would be two comparisons.
        return (left or 0) + (row.kind == "compare")
    # −(ab) and (−a)b are the same number, so a sign needs no brackets around a product.
    return PRODUCT if left is None else (right or 0)


@cache
def template(row: Operation) -> tuple[Part, ...]:
    """The row's LaTeX, cut at its fields; each field knows whether braces or fences of the template enclose it."""
    parts: list[Part] = []
    literal, depth = "", 0
    for text, field, _, _ in Formatter().parse(row.latex):
        literal += text
        depth = depth_after(depth, text)
        if field is not None:
            parts += [Part(literal)] if literal else []
            parts.append(Part("", field, depth > 0))
            literal = ""
    return tuple([*parts, Part(literal)] if literal else parts)


def depth_after(depth: int, text: str) -> int:
    for match in DELIMITERS.finditer(text):
        depth += 1 if match[0] in (r"\left", r"\begin", "{") else -1
    return depth


def closed_strength(parts: tuple[Part, ...]) -> int:
    """Of an operation none of whose operands stands free: by what its template begins and ends with."""
    first, last = parts[0].literal, parts[-1].literal
    if first.startswith(r"\begin"):
        return LOOSE
    return CLOSED if CLOSING.search(last) or len(parts) == 1 else POWER


def side_by_side(left: str, right: str) -> str:
    """What stands between two factors: a dot before a number, nothing after one, else a thin space."""
    coefficient = PLAIN_NUMBER.fullmatch(left)
    if LOOKS_LIKE_A_NUMBER.match(right):
        return r" \cdot "
    return "" if coefficient else rf" {SIDE_BY_SIDE} "


def brackets(latex: str) -> str:
    return rf"\left({latex}\right)" if TALL.search(latex) else f"({latex})"


def shrunk(latex: str, operands: list[Piece]) -> str:
    """Growing brackets only where there is something to grow around: they cost space."""
    if any(TALL.search(operand.latex) for operand in operands):
        return latex
    return latex.replace(GROWING, "(").replace(r"\right)", ")")


ENDS_BELOW = re.compile(r"_(?:[^{}\\]|\{[^{}]*\})$")
"""a subscript at the end, behind which another one needs braces"""


def with_below(latex: str, said: str) -> str:
    """A subscript more, in the one that may stand there already."""
    before = ENDS_BELOW.search(latex) if said else None
    if before is None:
        return latex + said
    return f"{latex[: before.start()]}_{{{before[0][1:].strip('{}')}, {said[2:-1]}}}"


def close_up(latex: str) -> str:
    """Without the comma before a parameter that was not given."""
    return re.sub(r"(?:,\s*)+(?=\\right|\))", "", latex)


def parameter_value(row: Operation, name: str, given: dict[str, Any]) -> Any:
    return given.get(name, next((each.default for each in row.parameters if each.name == name), None))


def parameter_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("->", r" \to ")
    if isinstance(value, tuple):
        return ", ".join(map(parameter_text, value))
    if isinstance(value, slice):
        parts = (value.start, value.stop) if value.step is None else (value.start, value.stop, value.step)
        return ":".join(map(parameter_text, parts))
    return name_latex(value.name) if isinstance(value, Name) else number_latex(float(value))


def tuple_text(value: Any) -> str:
    return f"({parameter_text(value)})" if isinstance(value, tuple) else parameter_text(value)


def unwritten(row: Operation, parts: tuple[Part, ...], given: dict[str, Any]) -> str:
    """Nothing yet, or the parameters that the template does not show, where they are not the default ones."""
    fields = {part.field for part in parts}
    shown = [
        (parameter.name.replace("_", r"\_"), given[parameter.name])
        for parameter in row.parameters
        if parameter.name in given
        and parameter.name not in fields
        and parameter.accepts != "flag"
        and not isinstance(given[parameter.name], Name)
        and given[parameter.name] != parameter.default
    ]
    said = ", ".join(rf"\mathrm{{{name}}}={tuple_text(value)}" for name, value in shown)
    return f"_{{{said}}}" if said else ""


def written_as(row: Operation, shapes: list[Shape], given: dict[str, Any]) -> Operation:
    """The row whose template shows the parameters that are given: that of the 1-norm for a norm with p = 1."""
    if row.variant is None or not given:
        return row
    try:
        return OPERATIONS[row.variant(*shapes, **given)]
    except (ShapeMismatch, TypeError, AttributeError, IndexError):
        return row


def result_shape(row: Operation, shapes: list[Shape], given: dict[str, Any]) -> Shape:
    """The shape of the result, or () where the names' shapes are not known."""
    if not any(shapes):
        return ()
    try:
        actual = OPERATIONS[row.variant(*shapes, **given)] if row.variant else row
        defaults = {parameter.name: parameter.default for parameter in actual.parameters}
        return actual.shape(*shapes, **{**defaults, **given})
    except (ShapeMismatch, TypeError, AttributeError, IndexError):
        return ()


def elided(items: list[str], dots: str) -> list[str]:
    """At most SHOWN_ITEMS of them, the last but one replaced by dots."""
    return items if len(items) <= SHOWN_ITEMS else [*items[: SHOWN_ITEMS - 2], dots, items[-1]]


def vector_latex(items: list[str]) -> str:
    entries = ", ".join(elided(items, r"\dots"))
    return rf"\left[{entries}\right]" if TALL.search(entries) else f"[{entries}]"


def matrix_latex(rows: list[list[str]]) -> str:
    cut = [" & ".join(elided(row, r"\cdots")) for row in rows]
    dots = " & ".join([r"\vdots"] * (cut[0].count("&") + 1)) if cut else ""
    body = r" \\ ".join(elided(cut, dots))
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"
