"""What the optimizers of a run keep between steps, at the moment of a backward pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch

from app.listing.recording.calls import Tensor

LARGEST = 1_000
"""numbers of one tensor of a state that are told"""


def states(optimizers: Iterable[Any], name_of: Callable[[Tensor], str | None]) -> list[dict[str, Any]]:
    """{"type", "rates", "parameters": [{"name", "state"}]} of each; `state` holds numbers and lists of numbers by the
    names that torch has for them (`step`, `momentum_buffer`, `exp_avg`, ...), None where a tensor is too large.
    """
    found = []
    for optimizer in optimizers:
        groups = optimizer.param_groups
        parameters = [each for group in groups for each in group["params"]]
        found.append({
            "type": type(optimizer).__name__,
            "rates": [float(group["lr"]) for group in groups if "lr" in group],
            "parameters": [
                {"name": name_of(each) or "?", "state": told(optimizer.state.get(each, {}))} for each in parameters
            ],
        })  # fmt: skip
    return found


def told(state: Any) -> dict[str, Any]:
    return {name: number(value) for name, value in state.items() if isinstance(name, str)}


def number(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.tolist() if value.numel() <= LARGEST and not value.is_sparse else None
    return value if isinstance(value, int | float) else None
