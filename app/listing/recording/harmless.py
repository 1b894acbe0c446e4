"""Whether the ways back that a listing has written itself may be asked more often than torch asks them.

Most only compute. One that counts its calls, prints, or changes what it was given would tell, and is not asked: see
`filling.Unasked`.
"""

from __future__ import annotations

import ast

from app.listing.trees import everything, statements

_NAMES = {
    "abs", "bool", "enumerate", "float", "int", "isinstance", "len", "list", "max", "min", "range", "sum", "tuple",
    "zip",
}  # fmt: skip
"""functions of Python that leave nothing behind"""
_DRAWS = ("rand", "bernoulli", "normal", "dropout", "multinomial", "poisson", "seed", "rng")
"""in the names of functions that draw random numbers"""
_CHANGES = {"add", "append", "clear", "extend", "insert", "pop", "popitem", "popleft", "remove", "setdefault", "update"}
"""methods that change what they are called on"""
_LIBRARIES = {"F", "math", "np", "numpy", "torch"}
_NEW = ("clone", "zeros_like", "ones_like", "empty_like", "full_like", "copy")
"""functions that give something of one's own to change"""


def harmless(tree: ast.Module) -> bool:
    """Of every `backward` in a class of the listing."""
    return all(
        computes(each)
        for owner in statements(tree)
        if isinstance(owner, ast.ClassDef)
        for each in owner.body
        if isinstance(each, ast.FunctionDef) and each.name in ("backward", "vjp")
    )


def computes(function: ast.FunctionDef) -> bool:
    """Whether it computes, and does nothing else."""
    own = {
        target.id
        for each in statements(function)
        if isinstance(each, ast.Assign) and is_new(each.value)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    return all(only_computes(each, own) for each in function.body) and all(
        leaves_nothing(each) for each in everything(function) if isinstance(each, ast.Call)
    )


def only_computes(node: ast.stmt, own: set[str]) -> bool:
    match node:
        case ast.Pass() | ast.Return() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=targets):
            return all(is_own(each, own) for each in targets)
        case ast.AugAssign(target=target):
            return target.id in own if isinstance(target, ast.Name) else is_own(target, own)
        case ast.If(body=body, orelse=orelse) | ast.For(target=ast.Name(), body=body, orelse=orelse):
            return all(only_computes(each, own) for each in (*body, *orelse))
    return False


def is_own(target: ast.expr, own: set[str]) -> bool:
    """Whether to assign there changes nothing that others have."""
    match target:
        case ast.Name():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return all(is_own(each, own) for each in parts)
        case ast.Subscript(value=ast.Name(id=name)):
            return name in own
    return False


def is_new(value: ast.expr) -> bool:
    match value:
        case ast.BinOp():
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _NEW
    return False


def leaves_nothing(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id=name):
            return name in _NAMES
        case ast.Attribute(value=value, attr=name):
            if name.endswith("_") or any(part in name for part in _DRAWS):
                return False
            return name not in _CHANGES or (isinstance(value, ast.Name) and value.id in _LIBRARIES)
    return False
