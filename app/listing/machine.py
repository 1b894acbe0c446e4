"""One run of one listing: its names, its line, what it has printed and drawn, and how much it may still do."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from typing import Any

from app.errors import LimitExceeded
from app.limits import LIMITS, Limits
from app.listing.console import Console
from app.listing.plots import Plots
from app.listing.recorder import NullRecorder, Recorder

LoopBegun = Callable[[list[Any], Any], None]
"""is given the statements of a loop's body with their lines, and the frame, as the first round begins"""


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
        self.deadline = time.monotonic() + self.seconds
        self.recorder: Recorder = recorder or NullRecorder()
        self.console = Console(emit, limits.listing_console)
        self.plots = Plots(self.recorder)
        self.globals: dict[str | None, Any] = {"__name__": "__main__"}
        self.tree = ast.Module([], [])
        """what is run"""
        self.loops: dict[ast.AST, LoopBegun] = {}
        """loop -> who wants to hear of its first round"""
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

    def begin_again(self) -> None:
        """Forget what a run has left: the closures of a listing may run once more."""
        self.globals.clear()
        self.globals["__name__"] = "__main__"
        self.classes.clear()
        self.hooks.clear()
        self.saved.clear()
        self.handled.clear()
        self.begin_to_count()

    def begin_to_count(self) -> None:
        """Steps and time from nothing."""
        self.deadline = time.monotonic() + self.seconds
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
