"""`globals()`, `locals()`, `vars()` and `dir()` without an argument: the names that the listing itself has given."""

from __future__ import annotations

import ast
from typing import Any

from app.listing.frames import Evaluate, Frame, Scope

MODULE_NAMES = ("__builtins__", "__cached__", "__doc__", "__file__", "__loader__", "__package__", "__spec__")
"""that `dir()` of a script tells besides its own"""


def asks_for_names(node: ast.Call, scope: Scope) -> bool:
    """Whether a call is one of the four, and not of a function of the listing that is called so."""
    match node:
        case ast.Call(func=ast.Name(id=("globals" | "locals" | "vars" | "dir") as name), args=[], keywords=[]):
            return scope.depth(name) is None
    return False


def reading_names(node: ast.Call, scope: Scope, otherwise: Evaluate) -> Evaluate:
    """What such a call gives; `otherwise` computes it where the listing has a global function of that name."""
    assert isinstance(node.func, ast.Name)
    name, values = node.func.id, scope.machine.globals
    local = scope.kind != "module"

    def run(frame: Frame) -> Any:
        if name in values:
            return otherwise(frame)
        if name == "globals" or not local:
            return values if name != "dir" else sorted({*map(str, values), *MODULE_NAMES})
        own = {each: frame[each] for each in scope.parameters if each in frame}
        own |= {each: value for each, value in frame.items() if each is not None and each != "__class__"}
        return own if name != "dir" else sorted(own)

    return run
