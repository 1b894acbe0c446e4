"""Calls that wait for somebody else, such as a database: each on a thread of its own, for as long as is agreed."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from anyio import CapacityLimiter, fail_after, to_thread

from app.errors import RequestError

Answer = TypeVar("Answer")


class Errands:
    """At most `most` calls under way, those counted that nobody waits for any more; one more gets server.busy (503)."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self.free = BoundedSemaphore(most)

    async def run(self, function: Callable[[str], Answer], given: str) -> Answer:
        """`function(given)`. Raises TimeoutError after `seconds`; the thread is then left to itself."""
        if not self.free.acquire(blocking=False):
            raise RequestError("server.busy", retry_after=5)

        def errand() -> Answer:
            try:
                return function(given)
            finally:
                self.free.release()

        with fail_after(self.seconds):
            return await to_thread.run_sync(errand, limiter=CapacityLimiter(1), abandon_on_cancel=True)
