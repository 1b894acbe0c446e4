"""What nobody saw being called, from torch's own graph: gradients of gradients, functions of the writer's own, views.

Torch has kept enough of it until its pass goes through, so this is done just before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from app.listing import machine
from app.listing.console import Console
from app.listing.recording.calls import CALL, Call, Trace, version_of
from app.listing.recording.walk import Walk

ATTENTION = ("scaled_dot_product_attention", "multi_head_attention_forward")

MOST = 2_000
"""nodes of torch's graph"""


OWN: Any = torch.autograd.function.BackwardCFunction
"""what an autograd.Function of the listing's own has in torch's graph"""


class Unasked(Exception):
    """A function of the listing's own would have to be asked for its derivative."""


def fill(trace: Trace, may_ask: Callable[[], bool]) -> bool:
    """Hang calls on the nodes behind those leaves that torch's graph goes on behind. False where there are none.

    Raises Unasked where that would call a function of the listing's own, unless it `may_ask`.
    """
    forget_drawn(trace)
    if not any(leaf.source is not None for leaf in trace.leaves) and not any(map(draws, trace.calls)):
        return False
    operands = [trace.output, *(each for call in trace.calls for each in call.operands)]
    # Copies: where a gradient is differentiated, the pass that begins now adds to it.
    known = {
        (each.source, each.output): each.tensor.detach().clone()
        for each in operands
        if each.source is not None and version_of(each.tensor) == each.version
    }
    walk = Walk(trace.output.tensor, known)
    if len(walk.nodes) > MOST:
        return False
    if any(isinstance(node, OWN) for node in walk.nodes) and not may_ask():
        raise Unasked
    try:
        with unheard():
            walk.mark()
    except Exception:  # what the listing wrote may raise anything
        return bool(walk.marked)
    return True


def draws(call: Call) -> bool:
    """Whether attention drops some of its weights: done again it would drop others."""
    if call.name not in ATTENTION or not call.options.get("training", True):
        return False
    given = [*call.arguments, call.options.get("dropout_p", 0.0)]
    return any(isinstance(each, float) and 0.0 < each < 1.0 for each in given)


def forget_drawn(trace: Trace) -> None:
    """Take such calls off torch's graph, which knows what was drawn."""
    for operand in [trace.output, *(each for call in trace.calls for each in call.operands)]:
        metadata = {} if operand.source is None else operand.source.metadata
        if CALL in metadata and draws(metadata[CALL]):
            del metadata[CALL]


@contextmanager
def unheard() -> Iterator[None]:
    """A function of the listing may be asked for its derivative, and what it prints is not what the listing prints."""
    run = machine.current()
    if run is None:
        yield
        return
    kept = run.console
    run.console = Console(None, run.limits.listing_console)
    try:
        yield
    finally:
        run.console = kept
