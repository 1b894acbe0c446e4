"""One run of one listing: its names, its line, what it has printed and drawn, and how much it may still do."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.errors import LimitExceeded
from app.limits import LIMITS, Limits
from app.listing.console import Console
from app.listing.plots import Plots
from app.listing.recorder import NullRecorder, Recorder

if TYPE_CHECKING:
    from app.listing.outcomes import Block, Execute


class Left(BaseException):
    """`exit()`: the listing ends here, with nothing wrong."""


CHECKED_EVERY = 4_096
"""steps between two looks at the clock"""


class Machine:
    """The state that every closure of a run shares."""

    def __init__(
        self,
        emit: Callable[[dict[str, Any]], None],
        recorder: Recorder | None = None,
        limits: Limits = LIMITS,
        seconds: float | None = None,
    ) -> None:
        self.limits = limits
        self.seconds = limits.listing_seconds if seconds is None else seconds
        self.began = time.monotonic()
        self.took = 0.0
        """seconds, when the run has ended"""
        self.deadline = self.began + self.seconds
        self.recorder: Recorder = recorder or NullRecorder()
        self.console = Console(emit, limits.listing_console)
        self.plots = Plots(self.recorder)
        self.globals: dict[str | None, Any] = {"__name__": "__main__"}
        self.tree = ast.Module([], [])
        """what is run"""
        self.blocks: list[Block] = []
        """what it became, the innermost first"""
        self.execute: Execute | None = None
        """runs it"""
        self.classes: set[type] = set()
        """the classes that the listing has defined"""
        self.hooks: dict[type, dict[str, Any]] = {}
        """those of them that have `__slots__`, `__getattr__` or `__setattr__`, with these"""
        self.saved: dict[str, Any] = {}
        """what `torch.save` was given, by the name of the file that it would be in"""
        self.handled: list[BaseException] = []
        """the exceptions whose `except` clauses run now, the innermost last"""
        self.depth = 0
        """calls of the listing's functions that have not returned"""
        self.steps = 0
        self.next_check = CHECKED_EVERY
        """the step at which `check` is to be called"""
        self.class_changes = 0
        """how often an attribute of a class of the listing was set after the class was made"""

    def begin_again(self, kept: Mapping[str | None, Any], deadline: float) -> None:
        """Forget what a run has left, but the names in `kept`: the closures of a listing may run once more. Nobody
        hears of that run.
        """
        self.globals.clear()
        self.globals["__name__"] = "__main__"
        self.hooks.clear()
        self.saved.clear()
        self.globals |= kept
        self.classes &= {each for each in kept.values() if isinstance(each, type)}
        self.handled.clear()
        self.console = Console(None, self.limits.listing_console)
        self.plots = Plots(self.recorder)
        self.recorder.idle = True
        self.deadline = deadline
        self.depth = self.steps = 0
        self.next_check = CHECKED_EVERY

    def spend(self, steps: int) -> None:
        """Count `steps`: one a statement, an iteration, a call.

        Raises limit.steps, and limit.time where the clock has run out.
        """
        # The closures that are run most often do this themselves: a call costs more than all of it.
        self.steps += steps
        if self.steps >= self.next_check:
            self.check()

    def check(self) -> None:
        if self.steps > self.limits.listing_steps:
            raise LimitExceeded("limit.steps", limit=f"{self.limits.listing_steps:,}")
        if time.monotonic() > self.deadline:
            raise LimitExceeded("limit.listing_time", seconds=f"{self.seconds:g}")
        self.next_check = min(self.steps + CHECKED_EVERY, self.limits.listing_steps + 1)
        self.console.flush()


_running: Machine | None = None


def start(machine: Machine) -> None:
    """From now on `running()` is this one. A process runs one listing at a time."""
    global _running
    _running = machine


def current() -> Machine | None:
    """The same, where it may be that no listing runs."""
    return _running


def running() -> Machine:
    """The run that goes on now: functions of the tables ask for it, since a listing calls them like Python's own."""
    assert _running is not None
    return _running
