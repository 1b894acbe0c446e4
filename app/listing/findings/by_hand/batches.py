"""Gradients of some examples beside losses of all: `grad` of `X[rows]`, and the loss of `X`."""

from __future__ import annotations

import ast

from app.listing.trees import everything, statements

ROUNDS = 4


def of_a_batch(loop: ast.stmt, gradient: ast.stmt, loss: ast.stmt) -> bool:
    """Whether the gradient comes of what the loop picks, and the loss does not."""
    picked: set[str] = set()
    assigned = [each for each in statements(loop) if isinstance(each, ast.Assign)]
    for _ in range(ROUNDS):
        for each in assigned:
            targets = {part.id for place in each.targets for part in everything(place) if isinstance(part, ast.Name)}
            # What is changed step by step, a parameter, is of all that the loop has seen.
            if not targets & names(each.value) and (picks(each.value) or names(each.value) & picked):
                picked |= targets
    return bool(names(gradient) & picked) and not names(loss) & picked


def picks(value: ast.expr) -> bool:
    """`X[rows]`, `X[rows], y[rows]`, `X[i:i + 8]`"""
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return any(isinstance(each, ast.Subscript) and names(each.slice) for each in parts)


def names(node: ast.AST) -> set[str]:
    """What is read there."""
    return {each.id for each in everything(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
