"""Parameters that no gradient can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import torch
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


def no_parameter(evidence: Evidence) -> Iterator[Finding]:
    """A tensor that a module learns with and keeps as a plain attribute: `parameters()` does not tell of it."""
    history = evidence.history
    if not history.steps:
        return
    updated = {
        id(each)
        for optimizer in history.optimizers.values()
        for group in optimizer.param_groups
        for each in group["params"]
    }
    for module in {id(each): each for root in evidence.recorder.roots for each in root.modules()}.values():
        for name, value in vars(module).items():
            plain = isinstance(value, torch.Tensor) and value.is_leaf and value.requires_grad
            line = assigned_at(evidence.tree, name) if plain and id(value) in history.reached - updated else None
            if line is not None:
                yield Finding("plain_tensor", line, {"name": f"self.{name}"})


def assigned_at(tree: ast.Module, name: str) -> int | None:
    """The line of `self.name = …`, where there is one."""
    found = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == f"self.{name}"
    ]
    return found[0] if len(found) == 1 else None
