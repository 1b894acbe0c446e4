"""Calls that wait for somebody else, such as a database: each on a thread of its own, for as long as is agreed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from app.errors import RequestError

Answer = TypeVar("Answer")


class Errands:
    """At most `most` calls under way, those counted that nobody waits for any more; one more gets server.busy (503)."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self.threads = ThreadPoolExecutor(most, "errand")
        self.free = BoundedSemaphore(most)

    async def run(self, function: Callable[[str], Answer], given: str) -> Answer:
        """`function(given)`. Raises TimeoutError after `seconds`; the thread is then left to itself."""
        if not self.free.acquire(blocking=False):
            raise RequestError("server.busy", retry_after=5)

        errand = self.threads.submit(function, given)
        errand.add_done_callback(lambda _: self.free.release())  # once, whether it ended or never began
        return await asyncio.wait_for(asyncio.wrap_future(errand), self.seconds)
