"""Gradients written by hand, held against how the loss really changes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from app.listing.findings.claims import Claim
from app.listing.findings.finding import Evidence, Finding, number_text
from app.listing.findings.probing import Probed, Trials, as_array, as_it_is, slope
from app.numbers import short

WRONG = 0.05
"""relative: a difference of float32 numbers is not exact"""

TRIED = 3
"""entries of one parameter"""

LONGEST = 0.5
"""seconds after which no further claim is looked at; each is tried a dozen times"""


def by_hand(evidence: Evidence) -> Iterator[Finding]:
    """A gradient that is not the slope of the loss; where it is a whole multiple, which one."""
    began = time.monotonic()
    trials: Trials | None = None
    for claim in evidence.rounds.claims:
        probed: Probed = evidence.rounds.probed
        values = probed(claim, as_it_is)
        if values is None:
            trials = trials or Trials(evidence.source, evidence.seed)
            probed = trials.probed
            values = probed(claim, as_it_is)
        if time.monotonic() - began > LONGEST:
            return
        if values is not None:
            yield from held_against(probed, claim, values)


def held_against(probed: Probed, claim: Claim, values: Mapping[Any, Any]) -> Iterator[Finding]:
    try:
        ours, parameter = (np.asarray(as_array(values[name]), np.float64) for name in (claim.gradient, claim.parameter))
    except (KeyError, TypeError, ValueError):
        return
    if ours.shape != parameter.shape:
        return
    entries = np.argsort(-np.abs(ours).reshape(-1))[:TRIED].tolist()
    slopes = [slope(probed, claim, entry, values[claim.parameter]) for entry in entries]
    if any(each is None for each in slopes):
        return
    theirs, written = np.array(slopes, dtype=np.float64), ours.reshape(-1)[entries]
    scale = np.max(np.abs(theirs), initial=0.0)
    if not scale or np.max(np.abs(written - theirs)) <= WRONG * scale:
        return
    facts: dict[str, Any] = {
        "name": claim.parameter, "loss": claim.loss, "ours": number_text(written[0]), "theirs": number_text(theirs[0]),
    }  # fmt: skip
    factors = written / np.where(theirs == 0, np.nan, theirs)
    factor = float(np.round(factors[0])) if np.isfinite(factors[0]) else 0.0
    if factor >= 2 and np.all(np.abs(factors / factor - 1) <= WRONG) and factor in lengths(values):
        facts |= {"factor": short(factor), "n": int(factor)}
        yield Finding("missing_factor", claim.computed, facts)
    else:
        yield Finding("wrong_gradient", claim.computed, facts)


def lengths(values: Mapping[Any, Any]) -> set[int]:
    """How long the tensors and arrays of the listing are."""
    shapes = [getattr(value, "shape", ()) for name, value in values.items() if isinstance(name, str)]
    return {int(size) for shape in shapes for size in (*shape, int(np.prod(shape))) if size}
