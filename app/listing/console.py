"""What a listing prints, in pieces that carry their own line ends, and the line that printed each. Bounded."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from app.errors import LimitExceeded

HELD = 0.005
"""seconds for which printed text is gathered before it is told: a loop that prints shall not wait for its reader"""


class Console:
    """`emit` is given one event for each piece of text: {"event": "console", "line", "text"}; None: nobody hears."""

    def __init__(self, emit: Callable[[dict[str, Any]], None] | None, most: int) -> None:
        self.emit = emit
        self.most = most
        self.length = 0
        self._held: list[dict[str, Any]] = []
        self._told = 0.0

    def write(self, line: int, text: str) -> None:
        """Print `text`. Raises limit.console where all text together is longer than allowed."""
        if self.emit is None:
            return
        self.length += len(text)
        if self.length > self.most:
            raise LimitExceeded("limit.console", limit=f"{self.most:,}")
        if text:
            self._held.append({"event": "console", "line": line, "text": text})
        if time.monotonic() - self._told > HELD:
            self.flush()

    def flush(self) -> None:
        """Tell what has been gathered."""
        held, self._held = self._held, []
        if self.emit is not None:
            for event in held:
                self.emit(event)
        self._told = time.monotonic()
