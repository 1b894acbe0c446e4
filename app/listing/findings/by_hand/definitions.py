"""What a run of a listing defines and the next one would define the same: it stays, and is not made again."""

from __future__ import annotations

import ast
from typing import Any

from app.listing.functions import Function
from app.listing.machine import Machine

PLAIN = ("property", "staticmethod", "classmethod")
"""decorators that keep nothing for themselves"""


def keep_definitions(machine: Machine) -> dict[str | None, Any]:
    """The functions and classes of a module that has run, by name; their statements are taken out of what runs."""
    nodes, lines, _ = machine.blocks[-1]
    kept: dict[str | None, Any] = {}
    for node in nodes:
        found = machine.globals.get(node.name) if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
        match node:
            case ast.FunctionDef(name=name) if is_plain(node) and isinstance(found, Function) and found.name == name:
                if not found.attributes:
                    kept[name] = found
            case ast.ClassDef(name=name) if (
                isinstance(found, type) and found.__name__ == name and found in machine.classes
            ):
                known = all(each in kept.values() or each not in machine.classes for each in found.__bases__)
                if known and is_plain_class(node) and found not in machine.hooks and not machine.class_changes:
                    kept[name] = found
    rest = [(node, line) for node, line in zip(nodes, lines, strict=True) if getattr(node, "name", None) not in kept]
    nodes[:], lines[:] = [node for node, _ in rest], [line for _, line in rest]
    return kept


def is_plain(node: ast.stmt) -> bool:
    """Whether it is a function that is the same each time it is defined."""
    return (
        isinstance(node, ast.FunctionDef)
        and all(isinstance(each, ast.Name) and each.id in PLAIN for each in node.decorator_list)
        and all(isinstance(each, ast.Constant | None) for each in (*node.args.defaults, *node.args.kw_defaults))
    )


def is_plain_class(node: ast.ClassDef) -> bool:
    """Whether it has nothing but functions, and so nothing that a run could change."""
    return not node.decorator_list and all(
        is_plain(each) or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)) for each in node.body
    )
