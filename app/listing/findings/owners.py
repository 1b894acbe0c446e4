"""By which names of the listing its leaves can be reached, when it has ended: what a fix may write down."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import torch
from torch import nn

from app.listing.findings.finding import Evidence


def forgetting(evidence: Evidence, leaves: Collection[int]) -> list[str]:
    """The lines that set the gradients of these leaves (ids) to None; none where no names of the module lead to all."""
    wanted = set(leaves)
    names = {id(value): name for name, value in named(evidence)}
    chosen = []
    covered: set[int] = set()
    for optimizer in evidence.history.optimizers.values():
        own = wanted & parameters_of(optimizer)
        if own - covered:
            chosen.append(names.get(id(optimizer)))
            covered |= own
    if chosen and covered >= wanted:
        # Some optimizers are local to a function: their names are not known here.
        return [f"{each}.zero_grad()" for each in chosen if each] if all(chosen) else []
    for name, value in named(evidence):
        if isinstance(value, nn.Module) and wanted <= set(map(id, value.parameters())):
            return [f"{name}.zero_grad()"]
    if wanted <= names.keys():
        return ["".join(f"{name}.grad = " for key, name in names.items() if key in wanted) + "None"]
    for name, value in named(evidence):
        held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
        if wanted <= {id(each) for each in held if isinstance(each, torch.Tensor)}:
            return [f"for p in {name}{'.values()' if isinstance(value, dict) else ''}:", "    p.grad = None"]
    return []


def parameters_of(optimizer: Any) -> set[int]:
    return {id(each) for group in optimizer.param_groups for each in group["params"]}


def named(evidence: Evidence) -> Iterator[tuple[str, Any]]:
    """The names of the module, and the attributes of its own objects: `model.w`."""
    machine = evidence.machine
    for name, value in list(machine.globals.items()):
        if name is None or name.startswith("__"):
            continue
        yield name, value
        if type(value) in machine.classes and not isinstance(value, nn.Module):
            yield from ((f"{name}.{key}", each) for key, each in getattr(value, "__dict__", {}).items())
