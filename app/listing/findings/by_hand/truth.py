"""What the gradient really is: by torch on the shadows, or where there are none, by central differences of new runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from app.listing.findings.by_hand.kinds import is_single, plain
from app.listing.findings.by_hand.notes import Claim, Loss, Notes, Place
from app.listing.findings.by_hand.shadows import slopes
from app.listing.findings.by_hand.trials import Trials

WRONG = 0.01
"""relative: nearer than this, two gradients are one"""
COARSE = 0.05
"""the same for differences of numbers of float32"""
DIRECTIONS = 2
TRIED = 4
"""entries of one tensor that are differentiated one by one"""


@dataclass(slots=True)
class Truth:
    """The gradient of `of` for each loss that was seen, None where it did not lead there."""

    losses: list[Loss]
    slopes: list[np.ndarray | None]

    def candidates(self) -> list[tuple[Loss, np.ndarray]]:
        """Each loss alone, and of those that are computed at one place again and again the sum and the mean so far."""
        found = [(loss, slope) for loss, slope in zip(self.losses, self.slopes, strict=True) if slope is not None]
        for site in {loss.site.number for loss, _ in found}:
            rows = [(loss, slope) for loss, slope in found if loss.site.number == site]
            if len(rows) > 1:
                total = np.cumsum([slope for _, slope in rows], axis=0)
                for count in {len(rows), len(rows) - 1}:
                    found += [(rows[-1][0], total[count - 1]), (rows[-1][0], total[count - 1] / count)]
        return found


def by_shadows(claims: Sequence[Claim], losses: list[Loss]) -> dict[int, Truth]:
    """Place in `claims` -> the gradients, for those whose tensor leads to a loss that has a shadow."""
    of = [each for each, claim in enumerate(claims) if isinstance(claim.of, torch.Tensor)]
    table: dict[int, list[np.ndarray | None]] = {each: [] for each in of}
    known: dict[int, dict[int, np.ndarray | None]] = {}
    for loss in losses:
        if id(loss.shadow) not in known:
            shadows = {each: loss.shadows.get(id(claims[each].of)) for each in of} if loss.shadow is not None else {}
            there = {each: shadow for each, shadow in shadows.items() if shadow is not None}
            found = slopes(loss.shadow, list(there.values())) if there else []
            known[id(loss.shadow)] = {
                each: None if slope is None else slope.numpy().astype(np.float64)
                for each, slope in zip(there, found, strict=True)
            }
        for each in of:
            table[each].append(known[id(loss.shadow)].get(each))
    return {each: Truth(losses, rows) for each, rows in table.items() if any(row is not None for row in rows)}


def all_right(trials: Trials, claims: Sequence[Claim], notes: Notes) -> bool:
    """Whether all of them are right at once: each is moved along a direction of its own in the same runs, and the loss
    must change by the sum of what they say.
    """
    losses = notes.losses
    if any(is_coarse(claim, losses) or claim.origin is None or claim.origin[1] < 1 for claim in claims):
        return False
    said_of: list[tuple[Place, np.ndarray, float]] = []
    for claim in claims:
        ours = claim.effective if claim.effective is not None else claim.value
        if ours.shape != claim.held.shape or not np.isfinite(ours).all():
            return False
        assert claim.origin
        said_of.append((claim.origin, ours, length(ours) or 1.0))
    for number in range(DIRECTIONS):
        moves: dict[Place, np.ndarray] = {}
        for place, ours, size in said_of:
            moves[place] = spread(ours.shape, number, len(moves)) / size
        said = sum(float(np.vdot(ours, moves[place])) for place, ours, _ in said_of)
        step = 1e-6 / max(largest(np.asarray(each)) for each in moves.values())
        # One side is enough: what a step so small adds by its curvature is far below what counts as wrong.
        ahead = trials.losses({place: moving(each * step) for place, each in moves.items()}, notes)
        if ahead is None or len(ahead) != len(losses):
            return False
        slopes_of = [(one.value - here.value) / step for one, here in zip(ahead, losses, strict=True)]
        if not any(abs(each - said) <= WRONG for each in slopes_of):
            return False
    return True


Along = Callable[[np.ndarray], "list[float] | None"]


def along(trials: Trials, claim: Claim, notes: Notes, patches: dict[Place, Any], shape: tuple[int, ...]) -> Along:
    """How each loss changes along a direction; None where the runs do not tell."""
    losses = notes.losses
    coarse = is_coarse(claim, losses)

    def differentiate(direction: np.ndarray) -> list[float] | None:
        assert claim.origin
        size = 1e-2 if coarse else 1e-6
        step = size * max(1.0, largest(claim.held)) / max(largest(direction), 1e-30)
        ends: list[list[Loss]] = []
        for sign in (1.0, -1.0):
            move = moving(direction.reshape(shape) * sign * step)
            end = trials.losses(patches | {claim.origin: move}, notes)
            if end is None or len(end) < len(losses):
                return None
            if all(moved.value == loss.value for moved, loss in zip(end, losses, strict=False)):
                return [0.0] * len(losses)
            ends.append(end)
        found = []
        for place, loss in enumerate(losses):
            above, below = (each[place].value for each in ends)
            slope = (above - below) / (2 * step)
            noise = (1e-6 if coarse else 1e-14) * max(abs(above), abs(below), abs(loss.value)) / step
            found.append(slope if noise <= 0.02 * abs(slope) or above == below else float("nan"))
        return found

    return differentiate


def spread(shape: tuple[int, ...], number: int, of: int = 0) -> np.ndarray:
    """The `number`-th direction of the `of`-th of several: all entries count, and no two alike."""
    places = np.arange(1.0, math.prod(shape) + 1.0).reshape(shape)
    return np.asarray(np.cos(places * (number + 1) + of))


def is_coarse(claim: Claim, losses: list[Loss]) -> bool:
    return is_single(claim.of) or any(loss.coarse for loss in losses)


def moving(by: np.ndarray) -> Callable[[Any], Any]:
    """A value, of its own kind, moved."""

    def move(value: Any) -> Any:
        changed = np.array(plain(value), dtype=np.float64) + by
        if isinstance(value, torch.Tensor):
            return torch.tensor(changed, dtype=value.dtype, requires_grad=value.requires_grad)
        return changed.astype(value.dtype) if isinstance(value, np.ndarray) else float(changed)

    return move


def instead(by: np.ndarray) -> Callable[[Any], Any]:
    """Another value of the same kind."""

    def put(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return torch.tensor(by, dtype=value.dtype).reshape(value.shape) if by.size == value.numel() else value
        if isinstance(value, np.ndarray):
            return by.astype(value.dtype).reshape(value.shape) if by.size == value.size else value
        return float(by) if by.size == 1 else value

    return put


def close(ours: np.ndarray, theirs: np.ndarray, within: float = WRONG) -> bool:
    """Whether two gradients are one, as far as such numbers can be."""
    if ours.shape != theirs.shape:
        return False
    apart = largest(ours - theirs)
    return apart < math.inf and apart <= within * max(largest(theirs), 1e-12)


def length(values: np.ndarray) -> float:
    """As a vector's."""
    return math.sqrt(float(np.vdot(values, values)))


def largest(values: np.ndarray) -> float:
    """How far from 0."""
    if values.size == 1:
        return abs(float(values.item()))
    return float(abs(values).max()) if values.size else 0.0
