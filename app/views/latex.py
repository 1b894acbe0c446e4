r"""What views and pages need typeset: names, trees, a whole program, the way back of a row (by `notation`)."""

from __future__ import annotations

from app.graph import Graph
from app.language.tree import Apply, Definition, Function, Name
from app.notation.names import bar, name_latex
from app.notation.shorten import NOWHERE, shorten
from app.notation.trees import brackets, number_latex, tree_latex
from app.operations import Operation
from app.rules import OPERAND_NAMES, way_back_tree

__all__ = ["name_latex", "number_latex", "operation_latex", "program_latex", "tree_latex", "way_back_latex"]


def program_latex(graph: Graph) -> str:
    r"""The source as LaTeX: its functions and definitions, one a line where there are several."""
    program = graph.program
    shapes = {node.name: node.shape for node in graph.nodes if node.name and node.shape}

    def function(each: Function) -> str:
        head = name_latex(each.name) + brackets(", ".join(map(name_latex, each.parameters)))
        return f"{head} &= {tree_latex(each.body)}"

    def definition(each: Definition) -> str:
        return f"{name_latex(each.name)} &= {tree_latex(each.body, shapes)}"

    lines = [function(each) for each in program.functions.values()]
    lines += [definition(each) for each in program.definitions.values()]
    if len(lines) == 1:
        return lines[0].replace(" &= ", " = ", 1)
    body = r" \\ ".join(lines)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"


def operation_latex(row: Operation) -> str:
    """A row on operands a, b, c: `y = a + b`."""
    lowest, most = row.operands
    count = most if most is not None else max(lowest, 2)
    names = tuple(Name(name, NOWHERE) for name in OPERAND_NAMES[:count])
    given = {
        parameter.name: Name(parameter.name, NOWHERE) for parameter in row.parameters if parameter.accepts != "flag"
    }
    return f"y = {tree_latex(Apply(row, names, NOWHERE, given))}"


def way_back_latex(row: Operation, place: int) -> str | None:
    r"""What the operand at `place` receives: `\bar{a} = \bar{y} \, b`; None where no gradient flows."""
    tree = way_back_tree(row, place)
    if tree is None:
        return None
    return f"{name_latex(bar(OPERAND_NAMES[place]))} = {tree_latex(shorten(renamed(tree)))}"


def renamed(tree: object) -> Apply | Name:
    """The gradient that arrives under its name here: ȳ for g."""
    if isinstance(tree, Name):
        return Name(bar("y"), NOWHERE) if tree.name == "g" else tree
    if not isinstance(tree, Apply):
        return tree  # type: ignore[return-value]
    return Apply(tree.operation, tuple(map(renamed, tree.operands)), NOWHERE, tree.parameters)
