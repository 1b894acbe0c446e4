"""Heavy work, away from the event loop: a bounded number of threads, a bounded number of requests that wait for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from app.errors import RequestError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Workers:
    """`threads` requests at work, `waiting` behind them; one more is refused with server.busy (503)."""

    def __init__(self, threads: int, waiting: int) -> None:
        self.threads = threads
        self.most = threads + waiting
        self.now = 0
        self.limiter: CapacityLimiter | None = None

    async def run(self, function: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
        """`function(*given, **named)` on a thread."""
        if self.now >= self.most:
            raise RequestError("server.busy", retry_after=1)
        if self.limiter is None:  # it belongs to the event loop that runs now
            self.limiter = CapacityLimiter(self.threads)
        self.now += 1
        try:
            return await to_thread.run_sync(partial(function, *given, **named), limiter=self.limiter)
        finally:
            self.now -= 1
