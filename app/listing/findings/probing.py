"""Runs the first round of a listing's loop again, with a parameter moved a little: what does its loss do?"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import torch

from app.errors import UserError
from app.limits import LIMITS
from app.listing.findings.claims import Claim
from app.listing.findings.rounds import SECONDS, Move
from app.listing.machine import Machine, start
from app.listing.recorder import NullRecorder
from app.listing.running import read, seed_all

STEP = 1e-2
"""relative: listings compute in float32"""

Probed = Callable[[Claim, Move], dict[Any, Any] | None]
"""what the names of the module hold just before the first update, the parameter moved; None where it is not reached"""


class Reached(BaseException):
    """The line where the probe ends. No `except` of a listing catches it."""


class Probe(NullRecorder):
    """Moves the parameter where the loop's body first begins, and stops where the update would be."""

    def __init__(self) -> None:
        self.claim: Claim | None = None
        self.move: Move = as_it_is
        self.values: dict[Any, Any] = {}
        self.moved = False
        super().__init__()

    @property
    def line(self) -> int:
        return self.current

    @line.setter
    def line(self, line: int) -> None:
        self.current = line
        if self.claim is None:
            return
        if line == self.claim.start and not self.moved and self.claim.parameter in self.values:
            self.moved = True
            self.values[self.claim.parameter] = self.move(self.values[self.claim.parameter])
        elif line == self.claim.update and self.moved:
            raise Reached


def as_it_is(value: Any) -> Any:
    return value


class Trials:
    """A listing that is read once, and run again and again to the first update of its loop."""

    def __init__(self, source: str, seed: int | None) -> None:
        self.seed = 0 if seed is None else seed
        self.probe = Probe()
        self.machine = Machine(lambda _: None, self.probe, LIMITS, SECONDS)
        self.execute = read(source, self.machine)

    def probed(self, claim: Claim, move: Move) -> dict[Any, Any] | None:
        """What the names of the module hold just before the first update; None where it is never reached."""
        probe, machine = self.probe, self.machine
        machine.begin_again()
        probe.claim, probe.move, probe.moved, probe.values = claim, move, False, machine.globals
        start(machine)
        torch.set_default_dtype(torch.float32)
        seed_all(self.seed)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                self.execute(machine.globals)
        except Reached:
            return dict(machine.globals)
        except (UserError, Exception):
            return None
        return None


def slope(probed: Probed, claim: Claim, entry: int, parameter: Any) -> float | None:
    """The central difference of the loss in one entry of the parameter, which holds `parameter` before the loop."""
    found = []
    for direction in (1.0, -1.0):
        values = probed(claim, partial(moved, entry=entry, direction=direction))
        loss = None if values is None else number(values.get(claim.loss))
        if loss is None:
            return None
        found.append(loss)
    return (found[0] - found[1]) / (2 * step_of(parameter, entry))


def step_of(value: Any, entry: int) -> float:
    return STEP * max(1.0, abs(float(as_array(value).reshape(-1)[entry])))


def moved(value: Any, entry: int, direction: float) -> Any:
    """The parameter, of its own kind, with one entry moved."""
    changed = np.array(as_array(value), dtype=np.float64)
    changed.reshape(-1)[entry] += direction * step_of(value, entry)
    if isinstance(value, torch.Tensor):
        return torch.tensor(changed, dtype=value.dtype)
    return changed.astype(value.dtype) if isinstance(value, np.ndarray) else float(changed)


def as_array(value: Any) -> np.ndarray:
    return value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)


def number(value: Any) -> float | None:
    array = as_array(value) if value is not None else np.zeros(0)
    return float(array.reshape(-1)[0]) if array.size == 1 and array.dtype.kind in "fiu" else None
