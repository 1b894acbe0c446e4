"""A NumPy program with its backward pass written by hand: a line for each edge that a gradient passes."""

from __future__ import annotations

import ast

import numpy as np

from app.differentiate import SUM_TO, Adjoint, differentiate
from app.engines import Run, Value
from app.operations import Shape
from app.views.code.definitions import Definitions
from app.views.code.expressions import ArrayWords, literal, number, transposed
from app.views.code.forward import Forward
from app.views.code.names import Names
from app.views.code.text import Text, called, differentiated, edge_id, heading, load, printed


def array(value: Value) -> ast.expr:
    return called("np.float64" if isinstance(value, float) else "np.array", literal(value))


def numpy_program(run: Run) -> Text:
    """The program. What it defines is found while it is written, so its head is put together last."""
    definitions, body = Definitions(), Text()
    # Functions keep their own names, so a node may not take one: a program is written twice where one would.
    names = Names()
    write(run, body, definitions, names)
    if definitions.found.keys() & set(names.given.values()):
        names, body, definitions = Names(definitions.found), Text(), Definitions()
        write(run, body, definitions, names)
    graph = run.graph
    text = Text()
    text.add(*heading(graph, "", "In NumPy: the forward pass, then the backward pass by hand, one operation a line."))
    text.add(*[f"import {module}" for module in sorted(definitions.modules)], "import numpy as np", "")
    text.add("np.seterr(all='ignore')  # infinities and NaN are values like any other")
    for statement in definitions.statements():
        text.blank(2 if isinstance(statement, ast.FunctionDef) else 1)
        text.statement(statement)
    text.blank(2 if definitions.found else 1)
    start = len(text.lines)
    text.add(*body.lines)
    text.marked = [{**each, "line": each["line"] + start} for each in body.marked]
    return text


def write(run: Run, text: Text, definitions: Definitions, names: Names) -> None:
    """Everything after the definitions."""
    words = ArrayWords(definitions)
    forward = Forward(run, names, "np", array, words.expression)
    for index in range(len(run.graph.nodes)):
        if run.graph.nodes[index].name:
            forward.name(index)
    text.add("# Inputs")
    forward.inputs(text)
    forward.tensors(text)
    text.blank()
    text.add("# Forward")
    forward.operations(text)
    text.blank()
    wanted = differentiated(run)
    if wanted:
        Backward(run, forward, words).write(text)
        text.blank()
    text.statement(printed(forward.output_name, forward.output))
    for name in wanted:
        text.statement(printed(f"gradient of {name}", names.of(name, "grad_")))


class Backward:
    """Writes what each edge carries back, as the engine computes it: the same rules, in the same order."""

    def __init__(self, run: Run, forward: Forward, words: ArrayWords) -> None:
        self.run, self.forward, self.words = run, forward, words
        self.adjoint: Adjoint = differentiate(run.graph, edges=True)

    def gradient(self, index: int) -> str:
        return self.forward.names.of(self.run.graph.nodes[index].name, "grad_")

    def write(self, text: Text) -> None:
        graph, adjoint = self.run.graph, self.adjoint
        output = graph.nodes[graph.output].name
        text.add(f"# Backward: grad_v is the gradient of {self.forward.output} with respect to v")
        seed = self.run.gradients[graph.output]
        assert seed is not None
        text.mark("backward", output)
        text.assign(self.gradient(graph.output), array(seed))
        arrived: set[int] = {graph.output} if graph.nodes[graph.output].kind == "input" else set()
        for (target, place), contribution in adjoint.contributions.items():
            source = graph.nodes[target].operands[place]
            value = self.expression(contribution, target)
            name = self.gradient(source)
            if source in arrived:
                value = ast.BinOp(load(name), ast.Add(), value)
            arrived.add(source)
            text.mark("backward", graph.nodes[source].name, edge_id(graph, target, place))
            text.assign(name, value)

    def expression(self, index: int, target: int) -> ast.expr:
        """What a node of the backward pass computes, down to values and to the gradient that reached `target`."""
        adjoint = self.adjoint
        if index == adjoint.gradients[target]:
            return load(self.gradient(target))
        if index < len(self.run.graph.nodes):
            return self.forward.operand(index)
        row = adjoint.operations[index]
        if row is None:
            return number(float(adjoint.constants[index]))
        inside, given = adjoint.operands[index], adjoint.parameters.get(index, {})
        shapes = [adjoint.shapes[each] for each in inside]
        if "{" not in row.latex and not adjoint.shapes[index]:
            # A count of entries, which the shapes tell.
            return number(float(row.forward(*map(np.zeros, shapes), **given)))
        operands = [self.expression(each, target) for each in inside]
        if row is SUM_TO and (axes := added(shapes[0], adjoint.shapes[index])) is not None:
            keywords = {} if len(axes) == len(shapes[0]) else {"axis": literal(axes[0])}
            return called("np.sum", *operands, **keywords)
        return transposed(self.words.expression(row, operands, given), len(adjoint.shapes[index]))


def added(shape: Shape, wanted: Shape) -> tuple[int, ...] | None:
    """The dimensions that a broadcast put before `wanted`, where one sum over one or over all of them undoes it."""
    count = len(shape) - len(wanted)
    return tuple(range(count)) if shape[count:] == wanted and (count == 1 or not wanted) else None
