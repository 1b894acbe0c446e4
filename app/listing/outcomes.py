"""How a statement says what happens next: None to go on, or one of these."""

from __future__ import annotations

import ast
from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

from app.listing.frames import Frame, Scope


class Jump(Enum):
    BREAK = "break"
    CONTINUE = "continue"


BREAK, CONTINUE = Jump.BREAK, Jump.CONTINUE


class Returned:
    """`return value`, on its way out to the function."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


Execute = Callable[[Frame], Any]
"""a statement, ready to run: gives None, BREAK, CONTINUE or a Returned"""


class Line(NamedTuple):
    """A statement where it stands."""

    line: int
    run: Execute
    jumps: bool
    """whether what it gives is to be looked at"""


Block = tuple[list[ast.stmt], list[Line], Scope]
"""statements, what each became, and the scope in which they stand. Whatever is in the second is what runs."""
