"""Operations on operands -> Python expressions, in NumPy's words or torch's."""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Sequence
from functools import cache, partial
from types import FunctionType
from typing import Any

import numpy as np

from app.errors import LimitExceeded
from app.limits import LIMITS
from app.operations import Operation
from app.views.code.definitions import Definitions, renamed
from app.views.code.text import called, dotted, load

BINARY: dict[str, type[ast.operator]] = {
    "+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "**": ast.Pow, "@": ast.MatMult
}  # fmt: skip
COMPARED: dict[str, type[ast.cmpop]] = {
    "<": ast.Lt, ">": ast.Gt, "<=": ast.LtE, ">=": ast.GtE, "==": ast.Eq, "!=": ast.NotEq
}  # fmt: skip
OPERAND_NAMES = "abcd"


def infix(row: Operation, operands: Sequence[ast.expr]) -> ast.expr | None:
    """An operation that Python has a sign for."""
    if row.binding is None:
        return None
    if len(operands) == 1:
        return ast.UnaryOp(ast.USub(), operands[0]) if "-" in row.spellings and row.binding[0] is None else None
    sign = next((each for each in row.spellings if each in BINARY), None)
    if sign is None:
        return None
    left, right = operands
    if BINARY[sign] is ast.Pow and isinstance(right, ast.Constant) and isinstance(right.value, float):
        # x ** 2 reads better than x ** 2.0
        right = ast.Constant(int(right.value)) if right.value.is_integer() else right
    return ast.BinOp(left, BINARY[sign](), right)


def comparison(row: Operation, operands: Sequence[ast.expr]) -> ast.Compare | None:
    sign = next((each for each in row.spellings if each in COMPARED), None)
    return None if sign is None else ast.Compare(operands[0], [COMPARED[sign]()], [operands[1]])


def number(value: float, library: str = "np") -> ast.expr:
    """A literal; what has none by its name in the library."""
    if not math.isfinite(value):
        name = dotted(f"{library}.{'nan' if math.isnan(value) else 'inf'}")
        return ast.UnaryOp(ast.USub(), name) if value < 0 else name
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if math.copysign(1, value) < 0 else ast.Constant(value)


def literal(value: Any, library: str = "np") -> ast.expr:
    """Numbers in nested lists, and what rows take beside operands: whole numbers, tuples, slices, texts."""
    if isinstance(value, np.ndarray):
        return literal(value.tolist(), library)
    if isinstance(value, list):
        return ast.List([literal(each, library) for each in value], ast.Load())
    if isinstance(value, tuple):
        return ast.Tuple([literal(each, library) for each in value], ast.Load())
    if isinstance(value, slice):
        parts = [literal(each, library) for each in (value.start, value.stop, value.step)]
        return ast.Call(load("slice"), parts, [])
    if isinstance(value, float):
        return number(value, library)
    if isinstance(value, int) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def check_size(values: Sequence[Any], most: int = LIMITS.written_numbers) -> None:
    """Refuse to write out what nobody would read."""
    found = sum(int(np.size(each)) for each in values)
    if found > most:
        raise LimitExceeded("limit.answer", limit=most, found=found)


class Substituted(ast.NodeTransformer):
    """Puts expressions in the place of names."""

    def __init__(self, expressions: dict[str, ast.expr]) -> None:
        self.expressions = expressions

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.expressions.get(node.id, node)


def substituted(tree: ast.expr, expressions: dict[str, ast.expr]) -> ast.expr:
    found: ast.expr = ast.fix_missing_locations(Substituted(expressions).visit(tree))
    return found


