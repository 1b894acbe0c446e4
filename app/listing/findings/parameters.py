"""Parameters that no gradient can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import torch
from torch import nn

from app.listing.findings.finding import Evidence, Finding
from app.listing.findings.owners import named
from app.listing.trees import dotted, statements


def frozen(evidence: Evidence) -> Iterator[Finding]:
    """The optimizer has a tensor that does not require a gradient, among others that do not learn either; among others
    that do, one that belongs to no module: parameters of modules are frozen on purpose, to train the rest.
    """
    for step in evidence.history.steps[:1]:
        for name in step.frozen if len(step.frozen) == step.all else step.forgotten:
            yield Finding("frozen", step.line, {"name": name})


def never_reached(evidence: Evidence) -> Iterator[Finding]:
    """A parameter whose gradient was None at every step, while others had theirs."""
    history = evidence.history
    steps = [step for step in history.steps if step.passes]
    if not steps:
        return
    missing = set.intersection(*(set(step.without) for step in steps)) - history.reached
    outside = {
        id(each): f"{owner}.{name}"
        for owner, module in named(evidence)
        if isinstance(module, nn.Module)
        for name, each in module.named_parameters()
    }
    """modules that were never called, and that the recorder does not know"""
    names = {each: outside.get(each, name) if (name := history.missing[each]) == "?" else name
             for each in missing & history.missing.keys()}  # fmt: skip
    instead = [] if "?" not in names.values() else unknown_to_optimizers(evidence)
    if instead:
        line = line_of_optimizer(evidence) or steps[0].line
        yield Finding("replaced", line, {"names": ", ".join(f"`{each}`" for each in instead)})
    shapes = {id(each): tuple(each.shape) for each in optimized(evidence)}
    for each in sorted(names, key=names.__getitem__):
        if names[each] != "?" or not instead:
            name = names[each] if names[each] != "?" else f"Parameter {shapes[each]}"
            yield Finding("never_reached", steps[0].line, {"name": name})


def optimized(evidence: Evidence) -> Iterator[torch.Tensor]:
    """What the optimizers that made a step have."""
    for optimizer in evidence.history.optimizers.values():
        for group in optimizer.param_groups:
            yield from group["params"]


def unknown_to_optimizers(evidence: Evidence) -> list[str]:
    """The parameters of modules that gradients have reached and that no optimizer has."""
    known = {id(each) for each in optimized(evidence)}
    found = {
        id(each): evidence.recorder.name_of(each) or name
        for root in evidence.recorder.roots
        for name, each in root.named_parameters()
        if id(each) in evidence.history.reached - known
    }
    return list(found.values())


def line_of_optimizer(evidence: Evidence) -> int | None:
    """Where the last optimizer is made that took a step and has a name."""
    names = {name for name, value in named(evidence) if id(value) in evidence.history.optimizers}
    made = [
        node.lineno
        for node in statements(evidence.tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and dotted(node.targets[0]) in names
    ]
    return max(made, default=None)


def no_parameter(evidence: Evidence) -> Iterator[Finding]:
    """A tensor that a module learns with and keeps as a plain attribute, or layers in a plain list: `parameters()` does
    not tell of them.
    """
    history = evidence.history
    if not history.steps:
        return
    unknown = history.reached - {id(each) for each in optimized(evidence)}
    for module in {id(each): each for root in evidence.recorder.roots for each in root.modules()}.values():
        for name, value in vars(module).items():
            line = assigned_at(evidence.tree, name) if not name.startswith("_") else None
            if line is None:
                continue
            if isinstance(value, torch.Tensor) and value.is_leaf and value.requires_grad and id(value) in unknown:
                yield Finding("plain_tensor", line, {"name": f"self.{name}"})
            held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
            inside = [each for part in held if isinstance(part, nn.Module) for each in part.parameters()]
            if any(id(each) in unknown for each in inside):
                kind = "ModuleDict" if isinstance(value, dict) else "ModuleList"
                yield Finding("plain_list", line, {"name": f"self.{name}", "kind": kind, "count": len(inside)})


def assigned_at(tree: ast.Module, name: str) -> int | None:
    """The line of `self.name = …`, where there is one."""
    found = [
        node.lineno
        for node in statements(tree)
        if isinstance(node, ast.Assign) and dotted(node.targets[0]) == f"self.{name}"
    ]
    return found[0] if len(found) == 1 else None
