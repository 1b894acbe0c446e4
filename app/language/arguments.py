"""What stands in the brackets of a function -> operands and parameters of one of its rows."""

from __future__ import annotations

import inspect
import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from app.errors import NameProblem, Span, ValueProblem
from app.language.grammar import Rows
from app.language.suggestions import other_count
from app.language.tree import Apply, Array, Name, Number, Tree
from app.messages import Text, text
from app.operations import Operation, Parameter

LARGEST_WHOLE = 10**15

WANTED: dict[str, Text] = {
    "whole": text("a whole number", "一个整数"),
    "wholes": text("whole numbers, such as `2, 3` or `[2, 3]`", "若干整数，例如 `2, 3` 或 `[2, 3]`"),
    "number": text("a number", "一个数"),
    "index": text("whole numbers, counted from 0", "从 0 开始计数的整数"),
    "flag": text("0 or 1", " 0 或 1"),
    "equation": text('indices between quotation marks, such as `"ij,jk->ik"`', '引号中的下标式，例如 `"ij,jk->ik"`'),
}
"""what a parameter accepts, in words"""

Arguments = tuple[Sequence[Tree], Sequence[Tree]]
"""operands, and values of parameters in their order"""


ALSO = {"axis": "dim", "keepdims": "keepdim"}
"""names that torch, too, takes for parameters -> ours"""


class Keyword(NamedTuple):
    """`dim=0`: where the name of the parameter stands, and the value; for an index (`i=1..3`) also the upper bound."""

    span: Span
    value: Tree
    upper: Tree | None = None


@cache
def plain_row(rows: Rows, count: int) -> Operation | None:
    """The row that takes exactly `count` operands and needs no parameter: what most applications mean."""
    fit = (row for row in rows if row.operands == (count, count) and not required(row))
    return next(fit, None)


