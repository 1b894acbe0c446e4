"""A tree or a program -> text in the formula language, with the signs of the rows and as few brackets as they need.

`parse(print_program(program))` gives the program again. Only the mark of a product that was written without a sign is
lost; with the readings of a graph, products that turned out to be of matrices are printed as such.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from app.errors import Span
from app.language.arguments import parameter_names
from app.language.grammar import FUNCTIONS, INDEX, INFIX, POSTFIX, PREFIX, TIMES, powers
from app.language.lexer import TOKEN
from app.language.names import canonical, canonical_names
from app.language.tree import Apply, Array, Call, Definition, Function, Name, Number, Program, Reading, Tree
from app.operations import OPERATIONS, ROWS, Operation

LOOSE = math.inf
"""the power of an edge that nothing can break up"""


class Printed(NamedTuple):
    """A text and how tightly it holds together at both its edges."""

    text: str
    left: float = LOOSE
    right: float = LOOSE
    sign: bool = False
    """whether it begins with a prefix"""

    @property
    def enclosed(self) -> Printed:
        return Printed(f"({self.text})")


def print_tree(tree: Tree) -> str:
    """An expression as text."""
    return _Printer().printed(tree).text


def print_program(program: Program, readings: Iterable[Reading] = ()) -> str:
    """A program as text, one statement a line. `readings` tell which products are of matrices."""
    matrix_products = {reading.span for reading in readings if reading.code == "matrix_product"}
    statements: list[Definition | Function] = [*program.definitions.values(), *program.functions.values()]
    inputs = (name for function in program.functions.values() for name in function.parameters)
    known = canonical_names([*program.definitions, *program.declared, *inputs]) | program.given
    printer = _Printer(known, matrix_products)
    return "\n".join(printer.statement(each) for each in sorted(statements, key=lambda each: each.span))


def print_number(value: float) -> str:
    """A number as the shortest text that reads back as the same double."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)


