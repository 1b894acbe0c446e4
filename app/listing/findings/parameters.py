"""Parameters that no gradient can reach."""

from __future__ import annotations

from collections.abc import Iterator

from app.listing.findings.finding import Evidence, Finding


def frozen(evidence: Evidence) -> Iterator[Finding]:
    """The optimizer has a tensor that does not require a gradient, among others that do not learn either."""
    for step in evidence.history.steps[:1]:
        if len(step.frozen) == step.all:
            for name in step.frozen:
                yield Finding("frozen", step.line, {"name": name})


def never_reached(evidence: Evidence) -> Iterator[Finding]:
    """A parameter whose gradient was None at every step, while others had theirs."""
    steps = [step for step in evidence.history.steps if step.passes]
    if not steps:
        return
    missing = set.intersection(*(set(step.without) for step in steps)) - evidence.history.reached
    for name in sorted(evidence.history.names_of(missing)):
        yield Finding("never_reached", steps[0].line, {"name": name})
