"""A PyTorch program: the forward pass by the calls of the table, the backward pass by autograd."""

from __future__ import annotations

import ast

from app.engines import Run, Value
from app.graph import Node
from app.views.code.expressions import literal, torch_expression
from app.views.code.forward import Forward
from app.views.code.names import Names
from app.views.code.text import Text, called, differentiated, heading, printed


def tensor(value: Value) -> ast.expr:
    return called("torch.tensor", literal(value, "torch"))


def pytorch_program(run: Run) -> Text:
    names, body = Names(), Text()
    wanted = differentiated(run)
    forward = Forward(run, names, "torch", tensor, torch_expression)

    def with_gradient(node: Node, value: ast.expr) -> ast.expr:
        if node.name in wanted:
            assert isinstance(value, ast.Call)
            value.keywords.append(ast.keyword("requires_grad", ast.Constant(True)))
        return value

    body.add("# Inputs")
    forward.inputs(body, with_gradient)
    forward.tensors(body)
    body.blank()
    body.add("# Forward")
    forward.operations(body)
    body.blank()
    if wanted:
        seed = run.gradients[run.graph.output]
        assert seed is not None
        plain = isinstance(seed, float) and seed == 1.0
        body.add("# Backward")
        body.mark("backward", forward.output_name)
        arguments = [] if plain else [tensor(seed)]
        body.statement(ast.Expr(called(f"{forward.output}.backward", *arguments)))
        body.blank()
    body.statement(printed(forward.output_name, forward.output))
    for name in wanted:
        body.statement(printed(f"gradient of {name}", f"{names.of(name)}.grad"))
    text = Text()
    text.add(*heading(run.graph, "", "In PyTorch: the forward pass; autograd goes back."))
    text.add("import torch")
    if any("F." in line for line in body.lines):
        text.add("import torch.nn.functional as F")
    text.blank()
    text.add("torch.set_default_dtype(torch.float64)")
    text.blank()
    start = len(text.lines)
    text.add(*body.lines)
    text.marked = [{**each, "line": each["line"] + start} for each in body.marked]
    return text
