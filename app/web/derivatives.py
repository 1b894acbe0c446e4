"""What the API answers of second derivatives and Jacobians."""

from __future__ import annotations

from typing import Any

from app.derivatives import hessian, jacobian
from app.engines import Value
from app.errors import ValueProblem
from app.graph import Graph
from app.web.question import HessianQuestion, JacobianQuestion, Question
from app.web.values import read_named


def only_tape(question: Question) -> None:
    """Raises derivative.engine: other engines give gradients only."""
    if question.engine != "tape":
        raise ValueProblem("derivative.engine", engine=question.engine)


def hessian_answer(
    question: HessianQuestion, graph: Graph, values: dict[str, Value], upstream: Value | None
) -> dict[str, Any]:
    """The answer of POST /api/v1/hessian."""
    only_tape(question)
    vector = None if question.vector is None else read_named(question.vector)
    found = hessian(graph, values, inputs=question.inputs, vector=vector, upstream=upstream)
    blocks = found.product if found.blocks is None else found.blocks
    return {
        "output": graph.nodes[graph.output].name,
        "value": found.value,
        "inputs": list(blocks or ()),
        "gradients": found.gradients,
        "blocks": found.blocks,
        "product": found.product,
    }


def jacobian_answer(question: JacobianQuestion, graph: Graph, values: dict[str, Value]) -> dict[str, Any]:
    """The answer of POST /api/v1/jacobian."""
    only_tape(question)
    found = jacobian(graph, values, inputs=question.inputs)
    return {
        "output": graph.nodes[graph.output].name,
        "value": found.value,
        "inputs": list(found.blocks),
        "jacobian": found.blocks,
        "mode": found.mode,
        "passes": found.passes,
    }
