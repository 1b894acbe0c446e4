"""A call that the table has no row for, and that is too large for a stand-in -> the calls that torch makes of it.

The same call is done once more in float64, where torch has no kernels that do all at once, and torch's own graph of it
is read as that of a tensor nobody saw being made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.errors import Span, UserError
from app.listing.recording.calls import Call, GradFn, Operand, Tensor, made_by, operand_of, trace
from app.listing.recording.derived import Unfit
from app.listing.recording.opaque import UNREPEATABLE, once_more
from app.listing.recording.walk import Unknown, Walk
from app.listing.recording.writing import Writer

MOST = 1_000
"""nodes of torch's graph of one call"""


class Read(Walk):
    """Takes no derivative for a node: it would be asked of torch number by number."""

    def by_derivative(self, node: GradFn) -> Call:
        raise Unknown


def write_expanded(
    writer: Writer,
    call: Call,
    output: int,
    operands: Sequence[int],
    values: Sequence[Any],
    span: Span,
    expected: Tensor | None,
) -> int | None:
    """The node of the call's result; None where torch's graph of it has a node that no row of `nodes` reads.

    `values` are those of the operands, which stand at `operands`; `expected` is what the call gave the first time.
    """
    marks, group = writer.columns.marks(), writer.columns.group
    again = once_more(call, output, values, expected)
    if again is None or again[1].grad_fn is None:  # torch knows no way back, and no graph
        return None
    tensors, result = again
    walk = None
    try:
        walk = Read(result, {})
        if len(walk.nodes) > MOST:
            return None
        walk.mark()
        return written(writer, operand_of(result), dict(zip(map(id, tensors), operands, strict=True)), span)
    except (Unfit, Unknown, UserError, *UNREPEATABLE):
        writer.columns.forget(marks)
        writer.columns.group = group
        return None
    finally:
        if walk is not None:
            walk.clear()


def written(writer: Writer, output: Operand, known: dict[int, int], span: Span) -> int:
    """The node of a tensor, with all that leads to it from tensors that are `known`, by id. Raises Unfit."""
    inner = trace(output)
    places: dict[tuple[int, int], int] = {}

    def node(operand: Operand) -> int:
        made = made_by(operand)
        return places[(id(operand.tensor), operand.version) if made is None else (id(made[0]), made[1])]

    for leaf in inner.leaves:
        if leaf.source is not None:
            raise Unfit
        index = known.get(id(leaf.tensor))
        places[id(leaf.tensor), leaf.version] = writer.value(leaf.tensor, span) if index is None else index
    used = wanted(inner.calls, output)
    for call in inner.calls:
        for place in range(len(call.shapes)):
            if (id(call), place) in used:
                result = writer.call(call, place, [node(each) for each in call.operands], span)
                if result is None:
                    raise Unfit
                places[id(call), place] = result
    return node(output)


def wanted(calls: Sequence[Call], output: Operand) -> set[tuple[int, int]]:
    """The results that are used."""
    used = [output, *(each for call in calls for each in call.operands)]
    return {(id(made[0]), made[1]) for made in map(made_by, used) if made is not None}
