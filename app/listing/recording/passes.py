"""One backward pass while it happens: what it starts from, what arrives at each leaf, what is left of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch

from app.engines import Value
from app.listing.recording.calls import Maker, Tensor, Trace, made_by, operand_of, trace
from app.listing.recording.episode import Episode, Leaf
from app.listing.recording.optimizers import states
from app.listing.recording.writing import numbers

if TYPE_CHECKING:
    from app.listing.recording.recorder import Recorder

TOLD = 1_000
"""numbers of an output that every pass is told with"""

LIGHT = 10_000
"""numbers that the calls of a graph may hold on to after its backward pass"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What backward() or grad() was asked for: one output, the gradient that arrives there."""

    output: Tensor
    upstream: Tensor | None
    retained: bool
    """whether the graph can be gone through again"""
    inputs: tuple[Tensor, ...]
    """what gradients are wanted of; () where they go to the `.grad` of every leaf"""


def asked(function: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> Asked | None:
    """None where several outputs are differentiated at once."""
    names = ("output", "inputs", "upstream", "retain_graph", "create_graph")
    if function is not torch.autograd.grad:
        names = ("output", "upstream", "retain_graph", "create_graph", "inputs")
    given = dict(zip(names, arguments, strict=False))
    wanted: Any = given.get("inputs", options.get("inputs"))
    inputs = () if wanted is None else tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)
    given |= {"output": options["outputs"]} if "outputs" in options else {}
    upstream = given.get("upstream", options.get("gradient", options.get("grad_outputs")))
    output = single(given.get("output"))
    if not isinstance(output, torch.Tensor):
        return None
    retained = given.get("retain_graph", options.get("retain_graph"))
    created = given.get("create_graph", options.get("create_graph"))
    return Asked(output, single(upstream), bool(retained or created), inputs)


def single(value: Any) -> Any:
    """The one entry of a sequence, else None; anything else is itself."""
    if isinstance(value, list | tuple):
        return value[0] if len(value) == 1 else None
    return value


def summary(index: int, line: int, output: Tensor, name: str | None, nodes: int) -> Episode:
    """What is told of every pass."""
    value = output.item() if output.ndim == 0 else output.tolist() if output.numel() <= TOLD else []
    return Episode(index, line, name or "output", value, nodes)


class Held(NamedTuple):
    """What torch had for a leaf, in torch's own numbers: they take half the room of ours."""

    requires_grad: bool
    arrived: Tensor | None
    accumulated: Tensor | None
    precision: str
    asked: bool

    def leaf(self) -> Leaf:
        gradient = None if self.arrived is None else numbers(self.arrived)
        once = self.accumulated is self.arrived
        accumulated = gradient if once else None if self.accumulated is None else numbers(self.accumulated)
        return Leaf(self.requires_grad, gradient, accumulated, self.precision, self.asked)


class BackwardPass:
    """Around torch's own: watches the leaves, and keeps what the moment was like so that it can be frozen later."""

    def __init__(self, recorder: Recorder, request: Asked, kept: bool, maker: Maker = made_by) -> None:
        self.recorder, self.request, self.kept, self.maker = recorder, request, kept, maker
        self.line, self.scope = recorder.line, recorder.current
        self.trace: Trace = trace(operand_of(request.output), maker)
        self.received: dict[int, Tensor] = {}
        """id of a leaf -> the gradient that arrived there"""
        self.values: dict[tuple[int, int], Tensor] = {}
        """id and version of a leaf -> a copy of what it held"""
        self.leaves: dict[int, Held] = {}
        self.weight = 0
        """numbers that are held on to"""
        self.optimizers: list[dict[str, Any]] = []
        self.hooks: list[tuple[Tensor, Any]] = []

    def __enter__(self) -> BackwardPass:
        self.recorder.bent = False
        if self.kept:
            leaves = {id(leaf.tensor): leaf.tensor for leaf in self.trace.leaves if leaf.tensor.requires_grad}
            self.hooks = [(leaf, leaf.register_hook(self.receiver(place))) for place, leaf in leaves.items()]
        return self

    def receiver(self, place: int) -> Callable[[Tensor], None]:
        def receive(gradient: Tensor) -> None:
            self.received[place] = gradient.detach().clone()

        return receive

    def __exit__(self, *failure: Any) -> None:
        for leaf, hook in self.hooks:
            hook.remove()
            # Torch would ask an empty table of hooks in every pass to come.
            if leaf._backward_hooks is not None and not leaf._backward_hooks:
                leaf._backward_hooks = None

    def episode(self, index: int) -> Episode:
        """Called after torch is done: leaves still have the values they had."""
        output = self.request.output
        if self.kept:
            self.hold()
        elif not self.request.retained:
            self.forget()
        nodes = len(self.trace.calls) + len(self.trace.leaves)
        return summary(index, self.line, output, self.recorder.names.of(output), nodes)

    @property
    def broken(self) -> bool:
        """Whether torch refused it: no gradient arrives anywhere."""
        return self.maker is not made_by

    def hold(self) -> None:
        """Copies of what the leaves hold now and of what arrived, and the optimizers."""
        if isinstance(self.request.upstream, torch.Tensor):
            self.request = replace(self.request, upstream=self.request.upstream.detach().clone())
        self.optimizers = states(self.recorder.history.optimizers.values(), self.recorder.name_of)
        for leaf in self.trace.leaves:
            place = (id(leaf.tensor), leaf.version)
            held = self.recorder.saved.get(place)
            self.values[place] = (leaf.tensor if held is None else held).detach().clone()
            self.leaves[id(leaf.tensor)] = self.look(leaf.tensor)
        ways = {id(each.tensor): each.tensor.numel() for call in self.trace.calls for each in call.operands}
        self.weight = sum(ways.values()) + 3 * sum(each.numel() for each in self.values.values())

    @property
    def upstream(self) -> Value | None:
        given = self.request.upstream
        if given is None or self.broken:
            # Torch takes a tensor of one number for that number; a refused pass has a shape and nothing that arrives.
            return np.ones(self.request.output.shape) if self.request.output.ndim else None
        found = numbers(given)
        return None if isinstance(found, float) and found == 1.0 else found

    def leaf(self, tensor: Tensor) -> Leaf:
        """What torch had for a leaf."""
        return (self.leaves.get(id(tensor)) or self.look(tensor)).leaf()

    def look(self, tensor: Tensor) -> Held:
        """What torch has for a leaf, now that the pass is over."""
        arrived = self.received.get(id(tensor))
        needs = bool(tensor.requires_grad and tensor.is_leaf)
        accumulated = tensor.grad.detach() if needs and tensor.grad is not None else None
        if accumulated is not None:
            # The first gradient after zero_grad() is all that there is: it is held once.
            first = arrived is not None and not arrived.is_sparse and torch.equal(arrived, accumulated)
            accumulated = arrived if first else accumulated.clone()
        return Held(
            requires_grad=needs,
            arrived=arrived,
            accumulated=accumulated,
            precision=str(tensor.dtype).removeprefix("torch."),
            asked=not self.recorder.bent
            and (not self.request.inputs or any(each is tensor for each in self.request.inputs)),
        )

    def forget(self) -> None:
        """Let go of what torch itself lets go of; a small graph may be gone through again, as torch allows for sums."""
        held = sum(operand.tensor.numel() for call in self.trace.calls for operand in call.operands)
        if held > LIGHT:
            for call in self.trace.calls:
                call.operands, call.arguments, call.options, call.forgotten = [], (), {}, True
