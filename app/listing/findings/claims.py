"""Gradients that a listing writes by hand: `w -= lr * dw` claims that `dw` is the slope of the loss."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from app.listing.findings.by_hand.naming import LOSSES, RESIDUALS, SHORT


class Claim(NamedTuple):
    loop: ast.For | ast.While
    parameter: str
    gradient: str
    loss: str
    start: int
    """the line where the loop's body begins"""
    computed: int
    """the line that computes the gradient"""
    update: int
    """the line that uses it"""


def claims(tree: ast.Module) -> Iterator[Claim]:
    """One for each update by a gradient with a name of its own, in a loop of the module, behind a loss."""
    for loop in tree.body:
        if not isinstance(loop, ast.For | ast.While):
            continue
        assigned: dict[str, ast.Assign] = {}
        loss: str | None = None
        for statement in loop.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                name = statement.targets[0].id
                assigned[name] = statement
                if is_loss(name, statement.value):
                    loss = name
            found = update(statement)
            if found and loss and found[1] in assigned:
                parameter, gradient = found
                start, computed = loop.body[0].lineno, assigned[gradient].lineno
                yield Claim(loop, parameter, gradient, loss, start, computed, statement.lineno)


def is_loss(name: str, value: ast.expr) -> bool:
    """Whether what is assigned calls itself a loss, or is what a function of such a name gives."""
    words = [name]
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        words.append(value.func.id)
    return name in SHORT or any(part in word.lower().split("_") for word in words for part in LOSSES + RESIDUALS)


def update(statement: ast.stmt) -> tuple[str, str] | None:
    """(parameter, gradient) of `w -= lr * dw` and `w = w - lr * dw`."""
    match statement:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Sub(), value=step):
            pass
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=left), op=ast.Sub(), right=step)):
            if left != name:
                return None
        case _:
            return None
    match step:
        case ast.BinOp(left=ast.Name() | ast.Constant(), op=ast.Mult(), right=ast.Name(id=gradient)):
            return name, gradient
        case ast.BinOp(left=ast.Name(id=gradient), op=ast.Mult(), right=ast.Name() | ast.Constant()):
            return name, gradient
    return None
