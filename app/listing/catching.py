"""What `except` may take: Python's exceptions, and never what refuses or limits a listing."""

from __future__ import annotations

import ast
from collections.abc import Callable

from app.errors import LimitExceeded, UserError
from app.listing.frames import Frame, Scope
from app.listing.nodes import expression
from app.listing.targets import store_name

Takes = Callable[[Frame, Exception], bool]
"""whether an `except` clause takes an exception; its name is stored where it does"""


def takes(node: ast.ExceptHandler, scope: Scope) -> Takes:
    kinds = None if node.type is None else expression(node.type, scope)
    store = None if node.name is None else store_name(node.name, scope)
    line, recorder = node.lineno, scope.machine.recorder

    def matches(frame: Frame, error: Exception) -> bool:
        if kinds is not None:
            recorder.line = line
            found = kinds(frame)
            every = found if isinstance(found, tuple) else (found,)
            if not all(isinstance(each, type) and issubclass(each, BaseException) for each in every):
                raise TypeError("catching classes that do not inherit from BaseException is not allowed")
            if not isinstance(error, every):
                return False
        if store is not None:
            store(frame, error)
        return True

    return matches


def refuse_to_catch(error: BaseException) -> None:
    """Raise what a listing may not catch: our own refusals, and the end of its memory."""
    if isinstance(error, UserError):
        raise error
    if out_of_memory(error):
        raise LimitExceeded("limit.memory") from None


def out_of_memory(error: BaseException) -> bool:
    """Python's, NumPy's or torch's way to say that there is no memory left."""
    return isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and "can't allocate memory" in str(error))
