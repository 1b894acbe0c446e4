"""Lines of a program, and which of them belong to which nodes and edges."""

from __future__ import annotations

import ast
from typing import Any

from app.engines import Run
from app.graph import Graph
from app.steps import Phase


class Text:
    """A program being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.marked: list[dict[str, Any]] = []

    def add(self, *lines: str) -> None:
        self.lines += lines

    def blank(self, count: int = 1) -> None:
        self.lines += [""] * count

    def mark(self, phase: Phase, node: str, edge: str | None = None) -> None:
        """The next line belongs to a node."""
        self.marked.append({"line": len(self.lines) + 1, "phase": phase, "node": node, "edge": edge})

    def statement(self, tree: ast.stmt, indent: str = "") -> None:
        self.add(*[indent + line for line in ast.unparse(ast.fix_missing_locations(tree)).splitlines()])

    def assign(self, name: str, value: ast.expr, indent: str = "") -> None:
        self.statement(ast.Assign([ast.Name(name, ast.Store())], value), indent)

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def heading(graph: Graph, *said: str) -> list[str]:
    """The source and what the program does, as comments. What writers wrote cannot leave its comment."""
    source = [line for line in graph.program.source.splitlines() if line.strip()]
    printable = ["".join(filter(str.isprintable, line)) for line in (*source, *said)]
    return [f"# {line}".rstrip() for line in printable]


def edge_id(graph: Graph, target: int, place: int) -> str:
    """An edge's id, as the drawing gives it."""
    return f"{graph.nodes[target].name}.{place}"


def differentiated(run: Run) -> list[str]:
    """The inputs that receive a gradient, in the order of the source."""
    return list(run.gradients_by_name())


def printed(label: str, value: str) -> ast.stmt:
    """`print("J =", J.tolist())`"""
    call = ast.parse(f"print('', {value}.tolist())").body[0]
    assert isinstance(call, ast.Expr) and isinstance(call.value, ast.Call)
    call.value.args[0] = ast.Constant(f"{label} =")
    return call


def load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def dotted(path: str) -> ast.expr:
    """`np.linalg.det`"""
    first, *rest = path.split(".")
    found: ast.expr = load(first)
    for name in rest:
        found = ast.Attribute(found, name, ast.Load())
    return found


def called(path: str, *arguments: ast.expr, **keywords: ast.expr) -> ast.Call:
    return ast.Call(dotted(path), list(arguments), [ast.keyword(name, value) for name, value in keywords.items()])
