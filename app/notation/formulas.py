r"""Nodes and edges of a run -> trees and LaTeX: `v = b \, c`, the local derivative `c`, the way back `\bar{v} \, c`.

A local derivative is the row's own text of the way back, with the operands' names written in, the gradient that arrives
taken as 1, and then shortened; a choice at a kink is made by the values of the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from app.engines import Run, Value
from app.graph import Node
from app.graph.constants import CONSTANTS
from app.language.tree import Apply, Array, Name, Number, Tree, walk
from app.notation.names import adjoint, bar, name_latex
from app.notation.plain import plain, rounded
from app.notation.shorten import NOWHERE, ONE, shorten
from app.notation.trees import WRITTEN_DIGITS, Piece, Typesetter, matrix_latex, number_latex, tree_latex, vector_latex
from app.notes import value_of
from app.numbers import short
from app.operations import OPERATIONS, Operation, Shape, broadcast
from app.rules import OPERAND_NAMES, way_back_tree
from app.summaries import Summary

SUM, SUM_TO = OPERATIONS["sum"], OPERATIONS["sum_to"]

WRITTEN_ENTRIES = 9
"""a tensor with more numbers is not written out"""

COMPUTED_DIGITS = 4
"""of numbers that were computed"""


class Formulas:
    """Writes the nodes and edges of one run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.nodes = run.graph.nodes
        self.unwritten: dict[int, Tree] = {}
        """what stands for a constant that is not written out: the same tree everywhere"""

    # ── nodes ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def symbol(self, index: int) -> Tree:
        """A node where it is an operand: its name; a constant as it was written."""
        node = self.nodes[index]
        if node.name:
            return Name(node.name, NOWHERE)
        if node.tree is not None and (not isinstance(node.tree, Array) or np.size(node.value) <= WRITTEN_ENTRIES):
            return node.tree
        unwritten = Array((Name("…", NOWHERE),), NOWHERE) if node.shape else Number(node.value, NOWHERE)
        return self.unwritten.setdefault(index, unwritten)

    def tree(self, index: int) -> Tree:
        """An operation on its operands' names: b c for v = b c."""
        node = self.nodes[index]
        assert node.operation
        operands = tuple(self.symbol(operand) for operand in node.operands)
        return Apply(node.operation, operands, NOWHERE, node.parameters or None)

    def latex(self, index: int) -> str:
        r"""The formula of a node: `v = b \, c`; an input's name; a constant as it was written."""
        node = self.nodes[index]
        if node.kind != "operation":
            return self.written(self.symbol(index))
        return f"{name_latex(node.name)} = {self.written(self.tree(index))}"

    def text(self, index: int) -> str:
        """The same as plain text: `v = b·c`."""
        node = self.nodes[index]
        if node.kind != "operation":
            return self.plain(self.symbol(index))
        return f"{node.name} = {self.plain(self.tree(index))}"

    def written(self, tree: Tree) -> str:
        return tree_latex(tree, self.shapes)

    def plain(self, tree: Tree) -> str:
        return plain(tree)

    def numbers(self, tree: Tree) -> str | None:
        """`tree` as LaTeX with the present numbers for the names, where all of them are scalars."""
        found = self.numbers_piece(tree)
        return None if found is None else found.latex

    def numbers_piece(self, tree: Tree) -> Piece | None:
        found = self.with_numbers(tree)
        return None if found is None else Typesetter({}, COMPUTED_DIGITS, dotted=True).piece(found)

    def plain_numbers(self, tree: Tree) -> str | None:
        """The same as plain text: `3 × 2`; None also where a number is too large or too small to be written so."""
        found = self.with_numbers(tree)
        if found is None or any(isinstance(each, Number) and unwieldy(each.value) for each in walk(found)):
            return None
        return plain(rounded(found, COMPUTED_DIGITS), times=" × ")

    def with_numbers(self, tree: Tree) -> Tree | None:
        if isinstance(tree, Name):
            value = self.values.get(tree.name)
            return Number(value, NOWHERE) if isinstance(value, float) else tree if tree.name in CONSTANTS else None
        if isinstance(tree, Apply):
            operands = [self.with_numbers(operand) for operand in tree.operands]
            if any(operand is None for operand in operands):
                return None
            return Apply(tree.operation, tuple(filter(None, operands)), tree.span, tree.parameters)
        return tree if isinstance(tree, Number) else None

    def braced(self, tree: Tree) -> str:
        """`tree` in LaTeX with the value of each scalar name, or the shape of each tensor, under a brace."""
        return Braced(self.shapes, self.values).piece(tree).latex

    def is_one_number(self, tree: Tree) -> bool:
        """Whether what is printed of a tree is one number, which a tensor receives everywhere."""
        if isinstance(tree, Apply):
            shown = tree.operands[:1] if tree.operation.latex == "{a}" else tree.operands
            return all(map(self.is_one_number, shown))
        return isinstance(tree, Number) or (isinstance(tree, Name) and not self.shapes.get(tree.name))

    # ── edges ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def local(self, target: int, place: int) -> Tree:
        """∂target/∂operand: `c` for b -> v = b c."""
        return self.way_back(target, place, ONE)

    def rule(self, target: int, place: int, gradient: Tree | None = None) -> Tree:
        """What the operand receives: v̄ c for b -> v = b c; summed where a broadcast has to be undone.

        `gradient` stands for what reaches the target, v̄ if nothing else.
        """
        node = self.nodes[target]
        assert node.operation
        tree = self.way_back(target, place, gradient or Name(bar(node.name), NOWHERE))
        own = self.nodes[node.operands[place]].shape
        if node.operation.shape is not broadcast or own == node.shape:
            return tree
        # Over one dimension it can be said which; where the operand is one number, it is over all.
        added = len(own) + 1 == len(node.shape) and node.shape[1:] == own
        return Apply(SUM, (tree,), NOWHERE, {"dim": 0}) if own and added else Apply(SUM_TO, (tree,), NOWHERE)

    def way_back(self, target: int, place: int, gradient: Tree) -> Tree:
        node = self.nodes[target]
        row = node.operation
        assert row
        tree = way_back_tree(row, place)
        assert tree is not None
        given = parameters(row, node, place)
        operands = tuple(self.symbol(operand) for operand in node.operands)
        names = dict(zip(OPERAND_NAMES, operands, strict=False)) | {"y": Name(node.name, NOWHERE), "g": gradient}
        numbers = {name: value for name, value in given.items() if isinstance(value, int | float)}
        names |= {name: Number(float(value), NOWHERE) for name, value in numbers.items()}
        return shorten(self.counted(instantiate(tree, names, operands, given)), self.decide)

    def counted(self, tree: Tree) -> Tree:
        """How many numbers there are, as a number: a row whose template shows no operand is decided by shapes alone.
        So is ln e.
        """
        if not isinstance(tree, Apply):
            return tree
        if tree in self.evaluable:
            return tree
        if "{" not in tree.operation.latex or self.is_one(tree):
            number = np.asarray(value_of(tree, self.evaluable))
            return tree if number.ndim else Number(float(number), NOWHERE)
        return Apply(tree.operation, tuple(map(self.counted, tree.operands)), tree.span, tree.parameters)

    def is_one(self, tree: Apply) -> bool:
        """Whether nobody would write it: ln e, where e is the number."""
        named = all(isinstance(each, Name) and each.name in CONSTANTS.keys() - self.values for each in tree.operands)
        return named and bool(tree.operands) and float(value_of(tree, self.evaluable)) == 1.0

    def decide(self, condition: Tree) -> bool | None:
        """Whether a condition holds everywhere, nowhere, or here and there (None) for the values of this run; None also
        where nobody has the numbers.
        """
        names = [each.name for each in walk(condition) if isinstance(each, Name)]
        if any(isinstance(self.values.get(name), Summary) for name in names):
            return None
        try:
            with np.errstate(all="ignore"):
                truth = np.asarray(value_of(condition, self.evaluable)) != 0
        except KeyError:  # a constant that is taken apart, whose parts nobody knows
            return None
        return True if truth.all() else None if truth.any() else False

    # ── values ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def values(self) -> dict[str, Value]:
        """name -> value; v̄, and `adjoint` of v -> the gradient that reached v"""
        found: dict[str, Value] = {}
        for node, value, gradient in zip(self.nodes, self.run.values, self.run.gradients, strict=True):
            if node.name:
                found[node.name] = value
                if gradient is not None:
                    found[adjoint(node.name)] = gradient
                    found.setdefault(bar(node.name), gradient)
        return found

    @cached_property
    def known(self) -> dict[str, Any]:
        """The same as float64 arrays, with e and π where nothing else has their names."""
        return {name: array_of(value) for name, value in (CONSTANTS | self.values).items()}

    @cached_property
    def evaluable(self) -> Mapping[Any, Any]:
        """The same, and the value of every constant by the tree that stands for it."""
        constants = {self.symbol(node.index): array_of(node.value) for node in self.nodes if node.kind == "constant"}
        return self.known | {tree: value for tree, value in constants.items() if not isinstance(tree, Name)}

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        named = [(node.name, node.shape) for node in self.nodes if node.name and node.shape]
        return {each(name): shape for each in (adjoint, bar) for name, shape in named} | dict(named)


