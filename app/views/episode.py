"""A kept episode of a listing -> the payload of /graph, with the lines of the source, what torch had, and a formula."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from app.errors import line_and_column
from app.json_values import json_value
from app.limits import LIMITS
from app.listing.recording.episode import Whole
from app.listing.recording.formula import formula, spelling
from app.messages import Language
from app.shapes.rules import allowing
from app.views.payload import payload


def episode_payload(
    whole: Whole, language: Language, *, collapsed: Collection[str] | None = None, **drawn: Any
) -> dict[str, Any]:
    """The same as `payload`, and besides: of each node its `line`, and of an input what torch had for it (`leaf`);
    `check` against torch's own gradients; `optimizers`, what they kept just then; `formula`, to play with, where one
    says the same; `spelling`: names that are others there.

    Raises LimitExceeded `limit.drawn` and `limit.answer`.
    """
    graph = whole.graph
    closed = None if collapsed is None and not whole.opaque else {*(collapsed or ()), *whole.opaque}
    with of_any_size(whole):
        found = payload(whole.run, language=language, collapsed=closed, **drawn)
    for node in found["nodes"]:
        span = node["span"]
        node["line"] = line_and_column(graph.program.source, span[0])[0] if span else None
        node["spans"] = [span] if span else []
        leaf = whole.leaves.get(node["id"])
        node["leaf"] = None
        if leaf is not None:
            node["leaf"] = {"requires_grad": leaf.requires_grad, "accumulated": json_value(leaf.accumulated)}
    found["check"] = json_value(whole.check)
    found["optimizers"] = json_value(list(whole.optimizers))
    found["formula"] = json_value(formula(whole))
    found["spelling"] = spelling(whole) if found["formula"] is not None else None
    return found


def of_any_size(whole: Whole) -> AbstractContextManager[None]:
    """Around the drawing of an episode: a summarised one is not computed again, and its formulas are written by their
    shapes alone, however much work they would be.
    """
    return nullcontext() if whole.digest is None else allowing(LIMITS.recorded_work)
