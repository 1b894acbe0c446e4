"""One line of JSON for every request: when, what, how long, and the code of the error if there was one.

Never what was asked: sources and values are the user's own. Counts and durations are kept for /metrics on the way.
"""

from __future__ import annotations

import json
import logging
import sys
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.addresses import address_of
from app.web.metrics import Metrics

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=repr)


def make_log() -> structlog.typing.FilteringBoundLogger:
    """A logger that writes JSON lines to standard output."""
    log: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(sys.stdout),
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(lambda event, **_: _ENCODER.encode(event)),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    return log


class RequestLog:
    def __init__(self, app: ASGIApp, *, log: bool, metrics: Metrics | None) -> None:
        self.app = app
        self.log = make_log() if log else None
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        finally:
            seconds = time.perf_counter() - start
            if self.metrics is not None:
                # Unknown addresses are one row, or a stranger could make as many rows as he likes.
                route = getattr(scope.get("route"), "path", None) or "none"
                self.metrics.observe(scope["method"], route, status, seconds)
            if self.log is not None and address_of(scope["path"]).counted:
                self.log.info(
                    "request",
                    method=scope["method"],
                    path=logged(scope["path"]),
                    status=status,
                    milliseconds=round(seconds * 1000, 2),
                    code=scope.get("code"),
                )


def logged(path: str) -> str:
    """A path as the log may have it: links hold a graph, or open one."""
    return f"{path[:3]}…" if path.startswith(("/g/", "/s/")) else path[:200]
