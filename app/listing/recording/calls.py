"""What the recorder keeps of one call of torch: enough to write it down as operations of our table, later or never.

A call hangs on the `grad_fn` that torch made for its result, so it lives exactly as long as torch's own graph does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

Tensor = Any
GradFn = Any
"""a node of torch's own graph"""

CALL, PLACE, APPLIED = "call", "place", "applied"
"""keys in `grad_fn.metadata`: the call; of several results which one it is; an autograd.Function of the writer's own"""


@dataclass(slots=True, eq=False)
class Scope:
    """One entry into a module or a function: what a group is made of. Two entries are two scopes. It never changes;
    frozen, it would take three times as long to make, at every call.
    """

    kind: str
    """module, function"""
    label: str
    parent: Scope | None

    def chain(self) -> Iterator[Scope]:
        """From the inside out."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent


class Applied(NamedTuple):
    """One application of an autograd.Function."""

    line: int
    scope: Scope | None
    kind: Any
    given: tuple[Any, ...]


class Operand(NamedTuple):
    """A tensor as it went into a call."""

    tensor: Tensor
    source: GradFn | None
    """its `grad_fn` at that moment, which a later change in place replaces; None for leaves and constants"""
    output: int
    """which of its source's results it is"""
    version: int
    """how often it had been changed in place"""

    @property
    def needs_gradient(self) -> bool:
        return self.source is not None or bool(self.tensor.requires_grad)


@dataclass(slots=True, eq=False)
class Call:
    """One call whose result needs a gradient, or in `plain` one whose result does not."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    operands: list[Operand]
    line: int
    scope: Scope | None
    shapes: tuple[tuple[int, ...], ...] = ()
    """of its results, those that are tensors which need a gradient (in `plain`: which do not)"""
    slope: Tensor | None = None
    """the derivative number by number, of a call that draws random numbers"""
    in_place: bool = False
    """whether its result is its first operand, changed"""
    enabled: bool = True
    """whether torch kept a graph just then, not so under no_grad()"""
    plain: bool = False
    """whether its result needs no gradient"""
    smooth: bool = True
    """whether its result is of floating point: whole numbers and truth values have no slope"""
    forgotten: bool = False
    applied: Applied | None = None
    """of an autograd.Function of the writer's own"""

    @property
    def name(self) -> str:
        """The function as torch spells it, without the underscores that only say how it was called: add_, __rsub__."""
        return spelling(self.function).strip("_")


def spelling(function: Any) -> str:
    """A function as torch calls it; an attribute (`x.T`) by its own name."""
    name = str(getattr(function, "__name__", "call"))
    return str(function.__self__.__name__) if name == "__get__" else name


def made_by(operand: Operand) -> tuple[Call, int] | None:
    """The call that made a tensor, and which of its results it is; None for leaves, and where nobody saw the call."""
    if operand.source is None:
        return None
    metadata = operand.source.metadata
    call = metadata.get(CALL)
    return None if call is None or call.forgotten else (call, metadata.get((PLACE, operand.output), 0))


Maker = Callable[[Operand], tuple[Call, int] | None]


def operand_of(tensor: Tensor) -> Operand:
    """A tensor as it stands now."""
    return Operand(tensor, tensor.grad_fn, tensor.output_nr, version_of(tensor))


def version_of(tensor: Tensor) -> int:
    """How often a tensor was changed in place; tensors made in inference mode do not count it, and lead nowhere."""
    return 0 if tensor.is_inference() else tensor._version


@dataclass(frozen=True, slots=True)
class Trace:
    """What leads to one tensor."""

    output: Operand
    calls: list[Call]
    """in topological order"""
    leaves: list[Operand]
    """what nothing that was seen has made, each tensor once"""


def trace(output: Operand, maker: Maker = made_by) -> Trace:
    """Everything that leads to `output`, operands before what uses them. Iterative: chains may be long."""
    calls: list[Call] = []
    leaves: dict[tuple[int, int], Operand] = {}
    seen: set[int] = set()
    waiting: list[tuple[Operand | None, Call | None]] = [(output, None)]
    while waiting:
        operand, finished = waiting.pop()
        if finished is not None:
            calls.append(finished)
            continue
        assert operand
        found = maker(operand)
        if found is None:
            leaves.setdefault((id(operand.tensor), operand.version), operand)
        elif id(found[0]) not in seen:
            seen.add(id(found[0]))
            waiting.append((None, found[0]))
            waiting += [(each, None) for each in reversed(found[0].operands)]
    return Trace(output, calls, list(leaves.values()))
