"""The autograd.Functions that a listing writes itself: is their backward the derivative of their forward?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import torch

from app.listing.findings.finding import Evidence, Finding, number_text
from app.listing.recording.calls import Call
from app.listing.recording.filling import unheard

STEP = 1e-5
WRONG = 1e-3
"""relative"""
LARGEST = 10_000
"""numbers of what goes in and what comes out"""


def own_backward(evidence: Evidence) -> Iterator[Finding]:
    """Each function once. One whose value does not change with a small step, or is what went in, has another gradient
    on purpose: a straight-through estimate, a reversal, a limit.
    """
    looked: set[Any] = set()
    for moment in evidence.recorder.moments.values():
        for call in moment.trace.calls:
            if call.applied is None or call.applied.kind in looked:
                continue
            looked.add(call.applied.kind)
            name = call.applied.kind.__name__
            found = None
            # A function of the listing may do anything with other numbers.
            with suppress(Exception), unheard(), torch.no_grad():
                found = difference(call)
            if found is not None:
                ours, theirs = found
                facts = {"name": name, "ours": number_text(ours), "theirs": number_text(theirs)}
                yield Finding("own_backward", line_of(evidence.tree, name) or call.line, facts)


def difference(call: Call) -> tuple[float, float] | None:
    """How the result changes along a direction by its backward, and by a small step, where these differ most."""
    assert call.applied
    inputs = [each.tensor.detach().to(torch.float64) for each in call.operands]
    places = {id(each.tensor): place for place, each in enumerate(call.operands)}
    wanted = [place for place, each in enumerate(call.applied.given) if isinstance(each, torch.Tensor)]
    live = [place for place in wanted if call.applied.given[place].requires_grad]
    if len(live) != len(inputs) or not places or sum(each.numel() for each in inputs) > LARGEST:
        return None

    def forward(values: list[Any]) -> Any:
        assert call.applied
        given = list(call.applied.given)
        for place in wanted:
            if given[place].dtype.is_floating_point:
                given[place] = given[place].detach().to(torch.float64)
        for place, value in zip(live, values, strict=True):
            given[place] = value
        return call.applied.kind.apply(*given)

    random = torch.Generator().manual_seed(0)
    direction = [torch.randn(each.shape, generator=random, dtype=torch.float64) for each in inputs]
    here = forward(inputs)
    if not isinstance(here, torch.Tensor) or any(
        each.shape == here.shape and torch.equal(each, here) for each in inputs
    ):
        return None
    above, below = (
        forward([each + sign * STEP * by for each, by in zip(inputs, direction, strict=True)]) for sign in (1.0, -1.0)
    )
    theirs = ((above - below) / (2 * STEP)).reshape(-1)
    moved = [each + by for each, by in zip(inputs, direction, strict=True)]
    ours = (call.function(*moved) - call.function(*inputs)).reshape(-1)
    scale = float(theirs.abs().max())
    if not scale or not bool(torch.isfinite(theirs).all()):
        return None
    # At a kink, where the slopes of both sides differ (relu at 0), there is no one derivative to be held against.
    kink = ((above + below - 2 * here.detach()) / STEP).reshape(-1).abs() > WRONG * scale
    apart = (ours - theirs).abs().masked_fill(kink, 0.0)
    worst = int(apart.argmax())
    return (float(ours[worst]), float(theirs[worst])) if float(apart[worst]) > WRONG * scale else None


def line_of(tree: ast.Module, name: str) -> int | None:
    """Where the backward of a class begins."""
    for each in ast.walk(tree):
        if isinstance(each, ast.ClassDef) and each.name == name:
            for inner in each.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "backward":
                    return inner.lineno
    return None
