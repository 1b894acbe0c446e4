"""What a `print` calls its values where the words before them do not say: `print("grad:", x, y, grad)`."""

from __future__ import annotations

import ast

from app.listing.machine import Machine

LONGEST = 24
"""characters of a name"""
PLAIN = ("item", "detach", "numpy", "tolist", "cpu")
"""methods that leave a number what it is"""


def prints(machine: Machine) -> dict[int, list[str]]:
    """Line -> a name for each value that is printed there, "" where the text before it is its own."""
    found: dict[int, list[str]] = {}
    for nodes, _, _ in machine.blocks:
        for node in nodes:
            match node:
                case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[_, _, *_] as args) as call):
                    if any(names := names_of(args)):
                        found[call.lineno] = names
    return found


def names_of(args: list[ast.expr]) -> list[str]:
    """Nothing where what is printed is not one text or value after the other."""
    if any(isinstance(each, ast.JoinedStr | ast.Starred | ast.BinOp) for each in args):
        return []
    texts = [isinstance(each, ast.Constant) and isinstance(each.value, str) for each in args]
    names = []
    for place, each in enumerate(args):
        if not texts[place]:
            alone = place > 0 and texts[place - 1] and all(texts[place + 1 : place + 2])
            names.append("" if alone else name_of(each))
    return names


def name_of(value: ast.expr) -> str:
    """`loss` of `loss.item()`, `w` of `w.data`."""
    match value:
        case ast.Call(func=ast.Attribute(value=inner, attr=attr), args=[]) if attr in PLAIN:
            return name_of(inner)
        case ast.Attribute(value=inner, attr="data"):
            return name_of(inner)
        case ast.Name() | ast.Attribute() | ast.Subscript():
            written = ast.unparse(value)
            return written if len(written) <= LONGEST else ""
    return ""
