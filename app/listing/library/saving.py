"""`torch.save` and `torch.load`: what is saved is kept in the run's own memory. No file is written, none is read."""

from __future__ import annotations

import copy
from typing import Any

import torch

from app.listing.machine import running
from app.listing.refusals import MEMBER_ADVICE, Refusal


def save(value: Any, name: Any, **options: Any) -> None:
    """`torch.save(model.state_dict(), "best.pt")`."""
    if not isinstance(name, str):
        raise Refusal("listing.member", name="torch.save", advice=MEMBER_ADVICE["torch", "save"])
    running().saved[name] = copy.deepcopy(leaves(value))


def leaves(value: Any) -> Any:
    """The same with tensors that are results as leaves: a file holds numbers, and no graph behind them."""
    if isinstance(value, torch.Tensor) and not value.is_leaf:
        return value.detach().requires_grad_(value.requires_grad)
    if type(value) is dict:
        return {name: leaves(each) for name, each in value.items()}
    if type(value) in (list, tuple):
        return type(value)(leaves(each) for each in value)
    return value


def load(name: Any, *given: Any, **options: Any) -> Any:
    """`torch.load("best.pt")`, of what this run has saved. Raises listing.member for any other file."""
    saved = running().saved
    if not isinstance(name, str) or name not in saved:
        raise Refusal("listing.member", name="torch.load", advice=MEMBER_ADVICE["torch", "load"])
    return copy.deepcopy(saved[name])
