"""Gradients of plain loops, `w -= rate * dw`, held against the loss of the first round, which is kept and run again.

What this does not settle is for `review`, which runs the whole listing again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import torch

from app.listing.findings.by_hand.causes import Known, proportional
from app.listing.findings.by_hand.naming import MOVING, RESIDUALS
from app.listing.findings.by_hand.probing import Bound, Notes
from app.listing.findings.by_hand.sites import REDUCED
from app.listing.findings.claims import Claim
from app.listing.findings.finding import Evidence, Finding, number_text
from app.listing.findings.rounds import FirstRounds

WORD = re.compile(r"\w+")
WRONG = 0.05
"""relative: a difference of float32 numbers is not exact"""

STEP = 1e-2
"""relative: listings compute in float32"""

TRIED = 3
"""entries of one parameter"""


def settled(evidence: Evidence) -> list[Finding] | None:
    """What is wrong with all the gradients that a listing claims; None where it takes a longer look to say."""
    lines = evidence.source.split("\n")
    found = []
    for claim in evidence.rounds.claims:
        written = lines[claim.computed - 1].partition("=")[2]
        residual = any(part in claim.loss.lower() for part in RESIDUALS) and not REDUCED.search(evidence.source)
        if MOVING.search(claim.gradient) or claim.gradient in WORD.findall(written) or residual:
            return None
        values = evidence.rounds.probed(claim, lambda value: value)
        verdict = False if values is None else held_against(evidence.rounds, claim, values)
        if isinstance(verdict, Finding):
            found.append(verdict)
        elif not verdict:
            return None
    return found


def held_against(rounds: FirstRounds, claim: Claim, values: Mapping[Any, Any]) -> Finding | bool:
    """True where it is right, what is wrong where it is a factor, False where that is not known."""
    try:
        ours, parameter = (np.asarray(as_array(values[name]), np.float64) for name in (claim.gradient, claim.parameter))
    except (KeyError, TypeError, ValueError):
        return False
    if ours.shape != parameter.shape:
        return False
    entries = np.argsort(-np.abs(ours).reshape(-1))[:TRIED].tolist()
    slopes = [slope(rounds, claim, entry, values[claim.parameter]) for entry in entries]
    if any(each is None for each in slopes):
        return False
    theirs, written = np.array(slopes, dtype=np.float64), ours.reshape(-1)[entries]
    scale = np.max(np.abs(theirs), initial=0.0)
    if scale and np.max(np.abs(written - theirs)) <= WRONG * scale:
        return True
    notes = Notes(then={
        name: Bound(value, (0, 0), name)
        for name, value in values.items() if isinstance(name, str) and hasattr(value, "shape")
    })  # fmt: skip
    for why in proportional(Known(ours, notes, WRONG, entries), written, theirs):
        facts = {
            "name": claim.parameter, "loss": claim.loss, "gradient": claim.gradient, "times": why.factor,
            "ours": number_text(written[0]), "theirs": number_text(theirs[0]),
        }  # fmt: skip
        return False if why.code == "constant_factor" else Finding(why.code, claim.computed, {**facts, **why.facts})
    return False


def slope(rounds: FirstRounds, claim: Claim, entry: int, parameter: Any) -> float | None:
    """The central difference of the loss in one entry of the parameter, which holds `parameter` before the loop."""
    found = []
    for direction in (1.0, -1.0):
        values = rounds.probed(claim, partial(moved, entry=entry, direction=direction))
        loss = None if values is None else number(values.get(claim.loss))
        if loss is None:
            return None
        found.append(loss)
    return (found[0] - found[1]) / (2 * step_of(parameter, entry))


def step_of(value: Any, entry: int) -> float:
    return STEP * max(1.0, abs(float(as_array(value).reshape(-1)[entry])))


def moved(value: Any, entry: int, direction: float) -> Any:
    """The parameter, of its own kind, with one entry moved."""
    changed = np.array(as_array(value), dtype=np.float64)
    changed.reshape(-1)[entry] += direction * step_of(value, entry)
    if isinstance(value, torch.Tensor):
        return torch.tensor(changed, dtype=value.dtype)
    return changed.astype(value.dtype) if isinstance(value, np.ndarray) else float(changed)


def as_array(value: Any) -> np.ndarray:
    return value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)


def number(value: Any) -> float | None:
    array = as_array(value) if value is not None else np.zeros(0)
    return float(array.reshape(-1)[0]) if array.size == 1 and array.dtype.kind in "fiu" else None
