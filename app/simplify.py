"""Tree -> a shorter tree of exactly the same value, whatever the names stand for.

Only what IEEE arithmetic allows is done: operations on numbers are folded, neutral elements (`1 x`, `x^1`, `x + 0`) are
dropped, a choice on a known number is made. `0 x` stays, since x may be infinite. The facts come from the rows.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.language.tree import Apply, Name, Number, Tree


def substitute(tree: Tree, replacements: Mapping[str, Tree]) -> Tree:
    """`tree` with each name in `replacements` replaced."""
    if isinstance(tree, Name):
        return replacements.get(tree.name, tree)
    if isinstance(tree, Apply):
        operands = tuple(substitute(operand, replacements) for operand in tree.operands)
        return Apply(tree.operation, operands, tree.span, tree.parameters)
    return tree


def simplify(tree: Tree) -> Tree:
    """The same value, with fewer operations."""
    if not isinstance(tree, Apply):
        return tree
    row = tree.operation
    operands = tuple(simplify(operand) for operand in tree.operands)
    numbers = [operand.value for operand in operands if isinstance(operand, Number)]
    if row.scalar and len(numbers) == len(operands):
        try:
            return Number(float(row.scalar(*numbers)), tree.span)
        except (ArithmeticError, ValueError):
            pass
    if row.chooses and isinstance(operands[0], Number):
        return operands[1] if operands[0].value else operands[2]
    for place, neutral in enumerate(row.neutral):
        operand = operands[place]
        if neutral is not None and isinstance(operand, Number) and operand.value == neutral:
            return operands[1 - place]
    return Apply(row, operands, tree.span, tree.parameters)
