"""A graph -> where something else would compute the same, but more carefully: `log(1 + exp(x))` is softplus(x).

Both forms are texts in our own language. A pattern is looked for below every operation; what adds or multiplies may
stand in either order. Nothing is rewritten: the writer is told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.graph import Graph
from app.language.formula import parse_rule
from app.language.printer import print_tree
from app.language.tree import Apply, Array, Name, Number, Tree
from app.messages import Language, Text, text
from app.operations import Operation
from app.simplify import substitute


@dataclass(frozen=True, slots=True)
class Rewrite:
    """`pattern` equals `better` in exact arithmetic; `why` says what is gained. `x` and `t` stand for anything."""

    pattern: str
    better: str
    why: Text
    rank: int | None = None
    """of what `x` stands for, where the two are the same for this rank alone"""


NO_OVERFLOW = text("does not overflow", "不会溢出")
DIGITS = text("keeps its digits near 0", "在 0 附近不丢失精度")
LARGE_LOGITS = text("stays exact for large logits", "在对数几率很大时仍然精确")

NO_UNDERFLOW = text("neither overflows nor underflows", "既不上溢也不下溢")
FINITE_SLOPE = text("keeps a finite slope far below 0", "在远小于 0 处斜率仍然有限")
FLAT_AT_ZERO = text("has the gradient 0 at 0, not NaN", "在 0 处梯度为 0，而不是 NaN")
ZERO_AT_ZERO = text("is 0 at 0, not NaN", "在 0 处取 0，而不是 NaN")

# The first one that fits is told, so the more special ones stand first.
# fmt: off
REWRITES = (
    Rewrite("log(1 + exp(x))",                          "softplus(x)",              NO_OVERFLOW),
    Rewrite("log(1 - sigmoid(x))",                      "log_sigmoid(-x)",          NO_OVERFLOW),
    Rewrite("log(sigmoid(x))",                          "log_sigmoid(x)",           NO_OVERFLOW),
    Rewrite("log(softmax(x))",                          "log_softmax(x)",           NO_OVERFLOW),
    Rewrite("log(softmax(x, dim=dim))",                 "log_softmax(x, dim=dim)",  NO_OVERFLOW),
    Rewrite("log(sum(exp(x)))",                         "logsumexp(x)",             NO_OVERFLOW, rank=1),
    Rewrite("log(sum(exp(x), dim=dim))",                "logsumexp(x, dim=dim)",    NO_OVERFLOW),
    Rewrite("log(exp(x) + exp(t))",                     "logaddexp(x, t)",          NO_OVERFLOW),
    Rewrite("log(prod(x))",                             "sum(log(x))",              NO_UNDERFLOW),
    Rewrite("log(1 + x)",                               "log1p(x)",                 DIGITS),
    Rewrite("exp(x) - 1",                               "expm1(x)",                 DIGITS),
    Rewrite("exp(x) / sum(exp(x))",                     "softmax(x)",               NO_OVERFLOW, rank=1),
    Rewrite("exp(x) / sum(exp(x), dim=dim, keepdim=1)", "softmax(x, dim=dim)",      NO_OVERFLOW),
    Rewrite("1 / (1 + exp(-x))",                        "sigmoid(x)",               FINITE_SLOPE),
    Rewrite("sqrt(x^2 + t^2)",                          "hypot(x, t)",              NO_OVERFLOW),
    Rewrite("sqrt(sum(x^2))",                           "norm(x)",                  FLAT_AT_ZERO),
    Rewrite("x log(x)",                                 "xlogy(x, x)",              ZERO_AT_ZERO),
    Rewrite("binary_cross_entropy(sigmoid(x), t)", "binary_cross_entropy_with_logits(x, t)", LARGE_LOGITS),
)
ALSO = {
    "exp(x)": "e^x",
    "sqrt(x)": "x^0.5",
}
# fmt: on
"""operations in patterns, and how else they may be written"""

LONGEST = 48
"""a formula with more characters is told by the table's own letters"""

CUT = "…"
"""stands for what is too deep to be written out"""

Binding = dict[str, Any]
"""what a pattern's names stand for: the node of an operand, the value of a parameter"""


def rewrites(graph: Graph, language: Language) -> dict[int, str]:
    """Node -> `log(1 + exp(z)): softplus(z) does not overflow`, for each node that a pattern ends in."""
    return {index: told(graph, rewrite, binding, language) for index, rewrite, binding in found(graph)}


def found(graph: Graph) -> Iterator[tuple[int, Rewrite, Binding]]:
    """The first rewrite that fits each node."""
    for node in graph.nodes:
        if node.operation is None:
            continue
        for rewrite in beginning_with(node.operation):
            binding: Binding = {}
            if matches(graph, parsed(rewrite.pattern), node.index, binding) and fits(graph, rewrite, binding):
                yield node.index, rewrite, binding
                break


@cache
def beginning_with(row: Operation) -> tuple[Rewrite, ...]:
    """The rewrites whose pattern has this operation at its root."""
    roots = ((rewrite, parsed(rewrite.pattern)) for rewrite in REWRITES)
    return tuple(rewrite for rewrite, root in roots if isinstance(root, Apply) and root.operation is row)


