"""Where names live while a listing runs: one dict a call, and the dict around it under the key None.

`Scope` is the same seen before anything runs: which names a function assigns, so that each name of the source is bound
once to a number of dicts to go up, as Python's own scopes decide (Language Reference, 4.2.2).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from app.listing.machine import Machine
from app.listing.trees import children

Frame = dict[str | None, Any]
"""name -> value; None -> the frame around"""
Evaluate = Callable[[Frame], Any]
"""an expression, ready to run"""


@dataclass
class Scope:
    """A module, a function, a class body or a comprehension, and the names that it binds."""

    machine: Machine
    kind: Literal["module", "function", "class", "comprehension"]
    outer: Scope | None = None
    bound: set[str] = field(default_factory=set)
    declared_global: set[str] = field(default_factory=set)
    class_name: str = ""
    qualified: str = ""
    parameters: tuple[str, ...] = ()
    """of a function, in the order in which `locals()` tells them"""
    undecorated: list[Any] = field(default_factory=list)
    """of a class: the functions of its body that decorators have hidden"""

    def depth(self, name: str) -> int | None:
        """How many frames up a name is bound; None: it is global, or nowhere."""
        steps = 0
        scope: Scope | None = self
        while scope is not None and scope.kind != "module":
            if name in scope.declared_global:
                return None
            if name in scope.bound and (scope.kind != "class" or scope is self):
                return steps
            steps += scope.kind != "class" or scope is self
            scope = scope.outer
        return None

    def mangled(self, name: str) -> str:
        """`__x` inside `class C` is `_C__x` (Language Reference, 6.2.1)."""
        if name.startswith("__") and not name.endswith("__") and self.class_name:
            return f"_{self.class_name.lstrip('_')}{name}"
        return name

    def within(self, kind: Literal["function", "class", "comprehension"], bound: Iterable[str], **more: str) -> Scope:
        return Scope(
            self.machine,
            kind,
            outer=self,
            bound=set(bound),
            class_name=more.get("class_name", self.class_name),
            qualified=more.get("qualified", self.qualified),
        )

    def inside(self, name: str) -> str:
        """The qualified name of a function or class that is defined here: `Net.forward`, `outer.<locals>.inner`."""
        if self.kind == "module" or not self.qualified:
            return name
        return f"{self.qualified}.{name}" if self.kind == "class" else f"{self.qualified}.<locals>.{name}"


BINDING = {
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar,
    ast.MatchMapping, ast.alias, ast.Global, ast.Nonlocal,
}  # fmt: skip
"""what binds names, besides names themselves"""
COMPREHENSIONS = {ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp}
SCOPES = {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}


def bindings(body: Iterable[ast.AST]) -> tuple[set[str], set[str], set[str]]:
    """What the statements of one scope bind: (assigned, declared global, declared nonlocal)."""
    return bound_by(own_nodes(body))


def bound_by(nodes: Iterable[ast.AST]) -> tuple[set[str], set[str], set[str]]:
    """The same, of the nodes of a scope."""
    assigned: set[str] = set()
    declared_global: set[str] = set()
    declared_nonlocal: set[str] = set()
    for node in nodes:
        if type(node) is ast.Name:  # most nodes are
            if type(node.ctx) is not ast.Load:
                assigned.add(node.id)
            continue
        if type(node) not in BINDING:
            continue
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                assigned.add(name)
            case ast.ExceptHandler(name=str() as name):
                assigned.add(name)
            case (
                ast.MatchAs(name=str() as name)
                | ast.MatchStar(name=str() as name)
                | ast.MatchMapping(rest=str() as name)
            ):
                assigned.add(name)
            case ast.alias(name=name, asname=other):
                assigned.add(other or name.partition(".")[0])
            case ast.Global(names=names):
                declared_global |= set(names)
            case ast.Nonlocal(names=names):
                declared_nonlocal |= set(names)
    return assigned - declared_global - declared_nonlocal, declared_global, declared_nonlocal


def own_nodes(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every node of one scope: functions and classes in it are named and not entered; of a comprehension only the
    names that `:=` binds belong to the scope around it.
    """
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if type(node) in COMPREHENSIONS:
            waiting.extend(each.target for each in ast.walk(node) if isinstance(each, ast.NamedExpr))
            continue
        yield node
        if type(node) not in SCOPES:
            waiting += children(node)


def yields(body: Iterable[ast.AST]) -> bool:
    """Whether statements of one scope make the function around them a generator."""
    return yielding(own_nodes(body))


def yielding(nodes: Iterable[ast.AST]) -> bool:
    """The same, of the nodes of a scope."""
    kinds = {type(node) for node in nodes}
    return ast.Yield in kinds or ast.YieldFrom in kinds
