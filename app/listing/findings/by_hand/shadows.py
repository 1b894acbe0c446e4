"""Torch code that keeps no gradients, with a second graph beside it that does: every tensor has a shadow.

What the listing computes is untouched. A shadow is the same computation on leaves that require a gradient, so that
torch can say what the slope of any loss is in any tensor that led to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch.overrides import TorchFunctionMode

Tensor = Any

LEFT_ALONE = frozenset({
    "backward", "grad", "requires_grad_", "register_hook", "__set__", "__delete__", "retain_grad", "numpy", "tolist",
    "size", "dim", "__len__", "__repr__", "__format__", "item_", "manual_seed", "zero_grad",
})  # fmt: skip
DRAWN = frozenset({"rand_like", "randn_like", "bernoulli", "multinomial", "normal", "randint_like", "empty_like"})
CASTS = frozenset({"float", "double", "half", "to", "type", "type_as"})
NOT_IN_PLACE = frozenset({"__index__", "__int__", "__invert__"})
MOST = 20_000
"""calls"""
LARGEST = 20_000_000
"""numbers of all shadows: a listing has a bounded memory"""


class TooMuch(BaseException):
    """More calls, or more time, than a look is worth. No `except` of a listing catches it."""


class Seen(NamedTuple):
    """One call, in shadows."""

    name: str
    operands: tuple[Tensor, ...]
    result: Tensor


class Shadows(TorchFunctionMode):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self.deadline = deadline
        self.of: dict[int, Tensor] = {}
        """id of a tensor -> its shadow, of this moment"""
        self.alive: list[Tensor] = []
        self.tainted: set[int] = set()
        """ids of tensors whose shadow nobody knows"""
        self.items: dict[float, Tensor] = {}
        """what item() gave -> the shadow it was taken from"""
        self.calls: list[Seen] = []
        self.size = 0

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        options = kwargs or {}
        name = str(getattr(func, "__name__", ""))
        if name in LEFT_ALONE:
            return func(*args, **options)
        if len(self.calls) > MOST or (len(self.calls) % 64 == 0 and time.monotonic() > self.deadline):
            raise TooMuch
        inputs = [each for each in flat((*args, *options.values())) if is_real(each)]
        changes = changes_its_operand(name)
        before = {id(each): self.shadow(each) for each in inputs}
        result = func(*args, **options)
        if name in ("item", "__float__") and inputs:
            self.items[float(result)] = before[id(inputs[0])]
        elif changes and inputs and args and args[0] is inputs[0]:
            self.changed(func, args, options, before)
        elif inputs and name not in DRAWN:
            self.called(func, name, args, options, before, result)
        return result

    def shadow(self, tensor: Tensor) -> Tensor:
        found = self.of.get(id(tensor))
        if found is None:
            self.size += tensor.numel()
            if self.size > LARGEST:
                raise TooMuch
            found = tensor.detach().clone().requires_grad_()
            self.of[id(tensor)] = found
            self.alive.append(tensor)
        return found

    def called(self, func: Any, name: str, args: Any, options: Any, before: dict[int, Tensor], result: Any) -> None:
        results = (
            [result] if isinstance(result, torch.Tensor) else list(result) if isinstance(result, tuple | list) else []
        )
        if not any(is_real(each) for each in results):
            return None
        if any(each in self.tainted for each in before):
            return self.taint(results)
        try:
            with torch.enable_grad():
                if name == "dropout":
                    given = next(each for each in flat(args) if is_real(each))
                    shadows = [before[id(given)] * torch.where(given != 0, results[0] / given, 0.0).detach()]
                elif name in CASTS:
                    shadows = [before[id(args[0])]]
                else:
                    made = func(*replaced(args, before), **replaced(options, before))
                    shadows = [made] if isinstance(made, torch.Tensor) else list(made)
        except (RuntimeError, TypeError, ValueError, IndexError, KeyError, NotImplementedError):
            return self.taint(results)
        for real, shadow in zip(results, shadows, strict=False):
            if is_real(real) and isinstance(shadow, torch.Tensor) and id(real) not in before:
                self.size += shadow.numel()
                if self.size > LARGEST:
                    raise TooMuch
                self.of[id(real)] = shadow
                self.alive.append(real)
                self.calls.append(Seen(name, tuple(before.values()), shadow))
        return None

    def changed(self, func: Any, args: Any, options: Any, before: dict[int, Tensor]) -> None:
        target = args[0]
        if target._is_view():
            # A change through a view changes its base, which this does not follow.
            self.taint([target, *([] if target._base is None else [target._base])])
            return
        try:
            with torch.enable_grad():
                copy = before[id(target)].clone()
                func(*replaced(args, before | {id(target): copy}), **replaced(options, before))
        except (RuntimeError, TypeError, ValueError, IndexError):
            self.taint([target])
            return
        self.of[id(target)] = copy

    def taint(self, tensors: list[Any]) -> None:
        for each in tensors:
            if isinstance(each, torch.Tensor):
                self.tainted.add(id(each))
                self.alive.append(each)

    def known(self, tensor: Tensor) -> Tensor | None:
        """The shadow that a value has had so far, if nothing about it is unknown."""
        return None if id(tensor) in self.tainted else self.of.get(id(tensor))


def changes_its_operand(name: str) -> bool:
    """Whether a function is one that works in place: `add_`, `__iadd__`, `__setitem__`."""
    if name.startswith("__"):
        return name == "__setitem__" or (name.startswith("__i") and name not in NOT_IN_PLACE)
    return name.endswith("_")


def is_real(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.dtype.is_floating_point


def flat(values: Any) -> list[Any]:
    found: list[Any] = []
    for each in values:
        if isinstance(each, list | tuple):
            found += flat(each)
        else:
            found.append(each)
    return found


def replaced(value: Any, by: dict[int, Tensor]) -> Any:
    if isinstance(value, torch.Tensor):
        return by.get(id(value), value)
    if isinstance(value, dict):
        return {name: replaced(each, by) for name, each in value.items()}
    if type(value) in (list, tuple):
        return type(value)(replaced(each, by) for each in value)
    return value


def slopes(loss: Tensor, of: list[Tensor], after: Callable[[], None] = lambda: None) -> list[Tensor | None]:
    """The gradients of a shadow loss; None for what did not lead to it."""
    if not loss.requires_grad or loss.numel() != 1:
        return [None] * len(of)
    found = torch.autograd.grad(loss.reshape(()), of, retain_graph=True, allow_unused=True)
    return list(found)
