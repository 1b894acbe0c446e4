"""The recorder at rest: torch runs unwatched but for its backward passes, which are still counted.

What a reviewer looks for shows in the first passes, and one graph is drawn; between these a long training costs what it
costs in torch itself. Both backward() and grad() come to torch's engine by one function, which is watched here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.overrides import _get_current_function_mode

Passed = Callable[[Any], None]


AUTOGRAD: Any = torch.autograd


class Engine:
    """Stands before torch's engine while it is `watched`; tells `passed` of every pass by its output."""

    def __init__(self, passed: Passed) -> None:
        self.passed = passed
        self.own: Any = None

    def watch(self) -> None:
        if self.own is None:
            self.own = AUTOGRAD._engine_run_backward
            AUTOGRAD._engine_run_backward = self.run

    def leave(self) -> None:
        if self.own is not None:
            AUTOGRAD._engine_run_backward = self.own
            self.own = None

    def run(self, outputs: Any, *given: Any, **named: Any) -> Any:
        result = self.own(outputs, *given, **named)
        if len(outputs) == 1:
            self.passed(outputs[0])
        return result


def on_top(mode: Any) -> bool:
    """Whether this mode is the one that torch asks first: only then can it be taken away."""
    current: Any = _get_current_function_mode()  # type: ignore[no-untyped-call]
    return current is mode
