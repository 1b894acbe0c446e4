"""A call that the table has no row for -> what it is to first order at this moment: y = c + J a + ..., J from torch.

Value and gradient are torch's own; that it is a stand-in is told, and it is drawn as one node.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from app.engines.finite_difference import largest
from app.errors import Span, UserError
from app.listing.recording.calls import Call, Tensor
from app.listing.recording.episode import difference
from app.listing.recording.slopes import Slope, slopes_of
from app.listing.recording.writing import Writer, numbers
from app.operations import OPERATIONS

ADD, MUL, MATMUL, RESHAPE = (OPERATIONS[name] for name in ("add", "mul", "matmul", "reshape"))

REPEATED = 1e-2
"""how far the same call may be off in float64, relative to its largest number"""

UNREPEATABLE = (RuntimeError, TypeError, ValueError, IndexError, NotImplementedError)
"""what torch raises where it cannot"""

LARGEST = 40_000
"""entries of one Jacobian"""


def write_opaque(
    writer: Writer,
    call: Call,
    output: int,
    operands: Sequence[int],
    values: Sequence[Any],
    span: Span,
    expected: Tensor | None = None,
) -> int | None:
    """The node of a stand-in; None where torch cannot repeat the call, or its Jacobian is too large.

    `values` are those of the operands, as arrays of float64; `expected` is what the call gave the first time: one that
    draws random numbers gives something else now.
    """
    needs = [place for place, each in enumerate(call.operands) if each.needs_gradient]
    shape = call.shapes[output]
    again = once_more(call, output, values, expected)
    if again is None:
        return None
    tensors, result = again
    try:
        found = jacobians(result, [tensors[place] for place in needs])
    except UNREPEATABLE:
        return None
    if found is None:
        return None
    marks = writer.columns.marks()
    try:
        rest = result.detach()
        terms = []
        for place, slope in zip(needs, found, strict=True):
            rest = rest - slope.times(tensors[place].detach(), shape)
            terms.append(term(writer, operands[place], slope, tensors[place].numel(), shape, span))
        total = writer.value(numbers(rest), span)
        for each in terms:
            total = writer.operation(ADD, (each, total), span)
        return total
    except UserError:
        writer.columns.forget(marks)
        return None


def term(writer: Writer, operand: int, slope: Slope, count: int, shape: tuple[int, ...], span: Span) -> int:
    """J a: number by number where these stand alone, else with both as vectors."""
    if slope.alone:
        return writer.operation(MUL, (operand, writer.value(slope.numbers.numpy(), span)), span)
    flat = writer.operation(RESHAPE, (operand,), span, {"shape": (count,)})
    product = writer.operation(MATMUL, (writer.value(slope.numbers.numpy(), span), flat), span)
    return writer.operation(RESHAPE, (product,), span, {"shape": shape})


def once_more(
    call: Call, output: int, values: Sequence[Any], expected: Tensor | None = None
) -> tuple[list[Tensor], Tensor] | None:
    """The operands in float64 and what torch makes of them; None where it cannot, or makes something else than
    `expected`.
    """
    tensors = [repeated(each.tensor, value) for each, value in zip(call.operands, values, strict=True)]
    for tensor, each in zip(tensors, call.operands, strict=True):
        if each.needs_gradient:
            tensor.requires_grad_()
    try:
        result = called_again(call, tensors, output)
        if expected is not None and difference(numbers(result), numbers(expected), largest(values)) > REPEATED:
            return None
    except UNREPEATABLE:
        return None
    return tensors, result


def repeated(tensor: Tensor, value: Any) -> Tensor:
    """The operand once more, detached from everything, in float64 where it is of floating point."""
    if not tensor.dtype.is_floating_point:
        return tensor.detach().clone()
    return torch.tensor(np.array(value), dtype=torch.float64)


def called_again(call: Call, tensors: Sequence[Tensor], output: int) -> Tensor:
    """The same call on other tensors; one that changes its operand in place changes a copy."""
    fresh = {id(each.tensor): tensor for each, tensor in zip(call.operands, tensors, strict=True)}

    def replaced(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return fresh[id(value)]
        if isinstance(value, list | tuple) and any(isinstance(each, torch.Tensor) for each in value):
            return type(value)(replaced(each) for each in value)
        return value

    arguments = [replaced(each) for each in call.arguments]
    if call.in_place:
        arguments[0] = arguments[0].clone()
    result = call.function(*arguments, **{name: replaced(value) for name, value in call.options.items()})
    if call.in_place:
        return arguments[0]
    if isinstance(result, tuple | list):
        return [each for each in result if isinstance(each, torch.Tensor) and each.requires_grad][output]
    return result


def jacobians(result: Tensor, operands: Sequence[Tensor]) -> list[Slope] | None:
    """How the result follows each operand; None where that is too much to be told."""

    def back(arriving: Tensor) -> Sequence[Tensor | None]:
        return torch.autograd.grad(result, list(operands), arriving, retain_graph=True, allow_unused=True)

    return slopes_of(back, result, operands, LARGEST // max(1, *(each.numel() for each in operands)))
