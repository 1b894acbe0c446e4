"""What an operation does with a gradient -> which sentence of `narration` says it: by kind and rule, never by name."""

from __future__ import annotations

import numpy as np

from app.language.tree import Apply, Name, Number, Tree
from app.notation.plain import plain
from app.operations import Kind, broadcast
from app.picture import Arrival, Picture

ROLES: dict[Kind, str] = {
    "add": "add", "multiply": "multiply", "function": "function", "route": "route", "reduce": "function",
    "matrix": "multiply", "shape": "add", "loss": "loss", "compare": "function", "create": "function",
}  # fmt: skip
"""kind -> its role between numbers"""
TENSOR_ROLES: dict[Kind, str] = {**ROLES, "reduce": "reduce", "matrix": "matrix", "shape": "shape"}


def backward_key(drawn: Picture, arrival: Arrival) -> str:
    """The sentence for one contribution."""
    row = drawn.run.graph.nodes[arrival.target.node].operation
    scalar = arrival.passage.slope is not None
    if arrival.target.collapsed is not None or row is None:
        return "group" if scalar else "group.tensor"
    if scalar:
        return scalar_key(ROLES[row.kind], arrival.passage.slope, arrival.passage.tree)
    return tensor_key(drawn, arrival, TENSOR_ROLES[row.kind], elementwise=row.shape is broadcast)


def scalar_key(role: str, slope: float | None, tree: Tree | None) -> str:
    if role == "add":
        return {1.0: "add", -1.0: "add.turned"}.get(slope or 0.0, "multiply")
    if role == "route":
        return {1.0: "route.won", 0.0: "route.lost"}.get(slope or 0.0, "route.tied")
    if role == "multiply" and isinstance(tree, Name):
        return "multiply.factor"
    return f"{role}.number" if is_number(tree) and role in ("multiply", "function") else role


def tensor_key(drawn: Picture, arrival: Arrival, role: str, elementwise: bool) -> str:
    passage, tree = arrival.passage, arrival.passage.tree
    local = drawn.formulas.local(*passage.line.parts[0])
    summed = np.shape(arrival.reached) != np.shape(passage.contribution)
    if role == "add":
        turned = ".turned" if isinstance(local, Number) and local.value < 0 else ""
        return f"add{turned}.summed" if summed else f"add{turned}.tensor"
    if role == "multiply":
        if not elementwise:
            return "multiply.rule"
        return "multiply.summed" if summed else "multiply.scaled" if is_number(local) else "multiply.tensor"
    if role != "function":
        return f"{role}.tensor"
    if not elementwise:
        return "function.mixed"
    if isinstance(tree, Number):
        return "function.blocked"
    if isinstance(tree, Name):
        return "function.unchanged"
    if isinstance(tree, Apply) and tree.operation.chooses:
        return "function.choice"
    return "function.gate" if gate(tree) else "function.tensor"


def gate(tree: Tree | None) -> str:
    """The condition of a gate, `h > 0` of g·[h > 0]; "" where `tree` is none."""
    if isinstance(tree, Apply) and len(tree.operands) == 2 and isinstance(tree.operands[0], Name):
        condition = tree.operands[1]
        if isinstance(condition, Apply) and condition.operation.kind == "compare" and condition.operation.binding:
            return plain(condition)
    return ""


def choice(tree: Tree | None) -> dict[str, str]:
    """The condition of a choice or a gate, and what either side of a choice gives."""
    if isinstance(tree, Apply) and tree.operation.chooses:
        return dict(zip(("condition", "first", "second"), map(plain, tree.operands), strict=True))
    return {"condition": gate(tree), "first": "", "second": ""}


def is_number(tree: Tree | None) -> bool:
    if isinstance(tree, Apply) and len(tree.operands) == 1:
        tree = tree.operands[0]
    return isinstance(tree, Number)
