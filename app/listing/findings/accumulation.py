"""Gradients that pile up, or are wiped at the wrong place, and steps in the wrong order."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

import numpy as np
import torch

from app.listing.findings.by_hand.naming import is_loss_name
from app.listing.findings.finding import Evidence, Finding, number_text
from app.listing.findings.not_called import not_called
from app.listing.findings.owners import forgetting, named, parameters_of
from app.listing.recording.writing import numbers
from app.listing.trees import everything, statements_at


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
    # A line in a loop over the parameters is told of once.
    first = {each.name: each for each in reversed(evidence.history.zeroed)}
    for each in {each.line: each for each in reversed(first.values())}.values():
        yield Finding("data_zeroed", each.line, {"name": each.name})


def step_first(evidence: Evidence) -> Iterator[Finding]:
    """The first step() comes before the first backward()."""
    steps = evidence.history.steps
    if steps and steps[0].passes == 0 and evidence.history.count:
        yield Finding("step_first", steps[0].line, {})


def zeroed_before_step(evidence: Evidence) -> Iterator[Finding]:
    """No step() ever found a gradient, although there were passes that reached the parameters."""
    steps = [step for step in evidence.history.steps if step.passes]
    if not steps or any(step_first(evidence)):
        return
    reached = evidence.history.reached
    wiped = [{*step.wiped, *(each for each in step.without if each in reached)} for step in steps]
    if all(gone and len(gone | set(step.without)) == step.all for gone, step in zip(wiped, steps, strict=True)):
        yield Finding("zeroed_before_step", steps[0].line, {})


def zeroed_before_update(evidence: Evidence) -> Iterator[Finding]:
    """`w.grad.zero_()`, and then `w -= rate * w.grad`."""
    moved = {each.name for found in evidence.history.passes for each in found.leaves if each.moved}
    for each in {each.name: each for each in reversed(evidence.history.unmoved)}.values():
        used = any(
            isinstance(part, ast.Attribute) and part.attr == "grad"
            for node in statements_at(evidence.tree, each.line)
            for part in everything(node)
        )
        if used and each.name not in moved:
            yield Finding("zeroed_before_update", each.line, {"name": each.name})


def never_stepped(evidence: Evidence) -> Iterator[Finding]:
    """There is an optimizer and pass after pass, and nothing that the passes reach is ever changed."""
    history = evidence.history
    if history.steps or evidence.failed or any(each.moved for found in history.passes for each in found.leaves):
        return
    named_losses = {each.line for each in evidence.recorder.episodes if is_loss_name(each.output)}
    lines = Counter(found.line for found in history.passes if found.line in named_losses)
    if not lines or any(each.facts["name"].endswith(".step") for each in not_called(evidence)):
        return
    for name, value in named(evidence):
        if isinstance(value, torch.optim.Optimizer) and parameters_of(value) & history.reached:
            line, count = lines.most_common(1)[0]
            if count > 1:
                yield Finding("never_stepped", line, {"name": name, "count": len(evidence.recorder.episodes)})
            return
