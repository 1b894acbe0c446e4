"""What a running listing tells whoever records its graphs. The null recorder remembers the line and nothing else."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, Literal, Protocol

ScopeKind = Literal["function", "module"]


class Recorder(AbstractContextManager[Any], Protocol):
    line: int
    """the line of the source that runs now, from 1; set before each statement and each call"""
    watching: bool
    """whether anything is recorded now"""
    idle: bool
    """whether nothing is to be recorded, whatever comes"""
    depth: int
    """how many functions and modules deep the listing is"""
    episodes: list[Any]
    """one for each backward(), in the order in which they ran"""

    bent: bool
    """whether a hook of the listing has put another gradient in the place of one, in this pass"""

    def named(self, tensor: Any, name: str) -> None:
        """A tensor has been assigned to a name (`w`) or an attribute (`self.fc1.weight`)."""

    def statement_ended(self) -> None:
        """A statement of the module itself is over, with all that it called."""

    def applied(self, kind: Any, *given: Any) -> Any:
        """Apply an autograd.Function of the listing's own."""

    def scope(self, kind: ScopeKind, label: str) -> AbstractContextManager[Any]:
        """Around the call of a function or a module of the listing: what is recorded inside is one group."""

    def enter(self, kind: ScopeKind, label: str) -> Any:
        """The same without a context: `leave` is given what this gives."""

    def leave(self, outer: Any) -> None:
        """Behind the call."""


class NullRecorder:
    """Knows the line. `episodes` stays empty."""

    def __init__(self) -> None:
        self.line = 1
        self.bent = False
        self.watching = False
        self.idle = True
        self.depth = 0
        self.episodes: list[Any] = []
        self._scope = nullcontext()

    def __enter__(self) -> NullRecorder:
        return self

    def __exit__(self, *failure: object) -> None:
        pass

    def named(self, tensor: Any, name: str) -> None:
        pass

    def statement_ended(self) -> None:
        pass

    def applied(self, kind: Any, *given: Any) -> Any:
        return kind.apply(*given)

    def scope(self, kind: ScopeKind, label: str) -> AbstractContextManager[Any]:
        return self._scope

    def enter(self, kind: ScopeKind, label: str) -> Any:
        return None

    def leave(self, outer: Any) -> None:
        pass
