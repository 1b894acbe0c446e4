"""Gradients that have no graph behind them, and so cannot be differentiated: which line made which."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Iterable
from typing import Any

import torch

from app.listing.recording.calls import Tensor

MOST = 64
"""that are remembered"""


class FlatGradients:
    """What `grad()` gave without `create_graph=True`; what `backward()` left is found in the leaves."""

    def __init__(self) -> None:
        self.made: deque[tuple[weakref.ref[Tensor], int]] = deque(maxlen=MOST)

    def given(self, result: Any, line: int) -> None:
        for each in result if isinstance(result, tuple) else ():
            if isinstance(each, torch.Tensor) and not each.requires_grad:
                self.made.append((weakref.ref(each), line))

    def line_of(self, tensor: Tensor, leaves: Iterable[tuple[int, Iterable[Tensor]]]) -> int | None:
        """The line that made `tensor`; `leaves` are the lines of passes with what they learned."""
        for each, line in self.made:
            if each() is tensor:
                return line
        return next((line for line, learned in leaves if any(leaf.grad is tensor for leaf in learned)), None)
