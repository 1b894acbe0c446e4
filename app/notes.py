"""The values of a run -> which notes stand on which nodes: a kink, a tie, a value outside the domain, an overflow.

The conditions are texts in the rows, in our own language; here they are read once and tried on the numbers of a node.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from app.graph import Graph, Node
from app.language.formula import parse_rule
from app.language.tree import Apply, Name, Number, Tree
from app.messages import Text, text
from app.operations import Operation

NOTES: dict[str, Text] = {
    "kink": text("a kink: the slope jumps or has no bound here", "不可导点：斜率在此突变或无界"),
    "tie": text("a tie: several share the gradient", "并列：几个最值平分梯度"),
    "domain": text("outside the domain of this operation", "超出该运算的定义域"),
    "overflow": text("an overflow: too large for a float64", "溢出：超出 float64 的范围"),
}

OPERAND_NAMES = "abcd"


def notes(graph: Graph, values: Sequence[Any]) -> dict[int, tuple[str, ...]]:
    """Node -> the codes of the notes that stand there, in the order of NOTES; `values` by node index."""
    found = {}
    with np.errstate(all="ignore"):
        for node in graph.nodes:
            if node.operation and node.operation.notes:
                codes = notes_of(node, values)
                if codes:
                    found[node.index] = codes
    return found


def notes_of(node: Node, values: Sequence[Any]) -> tuple[str, ...]:
    row = node.operation
    assert row
    names: dict[str, Any] = {parameter.name: parameter.default for parameter in row.parameters} | node.parameters
    for name, operand in zip(OPERAND_NAMES, node.operands, strict=False):
        names[name] = np.asarray(values[operand], dtype=np.float64)
    names["y"] = np.asarray(values[node.index], dtype=np.float64)
    return tuple(code for code in NOTES if code in row.notes and np.any(value_of(condition(row, code), names)))


@cache
def condition(row: Operation, code: str) -> Tree:
    parameters = tuple(parameter.name for parameter in row.parameters)
    return parse_rule(row.notes[code], tuple(OPERAND_NAMES[: row.operands[1] or 0]), parameters)


def value_of(tree: Tree, names: Mapping[str, Any]) -> Any:
    """What a text of the table gives for these operands and parameters."""
    if isinstance(tree, Name):
        return names[tree.name]
    if isinstance(tree, Number):
        return np.float64(tree.value)
    assert isinstance(tree, Apply)
    parameters = {
        name: names[value.name] if isinstance(value, Name) else value
        for name, value in (tree.parameters or {}).items()
        if name != "juxtaposed"
    }
    return tree.operation.forward(*[value_of(operand, names) for operand in tree.operands], **parameters)
