"""The tree that both parsers give and the graph is built from.

Plain slotted classes, not frozen dataclasses: a tree is made once, 10,000 nodes at a time, and the graph that follows
from it is what must not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from app.errors import Span
from app.operations import Operation

Syntax = Literal["formula", "latex", "listing"]


class Number:
    """A number written in an expression."""

    __slots__ = ("span", "value")

    def __init__(self, value: float, span: Span) -> None:
        self.value, self.span = value, span


class Name:
    """A use of a name, in its first spelling in the source."""

    __slots__ = ("name", "span")

    def __init__(self, name: str, span: Span) -> None:
        self.name, self.span = name, span


class Array:
    """`[1, 2]` or `[[1, 2], [3, 4]]`: items are expressions or arrays; all rows are of one length."""

    __slots__ = ("items", "span")

    def __init__(self, items: tuple[Tree, ...], span: Span) -> None:
        self.items, self.span = items, span


class Apply:
    """An operation of the table on its operands.

    `parameters` holds what is not an operand (`dim`, an index, a shape) by the row's parameter names: whole numbers,
    tuples of them, or, only in the texts of the table itself, a `Name` that stands for the parameter of the row.
    """

    __slots__ = ("operands", "operation", "parameters", "span")

    def __init__(
        self, operation: Operation, operands: tuple[Tree, ...], span: Span, parameters: dict[str, Any] | None = None
    ) -> None:
        self.operation, self.operands, self.span, self.parameters = operation, operands, span, parameters


class Call:
    """A call of a function that the program defines: `f(2, x)`. The graph inlines it and draws it as a group."""

    __slots__ = ("arguments", "function", "span")

    def __init__(self, function: str, arguments: tuple[Tree, ...], span: Span) -> None:
        self.function, self.arguments, self.span = function, arguments, span


Tree = Number | Name | Array | Apply | Call


def children(tree: Tree) -> tuple[Tree, ...]:
    """The trees that stand directly in a tree."""
    if isinstance(tree, Apply):
        return tree.operands
    if isinstance(tree, Call):
        return tree.arguments
    return tree.items if isinstance(tree, Array) else ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Every tree in a tree, itself first, in the order of reading. Iterative: sums may be long."""
    waiting = [tree]
    while waiting:
        tree = waiting.pop()
        yield tree
        waiting += reversed(children(tree))


def number_of_nodes(tree: Tree) -> int:
    """How many trees `walk` finds."""
    nodes, waiting = 0, [tree]
    while waiting:
        nodes += 1
        waiting += children(waiting.pop())
    return nodes


class Definition(NamedTuple):
    """`name = body`; for a bare expression a name that nobody uses, with `bare` set."""

    name: str
    body: Tree
    span: Span
    """of the name being defined (of the whole expression where it is bare)"""
    bare: bool = False
    header: tuple[str, ...] | None = None
    """the inputs that a header `J(a, b) = ...` declares"""


class Function(NamedTuple):
    """`f(x) = body`. `parameters` are the names as the body uses them."""

    name: str
    parameters: tuple[str, ...]
    body: Tree
    span: Span


class Reading(NamedTuple):
    """Something that was decided for the writer: `code` and `facts` choose the words in `READINGS`."""

    code: str
    span: Span
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Program:
    """A parsed source. Names are unique by `names.canonical`; each is kept in its first spelling in the source."""

    source: str
    syntax: Syntax
    definitions: Mapping[str, Definition]
    """in the order of the source; a header `J(a, b) = ...` that nobody calls is one, its inputs are in `declared`"""
    functions: dict[str, Function]
    readings: tuple[Reading, ...]
    declared: tuple[str, ...] = ()
    spellings: dict[str, str] = field(default_factory=dict)
    """canonical name -> first spelling in the source, for every name that occurs"""
    given: frozenset[str] = frozenset()
    """canonical names that have a value from outside"""
    counted: Mapping[str, float] = field(default_factory=dict)
    """values from outside that decided how many terms a sum has, by canonical name"""
    bounds: frozenset[str] = frozenset()
    """definitions that decided how many terms a sum has: they are used, though no tree holds them any more"""
