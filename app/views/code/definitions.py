"""Our own kernels -> definitions at the head of a program: only those that it calls, and what they call themselves.

A kernel that is one call of NumPy (`np.sum(a, axis=dim, keepdims=keepdim)`) needs none: the call is written instead.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

OURS = "app."

PLAINER = {
    "mean": """
def mean(a, dim=None, keepdim=False):
    return np.mean(a, axis=dim, keepdims=keepdim)
""",
}
"""kernels that a program may compute with one call, where ours go another way"""


class Definitions:
    """Collects the definitions of one program, in an order in which each may use those before it."""

    def __init__(self, library: str = "np", replaced: dict[str, str] | None = None) -> None:
        self.library = library
        """what stands for NumPy"""
        self.replaced = PLAINER | (replaced or {})
        """kernel -> other text for it"""
        self.found: dict[str, list[ast.stmt]] = {}
        self.modules: set[str] = set()

    def need(self, kernel: FunctionType) -> str:
        """The name of a kernel, now defined."""
        name = kernel.__name__
        if name in self.found:
            return name
        if name in self.replaced:
            self.found[name] = [renamed(each, self.library) for each in ast.parse(self.replaced[name]).body]
            return name
        self.statement(name, bare(kernel), sys.modules[kernel.__module__])
        return name

    def short(self, kernel: FunctionType) -> tuple[tuple[str, ...], ast.expr] | None:
        """The operands and the one expression of a kernel that needs no definition."""
        text = self.replaced.get(kernel.__name__)
        if text is None:
            return only_call(kernel)
        (tree,) = ast.parse(text).body
        return call_of(tree) if isinstance(tree, ast.FunctionDef) else None

    def statement(self, name: str, tree: ast.stmt, module: ModuleType) -> None:
        """A definition, after those that it uses."""
        self.found[name] = []
        defined = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        defined |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        for used in dict.fromkeys(names_in(tree)):
            if used not in defined and used in vars(module):
                self.use(used, vars(module)[used], module)
        del self.found[name]
        self.found[name] = [renamed(tree, self.library)]

    def use(self, name: str, value: Any, module: ModuleType) -> None:
        """Something that a definition mentions: another kernel, a module, a number of its own module."""
        if isinstance(value, FunctionType) and value.__module__.startswith(OURS):
            self.need(value)
        elif isinstance(value, ModuleType):
            if value.__name__ != "numpy":
                self.modules.add(value.__name__)
        elif name not in self.found:
            self.statement(name, assignment(module, name), module)

    def statements(self) -> Iterator[ast.stmt]:
        for statements in self.found.values():
            yield from statements


def names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id


@cache
def source_of(kernel: FunctionType) -> ast.FunctionDef:
    tree = ast.parse(inspect.getsource(kernel)).body[0]
    assert isinstance(tree, ast.FunctionDef)
    return tree


def bare(kernel: FunctionType) -> ast.FunctionDef:
    """A kernel without types, and without checks that were made before a program is written."""
    tree: ast.FunctionDef = Bare().visit(ast.parse(ast.unparse(source_of(kernel))).body[0])
    used = set(names_in(tree))
    tree.body = [each for each in tree.body if not assigns_none_of(each, used)]
    return ast.fix_missing_locations(tree)


def assigns_none_of(statement: ast.stmt, used: set[str]) -> bool:
    """Whether a statement gives a value to one name that nobody reads."""
    match statement:
        case ast.Assign([ast.Name(name)]):
            return name not in used
    return False


class Bare(ast.NodeTransformer):
    """Takes types and refusals away."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        return ast.Assign([node.target], node.value) if node.value else ast.Pass()

    def visit_If(self, node: ast.If) -> ast.stmt | None:
        if isinstance(node.body[0], ast.Raise) and not node.orelse:
            return None
        self.generic_visit(node)
        return node


class Renamed(ast.NodeTransformer):
    def __init__(self, library: str) -> None:
        self.library = library

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.library, node.ctx) if node.id == "np" else node


def renamed(tree: Any, library: str) -> Any:
    """`tree` with another library for NumPy."""
    return tree if library == "np" else ast.fix_missing_locations(Renamed(library).visit(tree))


@cache
def module_source(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def assignment(module: ModuleType, name: str) -> ast.stmt:
    """The statement of `module` that gives `name` its value."""
    for statement in module_source(module).body:
        match statement:
            case ast.Assign(targets):
                if any(
                    isinstance(each, ast.Name) and each.id == name for target in targets for each in ast.walk(target)
                ):
                    return statement
    raise AssertionError(f"{name} is assigned nowhere in {module.__name__}")


@cache
def only_call(kernel: Callable[..., Any]) -> tuple[tuple[str, ...], ast.expr] | None:
    """The operands and the body of a kernel that is one call of NumPy with nothing but names and numbers, or a name."""
    return call_of(bare(kernel)) if isinstance(kernel, FunctionType) else None


def call_of(tree: ast.FunctionDef) -> tuple[tuple[str, ...], ast.expr] | None:
    if tree.args.vararg:
        return None
    match [each for each in tree.body if not isinstance(each, ast.Expr)]:
        case [ast.Return(ast.Call(function, arguments, keywords) as body)]:
            plain = (ast.Name, ast.Constant, ast.UnaryOp)
            parts = [*arguments, *[keyword.value for keyword in keywords]]
            if not ast.unparse(function).startswith("np.") or not all(isinstance(each, plain) for each in parts):
                return None
        case [ast.Return(ast.Name() as body)]:
            pass
        case _:
            return None
    return tuple(argument.arg for argument in tree.args.args), body
