"""Updates that torch records, or that replace the parameter: `w = w - lr * w.grad`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.listing.findings.finding import Evidence, Finding


def update_recorded(evidence: Evidence) -> Iterator[Finding]:
    """`w = w - lr * w.grad`: outside of no_grad() it is recorded, inside it makes a tensor that is not learned."""
    if not evidence.history.count:
        return
    for assignment, guarded in assignments(evidence.tree, guarded=False):
        match assignment:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=left)) as value):
                if left == name and uses_gradient(value, name):
                    code = "update_replaces" if guarded else "update_recorded"
                    yield Finding(code, assignment.lineno, {"name": name})


def assignments(node: ast.AST, *, guarded: bool) -> Iterator[tuple[ast.stmt, bool]]:
    """Every assignment, and whether it stands under no_grad()."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Assign):
            yield child, guarded
        inside = guarded or (isinstance(child, ast.With) and any(switches_off(item) for item in child.items))
        yield from assignments(child, guarded=inside)


def switches_off(item: ast.withitem) -> bool:
    return "no_grad" in ast.unparse(item.context_expr) or "inference_mode" in ast.unparse(item.context_expr)


def uses_gradient(tree: ast.expr, name: str) -> bool:
    """Whether `name.grad` occurs in an expression."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == "grad" and ast.unparse(node.value) == name
        for node in ast.walk(tree)
    )
