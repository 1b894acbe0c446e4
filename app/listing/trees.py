"""Walks through Python's syntax trees without what nobody asks for: contexts (`Load`), operators, plain fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_LEFT_OUT = {"ctx", "op", "ops", "id", "attr", "type_comment", "kind", "lineno", "conversion", "level", "module"}


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """Kind of node -> the fields in which others stand."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        self[kind] = found = tuple(name for name in kind._fields if name not in _LEFT_OUT)
        return found


FIELDS = _Fields({ast.Constant: ()})
_MIXED = frozenset({"keys", "kw_defaults", "names", "kwd_attrs"})
"""lists in which something else may stand among nodes"""


def children(node: ast.AST) -> list[ast.AST]:
    """What stands directly in a node."""
    found: list[ast.AST] = []
    values = node.__dict__
    for name in FIELDS[type(node)]:
        value = values.get(name)
        if type(value) is list:
            found += [each for each in value if isinstance(each, ast.AST)] if name in _MIXED else value
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def everything(tree: ast.AST) -> list[ast.AST]:
    """A node and all that stands in it."""
    found = [tree]
    for node in found:
        found += children(node)
    return found


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """All statements in a tree; no expression holds any."""
    for each in directly_in(node):
        if isinstance(each, ast.stmt):
            yield each
        yield from statements(each)


def statements_at(node: ast.AST, line: int) -> Iterator[ast.stmt]:
    """Those of them that stand in a line, and what these stand in."""
    for each in directly_in(node):
        if isinstance(each, ast.stmt) and not each.lineno <= line <= (each.end_lineno or line):
            continue
        if isinstance(each, ast.stmt):
            yield each
        yield from statements_at(each, line)


def directly_in(node: ast.AST) -> list[ast.AST]:
    """The statements, handlers and cases that stand directly in a node."""
    found: list[ast.AST] = []
    values = node.__dict__
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        value = values.get(name)
        if type(value) is list:
            found += value
    return found


def measured(tree: ast.AST) -> Iterator[int]:
    """How many nodes stand in the tree down to each level, those included that `children` leaves out."""
    count = unseen = 0
    level = [tree]
    while level or unseen:
        count += len(level) + unseen
        yield count
        unseen = 0
        below: list[ast.AST] = []
        for node in level:
            kind = type(node)
            if kind is ast.Name:  # most nodes are
                unseen += 1
            elif isinstance(node, ast.Compare):
                unseen += len(node.ops)
                below += children(node)
            elif kind is not ast.Constant:
                unseen += "ctx" in node.__dict__ or "op" in node.__dict__
                below += children(node)
        level = below


def dotted(node: ast.expr) -> str:
    """An expression as it would be written: `self.fc1`, `grads['W1']`."""
    parts: list[str] = []
    part = node
    while True:
        if isinstance(part, ast.Attribute):
            parts.append(f".{part.attr}")
        elif isinstance(part, ast.Subscript) and type(key := getattr(part.slice, "value", None)) in (str, int):
            parts.append(f"[{key!r}]")
        else:
            break
        part = part.value
    # ast.unparse() takes a hundred times as long, and nearly all that is called or assigned is a name.
    return "".join([part.id, *reversed(parts)]) if isinstance(part, ast.Name) else ast.unparse(node)