class _Printer:
    def __init__(self, known: Collection[str] | None = None, matrix_products: Collection[Span] = ()) -> None:
        self.known = known
        """the canonical names that have a meaning in the program; None where there is no program"""
        self.matrix_products = matrix_products

    def statement(self, statement: Definition | Function) -> str:
        body = self.printed(statement.body).text
        if isinstance(statement, Definition):
            if statement.bare:
                return body
            inputs = statement.header
        else:
            inputs = statement.parameters
        return f"{statement.name}{'' if inputs is None else '(' + ', '.join(inputs) + ')'} = {body}"

    def printed(self, tree: Tree) -> Printed:
        """The text of a tree. Left spines are walked in a loop: a sum of 5,000 terms is no deep tree."""
        spine: list[Apply] = []
        while isinstance(tree, Apply) and self.infix(tree):
            spine.append(tree)
            tree = tree.operands[0]
        left = self.operand(tree)
        while spine:
            left = self.between(spine.pop(), left)
        return left

    def infix(self, tree: Apply) -> str | None:
        """The sign that a tree is printed with between its two operands, if it is."""
        if len(tree.operands) != 2 or (tree.parameters and tree.operation is not TIMES):
            return None
        matrices = tree.operation is TIMES and tree.span in self.matrix_products
        return INFIX_SIGNS.get(OPERATIONS["matmul"] if matrices else tree.operation)

    def between(self, tree: Apply, left: Printed) -> Printed:
        sign = self.infix(tree)
        assert sign
        row = INFIX[sign]
        power, right_power = powers(row)
        right = self.printed(tree.operands[1])
        if left.right <= power or (row.kind == "compare" and left.left <= power):
            left = left.enclosed
        if right.left < right_power or right.sign or self.is_postfix(sign, right.text):
            right = right.enclosed
        tight = power >= powers(TIMES)[0] and row.kind != "matrix"
        text = f"{left.text}{sign}{right.text}" if tight else f"{left.text} {sign} {right.text}"
        return Printed(text, min(power, left.left), min(right_power, right.right), left.sign)

    def is_postfix(self, sign: str, right: str) -> bool:
        """Whether a sign would be read together with the letter behind it: `a^T`, unless the program defines T."""
        token = TOKEN.match(sign + right)
        return token is not None and token[0] in POSTFIX and token[0][-1] not in (self.known or ())

    def operand(self, tree: Tree) -> Printed:
        """The text of anything but an operator between two operands."""
        if isinstance(tree, Number):
            text = Printed(print_number(abs(tree.value)))
            return self.prefixed(PREFIX["-"], "-", text) if _is_negative(tree.value) else text
        if isinstance(tree, Name):
            return Printed(tree.name)
        if isinstance(tree, Array):
            text_of_items = f"[{self.listed(tree.items)}]"
            # Beside an operator `[a + b]` would be a bracket, not a vector of one entry.
            alone = len(tree.items) == 1 and isinstance(tree.items[0], Apply | Call)
            return Printed(text_of_items, 0, 0) if alone else Printed(text_of_items)
        if isinstance(tree, Call):
            return Printed(f"{tree.function}({self.listed(tree.arguments)})")
        return self.applied(tree)

    def applied(self, tree: Apply) -> Printed:
        row, parameters = tree.operation, tree.parameters or {}
        if len(tree.operands) == 1 and not parameters:
            sign = PREFIX_SIGNS.get(row)
            if sign:
                return self.prefixed(row, sign, self.printed(tree.operands[0]))
            sign = POSTFIX_SIGNS.get(row)
            if sign and sign[-1] not in (self.known or ()):
                return self.postfixed(row, sign, self.printed(tree.operands[0]))
        if row is INDEX:
            return self.indexed(tree.operands[0], parameters[INDEX.parameters[0].name])
        if not row.operands[1] and tree.operands == () and list(parameters) == parameter_names(row)[: len(parameters)]:
            values = ", ".join(map(_value, parameters.values()))
            return Printed(f"{row.name}({values.removeprefix('[').removesuffix(']')})")
        operands = self.listed(tree.operands)
        if row.operands[1] is None and tree.operands and isinstance(tree.operands[0], Array):
            operands = f"[{operands}]"
        given = [operands] if operands else []
        given += [f"{name}={_value(value)}" for name, value in parameters.items()]
        return Printed(f"{WORDS.get(row, row.name)}({', '.join(given)})")

    def listed(self, trees: Iterable[Tree]) -> str:
        return ", ".join(self.printed(tree).text for tree in trees)

    def prefixed(self, row: Operation, sign: str, operand: Printed) -> Printed:
        power = (row.binding or (None, None))[1]
        assert power is not None
        if operand.left < power or operand.sign:
            operand = operand.enclosed
        return Printed(sign + operand.text, LOOSE, min(power, operand.right), sign=True)

    def postfixed(self, row: Operation, sign: str, operand: Printed) -> Printed:
        power = (row.binding or (None, None))[0]
        assert power is not None
        if operand.right <= power:
            operand = operand.enclosed
        return Printed(operand.text + sign, min(power, operand.left), LOOSE, operand.sign)

    def indexed(self, tree: Tree, index: Any) -> Printed:
        """`x[0, 1]`; in `(x)[0]` the brackets keep a name without a meaning from reading as one name, `x[0]`."""
        operand = self.printed(tree)
        known = self.known is None or (isinstance(tree, Name) and canonical(tree.name) in self.known)
        if not (known or isinstance(tree, Array | Call)):
            operand = operand.enclosed
        return Printed(f"{operand.text}[{_index(index)}]")


def _index(index: Any) -> str:
    """What stands in the brackets of an index."""
    if isinstance(index, tuple):
        return ", ".join(map(_index, index))
    if isinstance(index, slice):
        parts = [index.start, index.stop] + [index.step] * (index.step is not None)
        return ":".join("" if part is None else str(part) for part in parts)
    return _value(index)


def _value(value: Any) -> str:
    """The value of a parameter."""
    if isinstance(value, Name):
        return value.name
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, slice):
        return _index(value)
    number = float(value)
    return f"{'-' if _is_negative(number) else ''}{print_number(abs(number))}"


def _is_negative(number: float) -> bool:
    """Whether a number is printed with a sign; −0.0 is, too."""
    return math.copysign(1, number) < 0


def _signs(table: dict[str, Operation], arity: int) -> dict[Operation, str]:
    """The first sign of each row, private ones too (a matrix times a vector is `@` as well)."""
    rows = (row for row in ROWS if row.operands == (arity, arity))
    signs = ((row, sign) for row in rows for sign in reversed(row.spellings) if sign in table)
    return {row: sign for row, sign in signs if table[sign].binding == row.binding}


INFIX_SIGNS, PREFIX_SIGNS, POSTFIX_SIGNS = _signs(INFIX, 2), _signs(PREFIX, 1), _signs(POSTFIX, 1)
WORDS = {row: word for word, rows in reversed(FUNCTIONS.items()) for row in rows}
"""the first word of each row that has one; a row that shares its word is chosen by the number of its operands"""
