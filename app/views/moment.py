"""A payload and a number of finished steps -> what is to be seen then. Nothing is shown before it was computed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from app.views.look import Look

Numbers = Any
"""a number (or JSON's word for NaN and infinities), nested lists of them, or what a summary tells"""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a reader sees after k steps; `phase`, `node` and `edges` are of the last one (None, empty: no step).

    In forward mode the tangents stand in the place of the gradients.
    """

    values: dict[str, Numbers]
    gradients: dict[str, Numbers]
    phase: Literal["forward", "backward", "tangent"] | None
    node: str | None
    edges: frozenset[str]


def moment(payload: dict[str, Any], k: int | None) -> Moment:
    """After `k` finished steps, cut to 0 .. all of them; None: the finished run, with no step marked."""
    nodes, steps = payload["nodes"], payload["steps"]
    if k is None:
        values = {node["id"]: node["value"] for node in nodes}
        beside = "tangent" if payload.get("mode") == "forward" else "gradient"
        gradients = {node["id"]: node[beside] for node in nodes if node[beside] is not None}
        return Moment(values, gradients, None, None, frozenset())
    done = steps[: max(k, 0)]
    values = {node["id"]: node["value"] for node in nodes if node["kind"] != "operation"}
    values |= {step["node"]: step["value"] for step in done if step["phase"] == "forward"}
    gradients = {step["node"]: step["value"] for step in done if step["phase"] != "forward"}
    if not done:
        return Moment(values, gradients, None, None, frozenset())
    last = done[-1]
    if last["phase"] == "forward":
        edges = frozenset(edge["id"] for edge in payload["edges"] if edge["target"] == last["node"])
    else:
        edges = frozenset(() if last["edge"] is None else (last["edge"],))
    return Moment(values, gradients, last["phase"], last["node"], edges)


def moment_of(payload: dict[str, Any], look: Look) -> Moment:
    """What a look asks for; its last step is marked where the look names one."""
    found = moment(payload, steps_done(payload, look))
    if look.step is None or look.phase == "none":
        return replace(found, phase=None, node=None, edges=frozenset())
    return found


def steps_done(payload: dict[str, Any], look: Look) -> int | None:
    """How many steps of the run a look means; None: all of them."""
    steps = payload["steps"]
    if look.phase is None:
        return look.step
    forward = next((index for index, step in enumerate(steps) if step["phase"] == "backward"), len(steps))
    first, last = {"none": (0, 0), "forward": (0, forward), "backward": (forward, len(steps))}[look.phase]
    return last if look.step is None else min(first + look.step, last)


def first_matrix(value: Numbers) -> list[list[float]]:
    """The first matrix of a tensor as rows; a vector is a column, a scalar one cell."""
    if not isinstance(value, list):
        return [[float(value)]]
    if not value:
        return []
    if not isinstance(value[0], list):
        return [[float(number)] for number in value]
    if value[0] and isinstance(value[0][0], list):
        return first_matrix(value[0])
    return [[float(number) for number in row] for row in value]
