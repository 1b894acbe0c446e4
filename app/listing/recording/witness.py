"""Which calls were written wrongly: each alone, its way back by our tape beside torch's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from app.differentiate import differentiate
from app.engines.tape import Program as Tape
from app.errors import UserError
from app.graph.freezing import freeze as frozen
from app.language.tree import Program
from app.limits import RECORDED
from app.listing.recording.calls import Call, Trace
from app.listing.recording.episode import AGREE, difference
from app.listing.recording.opaque import called_again, repeated
from app.listing.recording.writing import Writer, numbers


def wrong_gradients(trace: Trace, operand_values: Callable[[Call], list[Any]]) -> set[int]:
    """The calls (by id) whose gradients differ, at the values of their operands."""
    found = set()
    for call in trace.calls:
        for output in range(len(call.shapes)):
            try:
                agrees = gradients_agree(call, output, operand_values(call))
            except (UserError, RuntimeError, TypeError, ValueError, IndexError):
                agrees = False
            if not agrees:
                found.add(id(call))
    return found


def gradients_agree(call: Call, output: int, values: list[Any]) -> bool:
    """Both ways back of one call, for the same gradient that arrives."""
    writer = Writer(RECORDED)
    operands = [writer.value(value, (0, 0)) for value in values]
    columns = writer.columns
    for place, index in enumerate(operands):
        columns.names[index] = f"x_{place}"
        columns.inputs[f"x_{place}"] = index
    result = writer.call(call, output, operands, (0, 0))
    if result is None:
        return True
    shape = call.shapes[output]
    arriving = np.random.default_rng(0).normal(size=shape) if shape else np.float64(1.0)
    tape = Tape(differentiate(frozen(Program("", "listing", {}, {}, ()), columns, result, (), ())))
    _, ours = tape.gradients({}, arriving if shape else None)
    tensors = [repeated(each.tensor, value) for each, value in zip(call.operands, values, strict=True)]
    needs = [place for place, each in enumerate(call.operands) if each.needs_gradient]
    for place in needs:
        tensors[place].requires_grad_()
    again = called_again(call, tensors, output)
    theirs = torch.autograd.grad(again, [tensors[place] for place in needs], torch.tensor(arriving), allow_unused=True)
    pairs: list[tuple[int, Any]] = list(zip(needs, theirs, strict=True))
    return all(
        difference(ours.get(f"x_{place}"), None if gradient is None else numbers(gradient)) <= AGREE["float64"]
        for place, gradient in pairs
    )
