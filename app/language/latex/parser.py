r"""The structures of LaTeX, in the parser of formulas: fractions, roots, sums, matrices, cases."""

from __future__ import annotations

from app.errors import FormulaSyntaxError, ShapeMismatch, Span
from app.language.arguments import constant
from app.language.expressions import CLOSING, FACTOR, INVERSE
from app.language.formula import FormulaParser
from app.language.grammar import INFIX, POWER, TIMES, powers
from app.language.series import FREE_LETTERS, SERIES, Indexed, Series
from app.language.symbols import Symbol, Tokens
from app.language.tree import Apply, Array, Name, Number, Tree, walk
from app.limits import Limits
from app.operations import ROWS, Operation

DIVIDE = INFIX["/"]
WHERE = next(row for row in ROWS if row.chooses)


class LatexParser(FormulaParser):
    """Reads the statements of a program in LaTeX."""

    syntax = "latex"

    def __init__(self, tokens: Tokens, limits: Limits) -> None:
        super().__init__(tokens, limits)
        self.fractions: set[Span] = set()
        """the places of quotients that are written as fractions"""

    def begin_fraction(self, symbol: Symbol, start: int) -> Tree:
        numerator = self.group()
        denominator = self.group()
        tree = Apply(DIVIDE, (numerator, denominator), self.span_from(start))
        self.fractions.add(tree.span)
        return tree

    def begin_radical(self, symbol: Symbol, start: int) -> Tree:
        r"""`\sqrt[n]{x}`: x to the power of one over n."""
        index = self.group()
        body = self.group()
        self.unwritten += 2
        exponent = Apply(DIVIDE, (Number(1.0, index.span), index), index.span)
        return Apply(POWER, (body, exponent), self.span_from(start))

    def begin_series(self, symbol: Symbol, start: int) -> Tree:
        r"""`\sum_{i=1}^{3} w_i x_i + b`: the sum of products reaches up to the next sign of addition."""
        row = next(row for row in symbol.rows if row.operands == (1, 1))
        bounds: list[tuple[str, Tree | None, Tree | None, Span]] = []
        if self.symbols[self.at].text != "(" or self.symbols[self.at].stop:
            return self.over_everything(symbol, row, start)
        bracket = self.symbols[self.at]
        self.at += 1
        while True:
            index = self.symbols[self.at]
            span = self.tokens.span(self.at)
            if index.name is None:
                self.unexpected(CLOSING)
            self.at += 1
            lower = upper = None
            if self.symbols[self.at].kind == "equals":
                self.at += 1
                lower = self.nested(0)
                if self.symbols[self.at].kind == "range":
                    self.at += 1
                    upper = self.nested(0)
                    span = span[0], upper.span[1]
            bounds.append((index.name, lower, upper, span))
            if self.symbols[self.at].kind != "comma":
                break
            self.at += 1
        self.close(bracket)
        tree = self.nested(powers(TIMES)[0])
        for name, lower, upper, span in reversed(bounds):
            tree = Apply(row, (tree,), self.span_from(start), {SERIES: Series(name, lower, upper, span)})
        self.expands = True
        return tree

    def over_everything(self, symbol: Symbol, row: Operation, start: int) -> Tree:
        r"""`\sum (y - t)^2`: no index is named. It is the one below the names, else all entries are added up."""
        body = self.nested(powers(TIMES)[0])
        span = start, start + symbol.stop
        below = {parts.below for tree in walk(body) if isinstance(tree, Name) and (parts := Indexed.of(tree.name))}
        indices = below & FREE_LETTERS
        if len(indices) > 1:
            raise FormulaSyntaxError("syntax.series", span, name=self.source(span))
        tree = Apply(row, (body,), self.span_from(start))
        if not indices:
            self.tell("everything", span, found=self.source(span))
            return tree
        self.expands = True
        return Apply(row, (body,), tree.span, {SERIES: Series(indices.pop(), None, None, span)})

    def begin_matrix(self, symbol: Symbol, start: int) -> Tree:
        """Rows of entries. A single column is a vector."""
        rows: list[list[Tree]] = [[]]
        while True:
            rows[-1].append(self.nested(0))
            kind = self.symbols[self.at].kind
            if kind == "row":
                rows.append([])
            elif kind != "column":
                break
            self.at += 1
        self.close(symbol)
        span = self.span_from(start)
        if any(len(row) != len(rows[0]) for row in rows):
            raise ShapeMismatch("shape.ragged", span)
        if len(rows[0]) == 1:
            self.tell("column", span, length=len(rows))
            return Array(tuple(row[0] for row in rows), span)
        lines = [Array(tuple(row), (row[0].span[0], row[-1].span[1])) for row in rows]
        return Array(tuple(lines), span)

    def begin_cases(self, symbol: Symbol, start: int) -> Tree:
        """Values and their conditions: the first that holds is taken, the last one where none does."""
        rows: list[tuple[Tree, Tree | None, Span]] = []
        while True:
            value = self.nested(0)
            if self.symbols[self.at].kind == "comma":
                self.at += 1
            condition = None
            place = self.tokens.span(self.at)
            if self.symbols[self.at].kind == "column":
                self.at += 1
                place = self.tokens.span(self.at)
            if self.symbols[self.at].kind == "otherwise":
                self.at += 1
            elif self.symbols[self.at].kind not in ("row", "close"):
                condition = self.condition()
                place = condition.span
            rows.append((value, condition, place))
            if self.symbols[self.at].kind != "row":
                break
            self.at += 1
        self.close(symbol)
        span = self.span_from(start)
        tree, last, place = rows.pop()
        if last is not None:
            if not rows:
                raise FormulaSyntaxError("syntax.cases", place)
            self.tell("last_case", place)
        for value, condition, place in reversed(rows):
            if condition is None:
                raise FormulaSyntaxError("syntax.cases", place)
            tree = Apply(WHERE, (condition, value, tree), span)
        return tree

    def condition(self) -> Tree:
        """A comparison, a chain of them (`0 < x < 1`), or several that must all hold."""
        tree = self.chained(self.nested(0))
        while self.symbols[self.at].kind == "comma":
            self.at += 1
            right = self.chained(self.nested(0))
            tree = Apply(TIMES, (tree, right), (tree.span[0], right.span[1]))
        return tree

    def chained(self, tree: Tree) -> Tree:
        """`a < b < c` as (a < b)·(b < c)."""
        if not (isinstance(tree, Apply) and tree.operation.kind == "compare"):
            return tree
        left, right = tree.operands
        if not (isinstance(left, Apply) and left.operation.kind == "compare" and left.span[0] == tree.span[0]):
            return tree
        self.unwritten += 2
        middle = left.operands[1]
        second = Apply(tree.operation, (middle, right), (middle.span[0], tree.span[1]))
        return Apply(TIMES, (self.chained(left), second), tree.span)

    def continue_dot(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        r"""`a \cdot b`: of vectors or matrices it is their product, as it is for operands side by side."""
        self.at += 1
        return self.beside(left, self.expression(FACTOR), start)

    def continue_power(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        """A power; that of -1 is the inverse of what may be a matrix."""
        tree = self.continue_to_the_right(symbol, left, start)
        if (
            symbol.infix is POWER
            and isinstance(tree, Apply)
            and constant(tree.operands[1]) == -1
            and may_be_matrix(left)
        ):
            return Apply(INVERSE, (left,), tree.span)
        return tree

    def quotient_before(self, left: Tree) -> bool:
        r"""A `\frac` shows how far it reaches: nobody takes what stands behind it for a part of the denominator."""
        return super().quotient_before(left) and left.span not in self.fractions


def may_be_matrix(tree: Tree) -> bool:
    """Whether a capital letter or a matrix stands in a tree."""
    return any(isinstance(each, Array) or (isinstance(each, Name) and each.name[0].isupper()) for each in walk(tree))


LatexParser.beginnings = {
    **FormulaParser.beginnings,
    "fraction": LatexParser.begin_fraction,
    "radical": LatexParser.begin_radical,
    "series": LatexParser.begin_series,
    "matrix": LatexParser.begin_matrix,
    "cases": LatexParser.begin_cases,
}
LatexParser.continuations = {
    **FormulaParser.continuations,
    "infix": LatexParser.continue_power,
    "dot": LatexParser.continue_dot,
}
