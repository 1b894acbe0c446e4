"""One run -> its findings, by line. Each function of REVIEWERS looks for one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from app.listing.findings.accumulation import (
    data_zeroed,
    never_stepped,
    never_zeroed,
    step_first,
    zeroed_before_step,
    zeroed_before_update,
)
from app.listing.findings.by_hand.review import by_hand
from app.listing.findings.finding import Evidence, Finding
from app.listing.findings.fixes import fix_of
from app.listing.findings.growth import climbs, loss_grew
from app.listing.findings.kept import graph_kept
from app.listing.findings.losses import log_missing, one_class, softmax_twice, stretched
from app.listing.findings.modes import eval_forgotten, eval_left_on
from app.listing.findings.not_called import not_called
from app.listing.findings.own_functions import own_backward
from app.listing.findings.parameters import frozen, never_reached, no_parameter
from app.listing.findings.updates import update_recorded
from app.listing.findings.words import FINDINGS


def stopped(evidence: Evidence) -> Iterator[Finding]:
    """What stopped the run, where that is a finding too."""
    if evidence.stopped in FINDINGS:
        yield Finding(evidence.stopped, evidence.stopped_line, evidence.stopped_facts or {})


REVIEWERS: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    stopped, never_zeroed, data_zeroed, step_first, zeroed_before_step, zeroed_before_update,
    never_stepped, frozen, never_reached, no_parameter,
    update_recorded, softmax_twice, log_missing, one_class, stretched, eval_left_on, eval_forgotten, graph_kept,
    loss_grew, climbs, own_backward,
    not_called, by_hand,
)  # fmt: skip


SPARED: tuple[type[Exception], ...] = (Exception,)
"""what one reviewer may stumble over, in a listing that nobody has thought of, without costing it the answer; tests
spare nothing
"""


def review(evidence: Evidence) -> list[dict[str, Any]]:
    """{"code", "line", "facts", "replacement"} in the order of the source, each code at most once a line."""
    found: dict[tuple[int, str, str], Finding] = {}
    for look in REVIEWERS:
        with suppress(*SPARED):
            found |= {(each.line, each.code, str(each.facts.get("name"))): each for each in look(evidence)}
    return [
        {"code": each.code, "line": each.line, "facts": each.facts, "replacement": fix_of(evidence, each)}
        for _, each in sorted(found.items())
    ]
