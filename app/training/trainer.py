"""A task -> its updates, one after another, and any of them again: the state before it is kept now and then."""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from typing import Literal, NamedTuple

import numpy as np

from app.training.array_core import ArrayCore
from app.training.held import Core, Held
from app.training.scalar_core import ScalarCore, is_scalar
from app.training.task import Task

KEPT_NUMBERS = 500_000
"""numbers in all states that are kept, at most about so many"""
KEPT_STATES = 512
LOOK_AT_THE_CLOCK = 16
"""updates on floats between two looks; those on arrays may be slow"""


class Update(NamedTuple):
    """One update, all of it. `number` counts from 1."""

    number: int
    epoch: int
    """counted from 1"""
    step: int
    """within the epoch, from 1"""
    samples: np.ndarray
    rate: float
    loss: float
    """of these samples, before the update"""
    start: Held
    """what was before it"""
    gradient: np.ndarray
    after: Held

    @property
    def before(self) -> np.ndarray:
        """The parameters before it."""
        return self.start.parameters


class Trainer:
    """One run. Not for two threads at once."""

    def __init__(self, task: Task) -> None:
        task.check()
        self.task = task
        self.core: Core = ScalarCore(task) if is_scalar(task) else ArrayCore(task)
        self.look = LOOK_AT_THE_CLOCK if isinstance(self.core, ScalarCore) else 1
        self.number = 0
        """updates made"""
        self.losses = np.empty(task.updates)
        self.known = 0
        """of so many updates the loss is known"""
        self.diverged: int | None = None
        """the update whose loss is not finite: there it ends"""
        size = len(task.initial) * (1 + len(task.rule.states))
        count = min(max(KEPT_NUMBERS // size, 2), KEPT_STATES)
        self.interval = -(-task.updates // count)
        self.numbers, self.kept = [0], [self.core.held()]

    @property
    def end(self) -> int:
        """After so many updates there is no further one."""
        return self.task.updates if self.diverged is None else self.diverged

    def at(self, number: int) -> Held:
        """The state after so many updates, computed again from what was kept last before it. 0 ≤ number ≤ end."""
        self.advance(number)
        return self.core.held()

    def update(self, number: int) -> Update:
        """Update `number`, from 1 to the end, all of it."""
        start = self.at(number - 1)
        self.advance(number)
        held = self.core.held()
        epoch, step = divmod(number - 1, self.task.batches.in_epoch)
        samples, loss = self.task.batches.at(number - 1), float(self.losses[number - 1])
        return Update(number, epoch + 1, step + 1, samples, self.rate(number), loss, start, held.gradient, held)

    def rate(self, number: int) -> float:
        """The learning rate of an update."""
        return self.task.rates.at((number - 1) // self.task.batches.in_epoch, number - 1)

    def advance(self, number: int, seconds: float = math.inf) -> Literal["there", "ended", "later"]:
        """Go to where so many updates are made, unless the run ends before, or the time is over."""
        place = bisect_right(self.numbers, number) - 1
        if number < self.number or (self.numbers[place] > self.number and number > self.number + 1):
            self.core.restore(self.kept[place])
            self.number = self.numbers[place]
        task, core, in_epoch = self.task, self.core, self.task.batches.in_epoch
        batches, rates, changing = task.batches, task.rates, task.rates.changing
        order, rate = batches.order(self.number // in_epoch), self.rate(self.number + 1)
        size, stop = batches.size, time.monotonic() + seconds
        with np.errstate(all="ignore"):
            while self.number < number:
                if self.number >= self.end:
                    return "ended"
                if self.number % self.look == 0 and time.monotonic() > stop:
                    return "later"
                epoch, step = divmod(self.number, in_epoch)
                if not step and batches.shuffled:
                    order = batches.order(epoch)
                if changing == "update" or (changing and not step):
                    rate = rates.at(epoch, self.number)
                loss = core.step(order[step * size : (step + 1) * size], self.number + 1, rate)
                self.number += 1
                if self.number > self.known:
                    self.note(loss)
        return "there"

    def note(self, loss: float) -> None:
        """Keep what is new."""
        self.losses[self.known] = loss
        self.known = self.number
        if not math.isfinite(loss):
            self.diverged = self.number
        if self.number % self.interval == 0:
            self.numbers.append(self.number)
            self.kept.append(self.core.held())
