"""A way back as the table gives it -> as a person would write it on the board.

`1 · 2 · v^(2 - 1)` becomes 2v, `-1 a / b^2` becomes −(a/b²). Unlike `simplify`, which never changes a value, this is
for reading only: `0 x` is 0 here, whatever x may be. Products and quotients are gathered into a sign, a number, factors
above and factors below the line, and written again in that order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from app.language.formula import parse_rule
from app.language.tree import Apply, Number, Tree
from app.operations import OPERATIONS, ROWS, Operation
from app.rules import OPERAND_NAMES
from app.simplify import substitute

ADD, SUB, MUL, DIV, POW, NEG = (OPERATIONS[name] for name in ("add", "sub", "mul", "div", "pow", "neg"))
NOWHERE = (0, 0)
ZERO, ONE = Number(0.0, NOWHERE), Number(1.0, NOWHERE)

Decide = Callable[[Tree], bool | None]
"""a condition -> whether it holds everywhere, nowhere, or (None) here and there"""


def undecided(condition: Tree) -> bool | None:
    """Without values: that something equals a number is a special point, and not the usual case."""
    return False if is_point(condition) else None


def shorten(tree: Tree, decide: Decide = undecided) -> Tree:
    """`tree` as short as a person would write it; choices are made by `decide` where it can tell."""
    if not isinstance(tree, Apply):
        return tree
    if tree.operation.chooses:
        return chosen(tree, decide)
    if tree.operation.reads:
        return shorten(read(tree), decide)
    row = tree.operation
    operands = tuple(shorten(operand, decide) for operand in tree.operands)
    if row in (MUL, DIV, NEG):
        return Terms().times(Apply(row, operands, tree.span)).tree()
    short = Apply(row, operands, tree.span, tree.parameters)
    return tidied(short) if row in (ADD, SUB, POW) else short


def read(tree: Apply) -> Tree:
    """What stands for `tree` before a reader's eyes."""
    assert tree.operation.reads
    names = OPERAND_NAMES[: len(tree.operands)]
    return substitute(parse_rule(tree.operation.reads, names, ()), dict(zip(names, tree.operands, strict=True)))


def chosen(tree: Apply, decide: Decide) -> Tree:
    """The branch that holds; where both hold somewhere, a product with the condition in Iverson's brackets."""
    condition, first, second = tree.operands
    verdict = decide(condition)
    if verdict is not None:
        return shorten(first if verdict else second, decide)
    first, second = shorten(first, decide), shorten(second, decide)
    opposite = negated(condition)
    if is_number(second, 0):
        return Terms().times(first).times(condition).tree()
    if is_number(first, 0) and opposite is not None:
        return Terms().times(second).times(opposite).tree()
    return Apply(tree.operation, (condition, first, second), tree.span)


def tidied(tree: Apply) -> Tree:
    """A sum without zeros and double signs; a power without an exponent of 1 or 0."""
    first, second = tree.operands
    if isinstance(first, Number) and isinstance(second, Number) and tree.operation.scalar:
        try:
            return Number(float(tree.operation.scalar(first.value, second.value)), tree.span)
        except (ArithmeticError, ValueError):
            return tree
    if tree.operation is POW:
        return first if is_number(second, 1) else ONE if is_number(second, 0) else tree
    minus = tree.operation is SUB
    if is_number(first, 0):
        return Terms().times(Apply(NEG, (second,), tree.span)).tree() if minus else second
    if is_number(second, 0):
        return first
    if isinstance(second, Apply) and second.operation is NEG:
        return Apply(ADD if minus else SUB, (first, second.operands[0]), tree.span)
    return tree


@dataclass(slots=True)
class Terms:
    """A product being gathered: number · above / (below_number · below)."""

    number: float = 1.0
    below_number: float = 1.0
    above: list[Tree] = field(default_factory=list)
    below: list[Tree] = field(default_factory=list)

    def times(self, tree: Tree) -> Terms:
        self.gather(tree, upside_down=False)
        return self

    def gather(self, tree: Tree, upside_down: bool) -> None:
        if isinstance(tree, Number):
            if upside_down:
                self.below_number *= tree.value
            else:
                self.number *= tree.value
        elif isinstance(tree, Apply) and tree.operation is NEG:
            self.number = -self.number
            self.gather(tree.operands[0], upside_down)
        elif isinstance(tree, Apply) and tree.operation in (MUL, DIV):
            self.gather(tree.operands[0], upside_down)
            self.gather(tree.operands[1], upside_down != (tree.operation is DIV))
        else:
            (self.below if upside_down else self.above).append(tree)

    def tree(self) -> Tree:
        """Number first, then the factors as they came, over what divides them; the sign before everything."""
        if self.number == 0:
            return ZERO
        sign, number, divisor = self.number < 0, abs(self.number), self.below_number
        if divisor < 0:
            sign, divisor = not sign, -divisor
        if divisor and number % divisor == 0:
            number, divisor = number / divisor, 1.0
        numerator = product(number, self.above)
        if divisor != 1 or self.below:
            numerator = Apply(DIV, (numerator, product(divisor, self.below)), NOWHERE)
        if not sign:
            return numerator
        return Number(-numerator.value, NOWHERE) if isinstance(numerator, Number) else Apply(NEG, (numerator,), NOWHERE)


def product(number: float, factors: list[Tree]) -> Tree:
    if not factors:
        return Number(number, NOWHERE)
    tree = factors[0] if number == 1 else Apply(MUL, (Number(number, NOWHERE), factors[0]), NOWHERE)
    for factor in factors[1:]:
        tree = Apply(MUL, (tree, factor), NOWHERE)
    return tree


def is_number(tree: Tree, value: float) -> bool:
    return isinstance(tree, Number) and tree.value == value


def negated(condition: Tree) -> Tree | None:
    """The comparison that holds exactly where `condition` does not."""
    if isinstance(condition, Apply) and (row := opposite(condition.operation)):
        return Apply(row, condition.operands, condition.span)
    return None


@cache
def truths(row: Operation) -> tuple[float, ...] | None:
    """What a comparison says of a smaller, an equal and a larger first operand: this tells all comparisons apart."""
    if row.kind != "compare" or row.binding is None or row.scalar is None:
        return None
    return row.scalar(0.0, 1.0), row.scalar(0.0, 0.0), row.scalar(1.0, 0.0)


@cache
def opposite(row: Operation) -> Operation | None:
    said = truths(row)
    if said is None:
        return None
    return next(each for each in ROWS if truths(each) == tuple(1.0 - truth for truth in said))


def is_point(condition: Tree) -> bool:
    """Whether a condition holds at single points only: an equality, or a product with one."""
    if not isinstance(condition, Apply):
        return False
    if condition.operation is MUL:
        return any(map(is_point, condition.operands))
    return truths(condition.operation) == (0.0, 1.0, 0.0)