class ArrayWords:
    """NumPy's words, or those of a library that has the same (`jnp`)."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.library = definitions.library

    def expression(self, row: Operation, operands: Sequence[ast.expr], parameters: dict[str, Any]) -> ast.expr:
        written = infix(row, operands)
        if written is not None:
            return written
        compared = comparison(row, operands)
        if compared is not None:
            return ast.BinOp(compared, ast.Mult(), ast.Constant(1.0))
        if row.chooses:
            return called(f"{self.library}.where", as_condition(operands[0]), *operands[1:])
        kernel: Any = row.forward
        given = dict(parameters)
        if isinstance(kernel, partial):
            kernel, given = kernel.func, kernel.keywords | given
        given = {name: value for name, value in given.items() if value != default(row, name)}
        if isinstance(kernel, FunctionType) and kernel.__module__.startswith("app."):
            return self.kernel(kernel, operands, given)
        return called(f"{self.library}.{kernel.__name__}", *operands)

    def kernel(self, kernel: FunctionType, operands: Sequence[ast.expr], given: dict[str, Any]) -> ast.expr:
        """A call of one of our kernels, or of the one function of NumPy that it is."""
        keywords = {name: literal(value, self.library) for name, value in given.items()}
        short = self.definitions.short(kernel)
        if short is None:
            return called(self.definitions.need(kernel), *operands, **keywords)
        names, body = short
        body = renamed(copy.deepcopy(body), self.library)
        if isinstance(body, ast.Call):
            nothing = {name for name in names[len(operands) :] if name not in keywords}
            body.args = [each for each in body.args if not is_named(each, nothing)]
            body.keywords = [each for each in body.keywords if not is_named(each.value, nothing)]
        return substituted(body, dict(zip(names, operands, strict=False)) | keywords)


def transposed(tree: ast.expr, rank: int) -> ast.expr:
    """A matrix transposed as NumPy's users write it: `W.T`; of more dimensions only the last two change places."""
    match tree:
        case ast.Call(ast.Attribute(_, "swapaxes"), [operand, *_], _) if rank == 2:
            return ast.Attribute(operand, "T", ast.Load())
    return tree


def is_named(node: ast.expr, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def default(row: Operation, name: str) -> Any:
    return next((each.default for each in row.parameters if each.name == name), None)


def as_condition(tree: ast.expr) -> ast.expr:
    """What a choice asks: comparisons without their number 1.0; anything else compared with 0."""
    return truth(tree) or ast.Compare(tree, [ast.NotEq()], [ast.Constant(0.0)])


def truth(tree: ast.expr) -> ast.expr | None:
    """A comparison, or a product (and) or a sum (or) of such, as Python says it; None for other expressions."""
    match tree:
        case ast.BinOp(ast.Compare() as compared, ast.Mult(), ast.Constant(1.0)):
            return compared
        case ast.BinOp(left, ast.Mult() | ast.Add() as operator, right):
            one, other = truth(left), truth(right)
            joined = ast.BitAnd() if isinstance(operator, ast.Mult) else ast.BitOr()
            return ast.BinOp(one, joined, other) if one and other else None
    return None


# ── torch ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def torch_text(row: Operation) -> ast.expr:
    return ast.parse(row.torch, mode="eval").body


def torch_expression(row: Operation, operands: Sequence[ast.expr], parameters: dict[str, Any]) -> ast.expr:
    """The row's torch text with its operands; arguments that are None or False are left out, as the engine does."""
    written = infix(row, operands)
    if written is not None:
        return written
    defaults = {parameter.name: parameter.default for parameter in row.parameters}
    given = {**defaults, **parameters}
    # A number stands as a tensor where torch takes nothing else.
    tensors = [torch_tensor(each) if is_number(each) else each for each in operands]
    letters = dict.fromkeys(OPERAND_NAMES) | dict(zip(OPERAND_NAMES, tensors, strict=False))
    absent = {name for name, value in {**letters, **given}.items() if value is None or value is False}
    found = LeftOut(absent).visit(copy.deepcopy(torch_text(row)))
    expressions = {name: value for name, value in letters.items() if value is not None}
    expressions |= {name: literal(value, "torch") for name, value in given.items() if name not in expressions}
    expressions["operands"] = ast.List(list(tensors), ast.Load())
    return substituted(found, expressions)


class LeftOut(ast.NodeTransformer):
    """Takes arguments away from calls that stand for nothing."""

    def __init__(self, absent: set[str]) -> None:
        self.absent = absent

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        node.args = [each for each in node.args if not is_named(each, self.absent)]
        node.keywords = [each for each in node.keywords if not is_named(each.value, self.absent)]
        return node


def torch_tensor(value: ast.expr) -> ast.expr:
    return called("torch.tensor", value)


def is_number(tree: ast.expr) -> bool:
    """Whether an expression is a literal, with a sign or without, or one of those that have a name."""
    if isinstance(tree, ast.UnaryOp):
        tree = tree.operand
    return isinstance(tree, ast.Constant) or (isinstance(tree, ast.Attribute) and tree.attr in ("inf", "nan"))
