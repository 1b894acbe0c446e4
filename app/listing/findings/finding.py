"""What a reviewer says, and what he has to go by."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from app.engines import Value
from app.listing.machine import Machine
from app.listing.recording.history import History
from app.listing.recording.recorder import Recorder
from app.numbers import short

SHOWN = 4
"""numbers of a tensor that are written out"""


class Finding(NamedTuple):
    """`code` is a row of `words.FINDINGS`; `facts` fill its templates."""

    code: str
    line: int
    facts: dict[str, Any]


@dataclass(frozen=True)
class Evidence:
    """One run."""

    source: str
    machine: Machine
    """which ran it"""
    recorder: Recorder
    seed: int | None = None
    failed: bool = False
    """whether the run ended by an exception or a limit"""
    stopped: str | None = None
    """the code of the lesson about what stopped it"""
    stopped_line: int = 0
    stopped_facts: dict[str, Any] | None = None

    @property
    def tree(self) -> ast.Module:
        return self.machine.tree

    @property
    def history(self) -> History:
        return self.recorder.history


def number_text(value: Value | None) -> str:
    """A number, a few, or the length of the vector that many make."""
    if value is None:
        return "0"
    array = np.asarray(value, dtype=np.float64)
    if array.size == 1:
        return short(float(array.reshape(-1)[0]))
    if array.size <= SHOWN:
        return f"[{', '.join(short(float(each)) for each in array.reshape(-1))}]"
    return f"‖·‖ = {short(float(np.linalg.norm(array)))}"
