"""The recorder at rest: torch runs unwatched but for its backward passes, which are still counted.

One graph is drawn, and a training repeats itself: between what is new in it, it costs what it costs in torch itself.
Both backward() and grad() come to torch's engine by one function, which is watched here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

    def __init__(self, around: Around, together: Callable[[Sequence[Any], Sequence[Any]], Any]) -> None:
        self.around = around
        self.together = together
        """one output for several, with the same gradients"""
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

        if self.within or not all(isinstance(each, torch.Tensor) for each in outputs):
            return perform()
        output, upstream, inputs = outputs[0], upstreams[0], ()
        if len(outputs) > 1:
            if not all(followed(each) for each in outputs) or any(map(transformed, upstreams)):
                return perform()
            output, upstream = self.together(outputs, upstreams), None
            inputs = () if named.get("accumulate_grad") else tuple(given[1])
        return self.around(Asked(output, upstream, bool(retained), inputs), perform)


def followed(output: Any) -> bool:
    """Whether an output has a graph behind it, and numbers."""
    return bool(output.requires_grad) and not transformed(output)


def transformed(tensor: Any) -> bool:
    """Whether a tensor is one of torch.func's, inside grad() or vmap(): it has no numbers to be looked at."""
    return tensor is not None and bool(torch._C._functorch.is_functorch_wrapped_tensor(tensor))


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