@cache
def parsed(source: str) -> Tree:
    return parse_rule(source, ("x", "t"), ("dim",))


@cache
def written_otherwise() -> dict[Operation, Apply]:
    """ALSO, read."""
    found = {}
    for source, other in ALSO.items():
        plain, tree = parsed(source), substitute(parsed(other), {"e": Number(math.e, (0, 0))})
        assert isinstance(plain, Apply)
        assert isinstance(tree, Apply)
        found[plain.operation] = tree
    return found


def fits(graph: Graph, rewrite: Rewrite, binding: Binding) -> bool:
    return rewrite.rank is None or len(graph.nodes[binding["x"]].shape) == rewrite.rank


def matches(graph: Graph, pattern: Tree, index: int, binding: Binding) -> bool:
    """Whether what ends in a node is as the pattern says; `binding` grows by what its names stand for."""
    node = graph.nodes[index]
    if isinstance(pattern, Name):
        return alike(graph, binding.setdefault(pattern.name, index), index)
    if isinstance(pattern, Number):
        return node.kind == "constant" and isinstance(node.value, float) and node.value == pattern.value
    assert isinstance(pattern, Apply)
    other = written_otherwise().get(pattern.operation)
    if other and node.operation is other.operation:
        return matches(graph, substitute(other, {"x": pattern.operands[0]}), index, binding)
    if node.operation is not pattern.operation or len(node.operands) != len(pattern.operands):
        return False
    if not same_parameters(pattern, node.parameters, binding):
        return False
    orders = [node.operands, node.operands[::-1]] if commutes(pattern.operation) else [node.operands]
    for order in orders:
        tried = dict(binding)
        if all(matches(graph, part, each, tried) for part, each in zip(pattern.operands, order, strict=True)):
            binding.update(tried)
            return True
    return False


@cache
def commutes(row: Operation) -> bool:
    """Whether the operands may be swapped: each has the same neutral element."""
    return len(row.neutral) == 2 and row.neutral[0] is not None and row.neutral[0] == row.neutral[1]


def same_parameters(pattern: Apply, given: Mapping[str, Any], binding: Binding) -> bool:
    """Whether a node has the pattern's parameters; a name among them stands for any whole number."""
    wanted = {name: value for name, value in (pattern.parameters or {}).items() if name != "juxtaposed"}
    for parameter in pattern.operation.parameters:
        mine = given.get(parameter.name, parameter.default)
        value = wanted.get(parameter.name, parameter.default)
        if isinstance(value, Name):
            if mine is None or binding.setdefault(value.name, mine) != mine:
                return False
        elif mine != value:
            return False
    return True


def alike(graph: Graph, first: int, second: int) -> bool:
    """Whether two nodes are the same by how they are computed. Iterative: either may be the end of a long sum."""
    waiting, seen = [(first, second)], set()
    while waiting:
        pair = waiting.pop()
        if pair in seen or pair[0] == pair[1]:
            continue
        seen.add(pair)
        one, other = (graph.nodes[each] for each in pair)
        if one.operation is not other.operation or one.parameters != other.parameters:
            return False
        if one.operation is None:
            same = one.kind == other.kind == "constant" and isinstance(one.value, float) and one.value == other.value
            if not same:
                return False
        if len(one.operands) != len(other.operands):
            return False
        waiting += zip(one.operands, other.operands, strict=True)
    return True


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def told(graph: Graph, rewrite: Rewrite, binding: Binding, language: Language) -> str:
    """The pattern and what is better, in the writer's own names as long as they are short."""
    formulas = []
    for source in (rewrite.pattern, rewrite.better):
        operands = {name: written(graph, index) for name, index in binding.items() if name != "dim"}
        written_out = print_tree(substitute(with_parameters(parsed(source), binding), operands))
        formulas.append(source if CUT in written_out or len(written_out) > LONGEST else written_out)
    colon = ": " if language == "en" else "："
    return f"{formulas[0]}{colon}{formulas[1]} {rewrite.why[language]}"


def with_parameters(tree: Tree, binding: Binding) -> Tree:
    """A pattern with the values that its parameters stand for."""
    if not isinstance(tree, Apply):
        return tree
    parameters = {
        name: binding.get(value.name, value) if isinstance(value, Name) else value
        for name, value in (tree.parameters or {}).items()
    }
    operands = tuple(with_parameters(operand, binding) for operand in tree.operands)
    return Apply(tree.operation, operands, tree.span, parameters or None)


def written(graph: Graph, index: int, depth: int = 6) -> Tree:
    """What a node stands for in the source: its name where the writer gave it one, else its formula."""
    node = graph.nodes[index]
    if node.operation is None and not node.name:
        return node.tree or (Array((), (0, 0)) if node.shape else Number(node.value, (0, 0)))
    if node.operation is None or node.named:
        return Name(node.name, (0, 0))
    if not depth:
        return Name(CUT, (0, 0))
    operands = tuple(written(graph, operand, depth - 1) for operand in node.operands)
    return Apply(node.operation, operands, (0, 0), node.parameters or None)
