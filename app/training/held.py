"""All that an update changes: parameters, what the optimiser remembers, and the gradient that was used last."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np


class Held(NamedTuple):
    """Copies, safe to keep. Vectors of all parameters, one after another."""

    parameters: np.ndarray
    gradient: np.ndarray
    """as it reached the optimiser's rule, before any clip"""
    states: tuple[np.ndarray, ...]


class Core(Protocol):
    """What makes one update after another."""

    def step(self, samples: np.ndarray, time: int, rate: float) -> float:
        """Update number `time`, from 1, on these samples; the loss before it."""
        ...

    def held(self) -> Held: ...

    def restore(self, held: Held) -> None:
        """Go on from there, as if nothing else had been."""
        ...
