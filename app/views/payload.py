"""A run -> the answer of POST /api/v1/graph: everything that a page needs to show it, JSON-safe."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

import numpy as np

from app.drawing import Card
from app.engines import Run
from app.engines.finite_difference import check as compare
from app.errors import LimitExceeded, Span
from app.gates import gates
from app.graph import Graph
from app.json_values import json_value
from app.language.occurrences import occurrences
from app.language.printer import print_program
from app.layout import Box, Direction, Drawn, Frame, Grid, Layout, Order, Placed, Wire, layout
from app.limits import LIMITS
from app.made import made
from app.messages import Language
from app.notes import NOTES, notes
from app.picture import Passage, Picture, picture
from app.rewrites import rewrites
from app.steps import Step, silent_steps, steps_of
from app.summaries import Summary
from app.views.code.names import identifier
from app.views.latex import program_latex
from app.views.readings import reading_rows

FEW = 40
"""numbers of a summary, more or less"""

DIRECTIONS: dict[Direction, str] = {"LR": "right", "TB": "down"}
"""how the API says where values flow"""


def payload(
    run: Run,
    *,
    language: Language = "en",
    syntax: str = "auto",
    collapsed: Collection[str] | None = None,
    direction: Direction | Literal["auto"] = "LR",
    space: tuple[float, float] | None = None,
    previous: Order | None = None,
    check: bool = False,
    told: bool = True,
) -> dict[str, Any]:
    """All of it. `collapsed` are ids of groups to draw as one node; `direction`, `space` and `previous` are the
    layout's: where values flow, the window, and how the drawing lay before; `check` runs the other witnesses too.
    Not `told`: for a picture, which shows neither what steps and readings say nor which entries make others; it is
    sooner done.

    Raises LimitExceeded `limit.drawn` and `limit.answer`.
    """
    graph = run.graph
    program = graph.program
    drawn = picture(run, collapsed)
    check_size(drawn)
    placed = layout(drawn_of(drawn), direction=direction, space=space, previous=previous)
    return {
        "source": program.source,
        "syntax": program.syntax if syntax == "auto" else syntax,
        "engine": run.engine,
        "normalized": print_program(program, graph.readings),
        "latex": program_latex(graph),
        "readings": reading_rows(run, language) if told else [],
        "output": drawn.output.id,
        "value": json_value(run.value),
        "gradients": {name: json_value(gradient) for name, gradient in run.gradients_by_name().items()},
        "assumed": list(graph.assumed),
        "nodes": nodes(drawn, placed, language),
        "edges": edges(drawn, placed, told),
        "groups": groups(drawn, placed),
        "steps": [step_row(step) for step in (steps_of(drawn, language) if told else silent_steps(drawn))],
        "check": checked(run, language) if check else None,
        "size": list(placed.size),
        "direction": DIRECTIONS[placed.direction],
    }


def check_size(drawn: Picture, most: int = LIMITS.answer_numbers) -> None:
    """Refuse what nobody could look at: a step repeats the value or the gradient of its node."""
    sizes = [told_size(drawn.run.values[card.node]) for card in drawn.drawing.cards]
    found = 4 * sum(sizes) + sum(2 * told_size(passage.contribution) for passage in drawn.passages.values())
    if found > most:
        raise LimitExceeded("limit.answer", limit=most, found=found)


def told_size(value: Any) -> int:
    """How many numbers are told of it."""
    return FEW if isinstance(value, Summary) else int(np.size(value))


def drawn_of(drawn: Picture) -> Drawn:
    """What the layout has to place."""
    graph, drawing = drawn.run.graph, drawn.drawing
    known = {group.id for group in graph.groups}
    boxes = tuple(
        Box(
            id=card.id,
            kind=card.kind,
            latex=face(drawn, card),
            shape=graph.nodes[card.node].shape,
            has_gradient=card.kind != "constant" and graph.nodes[card.node].requires_grad,
            group=card.group if card.group in known else None,
            summarised=isinstance(drawn.run.values[card.node], Summary),
        )
        for card in drawing.cards
    )
    wires = tuple(
        Wire(line.id, line.source, line.target, line.operand, passage.latex if passage else "")
        for line in drawing.lines
        for passage in [drawn.passages.get(line.id)]
    )
    frames = tuple(
        Frame(group.id, group.label, group.parent if group.parent in known else None)
        for group in graph.groups
        if is_framed(drawn, group.id)
    )
    return Drawn(boxes, wires, frames)


def face(drawn: Picture, card: Card) -> str:
    """The formula above on the card; a tensor constant is its numbers alone."""
    if card.kind == "constant" and drawn.run.graph.nodes[card.node].shape:
        return ""
    return drawn.card_latex(card)


def is_framed(drawn: Picture, group: str) -> bool:
    """Whether a group is expanded, and so are all groups around it."""
    parents = {each.id: each.parent for each in drawn.run.graph.groups}
    around: str | None = group
    while around is not None:
        if around in drawn.drawing.collapsed:
            return False
        around = parents.get(around)
    return True


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def nodes(drawn: Picture, placed: Layout, language: Language) -> list[dict[str, Any]]:
    run, graph = drawn.run, drawn.run.graph
    codes = notes(graph, run.values) if run.noted is None else run.noted
    steadier = rewrites(graph, language)
    words = gates(drawn)
    places = spans(graph)
    rows = []
    for card in drawn.drawing.cards:
        node, box = graph.nodes[card.node], placed.boxes[card.id]
        text = drawn.card_text(card)
        inside = drawn.drawing.members[card.collapsed] if card.collapsed else (card.node,)
        found = dict.fromkeys(code for index in inside for code in codes.get(index, ()))
        row = None if card.collapsed else node.operation
        rows.append({
            "id": card.id,
            "kind": "operation" if card.collapsed else card.kind,
            "operation": row.name if row else None,
            "role": row.kind if row else None,
            "gates": list(words.get(card.id, ())),
            "collapses": card.collapsed,
            "name": node.name,
            "named": node.named,
            "identifier": identifier(node.name),
            "label": text,
            "text": text,
            "latex": drawn.card_latex(card),
            "face": box.face,
            "shape": list(node.shape),
            "value": json_value(run.values[card.node]),
            "gradient": json_value(run.gradients[card.node]),
            "requires_grad": node.requires_grad,
            "span": list(node.span) if node.span != (0, 0) else None,
            "spans": [list(span) for span in places[card.node]],
            "group": card.group,
            **place(box),
            "notes": [
                *({"code": code, "text": NOTES[code][language]} for code in found),
                *({"code": "stable", "text": steadier[index]} for index in inside if index in steadier),
            ],
        })  # fmt: skip
    return rows


def spans(graph: Graph) -> list[tuple[Span, ...]]:
    """Where each node stands in the source: what computes it, its name where it is defined, and every use of that."""
    named = occurrences(graph.program)
    found = []
    for node in graph.nodes:
        uses = named.get(node.name, ()) if node.named or node.kind == "input" else ()
        own = (node.span,) if node.span != (0, 0) else ()
        found.append(tuple(sorted({*own, *uses})))
    return found


def place(box: Placed) -> dict[str, Any]:
    return {
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "header": box.header,
        "grid": grid_row(box.grid) if box.grid else None,
    }


def grid_row(grid: Grid) -> dict[str, Any]:
    return {"rows": grid.rows, "columns": grid.columns, "cell": list(grid.cell), "note": grid.note}


def edges(drawn: Picture, placed: Layout, told: bool) -> list[dict[str, Any]]:
    rows = []
    for line in drawn.drawing.lines:
        passage, route = drawn.passages.get(line.id), placed.wires[line.id]
        local = None
        if passage:
            local = {"value": json_value(passage.slope), "latex": passage.latex, "text": passage.text}
        rows.append({
            "id": line.id,
            "source": line.source,
            "target": line.target,
            "operand": line.operand,
            "local": local,
            "face": route.face,
            "contribution": json_value(passage.contribution) if passage else None,
            "made": made_rows(drawn, passage) if passage and told else None,
            "points": [list(point) for point in route.points],
            "label": {"x": route.label[0], "y": route.label[1]},
        })  # fmt: skip
    return rows


def made_rows(drawn: Picture, passage: Passage) -> list[dict[str, Any]] | None:
    """Which entries of which tensors make an entry of a contribution."""
    parts = made(drawn, passage)
    if parts is None:
        return None
    return [{"node": part.node, "gradient": part.gradient, "axes": list(part.axes)} for part in parts]


def groups(drawn: Picture, placed: Layout) -> list[dict[str, Any]]:
    """All groups; an expanded one has the place of its frame."""
    rows = []
    for group in drawn.run.graph.groups:
        row: dict[str, Any] = {
            "id": group.id,
            "label": group.label,
            "parent": group.parent,
            "collapsed": group.id in drawn.drawing.collapsed,
        }
        if group.id in placed.groups:
            region = placed.groups[group.id]
            row |= {"x": region.x, "y": region.y, "width": region.width, "height": region.height}
        rows.append(row)
    return rows


def step_row(step: Step) -> dict[str, Any]:
    return {
        "index": step.index,
        "phase": step.phase,
        "node": step.node,
        "edge": step.edge,
        "latex": step.latex,
        "bar": step.bar,
        "text": step.text,
        "value": json_value(step.value),
    }


def checked(run: Run, language: Language) -> dict[str, Any]:
    """The other witnesses, at the values of this run."""
    graph = run.graph
    values = {name: run.values[index] for name, index in graph.inputs.items()}
    seed = run.gradients[graph.output]
    upstream = None if isinstance(seed, float) and seed == 1.0 else seed
    found: dict[str, Any] = json_value(compare(graph, values, upstream, language=language))
    return found
