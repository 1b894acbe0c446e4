"""What a reviewer wants to know of a run: what each backward pass found in `.grad` and left there, and each update.

Only the first passes are followed: a habit shows in them, and a long run costs nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook

from app.engines import Value
from app.listing.recording.calls import Tensor
from app.listing.recording.writing import numbers

FOLLOWED = 16
"""passes and steps"""

LARGEST = 1_000
"""numbers of a tensor that is followed"""


@dataclass(frozen=True, slots=True)
class LeafPass:
    """One leaf in one pass."""

    name: str
    before: Tensor | None
    """its `.grad` when the pass began"""
    after: Tensor | None
    """its `.grad` when the pass was over"""
    left: bool
    """whether `before` is what an earlier pass had left there: nobody has set it to zero"""
    moved: bool
    """whether the leaf itself has been changed since that pass: an update used the gradient"""
    again: bool
    """whether an earlier pass had left something in its `.grad`"""
    climbed: bool
    """whether it has moved along its gradient since that pass: up the slope"""
    leaf: int
    """its id (it lives as long as the history)"""


@dataclass(frozen=True, slots=True)
class Pass:
    line: int
    leaves: tuple[LeafPass, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step() of an optimizer."""

    line: int
    passes: int
    """backward passes before it"""
    rates: tuple[float, ...]
    without: tuple[int, ...]
    """ids of its parameters whose `.grad` was None (they live as long as the optimizer, which the listing holds)"""
    wiped: tuple[int, ...]
    """of those in which the last pass left a gradient: it is gone"""
    frozen: tuple[str, ...]
    """names of those that do not require a gradient"""
    forgotten: tuple[str, ...]
    """of these, the ones that are plain tensors, and no parameters of a module"""
    all: int
    """how many parameters it has"""


@dataclass(frozen=True, slots=True)
class Zeroed:
    """A parameter itself was set to zero after the first backward pass, or its gradient before an update."""

    line: int
    name: str


@dataclass(slots=True)
class Spell:
    """When an optimizer was at work: how many backward passes there had been at its first step, and at its last."""

    first: int
    last: int
    rates: tuple[float, ...]
    """at the first"""


