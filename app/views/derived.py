"""The answer of POST /api/v1/graph for what derives from a graph: its backward pass, or forward mode."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from app.engines.backward import BackwardRun
from app.engines.forward import ForwardRun
from app.errors import LimitExceeded
from app.forward_steps import edge_formula, entering_groups, forward_mode_steps
from app.graph import Graph
from app.json_values import json_value
from app.layout.cards import label
from app.limits import LIMITS
from app.messages import Language
from app.picture import picture
from app.views.payload import payload, spans, step_row


def backward_payload(graph: Graph, found: BackwardRun, language: Language, **given: Any) -> dict[str, Any]:
    """The backward pass of `graph` as a graph; each node that is a gradient says whose."""
    answer = payload(found.run, language=language, **given)
    whose = {found.run.graph.nodes[place].name: graph.nodes[index].name for index, place in found.stands.items()}
    # The nodes that are no gradients are values of the graph itself, and stand in the source where those do.
    places = {node.name: written for node, written in zip(graph.nodes, spans(graph), strict=True) if node.name}
    for node in answer["nodes"]:
        node["gradient_of"] = whose.get(node["name"])
        written = places.get(node["gradient_of"] or node["name"], ())
        node["spans"] = [list(span) for span in written] or [node["span"]] * (node["span"] is not None)
    return answer | {
        "graph": "backward",
        "mode": "reverse",
        "gradients": {name: json_value(gradient) for name, gradient in found.gradients.items()},
    }


def forward_payload(
    found: ForwardRun, language: Language, collapsed: Collection[str] | None = None, **given: Any
) -> dict[str, Any]:
    """A tangent beside every value: no gradients, and edges that say what they add to the tangent of their target."""
    run = found.run
    numbers = 4 * sum(math.prod(node.shape) for node in run.graph.nodes)
    if numbers > LIMITS.answer_numbers:
        raise LimitExceeded("limit.answer", limit=LIMITS.answer_numbers, found=numbers)
    answer = payload(run, language=language, collapsed=collapsed, **given)
    drawn = picture(run, collapsed)
    cards = {card.id: card for card in drawn.drawing.cards}
    lines = {line.id: line for line in drawn.drawing.lines}
    entering = entering_groups(found, drawn)
    for node in answer["nodes"]:
        node |= {"gradient": None, "tangent": json_value(found.tangents[cards[node["id"]].node])}
    for edge in answer["edges"]:
        line = lines[edge["id"]]
        collapses = cards[line.target].collapsed is not None
        contribution = entering.get(line.id) if collapses else found.contributions.get(line.parts[0])
        edge |= {"contribution": None, "tangent": json_value(contribution)}
        if edge["local"] and edge["local"]["value"] is None:
            # Between tensors the other answer has the way back here; this one says what goes forward.
            latex, text = edge_formula(found, drawn, line) if contribution is not None else ("", "")
            edge |= {"local": {"value": None, "latex": latex, "text": text}, "face": label(latex).face}
    return answer | {
        "graph": "forward",
        "mode": "forward",
        "gradients": {},
        "tangent": json_value(found.tangent),
        "steps": [step_row(step) for step in forward_mode_steps(found, drawn, entering, language)],
    }
