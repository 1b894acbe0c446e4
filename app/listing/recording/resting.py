"""The recorder at rest: torch runs unwatched but for its backward passes, which are still counted.

One graph is drawn, and a training repeats itself: between what is new in it, it costs what it costs in torch itself.
Both backward() and grad() come to torch's engine by one function, which is watched here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch.overrides import _get_current_function_mode

from app.listing.recording.passes import Asked

Around = Callable[[Asked, Callable[[], Any]], Any]


AUTOGRAD: Any = torch.autograd
GATHERING: Any = type(torch.ones((), requires_grad=True).view(()).grad_fn.next_functions[0][0])  # type: ignore[union-attr]
"""the kind of node that adds to a leaf's `.grad`"""


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


class Behind(NamedTuple):
    """Torch's own graph of a tensor."""

    links: int
    """nodes"""
    leaves: list[Any]
    """where gradients gather"""


def behind(output: Any) -> Behind:
    """What leads to `output`, without knowing a single call. To be asked before the backward pass."""
    waiting, seen, leaves = [output.grad_fn], set(), []
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if type(node) is GATHERING:
            leaves.append(node.variable)
        waiting += [each for each, _ in node.next_functions]
    return Behind(len(seen), leaves)


def on_top(mode: Any) -> bool:
    """Whether this mode is the one that torch asks first: only then can it be taken away."""
    current: Any = _get_current_function_mode()  # type: ignore[no-untyped-call]
    return current is mode
