"""Gradients that pile up, or are wiped at the wrong place, and steps in the wrong order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from app.listing.findings.finding import Evidence, Finding, number_text
from app.listing.findings.owners import forgetting
from app.listing.recording.writing import numbers


def never_zeroed(evidence: Evidence) -> Iterator[Finding]:
    """An update used a gradient to which an earlier pass had contributed, and so did the pass after it.

    What some pass finds at zero is zeroed by somebody: no update uses what the other network of a GAN adds. Without an
    optimizer, and outside a loop, a changed value need not be an update: demonstrations write to `x.data`.
    """
    passes = evidence.history.passes
    if not passes:
        return
    lines = Counter(found.line for found in passes)
    zeroed = {leaf.name for found in passes for leaf in found.leaves if leaf.again and not leaf.left}
    for number, found in enumerate(passes, 1):
        if lines[found.line] == 1 and not evidence.history.steps:
            continue
        for leaf in found.leaves:
            used = leaf.left and leaf.moved and leaf.name not in zeroed
            if used and leaf.before is not None and leaf.after is not None:
                before, after = numbers(leaf.before), numbers(leaf.after)
                arrived = np.asarray(after) - np.asarray(before)
                piled = forgetting(evidence, [each.leaf for each in found.leaves if each.left and each.moved])
                yield Finding("never_zeroed", found.line, {
                    "name": leaf.name, "forgetting": piled, "number": number, "before": number_text(before),
                    "arrived": number_text(arrived), "after": number_text(after),
                })  # fmt: skip
                return


def data_zeroed(evidence: Evidence) -> Iterator[Finding]:
    """`w.data.zero_()` where `w.grad.zero_()` was meant."""
    for each in {each.name: each for each in reversed(evidence.history.zeroed)}.values():
        yield Finding("data_zeroed", each.line, {"name": each.name})


def step_first(evidence: Evidence) -> Iterator[Finding]:
    """The first step() comes before the first backward()."""
    steps = evidence.history.steps
    if steps and steps[0].passes == 0 and evidence.history.count:
        yield Finding("step_first", steps[0].line, {})


def zeroed_before_step(evidence: Evidence) -> Iterator[Finding]:
    """No step() ever found a gradient, although there were passes that reached the parameters."""
    steps = [step for step in evidence.history.steps if step.passes]
    if not steps or not evidence.history.reached or any(step_first(evidence)):
        return
    if all(step.all and len(step.without) == step.all for step in steps) and any(
        each in evidence.history.reached for each in steps[0].without
    ):
        yield Finding("zeroed_before_step", steps[0].line, {})
