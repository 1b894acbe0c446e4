"""The values of a run -> which notes stand on which nodes: a kink, a tie, a value outside the domain, an overflow.

The conditions are texts in the rows, in our own language; here they are read once and tried on the numbers of a node.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from app.graph import Graph, Node
from app.language.formula import parse_rule
from app.language.tree import Apply, Array, Name, Number, Tree
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


def value_of(tree: Tree, names: Mapping[Any, Any]) -> Any:
    """What a text of the table gives for these operands and parameters.

    `names` may also have trees themselves, whose value is known. Raises KeyError for what nobody knows: a name, or
    numbers that were drawn at random.
    """
    if isinstance(tree, Name):
        return names[tree.name]
    if tree in names:
        return names[tree]
    if isinstance(tree, Number):
        return np.float64(tree.value)
    if isinstance(tree, Array):
        return np.array([value_of(item, names) for item in tree.items])
    assert isinstance(tree, Apply)
    parameters = {
        name: names[value.name] if isinstance(value, Name) else value
        for name, value in (tree.parameters or {}).items()
        if name != "juxtaposed"
    }
    if is_random(tree.operation):
        raise KeyError(tree.operation.name)
    return tree.operation.forward(*[value_of(operand, names) for operand in tree.operands], **parameters)


@cache
def is_random(row: Operation) -> bool:
    """Whether a row cannot do without a generator of random numbers."""
    known = inspect.signature(row.forward).parameters.get("random") if row.kind == "create" else None
    return known is not None and known.default is inspect.Parameter.empty
