"""Calls whose results need no gradient: the latest ones are remembered, so that a broken chain can be followed back."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from typing import Any

from app.listing.recording.calls import Call, Operand, Tensor, made_by

REMEMBERED = 512
"""calls; what they hold of memory is let go with them"""


class PlainCalls:
    def __init__(self) -> None:
        self.table: OrderedDict[int, tuple[weakref.ref[Any], Call]] = OrderedDict()

    def remember(self, call: Call, result: Tensor) -> None:
        self.table[id(result)] = (weakref.ref(result), call)
        if len(self.table) > REMEMBERED:
            self.table.popitem(last=False)

    def made_by(self, operand: Operand) -> tuple[Call, int] | None:
        """The same as `calls.made_by`, through what torch's graph does not hold, too."""
        if operand.source is not None:
            return made_by(operand)
        if operand.tensor.requires_grad:
            return None
        found = self.table.get(id(operand.tensor))
        return (found[1], 0) if found is not None and found[0]() is operand.tensor else None
