"""What the API answers of second derivatives, Jacobians, the backward graph and forward mode."""

from __future__ import annotations

from typing import Any

from app.derivatives import hessian, jacobian
from app.engines import Value, backward, forward, tape
from app.errors import ValueProblem
from app.graph import Graph
from app.views.derived import backward_payload, forward_payload
from app.views.payload import checked
from app.web.question import GraphQuestion, HessianQuestion, JacobianQuestion, Question
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
    if question.upstream is not None:
        raise ValueProblem("derivative.upstream")
    found = jacobian(graph, values, inputs=question.inputs)
    return {
        "output": graph.nodes[graph.output].name,
        "value": found.value,
        "inputs": list(found.blocks),
        "jacobian": found.blocks,
        "mode": found.mode,
        "passes": found.passes,
    }


def derived_answer(
    question: GraphQuestion, graph: Graph, values: dict[str, Value], upstream: Value | None, shown: dict[str, Any]
) -> dict[str, Any]:
    """The answer of POST /api/v1/graph with `graph: backward`, or with `mode: forward`, or with both.

    `shown` says how it is to be drawn. A check is that of the gradients of the graph as it was written.
    """
    only_tape(question)
    check = checked(tape.run(graph, values, upstream), shown["language"]) if shown["check"] else None
    shown = {**shown, "check": False}
    if question.graph == "backward":
        found = backward.run(graph, values, upstream)
        if question.mode == "reverse":
            return backward_payload(graph, found, **shown) | {"check": check}
        graph = found.run.graph
        values = {name: found.run.values[index] for name, index in graph.inputs.items()}
    directions = None if question.tangent is None else read_named(question.tangent)
    answer = forward_payload(forward.run(graph, values, directions), **shown)
    return answer | {"graph": question.graph, "check": check}
