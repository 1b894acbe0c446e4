"""Losses that are kept as tensors: each holds on to the graph of its pass."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from app.listing.findings.finding import Evidence, Finding
from app.listing.trees import directly_in, everything, statements


def graph_kept(evidence: Evidence) -> Iterator[Finding]:
    """`total += loss` and `losses.append(loss)` beside `loss.backward()`."""
    nodes = {each.line: each.nodes for each in evidence.recorder.episodes}
    counts = [each.line for each in evidence.recorder.episodes]
    for each in keepings(evidence.tree):
        if each.line in nodes and counts.count(each.line) > 1:
            yield Finding("graph_kept", each.loss.lineno, {
                "name": each.name, "loss": each.loss.id, "nodes": nodes[each.line], "count": counts.count(each.line),
                "how": "detach" if as_tensor(evidence.source, each.name) else "item",
            })  # fmt: skip


def as_tensor(source: str, name: str) -> bool:
    """Whether something is done with it that numbers do not know: `losses[-1].item()`."""
    return any(
        re.search(rf"\b{name}\b", line) and re.search(r"\.(?:item|detach|numpy|data|cpu)\b", line)
        for line in source.split("\n")
    )


class Keeping(NamedTuple):
    line: int
    """of the backward()"""
    name: str
    """of what keeps it"""
    loss: ast.Name
    """where the loss stands in what is kept"""


def keepings(tree: ast.Module) -> Iterator[Keeping]:
    """In the block in which `loss.backward()` stands; none where what is kept is differentiated itself."""
    found = [each for owner in (tree, *statements(tree)) if isinstance(owner, OWNERS) for each in within(owner)]
    if not found:
        return
    differentiated = {
        name.id
        for each in everything(tree)
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr in ("backward", "grad")
        for name in everything(each)
        if isinstance(name, ast.Name)
    }
    yield from (each for each in found if each.name not in differentiated)


OWNERS = (ast.Module, ast.For, ast.While, ast.If, ast.With, ast.Try, ast.FunctionDef)
"""what has statements in it"""


def within(owner: ast.AST) -> Iterator[Keeping]:
    """Of the statements of one block alone."""
    body = [each for each in directly_in(owner) if isinstance(each, ast.stmt)]
    lines = {name: node.lineno for node in body if (name := backward_of(node))}
    for node in body if lines else ():
        for keeper, amount in kept(node):
            for loss in plainly(amount):
                if loss.id in lines and not rebound(body, loss.id, lines, node):
                    yield Keeping(lines[loss.id], keeper, loss)


def backward_of(node: ast.AST) -> str | None:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="backward"))):
            return name
    return None


def kept(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=amount):
            yield name, amount
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=same), op=ast.Add(), right=amount)
        ):
            if same == name:
                yield name, amount
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[amount])):
            yield name, amount


def plainly(amount: ast.expr) -> Iterator[ast.Name]:
    """The names that go into it as they are: no `.item()`, `.detach()`, `float()`."""
    match amount:
        case ast.Name():
            yield amount
        case ast.BinOp(left=left, right=right):
            yield from plainly(left)
            yield from plainly(right)


def rebound(body: list[ast.stmt], name: str, lines: dict[str, int], until: ast.stmt) -> bool:
    """Whether between backward() and what keeps it the name was given to something else."""
    low, high = lines[name], until.lineno
    return any(
        isinstance(node, ast.Assign)
        and low < node.lineno < high
        and any(isinstance(each, ast.Name) and each.id == name for each in node.targets)
        for node in body
    )
