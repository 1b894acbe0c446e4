"""How a result follows its operands to first order, asked of whatever takes a gradient back to them.

Of most functions that no row of the table knows, each number follows one number alone; two questions tell that, and
what the slopes are. Else there is one question for each number of the result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch

from app.listing.recording.calls import Tensor

ROUNDING = 64
"""times the precision of the numbers: what is nearer is the same"""

Back = Callable[[Tensor], Sequence[Tensor | None]]
"""a gradient that arrives at the result -> those of the operands, None where there is none"""


class Slope(NamedTuple):
    numbers: Tensor
    """float64; the result's shape where `alone`, else (numbers of the result, numbers of the operand)"""
    alone: bool
    """whether each number of the result follows that number of the operand which stands at its place"""

    def times(self, change: Tensor, shape: Sequence[int]) -> Tensor:
        """How the result, of `shape`, follows a change of the operand."""
        return self.numbers * change if self.alone else (self.numbers @ change.reshape(-1)).reshape(shape)


def slopes_of(back: Back, result: Tensor, operands: Sequence[Tensor], most: int) -> list[Slope] | None:
    """One for each operand; None where more than `most` numbers of the result do not stand alone."""
    count = result.numel()
    if count > 1:
        found = standing_alone(back, result, operands)
        if found is not None:
            return found
    if count > most:
        return None
    rows = [back(one.reshape(result.shape)) for one in torch.eye(count, dtype=result.dtype)]
    return [
        Slope(torch.stack([flat(row[place], operand) for row in rows]), alone=False)
        for place, operand in enumerate(operands)
    ]


def standing_alone(back: Back, result: Tensor, operands: Sequence[Tensor]) -> list[Slope] | None:
    """The same where all of them do."""
    if any(each.shape != result.shape for each in operands):
        return None
    weights = torch.rand(result.shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64).to(result.dtype)
    near = ROUNDING * torch.finfo(result.dtype).eps
    found = []
    for sums, weighted in zip(back(torch.ones_like(result)), back(weights.clone()), strict=True):
        if sums is None or weighted is None or sums.shape != result.shape:
            return None
        expected = sums * weights
        if not bool(((weighted - expected).abs() <= near * expected.abs()).all()):
            return None
        found.append(Slope(sums.detach().to(torch.float64), alone=True))
    return found


def flat(row: Tensor | None, operand: Tensor) -> Tensor:
    if row is None:
        return torch.zeros(operand.numel(), dtype=torch.float64)
    return row.detach().reshape(-1).to(torch.float64)
