"""The first round of a loop that updates by hand, kept so that it can be run again, and again with a parameter moved.

What the names held when it began is copied then. Where that cannot be done, or where the round draws random numbers,
it is for `probing.Trials` to run the listing again from its beginning.
"""

from __future__ import annotations

import ast
import random
import types
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import torch

from app.errors import UserError
from app.listing.console import Console
from app.listing.findings.claims import Claim, claims
from app.listing.functions import Function
from app.listing.library import Library
from app.listing.machine import Machine, start
from app.listing.outcomes import Line
from app.listing.running import seed_all

MOST = 4
"""claims of one listing"""

LARGEST = 200_000
"""numbers that are copied"""

SECONDS = 0.25
"""for one round: what takes longer is not tried"""

Move = Callable[[Any], Any]

_SHARED = (
    int, float, complex, str, bytes, type(None), range, slice, type, np.generic, np.dtype, np.ufunc, torch.dtype,
    torch.device, torch.Size, Function, Library, types.BuiltinFunctionType, types.FunctionType,
)  # fmt: skip
"""what a round does not change"""


@lru_cache(maxsize=1)
def _first_draws() -> tuple[bytes, float, int]:
    """The same, right behind `seed_all(0)`."""
    seed_all(0)
    return _next_draws()


def _next_draws() -> tuple[bytes, float, int]:
    """What tells whether numbers are drawn, in torch, NumPy and Python."""
    state = torch.default_generator.get_state().numpy().tobytes()
    return state, float(np.random.random_sample()), random.getrandbits(64)


class Uncopied(Exception):
    """A name holds what cannot be copied."""


class Begun(NamedTuple):
    statements: list[Line]
    values: dict[Any, Any]


class FirstRounds:
    """Of the loops in which a listing claims gradients. `prepare` is for `running.run`."""

    def __init__(self) -> None:
        self.machine: Machine | None = None
        self.claims: list[Claim] = []
        self.begun: dict[ast.AST, Begun] = {}

    @property
    def tree(self) -> ast.Module:
        return self.machine.tree if self.machine else ast.Module([], [])

    def prepare(self, machine: Machine) -> None:
        self.machine = machine
        self.claims = list(claims(machine.tree))[:MOST]
        for claim in self.claims:
            machine.loops[claim.loop] = self.keeper(claim.loop)

    def keeper(self, loop: ast.AST) -> Callable[[list[Line], Any], None]:
        def keep(statements: list[Line], frame: Any) -> None:
            try:
                with torch._C.DisableTorchFunction():
                    self.begun[loop] = Begun(statements, Copy().of(frame))
            except Uncopied:
                pass

        return keep

    def probed(self, claim: Claim, move: Move) -> dict[Any, Any] | None:
        """What the names hold just before the update; None where the round cannot be run again as it was."""
        begun, machine = self.begun.get(claim.loop), self.machine
        if begun is None or machine is None or claim.parameter not in begun.values:
            return None
        start(machine)
        machine.console = Console(lambda _: None, machine.limits.listing_console)
        machine.seconds = SECONDS
        machine.begin_to_count()
        values = machine.globals
        values.clear()
        values |= Copy().of(begun.values)
        values[claim.parameter] = move(values[claim.parameter])
        seed_all(0)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                reached = run_to(claim.update, begun.statements, machine)
        except (UserError, Exception):
            return None
        return dict(values) if reached and not drawn() else None


def run_to(line: int, statements: list[Line], machine: Machine) -> bool:
    """Whether a line is reached."""
    for each in statements:
        if each.line == line:
            return True
        machine.recorder.line = each.line
        if each.run(machine.globals) is not None and each.jumps:
            return False
    return False


def drawn() -> bool:
    """Whether random numbers have been drawn since `seed_all(0)`."""
    return _next_draws() != _first_draws()


class Copy:
    """A copy of names and what they hold: what was one object is one object again."""

    def __init__(self) -> None:
        self.made: dict[int, Any] = {}
        self.size = 0

    def of(self, value: Any) -> Any:
        """Raises Uncopied."""
        if isinstance(value, _SHARED):
            return value
        if id(value) not in self.made:
            self.made[id(value)] = self.copied(value)
        return self.made[id(value)]

    def copied(self, value: Any) -> Any:
        kind = type(value)
        if kind is np.ndarray and value.dtype.kind in "biufc":
            self.count(value.size)
            return value.copy()
        if (kind is torch.Tensor or kind is torch.nn.Parameter) and value.layout is torch.strided:
            self.count(value.numel())
            found = value.detach().clone().requires_grad_(value.requires_grad)
            return torch.nn.Parameter(found, value.requires_grad) if kind is torch.nn.Parameter else found
        if kind in (list, tuple, set):
            self.count(len(value))
            return kind([self.of(each) for each in value])
        if kind is dict:
            self.count(len(value))
            return {key: self.of(each) for key, each in value.items()}
        raise Uncopied

    def count(self, size: int) -> None:
        self.size += size
        if self.size > LARGEST:
            raise Uncopied
