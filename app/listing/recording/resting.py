"""The recorder at rest: torch runs unwatched but for its backward passes, which are still counted.

What a reviewer looks for shows in the first passes, and one graph is drawn; between these a long training costs what it
costs in torch itself. Both backward() and grad() come to torch's engine by one function, which is watched here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.overrides import _get_current_function_mode

from app.listing.recording.passes import Asked

Around = Callable[[Asked, Callable[[], Any]], Any]


AUTOGRAD: Any = torch.autograd


class Engine:
    """Stands before torch's engine; `around` does what is to be done around each pass, and calls it."""

    def __init__(self, around: Around) -> None:
        self.around = around
        self.own: Any = None
        self.within = False
        """whether the pass that comes now is looked after already"""

    def watch(self) -> None:
        if self.own is None:
            self.own = AUTOGRAD._engine_run_backward
            AUTOGRAD._engine_run_backward = self.run

    def leave(self) -> None:
        if self.own is not None:
            AUTOGRAD._engine_run_backward = self.own
            self.own = None

    def run(self, outputs: Any, upstreams: Any, retained: Any, *given: Any, **named: Any) -> Any:
        def perform() -> Any:
            return self.own(outputs, upstreams, retained, *given, **named)

        if self.within or len(outputs) != 1 or not isinstance(outputs[0], torch.Tensor):
            return perform()
        return self.around(Asked(outputs[0], upstreams[0], bool(retained), ()), perform)


def on_top(mode: Any) -> bool:
    """Whether this mode is the one that torch asks first: only then can it be taken away."""
    current: Any = _get_current_function_mode()  # type: ignore[no-untyped-call]
    return current is mode
