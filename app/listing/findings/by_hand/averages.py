"""Gradients that do not say of what (`g`, `grad`) and go into averages (`v = 0.9 * v + g`): what moves by these."""

from __future__ import annotations

import ast

from app.listing.findings.by_hand.hints import Assigned, assigned
from app.listing.findings.by_hand.naming import MOVING, PLAIN
from app.listing.trees import everything

STEPS = 4
"""averages of averages: `v`, `v_hat`"""


def averaged(tree: ast.Module) -> dict[str, str]:
    """The gradient's name -> the name of what moves by the average. None where the gradient is taken elsewhere, looking
    ahead (Nesterov), or where several things move.
    """
    found = [each for each in assigned(tree) if isinstance(each.place, ast.Name)]
    gradients = {name for each in found if PLAIN.match(name := target(each))}
    return {name: moved for name in gradients if (moved := moved_by(name, found)) is not None}


def moved_by(gradient: str, found: list[Assigned]) -> str | None:
    carriers: set[str] = set()
    for _ in range(STEPS):
        carriers |= {
            target(each) for each in found if MOVING.search(target(each)) and uses(each) & (carriers | {gradient})
        }
    if not carriers or any(target(each) == gradient and uses(each) & carriers for each in found):
        return None
    moving = [each for each in found if target(each) not in carriers and uses(each) & carriers]
    updates = [
        each
        for each in moving
        if each.augmented or (isinstance(each.value, ast.BinOp) and ast.unparse(each.value.left) == target(each))
    ]
    names = {target(each) for each in updates}
    return names.pop() if len(names) == 1 and len(updates) == len(moving) else None


def target(each: Assigned) -> str:
    assert isinstance(each.place, ast.Name)
    return each.place.id


def uses(each: Assigned) -> set[str]:
    return {part.id for part in everything(each.value) if isinstance(part, ast.Name)}