class Braced(Typesetter):
    """Puts a brace with its value, or its shape, under every name that has one."""

    def __init__(self, shapes: Mapping[str, Shape], values: Mapping[str, Value]) -> None:
        super().__init__(shapes, WRITTEN_DIGITS)
        self.values = values

    def named(self, name: str) -> Piece:
        piece = super().named(name)
        value = self.values.get(name)
        if value is None:
            return piece
        below = shape_latex(piece.shape) if piece.shape else value_latex(value)
        # In braces of its own: a power after it would else stand over the brace.
        return piece._replace(latex=rf"{{\underbrace{{{piece.latex}}}_{{{below}}}}}", below=True)


def array_of(value: Any) -> Any:
    """As a float64 array; of a summary one of its shape, which takes no room and has no numbers."""
    return np.broadcast_to(np.nan, value.shape) if isinstance(value, Summary) else np.asarray(value, dtype=np.float64)


def unwieldy(number: float) -> bool:
    return number != 0 and not 1e-4 <= abs(number) < 1e6


def parameters(row: Operation, node: Node, place: int) -> dict[str, Any]:
    """The node's parameters by name, defaults included; `k` is the operand's place."""
    return {each.name: each.default for each in row.parameters} | node.parameters | {"k": place}


def instantiate(tree: Tree, names: Mapping[str, Tree], operands: tuple[Tree, ...], given: Mapping[str, Any]) -> Tree:
    """A text of the table with everything in it that it has names for."""
    if isinstance(tree, Name):
        return names.get(tree.name, tree)
    if not isinstance(tree, Apply):
        return tree
    written: list[Tree] = []
    for operand in tree.operands:
        if isinstance(operand, Name) and operand.name == "operands":
            written += operands
        else:
            written.append(instantiate(operand, names, operands, given))
    bound = {
        name: given[value.name] if isinstance(value, Name) else value
        for name, value in (tree.parameters or {}).items()
        if name != "juxtaposed"
    }
    return Apply(tree.operation, tuple(written), NOWHERE, bound or None)


# ── values in sentences and formulas ──────────────────────────────────────────────────────────────────────────────


def value_text(value: Value) -> str | None:
    """`3`, `[1, 2]`; None for a tensor with too many numbers to be read."""
    if isinstance(value, float):
        return short(value)
    return None if value.size > WRITTEN_ENTRIES else listed(value.tolist())


def listed(entries: Any) -> str:
    return short(entries) if isinstance(entries, float) else f"[{', '.join(map(listed, entries))}]"


def value_latex(value: Value) -> str | None:
    """The same in LaTeX, a matrix as a matrix."""
    if isinstance(value, float):
        return number_latex(value, COMPUTED_DIGITS)
    if value.size > WRITTEN_ENTRIES or value.ndim > 2 or value.size == 0:
        return None
    rows = [[number_latex(each, COMPUTED_DIGITS) for each in row] for row in np.atleast_2d(value).tolist()]
    return vector_latex(rows[0]) if value.ndim == 1 else matrix_latex(rows)


def shape_text(shape: Shape) -> str:
    return " × ".join(map(str, shape))


def shape_latex(shape: Shape) -> str:
    return r" \times ".join(map(str, shape))
