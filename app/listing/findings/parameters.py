"""Parameters that no gradient can reach."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from app.listing.findings.finding import Evidence, Finding


def frozen(evidence: Evidence) -> Iterator[Finding]:
    """The optimizer has a tensor that does not require a gradient, among others that do not learn either; among others
    that do, one that belongs to no module: parameters of modules are frozen on purpose, to train the rest.
    """
    for step in evidence.history.steps[:1]:
        for name in step.frozen if len(step.frozen) == step.all else step.forgotten:
            yield Finding("frozen", step.line, {"name": name})


def never_reached(evidence: Evidence) -> Iterator[Finding]:
    """A parameter whose gradient was None at every step, while others had theirs."""
    steps = [step for step in evidence.history.steps if step.passes]
    if not steps:
        return
    missing = set.intersection(*(set(step.without) for step in steps)) - evidence.history.reached
    outside = {
        id(each): f"{owner}.{name}"
        for owner, module in evidence.machine.globals.items()
        if isinstance(module, nn.Module)
        for name, each in module.named_parameters()
    }
    """modules that were never called, and that the recorder does not know"""
    names = evidence.history.missing
    found = [(each, names[each]) for each in missing & names.keys()]
    for name in sorted(outside.get(each, name) if name == "?" else name for each, name in found):
        yield Finding("never_reached", steps[0].line, {"name": name})
