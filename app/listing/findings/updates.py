"""Updates that torch records, or that replace the parameter: `w = w - lr * w.grad`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.listing.findings.finding import Evidence, Finding
from app.listing.trees import directly_in, statements


def update_recorded(evidence: Evidence) -> Iterator[Finding]:
    """`w = w - lr * w.grad`: outside of no_grad() it is recorded, inside it makes a tensor that is not learned."""
    if not evidence.history.count:
        return
    for assignment, guarded in assignments(evidence.tree, guarded=False):
        match assignment:
            case ast.Assign(targets=[ast.Name() | ast.Attribute() as place], value=ast.BinOp(left=left) as value):
                if type(left) is not type(place):
                    continue
                name = ast.unparse(place)
                if ast.unparse(left) == name and uses_gradient(value, name):
                    if begun_anew(evidence.tree, name, assignment, guarded=guarded):
                        continue
                    code = "update_replaces" if guarded else "update_recorded"
                    yield Finding(code, assignment.lineno, {"name": name})


def begun_anew(tree: ast.Module, name: str, update: ast.stmt, *, guarded: bool) -> bool:
    """Whether what was assigned is made a leaf behind it: `w = w.detach().requires_grad_()`; under no_grad()
    `w.requires_grad = True` is enough.
    """
    for node in statements(tree):
        if (node.lineno, node.col_offset) <= (update.lineno, update.col_offset):
            continue
        match node:
            case ast.Assign(targets=[ast.Attribute(value=of, attr="requires_grad")]) if guarded:
                pass
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=of, attr="requires_grad_"))) if guarded:
                pass
            case ast.Assign(targets=[of], value=ast.Call(func=ast.Attribute(attr="requires_grad_"))):
                pass
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=of, attr="detach_"))):
                pass
            case _:
                continue
        if ast.unparse(of) == name:
            return True
    return False


def assignments(node: ast.AST, *, guarded: bool) -> Iterator[tuple[ast.stmt, bool]]:
    """Every assignment, and whether it stands under no_grad()."""
    for child in directly_in(node):
        if isinstance(child, ast.Assign):
            yield child, guarded
        else:
            inside = guarded or (isinstance(child, ast.With) and any(switches_off(item) for item in child.items))
            yield from assignments(child, guarded=inside)


def switches_off(item: ast.withitem) -> bool:
    names = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(item.context_expr)
        if isinstance(node, ast.Attribute | ast.Name)
    }
    return not names.isdisjoint(("no_grad", "inference_mode"))


def uses_gradient(tree: ast.expr, name: str) -> bool:
    """Whether `name.grad` occurs in an expression."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "grad"
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node.value) == name
        for node in ast.walk(tree)
    )
