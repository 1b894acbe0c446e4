"""Runs listings in the test's own process, each as if it were the first."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch

from app.limits import LIMITS, Limits
from app.listing.library import library
from app.listing.running import run


class Outcome(NamedTuple):
    printed: str
    console: list[dict[str, Any]]
    last: dict[str, Any]

    @property
    def error(self) -> dict[str, Any] | None:
        """What refused or stopped the listing: {"code", "facts", "span"}."""
        found: dict[str, Any] | None = self.last if self.last["event"] == "refused" else self.last["error"]
        return found


def outcome(source: str, limits: Limits = LIMITS, seed: int | None = None) -> Outcome:
    """What a listing prints and how it ends."""
    torch.set_printoptions(profile="default")  # type: ignore[no-untyped-call]
    torch.set_default_dtype(torch.float32)
    np.set_printoptions(precision=8, suppress=False)
    library("torch")
    events: list[dict[str, Any]] = []
    run(source, events.append, limits=limits, seed=seed)
    console = [event for event in events if event["event"] == "console"]
    return Outcome("".join(event["text"] for event in console), console, events[-1])