class History:
    def __init__(self, name_of: Callable[[Tensor], str | None]) -> None:
        self.name_of = name_of
        self.passes: list[Pass] = []
        self.steps: list[Step] = []
        self.zeroed: list[Zeroed] = []
        self.unmoved: list[Zeroed] = []
        """changes of a leaf whose gradient is gone, which leave it as it is"""
        self.trained: set[int] = set()
        """ids of modules that were in training mode at some step"""
        self.resting: dict[int, tuple[Any, int, int]] = {}
        """id of a module that was so no more at a later step -> itself, the line, the passes before"""
        self.optimizers: dict[int, Any] = {}
        """those that have made a step"""
        self.spells: dict[int, Spell] = {}
        """id of an optimizer -> when"""
        self.count = 0
        self.held: dict[int, tuple[Tensor, Tensor, Tensor]] = {}
        """id of a leaf -> itself, what it held and what its `.grad` held after the last pass"""
        self.missing: dict[int, str] = {}
        """ids of parameters that had no gradient at the last step that was followed -> their names"""
        self.reached: set[int] = set()
        """ids of the leaves that some pass has reached"""

    @property
    def following(self) -> bool:
        """Whether the pass that comes now is looked at."""
        return self.count < FOLLOWED

    def begun(self, leaves: Iterable[Tensor]) -> dict[int, Tensor | None] | None:
        """The `.grad` of each leaf, before torch adds to it; None where the pass is not followed."""
        self.count += 1
        if self.count > FOLLOWED:
            return None
        return {id(leaf): kept(leaf.grad) for leaf in leaves}

    def ended(self, line: int, leaves: Iterable[Tensor], before: dict[int, Tensor | None] | None) -> None:
        if before is None:
            return
        found = []
        for leaf in leaves:
            found.append(self.leaf_pass(leaf, before.get(id(leaf))))
        self.passes.append(Pass(line, tuple(found)))

    def leaf_pass(self, leaf: Tensor, before: Tensor | None) -> LeafPass:
        self.reached.add(id(leaf))
        own, after = leaf.detach().clone(), kept(leaf.grad)
        earlier = self.held.get(id(leaf))
        left = earlier is not None and before is not None and torch.equal(earlier[2], before) and bool(before.any())
        moved = earlier is not None and not torch.equal(earlier[1], own)
        climbed = earlier is not None and moved and float(((own - earlier[1]) * earlier[2]).sum()) > 0
        if after is not None:
            self.held[id(leaf)] = (leaf, own, after)
        name, again = self.name_of(leaf) or "leaf", earlier is not None and bool(earlier[2].any())
        return LeafPass(name, before, after, left, moved, again, climbed, id(leaf))

    def stepped(self, optimizer: Any, line: int, passes: int) -> None:
        """An optimizer is about to update its parameters; `passes` are over, followed or not."""
        self.optimizers[id(optimizer)] = optimizer
        spell = self.spells.get(id(optimizer))
        if spell is None:
            self.spells[id(optimizer)] = Spell(passes, passes, rates_of(optimizer))
        else:
            spell.last = passes
        if len(self.steps) >= FOLLOWED:
            return
        self.missing.clear()
        parameters = [each for group in optimizer.param_groups for each in group["params"]]
        self.missing |= {id(each): self.name_of(each) or "?" for each in parameters if each.grad is None}
        still = [(each, self.name_of(each) or "?") for each in parameters if not each.requires_grad]
        self.steps.append(
            Step(
                line=line,
                passes=self.count,
                rates=rates_of(optimizer),
                without=tuple(id(each) for each in parameters if each.requires_grad and each.grad is None),
                wiped=tuple(
                    id(each) for each in parameters if id(each) in self.held and gone(each, self.held[id(each)][2])
                ),
                frozen=tuple(name for _, name in still),
                forgotten=tuple(name for each, name in still if not isinstance(each, torch.nn.Parameter)),
                all=len(parameters),
            )
        )

    def at_work(self, modules: Iterable[torch.nn.Module], line: int, passes: int) -> None:
        """These modules learn now, whatever their mode."""
        for module in modules:
            if module.training:
                self.trained.add(id(module))
            elif id(module) in self.trained:
                self.resting.setdefault(id(module), (module, line, passes))

    def changed(self, name: str, target: Tensor, line: int) -> None:
        """A tensor was changed in place by this function."""
        if not self.held or len(self.unmoved) >= FOLLOWED:
            return
        to_zero = name in ("zero", "fill") and not np.any(value(target))
        for leaf, own, after in self.held.values():
            if not shared(leaf, target):
                continue
            if to_zero:
                self.zeroed.append(Zeroed(line, self.name_of(leaf) or "leaf"))
            elif gone(leaf, after) and torch.equal(leaf.detach(), own):
                self.unmoved.append(Zeroed(line, self.name_of(leaf) or "leaf"))


def shared(leaf: Tensor, target: Tensor) -> bool:
    """Whether the one is the other, or its `.data`."""
    if leaf.numel() != target.numel() or torch._C._functorch.is_functorch_wrapped_tensor(target):
        return False
    return bool(leaf.data_ptr() == target.data_ptr())


def gone(leaf: Tensor, left: Tensor) -> bool:
    """Whether nothing is in a leaf's `.grad` of what a pass has left there."""
    return (leaf.grad is None or (not leaf.grad.is_sparse and not bool(leaf.grad.any()))) and bool(left.any())


def rates_of(optimizer: Any) -> tuple[float, ...]:
    return tuple(float(group["lr"]) for group in optimizer.param_groups if "lr" in group)


def learned(tensors: Iterable[Tensor]) -> list[Tensor]:
    """Those that gradients go to and that are small enough to be followed, each once."""
    seen = {id(each): each for each in tensors}
    return [each for each in seen.values() if each.requires_grad and each.is_leaf and each.numel() <= LARGEST]


def kept(tensor: Tensor | None) -> Tensor | None:
    return None if tensor is None or tensor.is_sparse else tensor.detach().clone()


def value(tensor: Tensor | None) -> Value | None:
    return None if tensor is None or tensor.is_sparse else numbers(tensor)


def hook(stepped: Callable[[Any], None]) -> Any:
    """Have every optimizer tell of its steps; `remove()` ends that."""

    def before(optimizer: Any, given: tuple[Any, ...], options: dict[str, Any]) -> None:
        # With a closure the backward pass is part of the step.
        if len(given) < 2 and not options.get("closure"):
            stepped(optimizer)

    return register_optimizer_step_pre_hook(before)