class Application:
    """One written application of a function: the word, what it may mean, and what stands in its brackets.

    `names` may stand as values of parameters and stay names: those of a row, in the table's own texts.
    """

    def __init__(
        self, word: str, rows: Rows, arguments: Sequence[Tree], keywords: Mapping[str, Keyword], span: Span,
        names: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.word, self.rows, self.arguments, self.span = word, rows, arguments, span
        known = {name for row in rows for name in parameter_names(row)}
        self.keywords: dict[str, Keyword] = {}
        for name, keyword in keywords.items():
            ours = ALSO[name] if ALSO.get(name) in known else name
            if ours in self.keywords:
                raise NameProblem("name.given_twice", keyword.span, name=name)
            self.keywords[ours] = keyword
        self.names = names

    def applied(self) -> Apply:
        """The operation on its operands.

        Raises NameProblem for a wrong number of arguments or an unknown keyword, ValueProblem for an unfit value.
        """
        rows = [row for row in self.rows if all(keyword in parameter_names(row) for keyword in self.keywords)]
        if not rows:
            self._refuse_keyword()
        splits = [(row, *_split(row, self.arguments)) for row in rows]
        splits = [(row, operands, extras) for row, operands, extras in splits if len(operands) >= row.operands[0]]
        for row, operands, extras in splits:
            if not extras:
                return self._apply(row, operands, ())
        if len(self.rows) > 1 and self.rows[0].operands == (2, 2) and not self.keywords and splits:
            return self._folded(self.rows[0])
        for row, operands, extras in splits:
            if row.parameters:
                return self._apply(row, operands, extras)
        raise self._miscounted()

    def _folded(self, row: Operation) -> Apply:
        """`max(a, b, c)` as max(max(a, b), c)."""
        tree = Apply(row, tuple(self.arguments[:2]), self.span)
        for argument in self.arguments[2:]:
            tree = Apply(row, (tree, argument), self.span)
        return tree

    def _apply(self, row: Operation, operands: Sequence[Tree], extras: Sequence[Tree]) -> Apply:
        """The row on its operands, with parameters by place (`extras`) and by keyword."""
        trees = self._by_place(row.parameters, extras)
        for name, keyword in self.keywords.items():
            if name in trees:
                raise NameProblem("name.given_twice", keyword.span, name=name)
            trees[name] = keyword.value
        given: dict[str, Any] = {}
        for parameter in row.parameters:
            if parameter.name in trees:
                given[parameter.name] = self._value(parameter, trees[parameter.name])
            elif parameter.name in required(row):
                facts = {"name": self.word, "parameter": parameter.name, "wanted": WANTED[parameter.accepts]}
                raise ValueProblem("value.parameter_missing", self.span, **facts)
        return Apply(row, tuple(operands), self.span, given or None)

    def _by_place(self, parameters: Sequence[Parameter], extras: Sequence[Tree]) -> dict[str, Tree]:
        """The values by their names. A last parameter that takes several numbers takes all that remain."""
        before = len(parameters) - 1
        if len(extras) > len(parameters) and parameters[-1].accepts == "wholes":
            rest = tuple(extras[before:])
            extras = [*extras[:before], Array(rest, (rest[0].span[0], rest[-1].span[1]))]
        if len(extras) > len(parameters):
            raise self._miscounted()
        return {parameter.name: tree for parameter, tree in zip(parameters, extras, strict=False)}

    def _miscounted(self) -> NameProblem:
        wanted = _count_in_words(self.rows)
        found = len(self.arguments)
        hint = other_count(self.word, found)
        return NameProblem("name.arguments", self.span, name=self.word, wanted=wanted, found=found, hint=hint)

    def _value(self, parameter: Parameter, tree: Tree) -> Any:
        """What a tree says as the value of a parameter."""
        if isinstance(tree, Name) and tree.name in self.names:
            return tree
        accepts = parameter.accepts
        if accepts == "equation" and isinstance(tree, Name) and tree.name.startswith('"'):
            return tree.name.strip('"')
        items = tree.items if isinstance(tree, Array) else (tree,)
        numbers = [constant(item) for item in items]
        several = accepts in ("wholes", "index")
        if (several or not isinstance(tree, Array)) and None not in numbers:
            values = [number for number in numbers if number is not None]
            if accepts == "number":
                return values[0]
            if accepts == "flag" and values[0] in (0, 1):
                return bool(values[0])
            if accepts not in ("flag", "equation") and all(
                value.is_integer() and abs(value) < LARGEST_WHOLE for value in values
            ):
                wholes = tuple(map(int, values))
                return wholes if several else wholes[0]
        facts = {"name": self.word, "parameter": parameter.name, "wanted": WANTED[accepts]}
        raise ValueProblem("value.parameter", tree.span, **facts)

    def _refuse_keyword(self) -> None:
        known = list(dict.fromkeys(name for row in self.rows for name in parameter_names(row)))
        name = next((name for name in self.keywords if name not in known), next(iter(self.keywords)))
        span = self.keywords[name].span
        if not known:
            raise NameProblem("name.no_keyword", span, name=self.word, keyword=name)
        facts = {"name": self.word, "keyword": name, "known": ", ".join(f"`{name}`" for name in known)}
        raise NameProblem("name.keyword", span, **facts)


def _split(row: Operation, arguments: Sequence[Tree]) -> Arguments:
    """Operands first, then parameters; `concat([a, b], 0)` gives its operands as one list, as torch writes it."""
    highest = row.operands[1]
    if highest is not None:
        return arguments[:highest], arguments[highest:]
    if arguments and isinstance(arguments[0], Array) and len(arguments) <= 1 + len(row.parameters):
        rest = arguments[1:]
        if None not in map(constant, rest):
            return arguments[0].items, rest
    return arguments, ()


def constant(tree: Tree) -> float | None:
    """The number that a tree of plain numbers says (`-1`, `2π`); None for any other tree."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        return math.pi if tree.name == "π" else None
    if isinstance(tree, Apply) and tree.operation.scalar and tree.operands:
        numbers = [constant(operand) for operand in tree.operands]
        if None not in numbers:
            try:
                return float(tree.operation.scalar(*numbers))
            except (ArithmeticError, ValueError, TypeError):
                return None
    return None


def parameter_names(row: Operation) -> list[str]:
    return [parameter.name for parameter in row.parameters]


@cache
def required(row: Operation) -> frozenset[str]:
    """The parameters that the row's shape rule cannot do without."""
    known = inspect.signature(row.shape).parameters.values()
    return frozenset(each.name for each in known if each.kind is each.KEYWORD_ONLY and each.default is each.empty)


def _count_in_words(rows: Rows) -> Text:
    """How many arguments a function takes."""
    lowest = min(row.operands[0] for row in rows)
    highest = [None if row.operands[1] is None else row.operands[1] + len(row.parameters) for row in rows]
    counts = [count for count in highest if count is not None]
    if len(counts) < len(highest) or len(rows) > 1:
        return text(f"at least {lowest}", f"≥ {lowest}")
    most = max(counts)
    return text(str(lowest), str(lowest)) if most == lowest else text(f"{lowest} to {most}", f"{lowest} 到 {most}")
